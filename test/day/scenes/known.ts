import { MINUTE_MS } from '../../../src/base/units.ts'
import { LOCAL_PASSWORD } from '../../../src/cli/rung/local-line.ts'
import { RunningLine } from '../../../src/cli/running-line.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'
import { PIA } from '../world.ts'

/** Callers whom the records know, and what is kept of them. */
export async function known(day: Day): Promise<void> {
  await day.at('13:30')
  const ana = day.agent('ana')
  await ana.clicks('available')
  const pia = await day.rings('Pia', PIA)
  await pia.hears('case one, zero, four, seven, one, one')
  day.shows('a caller is known by a record over HTTP')
  await pia.presses('1')
  await day.until("Ana's phone rings", () => ana.state === 'ringing')
  const ringing = (await ana.sees()).call
  expects(
    ringing?.number === '…0131',
    `before she takes the call Ana sees the last digits: ${ringing?.number}`,
  )
  await pia.talks()
  const offer = ana.leg.said.join(' ')
  expects(/case/i.test(offer) && /1 0 4 7 1 1|one, zero, four/.test(offer), `Ana hears of the case: ${offer}`)
  day.shows('an agent hears of the open case')
  const talking = (await ana.sees()).call
  expects(
    talking?.number === PIA && talking.openCase?.number === '104711',
    'in the talk Ana sees number and case',
  )
  await pia.hangsUp()
  expects(!JSON.stringify(await ana.sees()).includes(PIA), 'after the talk she does not')
  day.shows('agents see numbers only as far as they need them')
  await day.finishes('ana')
  await recordsAreDown(day)
  await erased(day)
  await ana.clicks('away', { reason: 'break' })
}

async function recordsAreDown(day: Day): Promise<void> {
  day.world.areRecordsDown = true
  const quin = await day.rings('Quin', '+12125550132')
  await quin.hears('Thank you for calling')
  await quin.presses('0')
  await quin.talks()
  expects(day.world.troubles.length > 0, 'the records were asked')
  day.shows('the line works the same when the records are down')
  day.world.areRecordsDown = false
  await quin.hangsUp()
  await day.finishes('ana')
}

/** Quin wants to know what is kept, and wants it gone. */
async function erased(day: Day): Promise<void> {
  await day.clock.passes(5 * MINUTE_MS)
  const admin = await RunningLine.at(day.line.url, LOCAL_PASSWORD)
  const number = '+12125550132'
  const { facts } = (await admin.post('/api/callers/export', { number })) as { facts: readonly unknown[] }
  expects(facts.length > 2, "the export has the facts of Quin's call")
  await admin.post('/api/callers/erase', { number })
  expects((await day.store.callerByNumber(number)) === undefined, 'nothing of Quin is kept')
  day.shows('a caller gets all that is kept, and has it erased')
}
