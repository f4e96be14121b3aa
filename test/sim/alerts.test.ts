import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { tryRules } from '../../sim/alerts/try-rules.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { Day } from '../../sim/world/day.ts'
import { planOf } from '../../sim/world/plan.ts'
import type { Line } from '../../src/call/line.ts'
import { SimulatedDay } from '../../src/cli/simulated-day.ts'
import type { AlertRule } from '../../src/line/alert-rule.ts'

const BUSY = `
line: card-support
day: 2026-12-14
arrivals: { callsPerHour: 60, dayVariation: 0.2 }
intents: { billing: 0.6, account: 0.4 }
handleSeconds: { distribution: lognormal, mean: 200, cv: 0.8 }
patienceSeconds: { distribution: exponential, mean: 200 }
agents: 4
durationHours: 3
`

const RULES: readonly AlertRule[] = [
  { name: 'long-wait', measure: 'longest-wait', above: 120, recoversAt: 60, againSeconds: 600 },
  { name: 'gave-up', measure: 'abandonment', above: 0.2, leastCalls: 10, forSeconds: 60 },
  { name: 'never', measure: 'waiting', above: 5_000 },
]

function scenarioWith(more: string): Scenario {
  return parseScenario(BUSY + more, 'the test')
}

function watched(alerts: readonly AlertRule[] = RULES): Line {
  return { ...cardSupport, definition: { ...cardSupport.definition, alerts } }
}

test('an alert is counted where the journal of the same day has one', async () => {
  const scenario = scenarioWith('replications: 1\nseed: 5')
  const raised: string[] = []
  const day = new SimulatedDay(scenario, watched())
  const endMs = day.plan.startMs + day.plan.durationMs
  for await (const { atMs, directives = [] } of day.entries())
    for (const directive of directives)
      if (directive.do === 'alert' && directive.state === 'raised' && atMs < endMs)
        raised.push(directive.rule)
  expect(raised.length).toBeGreaterThan(1)
  const { rules } = await tryRules(scenario, watched(), { days: 1, workers: 1 })
  expect(rules.map(({ rule, perMonth }) => [rule.name, perMonth.mean])).toEqual(
    RULES.map(({ name }) => [name, raised.filter(rule => rule === name).length]),
  )
})

test('a month is so many days like the simulated one, and its spread that of the days', async () => {
  const scenario = scenarioWith('replications: 12')
  const [ten, thirty] = await Promise.all(
    [10, 30].map(days => tryRules(scenario, watched(), { days, workers: 1 })),
  )
  const [month, never] = [thirty!.rules[0]!, thirty!.rules[2]!]
  expect(month.perMonth.mean).toBeCloseTo(3 * ten!.rules[0]!.perMonth.mean, 9)
  expect(month.perMonth.mean).toBeGreaterThan(5)
  expect(month.perMonth.low).toBeLessThan(month.perMonth.mean)
  expect(month.daysWith).toBeGreaterThan(0.5)
  expect(month.lastsMinutes!.mean).toBeGreaterThan(0.25)
  expect(month.intervals).toHaveLength(6)
  expect(month.intervals.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
  expect(never).toMatchObject({
    perMonth: { mean: 0, low: 0, high: 0 },
    daysWith: 0,
    lastsMinutes: null,
  })
})

test('the same rules are raised as often whatever the number of workers', async () => {
  const scenario = scenarioWith('replications: 40')
  const [one, two] = await Promise.all(
    [1, 2].map(workers => tryRules(scenario, watched(), { days: 30, workers })),
  )
  expect(two!.rules).toEqual(one!.rules)
})

test('rules cost and change nothing where a simulation is not about them', async () => {
  const scenario = scenarioWith('replications: 3')
  const [without, within] = await Promise.all(
    [watched([]), watched()].map(line => simulate(scenario, line, { workers: 1 })),
  )
  expect(within!.events).toBe(without!.events)
  expect(within!.results).toEqual(without!.results)
  const day = new Day(planOf(scenario, watched()))
  expect(day.run(1, 0)).toBe(new Day(planOf(scenario, watched([]))).run(1, 0))
})

test('a line without rules has nothing to try', async () => {
  const tried = tryRules(scenarioWith(''), watched([]), { days: 30 })
  await expect(tried).rejects.toThrow('line "card-support" has no rules for alerts; give it `alerts`')
})
