import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RandomStream } from '../../src/base/random.ts'
import type { QueueView } from '../../src/centre/estimate.ts'
import { abandonPerMs, estimateWait, learnHandle } from '../../src/centre/estimate.ts'

const MINUTE_MS = 60_000

function estimate(view: QueueView) {
  const into = { known: false, meanMs: 0, lowMs: 0, highMs: 0 }
  estimateWait(view, into)
  return into
}

/** QLm of Ibrahim and Whitt (2009), term by term. */
function exactMeanMs({ ahead, agents, handleMs, abandonPerMs }: QueueView): number {
  let meanMs = 0
  for (let i = 0; i <= ahead; i++) meanMs += 1 / (agents / handleMs + i * abandonPerMs)
  return meanMs
}

const views: fc.Arbitrary<QueueView> = fc.record({
  ahead: fc.nat(400),
  agents: fc.double({ min: 0.2, max: 300, noNaN: true }),
  handleMs: fc.integer({ min: 10_000, max: 900_000 }),
  abandonPerMs: fc.oneof(
    fc.constant(0),
    fc.constant(1e-15),
    fc.double({ min: 1e-9, max: 1 / 20_000, noNaN: true }),
  ),
})

test('the mean is the exact sum for callers near the front, and within a thousandth behind', () => {
  const exact = fc.property(views, view => {
    const { meanMs } = estimate(view)
    const tolerance = view.ahead <= 48 ? 1e-12 : 1e-3
    expect(Math.abs(meanMs / exactMeanMs(view) - 1)).toBeLessThan(tolerance)
  })
  fc.assert(exact, { numRuns: 500, seed: 1 })
})

test('the range holds the mean, and one more caller ahead never shortens the wait', () => {
  const ordered = fc.property(views, view => {
    const { known, lowMs, meanMs, highMs } = estimate(view)
    expect(known).toBe(true)
    expect(lowMs).toBeGreaterThanOrEqual(0)
    expect(lowMs).toBeLessThan(meanMs)
    expect(highMs).toBeGreaterThan(meanMs)
    expect(estimate({ ...view, ahead: view.ahead + 1 }).meanMs).toBeGreaterThan(meanMs)
  })
  fc.assert(ordered, { numRuns: 300, seed: 2 })
})

test('a queue in which nobody hangs up is as long as its calls, shared by its agents', () => {
  const { meanMs } = estimate({ ahead: 99, agents: 10, handleMs: 2 * MINUTE_MS, abandonPerMs: 0 })
  expect(meanMs).toBeCloseTo(20 * MINUTE_MS, 3)
})

test('without agents nothing is known', () => {
  const { known, meanMs } = estimate({ ahead: 0, agents: 0, handleMs: MINUTE_MS, abandonPerMs: 0 })
  expect([known, meanMs]).toEqual([false, Number.POSITIVE_INFINITY])
})

for (const { name, view } of [
  { name: 'first in line', view: { ahead: 0, agents: 5, handleMs: 240_000, abandonPerMs: 1 / 180_000 } },
  { name: 'eleventh of patient callers', view: { ahead: 10, agents: 4, handleMs: 200_000, abandonPerMs: 0 } },
  {
    name: 'among impatient ones',
    view: { ahead: 25, agents: 12, handleMs: 300_000, abandonPerMs: 1 / 90_000 },
  },
  { name: 'far behind', view: { ahead: 70, agents: 20, handleMs: 270_000, abandonPerMs: 1 / 300_000 } },
]) {
  test(`the wait is as brute force finds it: ${name}`, () => {
    const waits = Array.from({ length: 12_000 }, (_, i) => simulatedWaitMs(view, new RandomStream(1, 0, i)))
    waits.sort((a, b) => a - b)
    const { meanMs, lowMs, highMs } = estimate(view)
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
    expect(Math.abs(meanMs / mean - 1)).toBeLessThan(0.03)
    expect(Math.abs(highMs / waits[Math.floor(waits.length * 0.9)]! - 1)).toBeLessThan(0.04)
    // The approximation is loosest at the low end of a single exponential time, where it is 7 % short.
    expect(Math.abs(lowMs / waits[Math.floor(waits.length * 0.1)]! - 1)).toBeLessThan(0.1)
  })
}

test('the mean handle time follows what is seen, and the fiftieth call back still counts a third', () => {
  const experience = { handleMs: 100, abandoned: 0, waitedMs: 0 }
  for (let i = 0; i < 50; i++) learnHandle(experience, 200)
  expect(experience.handleMs).toBeCloseTo(200 - 100 * 0.98 ** 50, 9)
})

test('the rate of giving up is losses over waiting time, held back while little was seen', () => {
  expect(abandonPerMs({ handleMs: 0, abandoned: 0, waitedMs: 0 })).toBe(0)
  expect(abandonPerMs({ handleMs: 0, abandoned: 1, waitedMs: 0 })).toBe(1 / 600_000)
  const manyPerMs = abandonPerMs({ handleMs: 0, abandoned: 1_000, waitedMs: 180_000_000 })
  expect(manyPerMs).toBeCloseTo(1 / 180_600, 12)
})

/** One caller's wait behind others of exponential patience, while all agents are on calls of exponential length. */
function simulatedWaitMs({ ahead, agents, handleMs, abandonPerMs }: QueueView, random: RandomStream): number {
  const exponential = (rate: number) => -Math.log(1 - random.next()) / rate
  const freeMs = Array.from({ length: agents }, () => exponential(1 / handleMs))
  for (let i = 0; i <= ahead; i++) {
    const patienceMs =
      i === ahead || abandonPerMs === 0 ? Number.POSITIVE_INFINITY : exponential(abandonPerMs)
    let first = 0
    for (let agent = 1; agent < agents; agent++) if (freeMs[agent]! < freeMs[first]!) first = agent
    if (patienceMs < freeMs[first]!) continue
    if (i === ahead) return freeMs[first]!
    freeMs[first]! += exponential(1 / handleMs)
  }
  throw new Error('the caller has no end of patience')
}
