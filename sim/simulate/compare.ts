import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Line } from '../../src/call/line.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Interval } from '../statistics/interval.ts'
import type { Beside } from './beside.ts'
import { besideReport } from './beside.ts'
import type { DrawOptions } from './draw.ts'
import { besideAt, measuredWidth } from './measured.ts'
import { MEASURES } from './measures.ts'
import type { Sample } from './sample.ts'
import type { Report, Results, Simulated } from './simulate.ts'
import { simulated } from './simulate.ts'

/** A scenario and the line that it names. */
export interface Alternative {
  readonly scenario: Scenario
  readonly line: Line
}

/** By how much each measure of the other scenario is above that of the first: means of paired days, and intervals. */
interface Change extends Beside {
  readonly results: Results
  /** Queues that both have. */
  readonly queues: readonly ({ readonly name: string } & Results)[]
  /** Intervals that both have. */
  readonly intervals: readonly ({ readonly start: string; readonly minutes: number } & Results)[]
}

/** The other scenario, what came of it, and the change to it. */
export interface Comparison extends Beside {
  readonly scenario: Scenario
  readonly results: Results
  readonly queues: Report['queues']
  readonly intervals: Report['intervals']
  readonly change: Change
}

/** What `simulate --against --json` prints. */
export interface ComparedReport extends Report {
  readonly against: Comparison
}

/**
 * Simulates two scenarios with the same luck, day by day: both meet the same callers as far as they have the same,
 * so that the change from one to the other is known far better than either. The seed, the number of days and the
 * way of drawing them are the first scenario's; where it goes on to a wanted precision, so many days are compared.
 * Source: common random numbers with the paired t interval, Law 2015, Simulation Modeling and Analysis, 10.2.1, 11.2.
 * @throws WrongInput where a scenario and its line do not fit, and for one day alone, which has no spread
 */
export async function compare(
  first: Alternative,
  other: Alternative,
  options: DrawOptions = {},
): Promise<ComparedReport> {
  const one = await simulated(first.scenario, first.line, options)
  const { variance: _, ...otherScenario } = other.scenario
  const { seed, replications, variance } = one.report.scenario
  const sameLuck: Scenario = { ...otherScenario, seed, replications, ...(variance && { variance }) }
  const { precision: _precision, ...plain } = options
  if (!one.sample)
    throw new WrongInput(
      `replications is ${replications}, expected at least 2 to compare: one day says nothing about how days differ.`,
    )
  const two = await simulated(sameLuck, other.line, plain)
  const { scenario, results, queues, intervals, channels, cost } = two.report
  return {
    ...one.report,
    events: one.report.events + two.report.events,
    elapsedSeconds: one.report.elapsedSeconds + two.report.elapsedSeconds,
    against: {
      scenario,
      results,
      queues,
      intervals,
      ...(channels && { channels }),
      ...(cost && { cost }),
      change: changeOf(one.report, one.sample, two as Sampled),
    },
  }
}

type Sampled = Simulated & { readonly sample: Sample }

function changeOf(report: Report, before: Sample, { report: other, sample: after }: Sampled): Change {
  const at = (cell: number, otherCell: number): Results => {
    const entries = MEASURES.map((measure, i) => {
      const index = cell * MEASURES.length + i
      return [measure, pairedInterval(before, index, after, otherCell * MEASURES.length + i)]
    })
    return Object.fromEntries(entries) as Results
  }
  return {
    results: at(0, 0),
    queues: report.queues.flatMap(({ name }, i) => {
      const same = other.queues.findIndex(queue => queue.name === name)
      return same < 0 ? [] : [{ name, ...at(1 + i, 1 + same) }]
    }),
    intervals: report.intervals.flatMap(({ start, minutes }, i) => {
      const same = other.intervals.findIndex(each => each.start === start && each.minutes === minutes)
      if (same < 0) return []
      return [{ start, minutes, ...at(1 + report.queues.length + i, 1 + other.queues.length + same) }]
    }),
    ...besideChange(before, after),
  }
}

/** Of channels and cost, where both scenarios have the same of them. */
function besideChange(before: Sample, after: Sample): Beside {
  const [plan, other] = [before.plan, after.plan]
  const names = (each: typeof plan): string =>
    JSON.stringify([each.channels.map(({ name }) => name), each.scenario.costs?.currency, each.intervals])
  const isSame = names(plan) === names(other)
  if (!isSame || measuredWidth(plan) === besideAt(plan)) return {}
  return besideReport(plan, i => pairedInterval(before, besideAt(plan) + i, after, besideAt(other) + i))
}

/** The mean change of a measure over days, each day of one paired with the same day of the other. */
function pairedInterval(before: Sample, index: number, after: Sample, otherIndex: number): Interval | null {
  const [from, to] = [before.column(index), after.column(otherIndex)]
  return before.intervalOf(
    to.map((value, day) => value - from[day]!),
    before.cellAt(index),
  )
}
