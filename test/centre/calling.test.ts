import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../src/base/units.ts'
import { eventNumber } from '../../src/call/events.ts'
import { NOT_CALLABLE } from '../../src/centre/calling.ts'
import { BILLING, LATER_MS } from './care.ts'
import { careDay } from './care-day.ts'
import { Day } from './day.ts'
import { direct, OPENING_MS, support } from './lines.ts'

const LOS_ANGELES = 'America/Los_Angeles'
const HONOLULU = 'Pacific/Honolulu'

/** A caller who waits for billing and asks to be called back. */
function asks(day: Day, ringing: Parameters<Day['rings']>[0] = {}): number {
  const call = day.rings({ caller: 7, ...ringing })
  day.hears(call, 'key.1')
  return call
}

/** The times of all that was dialled, in a zone. */
function dialled(day: Day, zone: string): string[] {
  const clock = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return day.moments.flatMap(({ atMs, directed }) =>
    directed.some(({ does }) => does === 'dial') ? [clock.format(atMs)] : [],
  )
}

test('a caller in Los Angeles is not called at five in the morning: the place rests until eight there', () => {
  const day = new Day([[BILLING]], { startMs: OPENING_MS })
  const back = asks(day, { zone: LOS_ANGELES })
  const other = day.rings()
  expect(day.phase(back)).toBe('resting')
  day.happens('signsIn', 0)
  expect(day.offers()).toEqual([`ring 0 ${other}`])
  day.happens('accepts', 0)
  day.passes(5 * HOUR_MS)
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  expect(day.offers().at(-1)).toBe(`dial 0 ${back}`)
})

test('an agent who is free at eight is reserved at eight', () => {
  const day = new Day([[BILLING]], { startMs: OPENING_MS })
  asks(day, { zone: LOS_ANGELES })
  day.happens('signsIn', 0)
  day.passes(5 * HOUR_MS)
  expect(dialled(day, LOS_ANGELES)).toEqual(['2026-12-14 08:00'])
})

test('a kept place whose hours end while it waits rests, and keeps its order', () => {
  const line = direct({ timeZone: 'America/New_York' })
  const day = new Day([[0]], { lines: [line], startMs: Date.parse('2026-12-15T01:30:00Z') })
  const [first, second] = [7, 8].map(caller => day.rings({ caller, key: 'key.1' }))
  day.passes(HOUR_MS)
  expect([first, second].map(call => day.phase(call!))).toEqual(['resting', 'resting'])
  day.happens('signsIn', 0)
  day.passes(12 * HOUR_MS)
  expect(dialled(day, 'America/New_York')).toEqual(['2026-12-15 08:00'])
  expect([day.offers(), day.picture.waiting[0]]).toEqual([[`dial 0 ${first}`], [second]])
})

test('in the last moment of the hours a caller is still dialled, a millisecond later no more', () => {
  for (const [lateMs, dials] of [
    [-1, 1],
    [0, 0],
  ] as const) {
    const day = new Day([[0]], { lines: [direct()], startMs: Date.parse('2026-12-15T01:00:00Z') })
    day.rings({ caller: 7, key: 'key.1' })
    day.nowMs = Date.parse('2026-12-15T02:00:00Z') + lateMs
    day.happens('signsIn', 0)
    expect(day.offers()).toHaveLength(dials)
  }
})

test('an agent who is free for a caller who may not be called takes the next caller instead', () => {
  const day = new Day([[0]], { lines: [direct()], startMs: Date.parse('2026-12-15T01:00:00Z') })
  const back = day.rings({ caller: 7, key: 'key.1' })
  const other = day.rings({ key: null })
  day.nowMs = Date.parse('2026-12-15T03:00:00Z')
  day.happens('signsIn', 0)
  expect([day.offers(), day.phase(back)]).toEqual([[`ring 0 ${other}`], 'resting'])
})

test('a number that may be in several zones is called only while it is day in all of them', () => {
  const day = new Day([[0]], { lines: [direct()], startMs: Date.parse('2026-12-14T14:00:00Z') })
  day.rings({ caller: 7, key: 'key.1', zone: `Europe/London ${HONOLULU}` })
  day.happens('signsIn', 0)
  day.passes(DAY_MS)
  // 08:00 in Honolulu is 18:00 in London.
  expect(dialled(day, HONOLULU)).toEqual(['2026-12-14 08:00'])
})

test('a number in zones whose days never meet is not called back', () => {
  const zone = 'Pacific/Kiritimati Pacific/Niue America/New_York Asia/Kolkata'
  const day = new Day([[0]], { lines: [direct()] })
  expect(day.heard(day.rings({ caller: 7, key: 'key.1', zone }))).toContain('callback-refused')
})

test('in the night in which the clocks go forward nobody is called an hour late', () => {
  const day = new Day([[0]], { lines: [direct()], startMs: Date.parse('2027-03-14T06:00:00Z') })
  day.rings({ caller: 7, key: 'key.1', zone: LOS_ANGELES })
  day.happens('signsIn', 0)
  day.passes(DAY_MS)
  expect(dialled(day, LOS_ANGELES)).toEqual(['2027-03-14 08:00'])
})

test('in the night in which the clocks go back nobody is called an hour early', () => {
  const day = new Day([[0]], { lines: [direct()], startMs: Date.parse('2026-11-01T03:00:00Z') })
  day.rings({ caller: 7, key: 'key.1' })
  day.happens('signsIn', 0)
  day.passes(12 * HOUR_MS)
  expect(dialled(day, 'America/New_York')).toEqual(['2026-11-01 08:00'])
})

test('a line may say other hours', () => {
  const line = direct({ callingHours: { from: '09:30', to: '18:00' } })
  const day = new Day([[0]], { lines: [line], startMs: Date.parse('2026-12-14T13:00:00Z') })
  day.rings({ caller: 7, key: 'key.1' })
  day.happens('signsIn', 0)
  day.passes(3 * HOUR_MS)
  expect(dialled(day, 'America/New_York')).toEqual(['2026-12-14 09:30'])
})

test('a promise is for a time at which the line is open and the caller may be called, and is kept', () => {
  const day = careDay([[BILLING]], { startMs: OPENING_MS })
  const call = day.rings({ caller: 7, zone: LOS_ANGELES })
  day.hears(call, 'key.2')
  const promisedMs = OPENING_MS + 3 * HOUR_MS
  expect(day.said(call).at(-1)).toMatchObject({ prompt: 'callback-promised', momentMs: promisedMs })
  day.happens('signsIn', 0)
  day.passes(4 * HOUR_MS)
  expect(dialled(day, LOS_ANGELES)).toEqual(['2026-12-14 08:00'])
})

test('the zone of a number that is entered counts, not that of the number that rang', () => {
  const day = careDay([[BILLING]], { startMs: OPENING_MS + HOUR_MS })
  const call = day.rings({ caller: 7, zone: LOS_ANGELES })
  day.hears(call, 'key.3')
  day.happens('hears', day.call(call).slot, eventNumber('entry.valid'))
  expect(day.call(call).promisedMs).toBe(day.nowMs + LATER_MS)
})

test('a caller whose number is not to be called is refused, unless another is entered', () => {
  const day = careDay([[BILLING]])
  const { call } = day.arrives(0, 7, 2, undefined, NOT_CALLABLE)
  day.hears(call, 'key.1')
  day.hears(call, 'key.2')
  expect(day.heard(call)).toContain('callback-refused')
  const other = day.arrives(0, 8, 2, undefined, NOT_CALLABLE).call
  day.hears(other, 'key.1')
  day.hears(other, 'key.3')
  day.hears(other, 'entry.valid')
  expect(day.phase(other)).toBe('resting')
})

test('a gap between two attempts that leads into the night is as long as the night', () => {
  const day = new Day([[0]], { lines: [direct()], startMs: Date.parse('2026-12-15T01:59:00Z') })
  const call = day.rings({ caller: 7, key: 'key.1' })
  day.happens('signsIn', 0)
  day.does(call, 'missesCallback')
  day.passes(12 * HOUR_MS)
  expect(dialled(day, 'America/New_York')).toEqual(['2026-12-14 20:59', '2026-12-15 08:00'])
})

test('a callback that reaches nobody in its time is given up', () => {
  const limits = { ...support().definition.limits, callbackExpiresSeconds: 3_600 }
  const day = new Day([[BILLING]], { lines: [support({ limits })] })
  const call = asks(day)
  day.passes(HOUR_MS - 1)
  expect(day.phase(call)).toBe('waiting')
  day.passes(1)
  expect(day.outcome(call)).toBe('callback-failed')
})

test('the time of a callback begins when it may first be made', () => {
  const limits = { ...support().definition.limits, callbackExpiresSeconds: 3_600 }
  const day = new Day([[BILLING]], { lines: [support({ limits })], startMs: OPENING_MS })
  const call = asks(day, { zone: LOS_ANGELES })
  day.passes(4 * HOUR_MS - 1)
  expect(day.outcome(call)).toBeUndefined()
  day.passes(1)
  expect(day.outcome(call)).toBe('callback-failed')
})

test('an attempt that is under way when its time is over is the last', () => {
  const limits = { ...support().definition.limits, callbackExpiresSeconds: 3_600 }
  const day = new Day([[BILLING]], { lines: [support({ limits })] })
  const call = asks(day)
  day.passes(HOUR_MS - 10)
  day.happens('signsIn', 0)
  day.passes(20_000)
  expect(day.phase(call)).toBe('dialling')
  day.does(call, 'missesCallback')
  day.passes(0)
  expect([day.outcome(call), day.agent(0)]).toEqual(['callback-failed', 'available'])
})
