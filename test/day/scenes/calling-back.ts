import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import type { CallerOnDay } from '../caller.ts'
import type { Day } from '../day.ts'
import { expects } from '../off-script.ts'

const KIM = '+12125550122'
const LEE = '+12125550123'
const NAN = '+12125550125'
const HONOLULU = '+18085550126'

/** Callers who would rather be called back, each in another way. */
export async function callingBack(day: Day): Promise<void> {
  await day.at('10:00')
  const ana = day.agent('ana')
  await ana.clicks('available')
  const jo = await day.rings('Jo', '+14155550121')
  await jo.presses('0')
  await jo.talks()
  await keepsPlace(day, await asksForCallback(day, 'Kim', KIM))
  const lee = await asksForCallback(day, 'Lee', LEE)
  await lee.presses('1')
  await lee.isLetGo()
  const promisedMs = day.clock.nowMs() + HOUR_MS
  await withheld(day)
  const oki = await asksForCallback(day, 'Oki', HONOLULU)
  await oki.hangsUp()
  const nan = await asksForCallback(day, 'Nan', NAN)
  await nan.hangsUp()

  await calledBack(day, jo)
  await ringsAgain(day)
  await atPromisedTime(day, promisedMs)
  await inTheMorning(day)
  await ana.clicks('away', { reason: 'break' })
}

/** A caller who is offered a callback, confirms the number, and is told that the place is kept. */
async function asksForCallback(day: Day, name: string, number: string): Promise<CallerOnDay> {
  const caller = await day.rings(name, number)
  await caller.presses('0')
  await caller.hears(/call you back|called back/i, 3 * MINUTE_MS)
  await caller.presses('1')
  await caller.hears(/press 1/, 30 * SECOND_MS)
  await caller.presses('1')
  return caller
}

async function keepsPlace(day: Day, kim: CallerOnDay): Promise<void> {
  await day.clock.passes(10 * SECOND_MS)
  await kim.hangsUp()
  await day.clock.passes(MINUTE_MS)
  expects(day.agent('ana').state === 'talking', 'nobody is dialled while no agent is free')
}

/** Kim's answering machine picks up first; five minutes later it is Kim. */
async function calledBack(day: Day, jo: CallerOnDay): Promise<void> {
  const ana = day.agent('ana')
  const legs: Phone[] = []
  day.line.carrier.plug(KIM, phone => {
    legs.push(phone)
    const isMachine = legs.length === 1
    answers({ clock: day.clock, afterMs: 3 * SECOND_MS, ...(!isMachine && { presses: '1' }) })(phone)
  })
  await jo.hangsUp()
  await day.finishes('ana')
  await day.until('Kim is dialled', () => legs.length === 1)
  expects(ana.state === 'reserved', 'Ana is reserved while Kim is dialled')
  day.shows('a callback keeps the place, and an agent is reserved first')
  await day.until('the machine is let go', () => legs[0]!.isOver)
  await day.until('Kim is dialled again', () => legs.length === 2, 10 * MINUTE_MS)
  await ana.becomes('talking')
  await ana.says('You asked us to call you.')
  expects(
    legs[1]!.diary.some(({ kind }) => kind === 'voice'),
    'Kim hears Ana',
  )
  day.shows('a callback is connected by a key, not by a machine', 'a callback is tried again')
  legs[1]!.hangUp()
  await day.finishes('ana')
}

/** Whoever withholds the number is asked for one, and gives none. */
async function withheld(day: Day): Promise<void> {
  const moe = await day.rings('Moe', 'anonymous')
  await moe.presses('0')
  await moe.hears(/call you back|called back/i, 3 * MINUTE_MS)
  await moe.presses('1')
  await moe.hears(/number/)
  await moe.hangsUp()
  const { calls } = day.line.live.runtime.centre.centre.state
  expects(
    calls.flags.every((flags, slot) => calls.caller[slot] !== 0 || (flags & 1) === 0),
    'no place is kept',
  )
  day.shows('a withheld number is offered no callback')
}

async function ringsAgain(day: Day): Promise<void> {
  const before = day.line.live.runtime.centre.centre.state.calls.live
  const nan = await day.rings('Nan', NAN)
  await nan.hears(/asked us to call you/i)
  await nan.presses('0')
  await nan.talks(5 * MINUTE_MS)
  expects(day.line.live.runtime.centre.centre.state.calls.live === before, 'there is one call of Nan')
  day.shows('a caller who rings again before the callback goes on in the same place')
  await nan.hangsUp()
  await day.finishes('ana')
}

async function atPromisedTime(day: Day, promisedMs: number): Promise<void> {
  const legs: Phone[] = []
  day.line.carrier.plug(LEE, phone => {
    legs.push(phone)
    answers({ clock: day.clock, afterMs: 2 * SECOND_MS, presses: '1' })(phone)
  })
  await day.clock.runUntil(promisedMs - MINUTE_MS)
  expects(legs.length === 0, 'Lee is not called before the time')
  await day.until('Lee is called', () => legs.length === 1, 3 * MINUTE_MS)
  await day.agent('ana').becomes('talking')
  day.shows('a callback is made at the promised time')
  legs[0]!.hangUp()
  await day.finishes('ana')
}

/** It is five hours earlier in Honolulu: nobody is called there before eight. */
async function inTheMorning(day: Day): Promise<void> {
  const legs: Phone[] = []
  day.line.carrier.plug(HONOLULU, phone => {
    legs.push(phone)
    answers({ clock: day.clock, afterMs: 2 * SECOND_MS, presses: '1' })(phone)
  })
  await day.at('12:59')
  expects(legs.length === 0, 'nobody is called in Honolulu before eight in the morning')
  await day.until('Oki is called', () => legs.length === 1, 3 * MINUTE_MS)
  day.shows('a callback is never made at night where the caller is')
  await day.agent('ana').becomes('talking')
  legs[0]!.hangUp()
  await day.finishes('ana')
}
