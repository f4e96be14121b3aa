import { HOUR_MS, SECOND_MS } from '../../src/base/units.ts'
import type { Plan } from '../world/plan.ts'
import type { Tally } from '../world/tally/tally.ts'
import {
  ABANDONED,
  ANSWER_MS,
  ANSWERED,
  ANSWERED_IN_TIME,
  BUSY_MS,
  CALLBACKS,
  CALLERS,
  CALLS,
  CONTAINED,
  LEFT_WAITING,
  MEASURED_MS,
  MISSED_OFFERS,
  QUEUED,
  REDIALS,
  RETURNED,
  SERVED,
  SETTLED,
  STAFFED_MS,
  TRANSFERS,
  TURNED_AWAY,
  VOICEMAILS,
  WAIT_MS,
  WAITING_MS,
  WIDTH,
} from '../world/tally/tally.ts'

/** Shares of callers who wait no longer than each of the quantiles that are reported. */
export const QUANTILES = [0.5, 0.9, 0.95, 0.99]

/** What is counted or is a ratio of two counts. */
export const COUNTED = [
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
  'transfers',
  'missedOffers',
  'redials',
  'returnedWithinSevenDays',
  'turnedAway',
  'leftWaiting',
  'firstCallResolution',
] as const

/** Waits of all whose wait ended, answered or not, and of those who were answered; in the order of `QUANTILES`. */
export const OF_WAITS = [
  'waitP50Seconds',
  'waitP90Seconds',
  'waitP95Seconds',
  'waitP99Seconds',
  'answerP50Seconds',
  'answerP90Seconds',
  'answerP95Seconds',
  'answerP99Seconds',
] as const

/** What is reported of a day, of a queue and of an interval, in this order. */
export const MEASURES = [...COUNTED, ...OF_WAITS] as const
export type Measure = (typeof MEASURES)[number]
export type Counted = (typeof COUNTED)[number]

/** A count, or the ratio of two tallied columns. */
interface Formula {
  readonly above: number
  readonly below?: number
  /** Units of the ratio. */
  readonly times?: number
}

/** How each measure is worked out from what was tallied. */
export function formulas(plan: Plan): Readonly<Record<Counted, Formula>> {
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
    transfers: { above: TRANSFERS },
    missedOffers: { above: MISSED_OFFERS },
    redials: { above: REDIALS },
    // Of callers, whose redials are no other callers.
    returnedWithinSevenDays: { above: RETURNED, below: CALLERS },
    turnedAway: { above: TURNED_AWAY },
    leftWaiting: { above: LEFT_WAITING },
    firstCallResolution: { above: SETTLED, below: SERVED },
  }
}

/**
 * Measures that a queue does not have: agents serve several, who is contained or leaves a message asked for none,
 * whoever rings again may come to another, and a full one is not joined.
 */
const NOT_OF_QUEUES: ReadonlySet<Measure> = new Set([
  'contained',
  'voicemails',
  'occupancy',
  'callsPerAgentDay',
  'redials',
  'returnedWithinSevenDays',
  'turnedAway',
  'firstCallResolution',
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
  const { intervals, queues, cells, waits } = tally
  const byMeasure = formulas(plan)
  const write = (cell: number, columns: Float64Array, ofWaits: readonly number[]): void => {
    const at = cell * MEASURES.length
    COUNTED.forEach((measure, i) => {
      values[at + i] = measured(byMeasure[measure], columns)
    })
    const ended = { answered: columns[ANSWERED]!, abandoned: columns[ABANDONED]! + columns[LEFT_WAITING]! }
    waits.quantiles(ofWaits, ended, QUANTILES, values, at + COUNTED.length)
    for (let i = COUNTED.length; i < MEASURES.length; i++) values[at + i]! /= SECOND_MS
  }
  const day = Array.from({ length: intervals }, (_, interval) => interval)
  write(0, dayOf(tally), day)
  for (let i = 0; i < intervals + queues; i++) {
    const cell = i < intervals ? 1 + queues + i : 1 + i - intervals
    write(cell, cells.subarray(i * WIDTH, (i + 1) * WIDTH), [i])
    if (i < intervals) continue
    MEASURES.forEach((measure, m) => {
      if (NOT_OF_QUEUES.has(measure)) values[cell * MEASURES.length + m] = Number.NaN
      // Calls of a queue are those that joined it.
      if (measure === 'calls') values[cell * MEASURES.length + m] = cells[i * WIDTH + QUEUED]!
    })
  }
  return values
}

/** The tallied columns of all intervals together. */
function dayOf({ cells, intervals }: Tally): Float64Array {
  const day = new Float64Array(WIDTH)
  for (let i = 0; i < intervals * WIDTH; i++) day[i % WIDTH]! += cells[i]!
  return day
}

function measured({ above, below, times = 1 }: Formula, columns: Float64Array): number {
  const per = below === undefined ? 1 : columns[below]!
  return per === 0 ? Number.NaN : (columns[above]! / per) * times
}
