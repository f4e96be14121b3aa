import { expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../src/base/units.ts'
import { NOT_CALLABLE, zoneNumber } from '../../src/centre/calling.ts'
import { ACCOUNT, BILLING } from './care.ts'
import { careDay } from './care-day.ts'
import type { Day } from './day.ts'
import { CLOSING_MS, OPENING_MS } from './lines.ts'

const ORDINARY = 2

/** Somebody owes caller 7 a callback about billing. */
function owes(day: Day, owed: { agent?: number; afterMs?: number; zone?: number; caller?: number } = {}) {
  const { caller = 7, agent = -1, afterMs = 0, zone = 0 } = owed
  return day.owes(0, BILLING, caller, { tier: ORDINARY, agent, afterMs, zone })
}

test('a caller who is owed a callback stands in the queue without having rung', () => {
  const day = careDay([[BILLING]])
  const { call, directed } = owes(day)
  expect(day.call(call)).toMatchObject({ phase: 'waiting', absent: true, legEnded: true })
  expect(directed.map(({ does }) => does)).toEqual(['wakeCall'])
  day.happens('signsIn', 0)
  expect(day.offers()).toEqual([`dial 0 ${call}`])
  day.does(call, 'answersCallback')
  day.hears(call, 'key.1')
  expect(day.answers(0)).toBe(call)
  day.happens('leaves', 0)
  expect(day.outcome(call)).toBe('answered')
})

test('it is made not before its moment, and then in the turn of one who joined at that moment', () => {
  const day = careDay([[BILLING]])
  const early = day.rings()
  const { call } = owes(day, { afterMs: day.nowMs + HOUR_MS })
  expect(day.phase(call)).toBe('resting')
  day.passes(HOUR_MS)
  const late = day.rings()
  expect(day.picture.waiting[BILLING]).toEqual([early, call, late])
})

test('it waits for hours in which the line is open and the caller may be called', () => {
  const day = careDay([[BILLING]], { startMs: CLOSING_MS + HOUR_MS })
  const zone = zoneNumber(day.centre.state, 'America/Los_Angeles')
  const { call } = owes(day, { zone })
  day.happens('signsIn', 0)
  day.passes(OPENING_MS + 27 * HOUR_MS - day.nowMs - 1)
  expect(day.phase(call)).toBe('resting')
  day.passes(1)
  expect(day.phase(call)).toBe('dialling')
})

test('the agent who is to make it is reserved before others', () => {
  const day = careDay([[BILLING], [BILLING]])
  day.happens('signsIn', 0)
  day.happens('signsIn', 1)
  const { call } = owes(day, { agent: 1 })
  expect(day.offers()).toEqual([`dial 1 ${call}`])
})

test('a callback that the caller waits for already and one that is owed become one, at the earlier time', () => {
  const day = careDay([[BILLING]])
  const asked = day.rings({ caller: 7 })
  day.hears(asked, 'key.1')
  const { call } = owes(day, { afterMs: day.nowMs + HOUR_MS })
  expect([day.outcome(asked), day.phase(call)]).toEqual(['called-again', 'waiting'])
  const later = owes(day, { afterMs: day.nowMs + HOUR_MS, caller: 8 }).call
  const sooner = owes(day, { afterMs: day.nowMs + MINUTE_MS, caller: 8 }).call
  expect(day.outcome(later)).toBe('called-again')
  expect(day.call(sooner).promisedMs).toBe(day.nowMs + MINUTE_MS)
})

test('who is reached by nobody’s call rings, and has the place of what is owed', () => {
  const day = careDay([[BILLING]])
  const { call } = owes(day, { agent: 0, afterMs: day.nowMs + HOUR_MS })
  const again = day.rings({ caller: 7, key: null })
  expect(day.heard(again)).toContain('expected')
  day.hears(again, 'key.1')
  expect([day.outcome(call), day.call(again).wanted]).toEqual(['called-again', 0])
})

test('what cannot be owed changes nothing', () => {
  const day = careDay([[BILLING]])
  const before = day.picture
  expect(owes(day, { caller: 0 }).changed).toBe(false)
  expect(owes(day, { zone: NOT_CALLABLE }).changed).toBe(false)
  expect(day.owes(0, ACCOUNT, 7, { tier: ORDINARY, agent: -1, afterMs: 0, zone: 0 }).changed).toBe(false)
  expect(day.picture).toEqual(before)
  expect(day.rings()).toBe(1)
})
