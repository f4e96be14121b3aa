import { expect, test } from 'vitest'
import { ACCOUNT, BILLING, care, LATER_MS } from './care.ts'
import { careDay, caseWith } from './care-day.ts'
import type { Day } from './day.ts'
import { LOYAL } from './day.ts'
import { CLOSING_MS, OPENING_MS } from './lines.ts'

const HOUR_MS = 3_600_000
const NEXT_OPENING_MS = OPENING_MS + 24 * HOUR_MS

/** A caller who waits for billing and asks for a callback for later (2) or at the next opening (5). */
function asks(day: Day, key: 'key.2' | 'key.5' = 'key.2', ringing: Parameters<Day['rings']>[0] = {}): number {
  const call = day.rings({ caller: 7, ...ringing })
  day.hears(call, key)
  return call
}

test('a callback that is promised within opening hours comes at that time, and the caller hears when', () => {
  const day = careDay([[BILLING]])
  const promisedMs = day.nowMs + LATER_MS
  const call = asks(day)
  expect(day.said(call).at(-1)).toMatchObject({ prompt: 'callback-promised', momentMs: promisedMs })
  expect(day.call(call)).toMatchObject({ phase: 'resting', absent: true, legEnded: true, promisedMs })
  day.passes(LATER_MS - 1)
  expect(day.phase(call)).toBe('resting')
  day.passes(1)
  expect(day.phase(call)).toBe('waiting')
})

test('a callback that would come when the line is closed comes when it opens next', () => {
  const day = careDay([[BILLING]], { startMs: CLOSING_MS - LATER_MS + 1 })
  expect(day.call(asks(day)).promisedMs).toBe(NEXT_OPENING_MS)
})

test('a callback that falls into the lunch break comes after it', () => {
  const lunchMs = Date.parse('2026-12-14T17:00:00Z')
  const day = careDay([[BILLING]], { startMs: lunchMs - LATER_MS })
  expect(day.call(asks(day)).promisedMs).toBe(lunchMs + 1_200_000)
})

test('a callback at the next opening is one after the present opening', () => {
  const day = careDay([[BILLING]], { startMs: CLOSING_MS - 60_000 })
  expect(day.call(asks(day, 'key.5')).promisedMs).toBe(NEXT_OPENING_MS)
})

test('one who rings while the line is closed has a place in the queue of the morning', () => {
  const day = careDay([[BILLING]], { startMs: OPENING_MS - HOUR_MS })
  const call = day.rings({ caller: 7 })
  expect(day.call(call)).toMatchObject({ phase: 'resting', promisedMs: OPENING_MS })
  day.passes(HOUR_MS)
  const other = day.rings()
  expect(day.picture.waiting[BILLING]).toEqual([call, other])
})

test('where a line never opens again nobody is promised anything, and nothing is said of a time', () => {
  const hours = { monday: [{ from: '08:00', to: '18:00' }] }
  const holidays = Array.from({ length: 60 }, (_, week) => {
    const date = new Date(Date.parse('2026-12-21T12:00:00Z') + week * 7 * 24 * HOUR_MS)
    return { date: date.toISOString().slice(0, 10), name: 'shut', hours: [] }
  })
  const day = careDay([[BILLING]], { lines: [care({ hours, holidays })] })
  const call = asks(day, 'key.5')
  expect(day.heard(call).slice(-2)).toEqual(['callback-refused', 'message'])
  expect(day.said(call).every(({ momentMs }) => momentMs === 0)).toBe(true)
})

test('one who was promised a time stands in the old place again, before those who rang meanwhile', () => {
  const day = careDay([[BILLING]])
  const early = day.rings()
  day.passes(1_000)
  const call = asks(day)
  const { orderMs } = day.call(call)
  day.passes(1_000)
  const late = day.rings()
  expect(day.picture.waiting[BILLING]).toEqual([early, late])
  day.passes(LATER_MS)
  expect(day.picture.waiting[BILLING]).toEqual([early, call, late])
  expect(day.call(call).orderMs).toBe(orderMs)
})

test('those whom a promised callback comes before are told no higher position', () => {
  const day = careDay([[BILLING]])
  asks(day, 'key.2', { tier: LOYAL })
  const waiting = day.rings()
  day.passes(LATER_MS + 120_000)
  const told = day.said(waiting).flatMap(({ position }) => position || [])
  expect(new Set(told)).toEqual(new Set([1]))
  expect(day.heard(waiting)).toContain('queue-still-waiting')
})

test('nobody is dialled at the promised time before an agent is reserved', () => {
  const day = careDay([[BILLING]])
  day.rings()
  day.answers(0)
  const call = asks(day)
  day.passes(LATER_MS)
  expect(day.offers()).toEqual(['ring 0 1'])
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  expect([day.offers().at(-1), day.agent(0)]).toEqual([`dial 0 ${call}`, 'reserved'])
  day.does(call, 'answersCallback')
  day.hears(call, 'key.1')
  expect(day.answers(0)).toBe(call)
})

test('an agent who is free is reserved as soon as the time has come', () => {
  const day = careDay([[BILLING]])
  const call = asks(day)
  day.happens('signsIn', 0)
  expect(day.agent(0)).toBe('available')
  day.passes(LATER_MS)
  expect([day.agent(0), day.phase(call)]).toEqual(['reserved', 'dialling'])
})

test('an agent whose phone rings for a caller who asks for a later callback is free for others', () => {
  const day = careDay([[BILLING]])
  day.happens('signsIn', 0)
  const call = day.rings({ caller: 7 })
  const { directed } = day.hears(call, 'key.2')
  expect(directed[0]).toEqual({ does: 'stopRinging', agent: 0 })
  expect([day.agent(0), day.phase(call)]).toEqual(['available', 'resting'])
})

test('the agent who had the case is reserved for the callback when the time comes', () => {
  const day = careDay([[BILLING], [BILLING]])
  const call = asks(day, 'key.2', { known: caseWith(1) })
  day.happens('signsIn', 0)
  day.happens('signsIn', 1)
  day.passes(LATER_MS)
  expect(day.offers().at(-1)).toBe(`dial 1 ${call}`)
})

test('a withheld number is called back at the number that the caller enters', () => {
  const day = careDay([[BILLING]])
  const call = day.rings({ caller: 0 })
  day.hears(call, 'key.3')
  expect(day.heard(call).at(-1)).toBe('number')
  day.hears(call, 'entry.valid')
  expect(day.call(call)).toMatchObject({ phase: 'resting', absent: true })
})

test('a withheld number that enters none cannot be called back', () => {
  const day = careDay([[BILLING]])
  const call = asks(day, 'key.2', { caller: 0 })
  expect(day.heard(call).slice(-2)).toEqual(['callback-refused', 'message'])
})

test('a fault of ours breaks no promise: the callback comes at the promised time, in the old place', () => {
  const day = careDay([[BILLING]])
  const call = day.rings({ caller: 0 })
  day.hears(call, 'key.3')
  day.hears(call, 'entry.valid')
  const { orderMs, promisedMs } = day.call(call)
  day.passes(60_000)
  day.does(call, 'recovers')
  expect(day.call(call)).toMatchObject({ phase: 'resting', absent: true, orderMs, promisedMs })
  day.passes(LATER_MS - 60_000)
  expect(day.phase(call)).toBe('waiting')
})

test('a fault of ours at night does not lose the callback of the morning', () => {
  const day = careDay([[BILLING]], { startMs: CLOSING_MS - 60_000 })
  const call = asks(day, 'key.5')
  day.passes(4 * HOUR_MS)
  day.does(call, 'recovers')
  expect(day.call(call)).toMatchObject({ phase: 'resting', promisedMs: NEXT_OPENING_MS })
})

test('a promised callback that nobody answers is tried again after the gap', () => {
  const day = careDay([[BILLING]])
  const call = asks(day)
  day.happens('signsIn', 0)
  day.passes(LATER_MS)
  day.does(call, 'missesCallback')
  expect(day.phase(call)).toBe('resting')
  day.passes(120_000)
  expect(day.phase(call)).toBe('dialling')
})

test('closing time ends no promise', () => {
  const day = careDay([[BILLING]], { startMs: CLOSING_MS - 60_000 })
  const call = asks(day, 'key.5')
  day.passes(NEXT_OPENING_MS - day.nowMs)
  expect(day.phase(call)).toBe('waiting')
})

test('as many are promised a later time as may wait in the queue, also while that is full', () => {
  const day = careDay([[BILLING]])
  day.inTurn(6)
  const callers = Array.from({ length: 7 }, (_, i) => day.rings({ caller: 10 + i, key: 'key.5' }))
  expect(callers.map(call => day.phase(call))).toEqual([...new Array(6).fill('resting'), 'in flow'])
  expect(day.heard(callers[6]!).slice(-2)).toEqual(['callback-refused', 'message'])
})

test('one who waits on the line after all is called back at once when that is asked for, not at the old time', () => {
  const day = careDay([[BILLING]])
  const call = day.rings({ caller: 7, key: 'key.6' })
  expect(day.call(call)).toMatchObject({ phase: 'waiting', promisedMs: 0 })
  day.hears(call, 'key.1')
  expect(day.call(call)).toMatchObject({ phase: 'waiting', absent: true })
})

test('a later callback of one call has all its attempts', () => {
  const day = careDay([[BILLING], [ACCOUNT]])
  const call = asks(day)
  day.happens('signsIn', 0)
  day.passes(LATER_MS)
  day.does(call, 'missesCallback')
  day.passes(120_000)
  day.does(call, 'answersCallback')
  day.hears(call, 'key.1')
  day.answers(0)
  day.transfers(0, BILLING)
  day.hears(call, 'key.1')
  day.happens('isReady', 0)
  day.does(call, 'missesCallback')
  expect(day.phase(call)).toBe('resting')
})
