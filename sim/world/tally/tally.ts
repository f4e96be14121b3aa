import { NEVER_MS } from '../../../src/base/units.ts'
import { OUTCOMES } from '../../../src/call/directives.ts'
import { AVAILABLE, AWAY } from '../../../src/centre/agents.ts'
import type { Plan } from '../plan.ts'
import { WaitingCallers } from './waiting-callers.ts'
import { Waits } from './waits.ts'

/**
 * What is counted in each cell: an interval, calls by time of arrival, or a queue. Staffed and busy time are of
 * intervals alone.
 */
export const CALLS = 0
export const QUEUED = 1
export const ANSWERED = 2
export const ANSWERED_IN_TIME = 3
export const ABANDONED = 4
export const CONTAINED = 5
export const CALLBACKS = 6
export const VOICEMAILS = 7
export const WAIT_MS = 8
export const ANSWER_MS = 9
export const STAFFED_MS = 10
export const BUSY_MS = 11
/** Time that callers spent waiting on the line while the cell lasted, and how long it lasted. */
export const WAITING_MS = 12
export const MEASURED_MS = 13
/** Those of the calls that are a caller's first, those of callers who have rung before, and first ones that will not be the last. */
export const CALLERS = 14
export const REDIALS = 15
export const RETURNED = 16
/** Callers who found the queue full, and those who still waited when a long while after the day was over. */
export const TURNED_AWAY = 17
export const LEFT_WAITING = 18
/** Calls that agents handed on to another queue, and offers that they did not pick up. */
export const TRANSFERS = 19
export const MISSED_OFFERS = 20
/** First calls that were served by an agent or a recorded answer, where that is judged, and those that settled the matter. */
export const SERVED = 21
export const SETTLED = 22
export const WIDTH = 23

/** What is counted of queues beside intervals. */
const OF_QUEUES = [
  ...[QUEUED, ANSWERED, ANSWERED_IN_TIME, ABANDONED, CALLBACKS],
  ...[WAIT_MS, ANSWER_MS, LEFT_WAITING, TRANSFERS, MISSED_OFFERS],
]

const OUTCOME_CONTAINED = OUTCOMES.indexOf('contained')
const OUTCOME_VOICEMAIL = OUTCOMES.indexOf('voicemail')
const OUTCOME_TURNED_AWAY = OUTCOMES.indexOf('turned-away')

/** What is read of the centre whose day is tallied: its time, and since when its agents do what they do. */
export interface Tallied {
  readonly nowMs: number
  readonly agents: { readonly sinceMs: Float64Array }
}

/**
 * What one replication came to, by interval and by queue. Calls count where they arrived, agents' time where it was
 * spent; both only after the warm-up.
 */
export class Tally {
  /** Cells of intervals, then of queues; each `WIDTH` columns. */
  readonly cells: Float64Array
  readonly intervals: number
  readonly queues: number
  readonly waits: Waits
  #centre: Tallied = { nowMs: 0, agents: { sinceMs: new Float64Array(0) } }
  readonly #startMs: number
  readonly #endMs: number
  readonly #warmMs: number
  readonly #intervalMs: number
  readonly #inTimeMs: number
  /** The interval that was asked for last: the next question is most often about the same. */
  #knownInterval = 0
  #knownFromMs = NEVER_MS
  #knownUntilMs = NEVER_MS
  /** A line with one queue counts each call once. */
  readonly #countsQueues: boolean
  /** Interval of arrival of each call slot; -1 before the end of the warm-up. */
  #interval = new Int32Array(0)
  readonly #waiting = new WaitingCallers((queue, fromMs, untilMs) => this.#waited(queue, fromMs, untilMs))

  constructor(plan: Plan) {
    this.intervals = plan.intervals
    this.queues = plan.handle.length
    this.cells = new Float64Array((this.intervals + this.queues) * WIDTH)
    this.#countsQueues = this.queues > 1
    this.waits = new Waits(this.intervals, this.queues)
    this.#startMs = plan.startMs
    this.#endMs = plan.startMs + plan.durationMs
    this.#warmMs = plan.startMs + plan.warmupMs
    this.#intervalMs = plan.intervalMs
    this.#inTimeMs = plan.serviceLevelMs
  }

  /** Begins anew, with the day of this centre. */
  begin(centre: Tallied): void {
    this.#centre = centre
    this.cells.fill(0)
    this.waits.clear()
    this.#waiting.clear()
    for (let cell = 0; cell < this.intervals + this.queues; cell++) {
      const isInterval = cell < this.intervals
      const fromMs = isInterval ? this.#startMs + cell * this.#intervalMs : this.#startMs
      const untilMs = isInterval ? fromMs + this.#intervalMs : this.#endMs
      const measuredMs = Math.min(untilMs, this.#endMs) - Math.max(fromMs, this.#warmMs)
      this.cells[cell * WIDTH + MEASURED_MS] = Math.max(0, measuredMs)
    }
  }

  /**
   * The day is over: what agents go on doing counts until its end, and whoever still waits at this time with the wait
   * until then, which is shorter than theirs.
   */
  close(agents: { readonly count: number; readonly state: Uint8Array }, leftMs: number): void {
    const { sinceMs } = this.#centre.agents
    for (let agent = 0; agent < agents.count; agent++)
      this.#spend(agents.state[agent]!, sinceMs[agent]!, this.#endMs)
    this.#waiting.each((call, queue, sinceMs) => this.#leave(call, queue, leftMs - sinceMs))
    this.#waiting.close(this.#endMs)
    if (!this.#countsQueues) this.#addUpQueue()
  }

  /** What came to the only queue is what came in all intervals. */
  #addUpQueue(): void {
    const { cells, intervals } = this
    for (const column of OF_QUEUES)
      for (let interval = 0; interval < intervals; interval++)
        cells[intervals * WIDTH + column]! += cells[interval * WIDTH + column]!
  }

  /** Makes room for so many calls at once. */
  reserve(capacity: number): void {
    const larger = new Int32Array(capacity)
    larger.set(this.#interval)
    this.#interval = larger
    this.#waiting.reserve(capacity)
  }

  arrived(call: number, isRedial: boolean): void {
    const { nowMs } = this.#centre
    const interval = nowMs < this.#warmMs ? -1 : this.#intervalAt(nowMs)
    this.#interval[call] = interval
    if (interval < 0) return
    this.cells[interval * WIDTH + CALLS]!++
    this.cells[interval * WIDTH + (isRedial ? REDIALS : CALLERS)]!++
  }

  /** Somebody who has rung for the first time is served, whether that settles the matter or not. */
  served(call: number, isSettled: boolean): void {
    const interval = this.#interval[call]!
    if (interval < 0) return
    this.cells[interval * WIDTH + SERVED]!++
    if (isSettled) this.cells[interval * WIDTH + SETTLED]!++
  }

  /** Somebody who has rung for the first time will ring again within seven days. */
  returns(call: number): void {
    const interval = this.#interval[call]!
    if (interval >= 0) this.cells[interval * WIDTH + RETURNED]!++
  }

  /** The interval in which a call arrived; -1 before the end of the warm-up. */
  intervalOf(call: number): number {
    return this.#interval[call]!
  }

  queued(call: number, queue: number): void {
    this.#add(call, queue, QUEUED, 1)
    this.#waiting.joins(call, queue, this.#centre.nowMs)
  }

  answered(call: number, queue: number, waitMs: number): void {
    this.#waiting.leaves(call, this.#centre.nowMs)
    const interval = this.#interval[call]!
    if (interval < 0) return
    const inTime = waitMs <= this.#inTimeMs ? 1 : 0
    this.#count(interval * WIDTH, waitMs, inTime)
    if (this.#countsQueues) this.#count((this.intervals + queue) * WIDTH, waitMs, inTime)
    this.waits.answered(interval, queue, waitMs)
  }

  abandoned(call: number, queue: number, waitMs: number): void {
    this.#waiting.leaves(call, this.#centre.nowMs)
    const interval = this.#interval[call]!
    if (interval < 0) return
    this.#add(call, queue, ABANDONED, 1)
    this.#add(call, queue, WAIT_MS, waitMs)
    this.waits.abandoned(interval, queue, waitMs)
  }

  keptPlace(call: number, queue: number): void {
    this.#waiting.leaves(call, this.#centre.nowMs)
    this.#add(call, queue, CALLBACKS, 1)
  }

  /** The caller leaves a message rather than wait. */
  recorded(call: number): void {
    this.#waiting.leaves(call, this.#centre.nowMs)
  }

  handedOn(call: number, queue: number): void {
    this.#add(call, queue, TRANSFERS, 1)
  }

  rangOut(call: number, queue: number): void {
    this.#add(call, queue, MISSED_OFFERS, 1)
  }

  ended(call: number, outcome: number): void {
    this.#waiting.leaves(call, this.#centre.nowMs)
    const interval = this.#interval[call]!
    if (interval < 0) return
    if (outcome === OUTCOME_CONTAINED) this.cells[interval * WIDTH + CONTAINED]!++
    else if (outcome === OUTCOME_VOICEMAIL) this.cells[interval * WIDTH + VOICEMAILS]!++
    else if (outcome === OUTCOME_TURNED_AWAY) this.cells[interval * WIDTH + TURNED_AWAY]!++
  }

  /** An agent has spent the time since the last change in this state. */
  spent(state: number, agent: number): void {
    if (state === AWAY) return
    const { agents, nowMs } = this.#centre
    // Not by conditions: V8 boxes a number that may come from one place or another.
    const fromMs = Math.max(agents.sinceMs[agent]!, this.#warmMs)
    const untilMs = Math.min(nowMs, this.#endMs)
    if (fromMs >= untilMs) return
    if (fromMs >= this.#knownFromMs && untilMs <= this.#knownUntilMs) {
      const cell = this.#knownInterval * WIDTH
      this.cells[cell + STAFFED_MS]! += untilMs - fromMs
      if (state !== AVAILABLE) this.cells[cell + BUSY_MS]! += untilMs - fromMs
    } else this.#spend(state, fromMs, untilMs)
  }

  #spend(state: number, sinceMs: number, atMs: number): void {
    if (state === AWAY) return
    this.#spread(STAFFED_MS, sinceMs, atMs)
    if (state !== AVAILABLE) this.#spread(BUSY_MS, sinceMs, atMs)
  }

  #leave(call: number, queue: number, waitMs: number): void {
    this.#add(call, queue, LEFT_WAITING, 1)
    this.#add(call, queue, WAIT_MS, waitMs)
    const interval = this.#interval[call]!
    if (interval >= 0) this.waits.abandoned(interval, queue, waitMs)
  }

  /** An agent was at work on something else than calls. */
  worked(sinceMs: number, atMs: number): void {
    this.#spread(STAFFED_MS, sinceMs, atMs)
    this.#spread(BUSY_MS, sinceMs, atMs)
  }

  /** A caller was on the line in a queue. */
  #waited(queue: number, sinceMs: number, atMs: number): void {
    const fromMs = sinceMs < this.#warmMs ? this.#warmMs : sinceMs
    const untilMs = atMs > this.#endMs ? this.#endMs : atMs
    if (fromMs < untilMs) this.cells[(this.intervals + queue) * WIDTH + WAITING_MS]! += untilMs - fromMs
    this.#spread(WAITING_MS, fromMs, untilMs)
  }

  /** Adds time to the intervals in which it lies, after the warm-up and before the end. */
  #spread(column: number, sinceMs: number, atMs: number): void {
    let fromMs = sinceMs < this.#warmMs ? this.#warmMs : sinceMs
    const untilMs = atMs > this.#endMs ? this.#endMs : atMs
    while (fromMs < untilMs) {
      const cell = this.#intervalAt(fromMs) * WIDTH
      const toMs = this.#knownUntilMs < untilMs ? this.#knownUntilMs : untilMs
      this.cells[cell + column]! += toMs - fromMs
      fromMs = toMs
    }
  }

  #intervalAt(atMs: number): number {
    if (atMs >= this.#knownFromMs && atMs < this.#knownUntilMs) return this.#knownInterval
    const interval = Math.trunc((atMs - this.#startMs) / this.#intervalMs)
    this.#knownInterval = interval
    this.#knownFromMs = this.#startMs + interval * this.#intervalMs
    this.#knownUntilMs = this.#startMs + (interval + 1) * this.#intervalMs
    return interval
  }

  #count(cell: number, waitMs: number, inTime: number): void {
    const { cells } = this
    cells[cell + ANSWERED]!++
    cells[cell + ANSWERED_IN_TIME]! += inTime
    if (waitMs === 0) return
    cells[cell + WAIT_MS]! += waitMs
    cells[cell + ANSWER_MS]! += waitMs
  }

  #add(call: number, queue: number, measure: number, value: number): void {
    const interval = this.#interval[call]!
    if (interval < 0) return
    this.cells[interval * WIDTH + measure]! += value
    if (this.#countsQueues) this.cells[(this.intervals + queue) * WIDTH + measure]! += value
  }
}
