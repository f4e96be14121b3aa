import { expect, test } from 'vitest'
import { AWAY_REASONS } from '../../src/call/away.ts'
import { BILLING, Day } from './day.ts'
import { definition, support } from './lines.ts'

const CODES = ['resolved', 'follow-up']

/** A day on which the billing queue wants a code for every call. */
function codedDay(wrapUpSeconds = 30): Day {
  const [billing, ...others] = definition().queues
  const queues = [
    { ...billing, wrapUpSeconds, wrapUpCodes: CODES, wrapUpEnds: 'by-code' as const },
    ...others,
  ] as const
  return new Day([[BILLING]], { lines: [support({ queues })] })
}

/** A talk that is over; gives the number of its call. */
function talked(day: Day): number {
  const call = day.rings()
  day.answers(0)
  day.passes(60_000)
  day.does(call, 'hangsUp')
  return call
}

const reason = (day: Day) => AWAY_REASONS[day.centre.state.agents.reason[0]!]
const LUNCH = AWAY_REASONS.indexOf('lunch')
const BREAK = AWAY_REASONS.indexOf('break')

test('where a code is wanted wrap-up has no end before it is given, and ready is refused', () => {
  const day = codedDay()
  const call = talked(day)
  day.passes(3_600_000)
  expect(day.agent(0)).toBe('wrap-up')
  expect(day.happens('isReady', 0).changed).toBe(false)
  expect(day.happens('codes', 0, call).changed).toBe(true)
  expect(day.agent(0)).toBe('available')
})

test('a code that comes early lets wrap-up end when it would have ended without, or by ready', () => {
  for (const how of ['time', 'ready', 'in the talk'] as const) {
    const day = codedDay()
    const call = day.rings()
    day.answers(0)
    if (how === 'in the talk') day.happens('codes', 0, call)
    day.does(call, 'hangsUp')
    day.passes(10_000)
    if (how !== 'in the talk') day.happens('codes', 0, call)
    expect(day.agent(0), how).toBe('wrap-up')
    if (how === 'ready') day.happens('isReady', 0)
    else day.passes(20_000)
    expect(day.agent(0), how).toBe('available')
  }
})

test('a queue that grants no wrap-up still waits for its code', () => {
  const day = codedDay(0)
  const call = talked(day)
  expect(day.agent(0)).toBe('wrap-up')
  day.happens('codes', 0, call)
  expect(day.agent(0)).toBe('available')
})

test('nobody gets round the code by going away, but for one whom a supervisor puts away', () => {
  const day = codedDay()
  const call = talked(day)
  expect(day.happens('goesAway', 0).changed).toBe(true)
  expect(day.agent(0)).toBe('wrap-up')
  day.passes(30_000)
  day.happens('codes', 0, call)
  expect(day.agent(0)).toBe('away')
  const gone = codedDay()
  talked(gone)
  gone.centre.goesAway(0, gone.nowMs, AWAY_REASONS.indexOf('put-away'))
  expect(gone.centre.state.agents.state[0]).toBe(0)
})

test('a code is for the call that the agent talks to, or talked to last, and for no other', () => {
  const day = codedDay()
  expect(day.happens('codes', 0, 0).changed).toBe(false)
  const first = talked(day)
  expect(day.happens('codes', 0, first + 1).changed).toBe(false)
  day.happens('codes', 0, first)
  day.passes(300_000)
  expect(day.agent(0)).toBe('available')
  expect(day.happens('codes', 0, first).changed).toBe(true)
  talked(day)
  expect(day.happens('codes', 0, first).changed).toBe(false)
  expect(day.agent(0)).toBe('wrap-up')
})

test('timed wrap-up ends by itself, whether or not a code is given', () => {
  for (const gives of [true, false]) {
    const day = new Day()
    const call = talked(day)
    if (gives) day.happens('codes', 0, call)
    day.passes(29_999)
    expect(day.agent(0)).toBe('wrap-up')
    day.passes(1)
    expect(day.agent(0)).toBe('available')
  }
})

test('why an agent is away is known from going away to signing in, and may change meanwhile', () => {
  const day = new Day()
  day.happens('signsIn', 0)
  day.centre.goesAway(0, day.nowMs, BREAK)
  expect([day.centre.state.agents.state[0], reason(day)]).toEqual([0, 'break'])
  day.passes(60_000)
  expect(day.centre.goesAway(0, day.nowMs, BREAK)).toBe(false)
  expect(day.centre.goesAway(0, day.nowMs)).toBe(false)
  expect(day.centre.goesAway(0, day.nowMs, LUNCH)).toBe(true)
  expect([reason(day), day.centre.state.agents.sinceMs[0]]).toEqual(['lunch', day.nowMs])
  day.happens('signsIn', 0)
  expect(reason(day)).toBe('none')
})

test('one who is to go away after the call has the reason already, and loses it by staying', () => {
  const day = new Day()
  const call = day.rings()
  day.answers(0)
  day.centre.goesAway(0, day.nowMs, LUNCH)
  expect([day.agent(0), reason(day)]).toEqual(['talking', 'lunch'])
  day.happens('signsIn', 0)
  expect(reason(day)).toBe('none')
  day.centre.goesAway(0, day.nowMs, LUNCH)
  day.does(call, 'hangsUp')
  day.passes(30_000)
  expect([day.agent(0), reason(day)]).toEqual(['away', 'lunch'])
})

test('an agent who misses too many offers is away for missed calls', () => {
  const day = new Day()
  day.happens('signsIn', 0)
  day.rings()
  day.happens('misses', 0)
  expect(reason(day)).toBe('none')
  day.happens('misses', 0)
  expect([day.agent(0), reason(day)]).toEqual(['away', 'missed-calls'])
})
