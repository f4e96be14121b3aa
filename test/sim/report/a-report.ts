import type { ChannelMeasure } from '../../../sim/simulate/channel-series.ts'
import { CHANNEL_MEASURES } from '../../../sim/simulate/channel-series.ts'
import type { ComparedReport } from '../../../sim/simulate/compare.ts'
import type { CostMeasure } from '../../../sim/simulate/cost-series.ts'
import { COST_MEASURES } from '../../../sim/simulate/cost-series.ts'
import type { Measure } from '../../../sim/simulate/measures.ts'
import { MEASURES } from '../../../sim/simulate/measures.ts'
import type { Report, Results } from '../../../sim/simulate/simulate.ts'
import type { Interval } from '../../../sim/statistics/interval.ts'
import { scenarioOf } from '../judge.ts'

/** What is said of an interval or a queue beside its means; a mean alone is known exactly. */
export type Told = Readonly<Partial<Record<Measure, Interval | number | null>>>

/** Results in which nothing is defined but what is told. */
export function resultsOf(told: Told): Results {
  return Object.fromEntries(MEASURES.map(measure => [measure, intervalOf(told[measure] ?? null)])) as Results
}

function intervalOf(told: Interval | number | null): Interval | null {
  return typeof told === 'number' ? { mean: told, low: told, high: told } : told
}

export interface TellReport {
  readonly day?: Told
  readonly queues?: Readonly<Record<string, Told>>
  readonly intervals: readonly Told[]
  /** Of the first interval. */
  readonly start?: string
  readonly minutes?: number
  readonly agents?: number
  readonly replications?: number
  /** More keys of the scenario. */
  readonly keys?: Readonly<Record<string, unknown>>
}

/** A report that says what it is told, as if a simulation had come to it. */
export function aReport({
  day = {},
  queues = { direct: {} },
  intervals,
  keys = {},
  ...told
}: TellReport): Report {
  const { start = '2026-12-14T08:00', minutes = 30, agents = 10, replications = 20 } = told
  const firstMs = Date.parse(`${start}Z`)
  const scenario = scenarioOf({
    line: 'direct',
    arrivals: { callsPerHour: 100 },
    handleSeconds: { distribution: 'exponential', mean: 270 },
    patienceSeconds: { distribution: 'exponential', mean: 180 },
    agents,
    replications,
    ...keys,
  })
  return {
    ...{ scenario, seed: scenario.seed, replications, events: 1_000, elapsedSeconds: 0.5 },
    results: resultsOf(day),
    queues: Object.entries(queues).map(([name, one]) => ({ name, ...resultsOf(one) })),
    intervals: intervals.map((one, i) => ({
      start: new Date(firstMs + i * minutes * 60_000).toISOString().slice(0, 16),
      minutes,
      agents,
      ...resultsOf(one),
    })),
    warnings: [],
  }
}

/** The same report with an e-mail channel and a cost, each measure of them the same in all intervals and over the day. */
export function withChannelAndCost(
  report: Report,
  {
    email,
    cost,
  }: {
    readonly email: Partial<Record<ChannelMeasure, number>>
    readonly cost: Partial<Record<CostMeasure, number>>
  },
): Report {
  const channel = measured(CHANNEL_MEASURES, email)
  const costs = measured(COST_MEASURES, cost)
  return {
    ...report,
    channels: [{ name: 'email', ...channel, intervals: report.intervals.map(() => channel) }],
    cost: { currency: 'EUR', ...costs, intervals: report.intervals.map(() => costs) },
  }
}

function measured<M extends string>(measures: readonly M[], told: Partial<Record<M, number>>) {
  return Object.fromEntries(measures.map(measure => [measure, intervalOf(told[measure] ?? null)])) as Record<
    M,
    Interval | null
  >
}

/** A report compared with another: the change is what is told. */
export function against(report: Report, other: Report, change: Told): ComparedReport {
  const { scenario, results, queues, intervals, cost } = other
  const changes = { results: resultsOf(change), queues: [], intervals: [], ...(cost && { cost }) }
  return {
    ...report,
    against: { scenario, results, queues, intervals, ...(cost && { cost }), change: changes },
  }
}
