import { lineFromText } from '../../src/call/define-line.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Day } from '../world/day.ts'
import { planOf } from '../world/plan.ts'
import { measuresOf } from './measures.ts'

/** What a worker needs to simulate days: plain data, so that it can be sent. */
export interface Job {
  readonly scenario: Scenario
  /** See `lineText`. */
  readonly line: string
}

/** Some days in a row, by their replication. */
export interface Span {
  readonly from: number
  readonly until: number
}

export interface SpanResult extends Span {
  /** Measures of each replication, in order. */
  readonly measures: readonly Float64Array[]
  readonly events: number
}

/** Replications that are simulated and handed back together: the same whatever the number of workers. */
export const SPAN = 8

/** Simulates days of a job: `run` gives the measures of a span, which depend on nothing but seed and replication. */
export function simulator({ scenario, line }: Job): (span: Span) => SpanResult {
  const plan = planOf(scenario, lineFromText(line))
  const day = new Day(plan)
  return ({ from, until }) => {
    const measures: Float64Array[] = []
    let events = 0
    for (let replication = from; replication < until; replication++) {
      events += day.run(scenario.seed, replication)
      measures.push(measuresOf(day.tally, plan))
    }
    return { from, until, measures, events }
  }
}
