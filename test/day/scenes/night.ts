import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'
import { closed } from './quiet-hours.ts'

const PAT = '+12125550199'

/** Everybody has gone home, and for two days nobody comes: whom we could not call back, we let go. */
export async function night(day: Day): Promise<void> {
  await day.at('19:30')
  const pat = await day.rings('Pat', PAT)
  await pat.presses('0')
  await pat.hears('you would rather not wait', 3 * MINUTE_MS)
  await pat.presses('1')
  await pat.hears(/press 1/, 30 * SECOND_MS)
  await pat.presses('1')
  await day.clock.passes(10 * SECOND_MS)
  await pat.hangsUp()
  await closed(day)
  await day.clock.passes(DAY_MS + 10 * MINUTE_MS)
  const { key } = (await day.store.callerByNumber(PAT))!
  const [contact] = await day.store.papers('main', { kind: 'contact', caller: key })
  expects(contact?.body.outcome === 'callback-failed', `what came of it: ${contact?.body.outcome}`)
  day.shows('a callback expires')
}
