import { expect, test } from 'vitest'
import { erlangA } from '../../sim/exact/erlang-a.ts'
import { erlangB } from '../../sim/exact/erlang-b.ts'
import { oneAgentWaitSeconds } from '../../sim/exact/one-agent.ts'
import { poissonWaitProbability } from '../../sim/exact/varying-load.ts'
import { batchMeansInterval } from '../../sim/statistics/batch-means.ts'
import { Day } from '../../sim/world/day.ts'
import { planOf } from '../../sim/world/plan.ts'
import { ANSWERED_IN_TIME, QUEUED, WIDTH } from '../../sim/world/tally.ts'
import { direct } from '../../src/call/direct.ts'
import { interval999, judged, scenarioOf, steadyScenario, verdict } from './judge.ts'

test('one agent and any handle time: the mean wait of Pollaczek and Khinchine, constant times included (M/D/1)', () => {
  const callsPerHour = 8
  for (const [distribution, cv] of [
    ['constant', 0],
    ['gamma', 0.5],
    ['lognormal', 0.8],
  ] as const) {
    const mean = 270
    const handleSeconds = cv === 0 ? { distribution, mean } : { distribution, mean, cv }
    const queue = { callsPerHour, handleSeconds: mean, agents: 1 }
    const found = judged(steadyScenario(queue, { calls: 300_000, replications: 40, more: { handleSeconds } }))
    const load = (callsPerHour * mean) / 3600
    const wait = oneAgentWaitSeconds({ callsPerHour, handleSeconds: mean, handleCv: cv })
    expect([distribution, verdict(found.waitSeconds, wait, 0.06)]).toEqual([distribution, 'inside'])
    expect([distribution, verdict(found.occupancy, load, 0.01)]).toEqual([distribution, 'inside'])
  }
})

test('where nobody can wait only the mean of handle times matters, wrap-up included', () => {
  const more = { handleSeconds: { distribution: 'lognormal', mean: 180, cv: 1.2 }, wrapUpShare: 0.3 }
  const queue = { callsPerHour: 200, handleSeconds: 180, agents: 10, queueLimit: 0 }
  const found = judged(steadyScenario(queue, { calls: 200_000, replications: 40, more }))
  expect(verdict(found.loss, erlangB(10, 10), 0.04)).toBe('inside')
  expect(verdict(found.occupancy, 1 - erlangB(10, 10), 0.01)).toBe('inside')
})

test('arrivals that rise and fall: as many calls as Poisson says when patience is as long as handling', () => {
  // λ(t) = 100 + 20 sin t calls an hour, μ = θ = 1 an hour, 104 agents, from an empty line; each quarter-hour judged.
  const steps = 80
  const hours = 0.25
  const replications = 300
  const callsPerInterval = Array.from({ length: steps }, (_, i) => callsBetween(i * hours, (i + 1) * hours))
  const scenario = scenarioOf({
    line: 'direct',
    durationHours: steps * hours,
    arrivals: { callsPerInterval, intervalMinutes: 60 * hours },
    handleSeconds: { distribution: 'exponential', mean: 3_600 },
    patienceSeconds: { distribution: 'exponential', mean: 3_600 },
    agents: 104,
    targets: { serviceLevel: { share: 0.8, withinSeconds: 0 } },
  })
  const column = () => Array.from({ length: steps }, () => new Float64Array(replications))
  const [atOnce, queued] = [column(), column()]
  const day = new Day(planOf(scenario, direct))
  for (let replication = 0; replication < replications; replication++) {
    day.run(1, replication)
    for (let i = 0; i < steps; i++) {
      atOnce[i]![replication] = day.tally.cells[i * WIDTH + ANSWERED_IN_TIME]!
      queued[i]![replication] = day.tally.cells[i * WIDTH + QUEUED]!
    }
  }
  let present = 0
  const outside: number[] = []
  for (let i = 0; i < steps; i++) {
    const rate = callsPerInterval[i]! / hours
    const before = present
    const delayed = (share: number) =>
      poissonWaitProbability(rate + (before - rate) * Math.exp(-hours * share), 104)
    const exact = 1 - (delayed(0) + 4 * delayed(0.5) + delayed(1)) / 6
    present = rate + (before - rate) * Math.exp(-hours)
    if (i * hours < 4) continue
    // Batches of replications, so that busy ones weigh as much as they have callers. One of 64 may be missed.
    const { low, high } = batchMeansInterval(atOnce[i]!, queued[i]!, 0.999)!
    expect(high - low).toBeLessThan(0.25)
    if (exact < low || exact > high) outside.push(i)
  }
  expect(outside).toEqual([])
})

/** Of each replication, after its warm-up. */
const HOURS = 0.5

function callsBetween(from: number, to: number): number {
  return 100 * (to - from) + 20 * (Math.cos(from) - Math.cos(to))
}

test('the 95 % intervals of 400 short experiments hold the exact value in 92 to 97 % of cases', () => {
  const queue = { callsPerHour: 200, handleSeconds: 180, patienceSeconds: 300, agents: 12 }
  const { occupancy, abandonment } = erlangA(queue)
  // Measures whose mean over replications has no bias: ratios to the calls of so short a time have some.
  const exact = { occupancy, calls: 200 * HOURS, abandoned: 200 * HOURS * abandonment }
  const experiments = 400
  const replications = 20
  const found = judged(
    steadyScenario(queue, {
      calls: experiments * replications * 100,
      replications: experiments * replications,
      // An hour is many times what the queue needs to forget how it began.
      more: { warmupHours: 1, durationHours: 1 + HOURS },
    }),
  )
  for (const measure of ['occupancy', 'calls', 'abandoned'] as const) {
    let held = 0
    for (let i = 0; i < experiments; i++) {
      const values = found[measure].subarray(i * replications, (i + 1) * replications)
      const { mean, low, high } = interval999(values)
      // 99.9 % of Student's t with 19 degrees of freedom is 3.8834; 95 % is 2.0930.
      const half = ((high - low) / 2) * (2.093 / 3.8834)
      if (Math.abs(exact[measure] - mean) <= half) held++
    }
    expect(held / experiments).toBeGreaterThan(0.92)
    expect(held / experiments).toBeLessThan(0.97)
  }
})
