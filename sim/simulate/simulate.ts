import type { Line } from '../../src/call/line.ts'
import { wallClock } from '../../src/line/zone.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Interval } from '../statistics/interval.ts'
import { meanInterval } from '../statistics/interval.ts'
import type { Plan } from '../world/plan.ts'
import { planOf } from '../world/plan.ts'
import type { Beside } from './beside.ts'
import { besideReport } from './beside.ts'
import { channelWarnings } from './channel-warnings.ts'
import type { DrawOptions } from './draw.ts'
import { draw } from './draw.ts'
import { besideAt, measuredWidth } from './measured.ts'
import type { Measure } from './measures.ts'
import { cellsOf, MEASURES } from './measures.ts'
import { simulateOnce } from './one-day.ts'
import type { ReachedPrecision } from './precision.ts'
import type { Replayed } from './replayed.ts'
import { replayedOf } from './replayed.ts'
import type { Sample } from './sample.ts'
import { warningsOf } from './warnings.ts'

/** Mean and 95 % confidence interval of each measure; null where it is not defined. */
export type Results = Readonly<Record<Measure, Interval | null>>

/** What `simulate --json` prints. */
export interface Report extends Beside {
  readonly scenario: Scenario
  readonly seed: number
  readonly replications: number
  readonly events: number
  /** Without loading. */
  readonly elapsedSeconds: number
  readonly results: Results
  /** Where the scenario replays a log: what became of the same calls there. */
  readonly replayed?: readonly Replayed[]
  readonly queues: readonly ({ readonly name: string } & Results)[]
  readonly intervals: readonly ({
    /** Wall clock of the line, `YYYY-MM-DDTHH:MM`. */
    readonly start: string
    readonly minutes: number
    readonly agents: number
  } & Results)[]
  /** What came of the wish for precision, where there was one. */
  readonly precision?: readonly ReachedPrecision[]
  /** What to know of results that are true, but of a scenario that is hardly meant; see `warningsOf`. */
  readonly warnings: readonly string[]
}

/** A report and the days that it is about; one day alone leaves no sample. */
export interface Simulated {
  readonly report: Report
  readonly sample: Sample | null
}

/**
 * Simulates a scenario on its line and reports what came of it. With one replication alone, the intervals of the day
 * are the batches from which the spread is taken, and only the day has one.
 * @throws WrongInput where scenario and line do not fit
 */
export async function simulate(scenario: Scenario, line: Line, options: DrawOptions = {}): Promise<Report> {
  return (await simulated(scenario, line, options)).report
}

/** As `simulate`, keeping the days to compare them with those of another scenario. */
export async function simulated(scenario: Scenario, line: Line, options: DrawOptions): Promise<Simulated> {
  const isToPrecision = options.precision !== undefined && options.precision.length > 0
  const plan = planOf(isToPrecision ? { variance: 'controls', ...scenario } : scenario, line)
  const startedMs = performance.now()
  const elapsedSeconds = (): number => (performance.now() - startedMs) / 1_000
  if (scenario.replications === 1 && !isToPrecision) {
    const { events, intervals } = simulateOnce(plan)
    const of = (index: number): Interval | null => intervals[index]!
    return { report: wholeReport(plan, { events, elapsedSeconds: elapsedSeconds(), of }), sample: null }
  }
  const { sample, events, precision } = await draw(plan, options)
  const ran = { ...plan, scenario: { ...plan.scenario, replications: sample.days } }
  const of = (index: number): Interval | null => sample.interval(index)
  const report = wholeReport(ran, { events, elapsedSeconds: elapsedSeconds(), of })
  return { report: isToPrecision ? { ...report, precision } : report, sample }
}

/** What was found out about each value, in the order of `measuredOf`. */
interface Found {
  readonly events: number
  readonly elapsedSeconds: number
  readonly of: (index: number) => Interval | null
}

function wholeReport(plan: Plan, { of, ...found }: Found): Report {
  const report = reportOf(plan, { ...found, results: resultsOf(plan, of) })
  const beside = besideReport(plan, i => of(besideAt(plan) + i))
  return { ...report, ...beside, warnings: [...report.warnings, ...channelWarnings(plan, beside)] }
}

/** The report of a plan, from the results of its cells: the day, the queues, the intervals. */
export function reportOf(
  plan: Plan,
  found: { readonly events: number; readonly elapsedSeconds: number; readonly results: readonly Results[] },
): Report {
  const { scenario, line } = plan
  const { events, elapsedSeconds, results } = found
  const queues = plan.handle.length
  const replayed = replayedOf(plan, results[0]!)
  const report = {
    scenario,
    seed: scenario.seed,
    replications: scenario.replications,
    events,
    elapsedSeconds,
    results: results[0]!,
    ...(replayed && { replayed }),
    queues: line.definition.queues.map(({ name }, i) => ({ name, ...results[1 + i]! })),
    intervals: intervalsOf(plan).map((interval, i) => ({ ...interval, ...results[1 + queues + i]! })),
  }
  return { ...report, warnings: warningsOf(plan, report) }
}

/** By cell and measure, the values of all replications; see `measuredOf`. */
export type Columns = readonly Float64Array[]

export function emptyColumns(plan: Plan, replications: number): Columns {
  return Array.from({ length: measuredWidth(plan) }, () => new Float64Array(replications))
}

export function putInto(columns: Columns, measures: Float64Array, replication: number): void {
  for (let i = 0; i < columns.length; i++) columns[i]![replication] = measures[i]!
}

/** Means over replications with their confidence intervals, by cell. */
export function resultsFrom(plan: Plan, columns: Columns): Results[] {
  return resultsOf(plan, i => meanInterval(columns[i]!))
}

/** By cell, what is said of each of its measures. */
export function resultsOf(plan: Plan, of: (index: number) => Interval | null): Results[] {
  return Array.from({ length: cellsOf(plan) }, (_, cell) => {
    const entries = MEASURES.map((measure, i) => [measure, of(cell * MEASURES.length + i)])
    return Object.fromEntries(entries) as Results
  })
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
