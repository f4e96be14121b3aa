import { lineFromText } from '../../src/call/define-line.ts'
import { AlertTally } from '../alerts/alert-tally.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Day } from '../world/day.ts'
import type { Plan } from '../world/plan.ts'
import { planOf } from '../world/plan.ts'
import { Surplus } from '../world/tally/surplus.ts'
import { excessOf } from './controls.ts'
import type { Design } from './design.ts'
import { measuredOf } from './measured.ts'

/** What a worker needs to simulate days: plain data, so that it can be sent. */
export interface Job {
  readonly scenario: Scenario
  /** See `lineText`. */
  readonly line: string
  /** What is known of the line, see `exploredText`, so that no thread need explore it again. */
  readonly explored?: string
  /** Counts how often the rules of the line are raised, see `AlertTally`, instead of what becomes of calls. */
  readonly counts?: 'alerts'
}

/** Agents on the phones: by group, in the order of the scenario's groups, and by interval. */
export type Counts = readonly (readonly number[])[]

/** What may change from one run of a job to the next. */
export interface Variant {
  readonly seed: number
  /** Instead of the scenario's. */
  readonly counts?: Counts
  /** Without one, days are independent and measured alone. */
  readonly design?: Design
}

/** Some days in a row, by their replication. */
export interface Span extends Variant {
  readonly from: number
  readonly until: number
}

export interface SpanResult {
  readonly from: number
  readonly until: number
  /** Measures of each replication, in order. */
  readonly measures: readonly Float64Array[]
  readonly events: number
}

/** Replications that are simulated and handed back together: the same whatever the number of workers. */
export const SPAN = 4

/**
 * The seed and replication from which a day of a variant has its luck: its own, but where days come in pairs the
 * second of two is the mirror image of the first.
 */
export function luckOf(
  { seed, design }: Variant,
  replication: number,
): { readonly seed: number; readonly replication: number } {
  if (!design?.isAntithetic) return { seed, replication }
  return { seed: replication % 2 === 0 ? seed : -1 - seed, replication: Math.floor(replication / 2) }
}

/** The same plan with other agents. */
export function withCounts(plan: Plan, counts: Counts): Plan {
  return { ...plan, groups: plan.groups.map((group, i) => ({ ...group, counts: counts[i]! })) }
}

/**
 * Simulates days of a job: gives the measures of a span, which depend on nothing but its variant and replications,
 * and behind them the excess of each day where its design wants controls.
 * Spans of the same agents in a row share what can be worked out beforehand.
 */
export function simulator({ scenario, line, counts: counted }: Job): (span: Span) => SpanResult {
  const plan = planOf(scenario, lineFromText(line))
  const alerts = counted === 'alerts' ? new AlertTally(plan) : undefined
  const surplus = new Surplus(plan)
  let day = new Day(plan, alerts)
  let staffed = ''
  return ({ from, until, counts, ...variant }) => {
    const wanted = counts ? JSON.stringify(counts) : ''
    if (wanted !== staffed) {
      day = new Day(counts ? withCounts(plan, counts) : plan, alerts)
      staffed = wanted
    }
    const isControlled = variant.design?.isControlled === true
    day.surplus = isControlled ? surplus : undefined
    const measures: Float64Array[] = []
    let events = 0
    for (let each = from; each < until; each++) {
      const { seed, replication } = luckOf(variant, each)
      events += day.run(seed, replication)
      const measured = alerts ? alerts.measures() : measuredOf(day, plan)
      measures.push(isControlled ? joined(measured, excessOf(day.tally, plan, surplus)) : measured)
    }
    return { from, until, measures, events }
  }
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
