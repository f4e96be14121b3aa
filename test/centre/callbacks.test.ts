import { expect, test } from 'vitest'
import { HOUR_MS } from '../../src/base/units.ts'
import { BILLING, Day, LOYAL } from './day.ts'
import { OPENING_MS, support } from './lines.ts'

/** A caller who waits and asks to be called back. */
function asks(day: Day, ringing: Parameters<Day['rings']>[0] = {}): number {
  const call = day.rings({ caller: 7, ...ringing })
  day.hears(call, 'key.1')
  return call
}

/** The caller is dialled, picks up and presses 1. */
function picksUp(day: Day, call: number): void {
  day.does(call, 'answersCallback')
  day.hears(call, 'key.1')
}

test('a caller who asks to be called back is hung up, and the place stays', () => {
  const day = new Day()
  const call = asks(day)
  const other = day.rings()
  expect(day.heard(call).at(-1)).toBe('callback-kept')
  expect(day.call(call)).toMatchObject({ phase: 'waiting', absent: true, legEnded: true })
  expect(day.picture.waiting[BILLING]).toEqual([call, other])
})

test('a withheld number cannot be called back: the caller hears so and goes on waiting in the same place', () => {
  const day = new Day()
  const call = asks(day, { caller: 0 })
  const other = day.rings()
  expect(day.heard(call)).toContain('callback-refused')
  expect(day.picture.waiting[BILLING]).toEqual([call, other])
})

test('nobody is dialled before an agent is reserved, in the turn that was kept', () => {
  const day = new Day()
  const first = day.rings()
  const back = asks(day)
  day.rings()
  day.answers(0)
  expect(day.offers()).toEqual([`ring 0 ${first}`])
  day.happens('leaves', 0)
  day.passes(30_000)
  expect(day.offers().at(-1)).toBe(`dial 0 ${back}`)
  expect(day.agent(0)).toBe('reserved')
})

test('a reserved agent takes nobody else until the outcome is known', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  day.rings({ tier: LOYAL })
  day.passes(60_000)
  expect(day.picture.agents[0]).toMatchObject({ state: 'reserved', call: day.call(back).number })
})

test('whoever picks up and presses 1 is connected to the agent who was reserved', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  picksUp(day, back)
  expect(day.agent(0)).toBe('ringing')
  day.happens('accepts', 0)
  expect(day.phase(back)).toBe('talking')
  day.happens('leaves', 0)
  expect(day.outcome(back)).toBe('answered')
})

test('an attempt that nobody answers frees the agent; the next comes after the gap, in the old place', () => {
  const day = new Day()
  const back = asks(day)
  const other = day.rings()
  day.happens('signsIn', 0)
  day.does(back, 'missesCallback')
  expect(day.offers()).toEqual([`dial 0 ${back}`, `ring 0 ${other}`])
  day.answers(0)
  const late = day.rings()
  day.passes(120_000)
  expect(day.picture.waiting[BILLING]).toEqual([back, late])
})

test('after the last attempt the callback is given up', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  day.does(back, 'missesCallback')
  day.passes(120_000)
  day.does(back, 'missesCallback')
  expect(day.outcome(back)).toBe('callback-failed')
  expect(day.agent(0)).toBe('available')
})

test('a machine that picks up presses nothing, and counts as an attempt', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  day.does(back, 'answersCallback')
  const { directed } = day.hears(back, 'silence')
  expect(directed[0]).toEqual({ does: 'hangUp', call: back })
  expect(day.call(back)).toMatchObject({ phase: 'resting', absent: true })
})

test('a machine that is recognised only after it picked up is hung up, and the next attempt asks again', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  day.does(back, 'answersCallback')
  const { directed } = day.does(back, 'missesCallback')
  expect(directed).toContainEqual({ does: 'hangUp', call: back })
  day.passes(120_000)
  day.does(back, 'answersCallback')
  expect(day.heard(back).filter(prompt => prompt === 'callback-here')).toHaveLength(2)
})

test('picking up twice is a slip of the carrier', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  expect(day.does(back, 'answersCallback').changed).toBe(true)
  expect(day.does(back, 'answersCallback').changed).toBe(false)
})

test('one who asks to be called back while an agent is being rung is hung up first, and then dialled', () => {
  const day = new Day()
  day.happens('signsIn', 0)
  const call = day.rings({ caller: 7 })
  const { directed } = day.hears(call, 'key.1')
  const acts = directed.map(({ does }) => does).filter(does => does !== 'wakeCall' && does !== 'say')
  expect(acts).toEqual(['hangUp', 'stopRinging', 'dial'])
  expect([day.agent(0), day.phase(call)]).toEqual(['reserved', 'dialling'])
  picksUp(day, call)
  expect(day.agent(0)).toBe('ringing')
})

test('an agent who does not answer the one called back loses the offer, not the caller', () => {
  const day = new Day([[BILLING], [BILLING]])
  const back = asks(day)
  day.happens('signsIn', 0)
  picksUp(day, back)
  day.happens('misses', 0)
  expect(day.call(back)).toMatchObject({ phase: 'offered', agent: 0, absent: false })
  day.happens('goesAway', 0)
  expect(day.phase(back)).toBe('waiting')
  expect(day.answers(1)).toBe(back)
})

test('one who was called back and hangs up at the question is called again', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  day.does(back, 'answersCallback')
  day.does(back, 'hangsUp')
  expect(day.call(back)).toMatchObject({ phase: 'resting', absent: true })
})

test('an agent who wants to leave while reserved leaves after the attempt', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  day.happens('goesAway', 0)
  expect(day.agent(0)).toBe('reserved')
  day.does(back, 'missesCallback')
  expect(day.agent(0)).toBe('away')
})

test('callbacks outlive closing time, and rest until the line opens again', () => {
  const day = new Day([[BILLING]], { startMs: Date.parse('2026-12-14T22:00:00Z') })
  const back = asks(day)
  const other = day.rings({ key: 'key.2' })
  day.passes(100 * 60_000)
  expect([day.phase(back), day.outcome(other)]).toEqual(['resting', 'closed'])
  day.happens('signsIn', 0)
  day.passes(OPENING_MS + 24 * HOUR_MS - 1 - day.nowMs)
  expect(day.offers()).toEqual([])
  day.passes(1)
  expect(day.offers()).toEqual([`dial 0 ${back}`])
})

test('a call that is dropped while it is dialled is dialled no more', () => {
  const day = new Day()
  const back = asks(day)
  day.happens('signsIn', 0)
  const { directed } = day.does(back, 'drops')
  expect(directed).toContainEqual({ does: 'hangUp', call: back })
  expect(day.agent(0)).toBe('available')
})

test('a fault of ours keeps the promise to call back, and the place', () => {
  const day = new Day()
  const back = asks(day)
  const { orderMs } = day.call(back)
  const other = day.rings()
  day.passes(60_000)
  day.does(back, 'recovers')
  expect(day.call(back)).toMatchObject({ phase: 'waiting', absent: true, orderMs })
  expect(day.picture.waiting[BILLING]).toEqual([back, other])
})

test('with a single attempt allowed the first failure is the last', () => {
  const limits = { ...support().definition.limits, callbackAttempts: 1 }
  const day = new Day([[BILLING]], { lines: [support({ limits })] })
  const back = asks(day)
  day.happens('signsIn', 0)
  day.does(back, 'answersCallback')
  day.does(back, 'hangsUp')
  expect(day.outcome(back)).toBe('callback-failed')
})
