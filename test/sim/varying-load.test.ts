import { expect, test } from 'vitest'
import { poissonWaitProbability } from '../../sim/exact/varying-load.ts'
import { meanInterval } from '../../sim/statistics/interval.ts'
import { Day } from '../../sim/world/day.ts'
import type { DayCentre } from '../../sim/world/day-centre.ts'
import { centreInNumbers } from '../../sim/world/day-centre.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import { HOUR_MS } from '../../src/base/units.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'

// λ(t) = 100 + 20 sin t calls an hour, μ = θ = 1 an hour: the example of Feldman, Mandelbaum, Massey and Whitt 2008.
// Where patience is as long as handling, the calls in the system are Poisson however agents come and go meanwhile.

const QUARTERS = 80
const HOURS = 0.25
const REPLICATIONS = 250
/** The beginning is forgotten: e⁻⁶ of it is left. */
const FIRST_HOUR = 6
const HOURS_JUDGED = QUARTERS * HOURS - FIRST_HOUR

const calls = Array.from({ length: QUARTERS }, (_, i) => {
  const [from, to] = [i * HOURS, (i + 1) * HOURS]
  return 100 * (to - from) + 20 * (Math.cos(from) - Math.cos(to))
})

/** Mean calls in the system at the beginning of each quarter, of a line that begins empty: m′ = λ − m. */
const present = [0]
for (const callsOfQuarter of calls) {
  const rate = callsOfQuarter / HOURS
  present.push(rate + (present.at(-1)! - rate) * Math.exp(-HOURS))
}

/** The fewest agents with whom at most a fifth would have to wait, by quarter. */
const agents = present.slice(0, QUARTERS).map(mean => {
  let count = 0
  while (poissonWaitProbability(mean, count) > 0.2) count++
  return count
})

test('staffed to delay one in five, between 95 and 124 agents, the calls in the system are Poisson at every hour', () => {
  const judged = agents.slice(FIRST_HOUR / HOURS)
  expect([Math.min(...judged), Math.max(...judged)]).toEqual([95, 124])
  const found = callsAtHours()
  let pooled = 0
  for (const [i, counts] of found.entries()) {
    const quarter = (FIRST_HOUR + i) / HOURS
    const mean = present[quarter]!
    // 28 intervals are looked at: 0.1 % of doubt in all.
    const confidence = 1 - 0.001 / (2 * HOURS_JUDGED)
    const { low, high } = meanInterval(counts, confidence)!
    expect([i, low < mean && mean < high, high - low < 8]).toEqual([i, true, true])
    const delayed = meanInterval(
      counts.map(count => (count >= agents[quarter]! ? 1 : 0)),
      confidence,
    )!
    const exact = poissonWaitProbability(mean, agents[quarter]!)
    expect(exact).toBeGreaterThan(0.1724 - 0.0005)
    expect([i, delayed.low < exact && exact < delayed.high]).toEqual([i, true])
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length
    pooled += variance / mean / HOURS_JUDGED
  }
  // Of a Poisson number the variance is the mean. Hours apart are correlated; even all alike they would be as near.
  expect(Math.abs(pooled - 1)).toBeLessThan(3.3 * Math.sqrt(2 / REPLICATIONS))
})

/** By hour that is judged, the calls in the system then, of each replication. */
function callsAtHours(): number[][] {
  const plan = planOf(
    scenarioOf({
      line: 'direct',
      durationHours: QUARTERS * HOURS,
      arrivals: { callsPerInterval: calls, intervalMinutes: 60 * HOURS },
      handleSeconds: { distribution: 'exponential', mean: 3_600 },
      patienceSeconds: { distribution: 'exponential', mean: 3_600 },
      agents,
    }),
    direct,
  )
  let centre!: DayCentre
  const day = new Day(plan, undefined, (plan: Plan, options) => {
    centre = centreInNumbers(plan, options)
    return centre
  })
  const found = Array.from({ length: HOURS_JUDGED }, (): number[] => [])
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    let hour = 0
    let live = 0
    for (const _ of day.runByEvent(1, replication)) {
      while (hour < HOURS_JUDGED && day.nowMs > plan.startMs + (FIRST_HOUR + hour) * HOUR_MS)
        found[hour++]!.push(live)
      live = centre.state.calls.live
    }
  }
  return found
}
