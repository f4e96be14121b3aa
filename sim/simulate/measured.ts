import type { Day } from '../world/day.ts'
import type { Plan } from '../world/plan.ts'
import { besideOf, besideWidth } from './beside.ts'
import { cellsOf, MEASURES, measuresOf } from './measures.ts'

/** Where what there is beside calls begins in what was measured of a replication. */
export function besideAt(plan: Plan): number {
  return cellsOf(plan) * MEASURES.length
}

/** How many values are measured of a replication. */
export function measuredWidth(plan: Plan): number {
  return besideAt(plan) + besideWidth(plan)
}

/** All that is measured of a replication: of its calls, see `measuresOf`, and behind it what there is beside them. */
export function measuredOf(day: Day, plan: Plan): Float64Array {
  const measured = new Float64Array(measuredWidth(plan))
  measured.set(measuresOf(day.tally, plan))
  measured.set(besideOf(day, plan), besideAt(plan))
  return measured
}
