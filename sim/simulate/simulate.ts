import { lineText } from '../../src/call/define-line.ts'
import type { Line } from '../../src/call/line.ts'
import { wallClock } from '../../src/line/zone.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { batchMeansInterval } from '../statistics/batch-means.ts'
import type { Interval } from '../statistics/interval.ts'
import { meanInterval } from '../statistics/interval.ts'
import { Day } from '../world/day.ts'
import type { Plan } from '../world/plan.ts'
import { planOf } from '../world/plan.ts'
import { WIDTH } from '../world/tally.ts'
import type { Measure } from './measures.ts'
import { cellsOf, formulas, MEASURES, measuresOf } from './measures.ts'
import { replicate } from './replicate.ts'

/** Mean and 95 % confidence interval of each measure; null where it is not defined. */
export type Results = Readonly<Record<Measure, Interval | null>>

/** What `simulate --json` prints. */
export interface Report {
  readonly scenario: Scenario
  readonly seed: number
  readonly replications: number
  readonly events: number
  /** Without loading. */
  readonly elapsedSeconds: number
  readonly results: Results
  readonly queues: readonly ({ readonly name: string } & Results)[]
  readonly intervals: readonly ({
    /** Wall clock of the line, `YYYY-MM-DDTHH:MM`. */
    readonly start: string
    readonly minutes: number
    readonly agents: number
  } & Results)[]
}

export interface SimulateOptions {
  readonly workers?: number
  readonly onProgress?: (done: number) => void
}

/**
 * Simulates a scenario on its line and reports what came of it. With one replication alone, the intervals of the day
 * are the batches from which the spread is taken, and only the day has one.
 * @throws WrongInput where scenario and line do not fit
 */
export async function simulate(
  scenario: Scenario,
  line: Line,
  options: SimulateOptions = {},
): Promise<Report> {
  const plan = planOf(scenario, line)
  const startedMs = performance.now()
  const { events, results } =
    scenario.replications === 1 ? simulateOnce(plan) : await simulateMany(plan, options)
  const elapsedSeconds = (performance.now() - startedMs) / 1_000
  return reportOf(plan, { events, elapsedSeconds, results })
}

/** The report of a plan, from the results of its cells: the day, the queues, the intervals. */
export function reportOf(
  plan: Plan,
  found: { readonly events: number; readonly elapsedSeconds: number; readonly results: readonly Results[] },
): Report {
  const { scenario, line } = plan
  const { events, elapsedSeconds, results } = found
  const queues = plan.handle.length
  return {
    scenario,
    seed: scenario.seed,
    replications: scenario.replications,
    events,
    elapsedSeconds,
    results: results[0]!,
    queues: line.definition.queues.map(({ name }, i) => ({ name, ...results[1 + i]! })),
    intervals: intervalsOf(plan).map((interval, i) => ({ ...interval, ...results[1 + queues + i]! })),
  }
}

async function simulateMany(
  plan: Plan,
  options: SimulateOptions,
): Promise<{ events: number; results: Results[] }> {
  const columns = emptyColumns(plan, plan.scenario.replications)
  const events = await replicate(
    { scenario: plan.scenario, line: lineText(plan.line) },
    { ...options, each: (measures, replication) => putInto(columns, measures, replication) },
  )
  return { events, results: resultsFrom(plan, columns) }
}

/** By cell and measure, the values of all replications; see `measuresOf`. */
export type Columns = readonly Float64Array[]

export function emptyColumns(plan: Plan, replications: number): Columns {
  return Array.from({ length: cellsOf(plan) * MEASURES.length }, () => new Float64Array(replications))
}

export function putInto(columns: Columns, measures: Float64Array, replication: number): void {
  for (let i = 0; i < columns.length; i++) columns[i]![replication] = measures[i]!
}

/** Means over replications with their confidence intervals, by cell. */
export function resultsFrom(plan: Plan, columns: Columns): Results[] {
  return resultsOf(plan, i => meanInterval(columns[i]!))
}

function simulateOnce(plan: Plan): { events: number; results: Results[] } {
  const day = new Day(plan)
  const events = day.run(plan.scenario.seed, 0)
  const { cells, intervals } = day.tally
  const warm = Math.ceil(plan.warmupMs / plan.intervalMs)
  const byMeasure = formulas(plan)
  const column = (which: number): Float64Array =>
    Float64Array.from({ length: intervals - warm }, (_, i) => cells[(warm + i) * WIDTH + which]!)
  const results = resultsOf(plan, i => {
    if (i >= MEASURES.length) return null
    const { above, below, times = 1 } = byMeasure[MEASURES[i]!]
    const counts = column(above)
    if (below !== undefined) return scaled(batchMeansInterval(counts, column(below)), times)
    return scaled(batchMeansInterval(counts, new Float64Array(counts.length).fill(1)), counts.length)
  })
  const alone = measuresOf(day.tally, plan)
  // Of queues and intervals one day gives a value but nothing about its spread.
  for (let cell = 1; cell < results.length; cell++) {
    results[cell] = recordOf(i => meanInterval([alone[cell * MEASURES.length + i]!]))
  }
  return { events, results }
}

function scaled(interval: Interval | null, times: number): Interval | null {
  if (!interval) return null
  return { mean: interval.mean * times, low: interval.low * times, high: interval.high * times }
}

function resultsOf(plan: Plan, of: (index: number) => Interval | null): Results[] {
  return Array.from({ length: cellsOf(plan) }, (_, cell) => recordOf(i => of(cell * MEASURES.length + i)))
}

function recordOf(of: (measure: number) => Interval | null): Results {
  return Object.fromEntries(MEASURES.map((measure, i) => [measure, of(i)])) as Record<
    Measure,
    Interval | null
  >
}

/** Start, length and staffing of each interval. */
export function intervalsOf(plan: Plan): { start: string; minutes: number; agents: number }[] {
  const { startMs, intervalMs, durationMs, intervals, groups, line } = plan
  return Array.from({ length: intervals }, (_, i) => {
    const atMs = startMs + i * intervalMs
    const minutes = Math.min(intervalMs, startMs + durationMs - atMs) / 60_000
    const agents = groups.reduce((sum, { counts }) => sum + counts[i]!, 0)
    return { start: clockText(line.definition.timeZone, atMs), minutes, agents }
  })
}

function clockText(zone: string, atMs: number): string {
  const { date, hour, minute } = wallClock(zone, atMs)
  return `${date}T${two(hour)}:${two(minute)}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
