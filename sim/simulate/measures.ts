import { HOUR_MS } from '../../src/base/units.ts'
import type { Plan } from '../world/plan.ts'
import type { Tally } from '../world/tally.ts'
import {
  ABANDONED,
  ANSWER_MS,
  ANSWERED,
  ANSWERED_IN_TIME,
  BUSY_MS,
  CALLBACKS,
  CALLS,
  CONTAINED,
  MEASURED_MS,
  QUEUED,
  STAFFED_MS,
  VOICEMAILS,
  WAIT_MS,
  WAITING_MS,
  WIDTH,
} from '../world/tally.ts'

/** What is reported of a day, of a queue and of an interval, in this order. */
export const MEASURES = [
  'calls',
  'answered',
  'abandoned',
  'contained',
  'callbacks',
  'voicemails',
  'abandonment',
  'serviceLevel',
  'waitSeconds',
  'answerSeconds',
  'occupancy',
  'callsPerAgentDay',
  'queueLength',
] as const
export type Measure = (typeof MEASURES)[number]

/** A count, or the ratio of two tallied columns. */
interface Formula {
  readonly above: number
  readonly below?: number
  /** Units of the ratio. */
  readonly times?: number
}

/** How each measure is worked out from what was tallied. */
export function formulas(plan: Plan): Readonly<Record<Measure, Formula>> {
  const { targets, shrinkage } = plan.scenario
  // An agent's day is the part of a shift that is spent on the phones.
  const agentDayMs = targets.shiftHours * (1 - shrinkage) * HOUR_MS
  return {
    calls: { above: CALLS },
    answered: { above: ANSWERED },
    abandoned: { above: ABANDONED },
    contained: { above: CONTAINED },
    callbacks: { above: CALLBACKS },
    voicemails: { above: VOICEMAILS },
    abandonment: { above: ABANDONED, below: QUEUED },
    serviceLevel: { above: ANSWERED_IN_TIME, below: QUEUED },
    waitSeconds: { above: WAIT_MS, below: QUEUED, times: 1e-3 },
    answerSeconds: { above: ANSWER_MS, below: ANSWERED, times: 1e-3 },
    occupancy: { above: BUSY_MS, below: STAFFED_MS },
    callsPerAgentDay: { above: ANSWERED, below: STAFFED_MS, times: agentDayMs },
    // Callers on the line, on average over time: who waits for a callback does so elsewhere.
    queueLength: { above: WAITING_MS, below: MEASURED_MS },
  }
}

/** Measures that a queue does not have: agents serve several, and who is contained or leaves a message asked for none. */
const NOT_OF_QUEUES: ReadonlySet<Measure> = new Set([
  'contained',
  'voicemails',
  'occupancy',
  'callsPerAgentDay',
])

/** Cells of a report: the day, then the queues, then the intervals; each with all measures. */
export function cellsOf(plan: Plan): number {
  return 1 + plan.handle.length + plan.intervals
}

/**
 * The measures of one replication, cell by cell; NaN where one is not defined, such as the service level of an
 * interval in which nobody queued.
 */
export function measuresOf(tally: Tally, plan: Plan): Float64Array {
  const values = new Float64Array(cellsOf(plan) * MEASURES.length)
  const { intervals, queues, cells } = tally
  write(values, 0, dayOf(tally), 0, plan)
  for (let queue = 0; queue < queues; queue++) {
    write(values, 1 + queue, cells, (intervals + queue) * WIDTH, plan)
    MEASURES.forEach((measure, i) => {
      if (NOT_OF_QUEUES.has(measure)) values[(1 + queue) * MEASURES.length + i] = Number.NaN
      // Calls of a queue are those that joined it.
      if (measure === 'calls')
        values[(1 + queue) * MEASURES.length + i] = cells[(intervals + queue) * WIDTH + QUEUED]!
    })
  }
  for (let interval = 0; interval < intervals; interval++) {
    write(values, 1 + queues + interval, cells, interval * WIDTH, plan)
  }
  return values
}

/** The tallied columns of all intervals together. */
function dayOf({ cells, intervals }: Tally): Float64Array {
  const day = new Float64Array(WIDTH)
  for (let i = 0; i < intervals * WIDTH; i++) day[i % WIDTH]! += cells[i]!
  return day
}

function write(values: Float64Array, cell: number, columns: Float64Array, at: number, plan: Plan): void {
  const byMeasure = formulas(plan)
  MEASURES.forEach((measure, i) => {
    const { above, below, times = 1 } = byMeasure[measure]
    const count = columns[at + above]!
    const per = below === undefined ? 1 : columns[at + below]!
    values[cell * MEASURES.length + i] = per === 0 ? Number.NaN : (count / per) * times
  })
}
