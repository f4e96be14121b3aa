import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { designOf } from '../../../sim/simulate/design.ts'
import { luckOf } from '../../../sim/simulate/job.ts'
import { planOf } from '../../../sim/world/plan.ts'
import type { Line } from '../../call/line.ts'
import { SimulatedDay } from '../simulated-day.ts'

/** One of the days that a simulation counts, in words; and the luck that it has. */
export interface CountedDay {
  readonly day: SimulatedDay
  readonly seed: number
  readonly replication: number
}

/**
 * @param from which of the days, counted from 0
 * @param callsMax after so many calls nobody rings any more
 */
export function countedDay(scenario: Scenario, line: Line, from: number, callsMax?: number): CountedDay {
  const { seed, replication } = luckOf(
    { seed: scenario.seed, design: designOf(planOf(scenario, line)) },
    from,
  )
  const options = { replication, ...(callsMax !== undefined && { callsMax }) }
  return { day: new SimulatedDay({ ...scenario, seed }, line, options), seed, replication }
}
