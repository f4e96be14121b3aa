import { expect, test } from 'vitest'
import { erlangB } from '../../sim/exact/erlang-b.ts'
import { oneAgentWaitSeconds } from '../../sim/exact/one-agent.ts'
import { poissonWaitProbability } from '../../sim/exact/varying-load.ts'
import { batchMeansInterval } from '../../sim/statistics/batch-means.ts'
import { Day } from '../../sim/world/day.ts'
import { planOf } from '../../sim/world/plan.ts'
import { ANSWERED_IN_TIME, QUEUED, WIDTH } from '../../sim/world/tally/tally.ts'
import { direct } from '../../src/call/direct.ts'
import { judged, scenarioOf, steadyScenario, verdict } from './judge.ts'

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

function callsBetween(from: number, to: number): number {
  return 100 * (to - from) + 20 * (Math.cos(from) - Math.cos(to))
}
