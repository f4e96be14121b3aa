import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Calendar } from '../../src/base/calendar.ts'
import { NEVER_MS } from '../../src/base/units.ts'

type Step =
  | { readonly sets: { timeMs: number; rank: number; kind: number; subject: number } }
  | { readonly setsSingle: { timeMs: number; rank: number; kind: number; subject: number } }
  | { readonly cancels: number }
  | { readonly takes: true }
  | { readonly clears: true }

interface Timer {
  /** Undefined for the single timer. */
  readonly handle: number | undefined
  readonly timeMs: number
  readonly rank: number
  readonly kind: number
  readonly subject: number
}

/** Few times and ranks, so that many timers tie. */
const timer = fc.record({
  timeMs: fc.oneof(fc.nat(9), fc.constantFrom(1.797e12, 0.5, 1e15)),
  rank: fc.oneof(fc.nat(2), fc.constant(15)),
  kind: fc.nat(255),
  subject: fc.nat(0x7fffffff),
})

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ sets: timer }) },
  { weight: 3, arbitrary: fc.record({ setsSingle: timer }) },
  { weight: 4, arbitrary: fc.record({ cancels: fc.nat(400) }) },
  { weight: 5, arbitrary: fc.constant({ takes: true } as const) },
  { weight: 1, arbitrary: fc.constant({ clears: true } as const) },
)

test('timers come by time, then rank, then the order in which they were set, whatever was cancelled meanwhile', () => {
  const agrees = fc.property(fc.array(steps, { maxLength: 600, size: 'max' }), steps => {
    const calendar = new Calendar()
    // Array.sort is stable, so timers that tie stay in the order in which they were set.
    let model: Timer[] = []
    for (const step of steps) {
      if ('sets' in step) {
        const { timeMs, rank, kind, subject } = step.sets
        const handle = calendar.set(timeMs, rank, kind, subject)
        expect(model.map(timer => timer.handle)).not.toContain(handle)
        model.push({ handle, ...step.sets })
        model.sort((a, b) => a.timeMs - b.timeMs || a.rank - b.rank)
      } else if ('setsSingle' in step) {
        const { timeMs, rank, kind, subject } = step.setsSingle
        calendar.setSingle(timeMs, rank, kind, subject)
        model = model.filter(({ handle }) => handle !== undefined)
        model.push({ handle: undefined, ...step.setsSingle })
        model.sort((a, b) => a.timeMs - b.timeMs || a.rank - b.rank)
      } else if ('cancels' in step) {
        const timer = model[step.cancels % Math.max(1, model.length)]
        if (timer?.handle === undefined) continue
        calendar.cancel(timer.handle)
        model = model.filter(other => other !== timer)
      } else if ('takes' in step) expectNext(calendar, model.shift())
      else {
        calendar.clear()
        model = []
      }
      expect(calendar.size).toBe(model.length)
      expect(calendar.nextMs()).toBe(model[0]?.timeMs ?? NEVER_MS)
    }
    for (const timer of model) expectNext(calendar, timer)
    expectNext(calendar, undefined)
  })
  fc.assert(agrees, { numRuns: 150, seed: 1 })
})

test('ten thousand timers keep their order while the calendar grows', () => {
  const calendar = new Calendar()
  const timeOf = (i: number) => (i * 7919) % 10_007
  for (let i = 0; i < 10_000; i++) calendar.set(timeOf(i), 0, 0, i)
  const sorted = Array.from({ length: 10_000 }, (_, i) => i).sort((a, b) => timeOf(a) - timeOf(b))
  const taken: number[] = []
  while (calendar.take()) taken.push(calendar.subject)
  expect(taken).toEqual(sorted)
})

test('an empty calendar has nothing to take, and its next timer is never', () => {
  const calendar = new Calendar()
  expect(calendar.take()).toBe(false)
  expect(calendar.nextMs()).toBe(NEVER_MS)
})

test('a cleared calendar gives its handles out again', () => {
  const calendar = new Calendar()
  const before = Array.from({ length: 64 }, (_, i) => calendar.set(i, 0, 0, i))
  calendar.clear()
  const after = Array.from({ length: 64 }, (_, i) => calendar.set(-i, 0, 0, i))
  expect(new Set(after)).toEqual(new Set(before))
  calendar.take()
  expect(calendar.subject).toBe(63)
})

test('a timer after the last one taken counts from that', () => {
  const calendar = new Calendar()
  calendar.set(1_700_000_000_000, 0, 1, 1)
  calendar.take()
  calendar.setAfter(250, 0, 2, 2)
  expect(calendar.nextMs()).toBe(1_700_000_000_250)
})

function expectNext(calendar: Calendar, timer: Timer | undefined): void {
  calendar.limitMs = timer ? timer.timeMs - 0.25 : NEVER_MS
  expect(calendar.take()).toBe(false)
  calendar.limitMs = NEVER_MS
  expect(calendar.take()).toBe(timer !== undefined)
  if (!timer) return
  const { timeMs, kind, subject } = calendar
  expect({ timeMs, kind, subject }).toEqual({
    timeMs: timer.timeMs,
    kind: timer.kind,
    subject: timer.subject,
  })
}
