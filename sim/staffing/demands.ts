import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Measure } from '../simulate/measures.ts'
import { MEASURES } from '../simulate/measures.ts'
import type { Columns } from '../simulate/simulate.ts'
import { Running } from '../statistics/running.ts'
import { tQuantile } from '../statistics/t-quantile.ts'
import type { Plan } from '../world/plan.ts'

export type TargetName = 'serviceLevel' | 'abandonment' | 'occupancy' | 'callsPerAgentDay'

/** One thing that a staffing must keep: a target, over the day or in an interval, or for one queue over the day. */
export interface Demand {
  readonly target: TargetName
  /** Whether the measure must be at least the limit, or at most. */
  readonly sense: 'least' | 'most'
  readonly limit: number
  readonly of: 'day' | 'interval' | 'queue'
  /** Which interval or queue; 0 for the day. */
  readonly index: number
  /** Where measures of a cell begin in the columns; see `measuresOf`. */
  readonly at: number
}

/** How a demand stands after some replications. */
export interface Verdict {
  readonly demand: Demand
  /** NaN where nobody was staffed to be occupied. */
  readonly mean: number
  /** What the mean exceeds, or stays below, with one-sided 95 % confidence. */
  readonly bound: number
  /** Distance from bound to limit, as a share: the demand holds when this is not negative. */
  readonly slack: number
}

const CONFIDENCE = 0.95
/** Rounding of sums over replications. */
const TOLERANCE = 1e-12

/**
 * All that the targets of a scenario demand. Where groups have different skills, a share that callers are promised
 * holds for each queue over the day too: else the cheapest way to keep it is to let the smallest queue starve.
 * @throws WrongInput where the scenario has no target
 */
export function demandsOf({ scenario, intervals, groups, handle }: Plan): Demand[] {
  const { serviceLevel, abandonment, occupancy, callsPerAgentDay } = scenario.targets
  const queues = handle.length
  const cell = (index: number): number => index * MEASURES.length
  const over = (target: TargetName, per: 'interval' | 'day', limit: number): Demand[] => {
    const sense = target === 'serviceLevel' ? 'least' : 'most'
    const common = { target, sense, limit } as const
    const ofQueues = groups.length > 1 && (target === 'serviceLevel' || target === 'abandonment')
    return [
      ...(per === 'day'
        ? [{ ...common, of: 'day' as const, index: 0, at: cell(0) }]
        : Array.from({ length: intervals }, (_, index) => ({
            ...common,
            of: 'interval' as const,
            index,
            at: cell(1 + queues + index),
          }))),
      ...(ofQueues
        ? handle.map((_, index) => ({ ...common, of: 'queue' as const, index, at: cell(1 + index) }))
        : []),
    ]
  }
  const demands = [
    ...(serviceLevel ? over('serviceLevel', serviceLevel.per, serviceLevel.share) : []),
    ...(abandonment ? over('abandonment', abandonment.per, abandonment.share) : []),
    ...(occupancy ? over('occupancy', occupancy.per, occupancy.share) : []),
    ...(callsPerAgentDay !== undefined ? over('callsPerAgentDay', 'day', callsPerAgentDay) : []),
  ]
  if (demands.length > 0) return demands
  throw new WrongInput(
    'the scenario has no target, expected at least one to staff for; add targets: { serviceLevel: { share: 0.8, withinSeconds: 20 } }, or abandonment, occupancy or callsPerAgentDay.',
  )
}

/**
 * How each demand stands, at the confidence that so many replications give: a search on fewer judges as the check
 * on all of them is going to. Left out is what fewer than two replications define, as the service level of an
 * interval in which hardly ever somebody queues.
 */
export function judge(columns: Columns, demands: readonly Demand[], replications: number): Verdict[] {
  return demands.flatMap(demand => judgeOne(columns, demand, replications) ?? [])
}

function judgeOne(columns: Columns, demand: Demand, replications: number): Verdict | null {
  const seen = valuesOf(columns, demand, demand.target)
  const defined = seen.count(0)
  if (defined === 0 && demand.sense === 'most' && valuesOf(columns, demand, 'calls').mean(0) > 0) {
    // Calls and nobody to take them: no share of staffed time is small enough.
    const isOfStaff = demand.target === 'occupancy' || demand.target === 'callsPerAgentDay'
    if (isOfStaff) return { demand, mean: Number.NaN, bound: Infinity, slack: -Infinity }
  }
  if (defined < 2) return null
  const drawn = columns[demand.at]!.length
  const count = Math.max(2, Math.round((replications * defined) / drawn))
  const half = tQuantile(CONFIDENCE, count - 1) * Math.sqrt(seen.variance(0) / count)
  const mean = seen.mean(0)
  const bound = demand.sense === 'least' ? mean - half : mean + half
  const distance = demand.sense === 'least' ? bound - demand.limit : demand.limit - bound
  const slack = demand.target === 'callsPerAgentDay' ? distance / demand.limit : distance
  return { demand, mean, bound, slack: Math.abs(slack) < TOLERANCE ? 0 : slack }
}

function valuesOf(columns: Columns, { at }: Demand, measure: Measure): Running {
  const column = columns[at + MEASURES.indexOf(measure)]!
  const seen = new Running(1)
  for (const value of column) seen.add(0, value)
  return seen
}

export function holds({ slack }: Verdict): boolean {
  return slack >= 0
}
