import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'
import { PINS } from '../people.ts'

/** Agents come to work, are rung where they are, and take calls or do not. */
export async function answering(day: Day): Promise<void> {
  const [ana, ben, cleo] = ['ana', 'ben', 'cleo'].map(name => day.agent(name)) as [
    ReturnType<Day['agent']>,
    ReturnType<Day['agent']>,
    ReturnType<Day['agent']>,
  ]
  await day.at('08:05')
  await ana.clicks('away', { reason: 'break' })
  expects((await ana.sees()).reason === 'break', 'ana is on a break')
  day.shows('an agent is away with a reason')
  await ana.clicks('available')

  const bea = await day.rings('Bea', '+14155550101')
  await bea.hears('Thank you for calling')
  await bea.presses('11')
  await bea.talks()
  expects(ana.leg.to === 'client:ana', 'ana is rung in her browser')
  const [offer = ''] = ana.leg.said
  expects(
    /^Call for billing, card support, from .*0 1 0 1.*Waited/.test(offer),
    `ana hears who calls: ${offer}`,
  )
  day.shows('an agent is rung in the browser', 'an agent accepts with a key')
  day.shows('an agent hears who calls, what for and how long they waited')
  await ana.says('Juniper Card, Ana speaking.')
  await bea.hears('Ana speaking')
  await day.clock.passes(MINUTE_MS)
  await bea.hangsUp()
  await ana.becomes('wrap-up')
  const { codes = [] } = (await ana.sees()).wrapUp ?? {}
  await ana.clicks('wrap-up', { note: 'Asked about the fee of May.', ...(codes[0] && { code: codes[0] }) })
  await ana.clicks('ready')
  await ana.becomes('available')
  if (codes.length > 0) day.shows('wrap-up ends with a code and a note')

  await ana.clicks('away', { reason: 'training' })
  await signsInByPhone(day)
  const carl = await day.rings('Carl', '+13105550102')
  await carl.presses('0')
  await carl.talks()
  expects(ben.leg.to.startsWith('sip:'), 'ben is rung at his desk phone')
  day.shows('an agent is rung at a SIP address')
  await carl.hangsUp()
  await day.finishes('ben')
  await ben.clicks('away', { reason: 'break' })

  await cleo.clicks('available')
  const dan = await day.rings('Dan', '+12125550103', 'gift-cards')
  await dan.presses('0')
  await dan.talks()
  expects(cleo.leg.to === '+12025550111', 'cleo is rung at home')
  day.shows('an agent is rung at a phone number')
  await dan.hangsUp()
  await cleo.becomes('available', 10 * MINUTE_MS)
  day.shows('wrap-up ends by itself')
  await misses(day)
}

/** Nobody takes the call: a machine, an agent who is not there; and a caller who gives up. */
async function misses(day: Day): Promise<void> {
  const [ana, ben] = [day.agent('ana'), day.agent('ben')]
  await ana.clicks('available')
  ana.manner = 'lets-a-machine-answer'
  const eva = await day.rings('Eva', '+14155550104')
  await eva.presses('0')
  await day.until('the machine is let go', () => ana.leg.isOver)
  expects(!eva.isTalking && !eva.phone.isOver, 'eva waits on')
  day.shows('an answering machine does not take a call')
  ana.manner = 'ignores'
  await ana.becomes('away', 3 * MINUTE_MS)
  expects((await ana.sees()).reason === 'missed-calls', 'ana was put away for missed calls')
  await ben.clicks('available')
  await eva.talks()
  day.shows('an agent who does not answer is put away, and the caller keeps the place')
  await eva.hangsUp()
  await day.finishes('ben')

  ben.manner = 'ignores'
  const finn = await day.rings('Finn', '+14155550105')
  await finn.presses('0')
  await day.clock.passes(5 * SECOND_MS)
  const { leg } = ben
  expects(!leg.isOver, "ben's phone rings")
  await finn.hangsUp()
  expects(leg.isOver, 'the ringing has stopped')
  day.shows('a hang-up stops the ringing')
  ben.manner = 'takes'
  ana.manner = 'takes'
  await ben.clicks('away', { reason: 'break' })
}

/** Ben has no page at hand: he rings, and keys in id and PIN. */
async function signsInByPhone(day: Day): Promise<void> {
  const ben = day.agent('ben')
  const phone = day.line.callToSignIn('+12025550188')
  await day.clock.passes(8 * SECOND_MS)
  for (const keys of ['1002#', `${PINS.get('ben')}#`, '1']) {
    phone.press(keys)
    await day.clock.passes(2 * SECOND_MS)
  }
  expects(ben.state === 'available', `Ben is available: ${phone.said.at(-1)}`)
  phone.hangUp()
  day.shows('an agent signs in by phone')
}
