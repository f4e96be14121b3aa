import { expect, test } from 'vitest'
import { BILLING, Day } from './day.ts'
import { CLOSING_MS, LUNCH_MS, OPENING_MS, support } from './lines.ts'

const MINUTE_MS = 60_000

function dayFrom(startMs: number, serveAfterClosingSeconds = 1_800): Day {
  const limits = { ...support().definition.limits, serveAfterClosingSeconds }
  return new Day([[BILLING]], { startMs, lines: [support({ limits })] })
}

test('a caller before opening time hears when the line opens', () => {
  const day = dayFrom(OPENING_MS - MINUTE_MS)
  const call = day.rings()
  expect(day.said(call)).toMatchObject([{ prompt: 'closed', momentMs: OPENING_MS }])
  expect(day.outcome(call)).toBe('closed')
})

test('a caller on a holiday hears that it is one, and when the line opens after it and the weekend', () => {
  const day = dayFrom(Date.parse('2026-12-25T16:00:00Z'))
  const call = day.rings()
  expect(day.said(call)).toMatchObject([{ prompt: 'holiday', momentMs: Date.parse('2026-12-28T13:00:00Z') }])
})

test('callers queue in opening hours while nobody is signed in, also shortly before closing', () => {
  const day = dayFrom(CLOSING_MS - 1)
  const call = day.rings()
  expect(day.phase(call)).toBe('waiting')
})

test('one who cannot be served before closing hears so at once, and does not wait', () => {
  const day = dayFrom(CLOSING_MS - 5 * MINUTE_MS, 0)
  day.happens('signsIn', 0)
  day.rings()
  day.answers(0)
  day.inTurn(2)
  const late = day.rings()
  expect(day.heard(late)).toContain('closing')
  expect(day.outcome(late)).toBe('closed')
  expect(day.picture.waiting[BILLING]).toHaveLength(1)
})

test('callers who still wait when serving ends hear so, in the order in which they came', () => {
  const day = dayFrom(CLOSING_MS - MINUTE_MS)
  const calls = day.inTurn(3, { key: 'key.2' })
  day.passes(31 * MINUTE_MS - 3_001)
  expect(calls.map(call => day.phase(call))).toEqual(['waiting', 'waiting', 'waiting'])
  day.passes(1)
  expect(calls.map(call => day.outcome(call))).toEqual(['closed', 'closed', 'closed'])
  const { fact, seen } = day.moments.at(-1)!
  expect(fact).toBe('lineIsDue')
  expect(seen.map(event => event.sees === 'ended' && event.call)).toEqual(calls)
})

test('a talk is not cut at closing time', () => {
  const day = dayFrom(CLOSING_MS - MINUTE_MS)
  const call = day.rings()
  day.answers(0)
  day.passes(60 * MINUTE_MS)
  expect(day.phase(call)).toBe('talking')
})

test('a lunch break that is shorter than what is served after closing sends nobody away', () => {
  const day = dayFrom(LUNCH_MS - MINUTE_MS)
  const call = day.rings({ key: 'key.2' })
  day.passes(60 * MINUTE_MS)
  expect(day.phase(call)).toBe('waiting')
})

test('one who chooses in the menu only after closing is served while the others still are', () => {
  const day = dayFrom(CLOSING_MS - MINUTE_MS)
  const call = day.rings({ key: null })
  day.passes(10 * MINUTE_MS)
  day.hears(call, 'key.1')
  expect(day.phase(call)).toBe('waiting')
})

test('one who chooses in the menu after serving has ended hears so, and waits for nobody', () => {
  const day = dayFrom(CLOSING_MS - MINUTE_MS, 0)
  const call = day.rings({ key: null })
  day.passes(2 * MINUTE_MS)
  day.rings()
  day.hears(call, 'key.1')
  expect(day.outcome(call)).toBe('closed')
  expect(day.heard(call)).toContain('closing')
})

test('in the very millisecond in which serving ends nobody joins any more', () => {
  const day = dayFrom(CLOSING_MS - MINUTE_MS, 0)
  const call = day.rings({ key: null })
  day.passes(MINUTE_MS)
  day.hears(call, 'key.1')
  expect(day.outcome(call)).toBe('closed')
})

test('the end of serving comes every day anew', () => {
  const day = dayFrom(CLOSING_MS - MINUTE_MS)
  day.passes(24 * 60 * MINUTE_MS)
  const call = day.rings({ key: 'key.2' })
  expect(day.phase(call)).toBe('waiting')
  day.passes(31 * MINUTE_MS)
  expect(day.outcome(call)).toBe('closed')
})

test('that serving has ended, said too early, is a slip', () => {
  const day = dayFrom(CLOSING_MS - MINUTE_MS)
  const call = day.rings()
  day.passes(5 * MINUTE_MS)
  expect(day.happens('lineIsDue', 0).changed).toBe(false)
  expect(day.phase(call)).toBe('waiting')
})
