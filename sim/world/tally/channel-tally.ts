import { addTime, intervalAt } from '../period.ts'
import type { Plan } from '../plan.ts'
import { Backlog } from './backlog.ts'
import type { Tally } from './tally.ts'

/** What is counted of a channel in an interval: what came and what became of it, by time of arrival, and */
export const ARRIVED = 0
/** Who left before an agent turned to them. */
export const LEFT = 1
/** Items of which it is known whether they were answered in time, and those that were. */
export const JUDGED = 2
export const IN_TIME = 3
/** Waits that are over, because an agent turned to the item or who wrote it left. */
export const WAITS = 4
export const WAIT_MS = 5
export const ANSWERED = 6
export const ANSWER_MS = 7
/** by the time at which it happened: items done, */
export const HANDLED = 8
/** time of agents in which they had at least one in hand, and of items in which an agent had them. */
export const WORK_MS = 9
export const IN_HAND_MS = 10
export const CHANNEL_WIDTH = 11

/**
 * What one replication came to in the channels beside the phone, by channel and interval, after the warm-up. What
 * waited at the beginning is judged with the first interval, unless there is a warm-up.
 */
export class ChannelTally {
  /** Cells of the intervals of the first channel, then of the next; each `CHANNEL_WIDTH` columns. */
  readonly cells: Float64Array
  /** Items that wait, by channel. */
  readonly backlogs: readonly Backlog[]
  readonly #plan: Plan
  readonly #phone: Tally
  readonly #endMs: number
  readonly #warmMs: number
  #isOpen = true

  constructor(plan: Plan, phone: Tally) {
    const channels = plan.channels.length
    this.#plan = plan
    this.#phone = phone
    this.#endMs = plan.startMs + plan.durationMs
    this.#warmMs = plan.startMs + plan.warmupMs
    this.cells = new Float64Array(channels * plan.intervals * CHANNEL_WIDTH)
    this.backlogs = plan.channels.map(() => new Backlog(plan))
  }

  clear(): void {
    this.cells.fill(0)
    for (const backlog of this.backlogs) backlog.clear()
    this.#isOpen = true
  }

  /** The day is over: what agents go on with is not counted any more. */
  close(): void {
    for (const backlog of this.backlogs) backlog.close()
    this.#isOpen = false
  }

  arrived(channel: number, atMs: number): void {
    if (atMs >= this.#plan.startMs) this.#count(channel, atMs, ARRIVED, 1)
  }

  /** So many more wait from now on. */
  waits(channel: number, more: number, atMs: number): void {
    if (this.#isOpen) this.backlogs[channel]!.change(more, atMs)
  }

  /** An agent has turned to an item for the first time. */
  taken(channel: number, arrivedMs: number, atMs: number): void {
    this.#count(channel, arrivedMs, WAITS, 1)
    this.#count(channel, arrivedMs, WAIT_MS, atMs - arrivedMs)
  }

  left(channel: number, arrivedMs: number, atMs: number): void {
    this.taken(channel, arrivedMs, atMs)
    this.#count(channel, arrivedMs, LEFT, 1)
    this.#count(channel, arrivedMs, JUDGED, 1)
  }

  answered(channel: number, arrivedMs: number, atMs: number): void {
    const afterMs = atMs - arrivedMs
    this.#count(channel, arrivedMs, ANSWERED, 1)
    this.#count(channel, arrivedMs, ANSWER_MS, afterMs)
    this.#count(channel, arrivedMs, JUDGED, 1)
    if (afterMs <= this.#plan.channels[channel]!.withinMs) this.#count(channel, arrivedMs, IN_TIME, 1)
  }

  /** An item without an answer when the day ends: it is late if it should have had one by then. */
  unanswered(channel: number, arrivedMs: number): void {
    const isLate = this.#endMs - arrivedMs > this.#plan.channels[channel]!.withinMs
    if (isLate) this.#count(channel, arrivedMs, JUDGED, 1)
  }

  handled(channel: number, atMs: number): void {
    if (atMs >= this.#warmMs) this.#count(channel, atMs, HANDLED, 1)
  }

  /** An agent had items of the channel in hand. */
  worked(channel: number, fromMs: number, untilMs: number): void {
    if (!this.#isOpen) return
    this.#spread(channel, WORK_MS, fromMs, untilMs)
    this.#phone.worked(fromMs, untilMs)
  }

  /** An item was in hand. */
  inHand(channel: number, fromMs: number, untilMs: number): void {
    if (this.#isOpen) this.#spread(channel, IN_HAND_MS, fromMs, untilMs)
  }

  #count(channel: number, atMs: number, column: number, value: number): void {
    const { startMs, intervals, warmupMs } = this.#plan
    if (!this.#isOpen || atMs >= this.#endMs || (atMs < this.#warmMs && warmupMs > 0)) return
    const interval = atMs <= startMs ? 0 : intervalAt(this.#plan, atMs)
    this.cells[(channel * intervals + interval) * CHANNEL_WIDTH + column]! += value
  }

  /** Adds time to the intervals in which it lies. */
  #spread(channel: number, column: number, sinceMs: number, atMs: number): void {
    const first = channel * this.#plan.intervals * CHANNEL_WIDTH + column
    const fromMs = Math.max(sinceMs, this.#warmMs)
    const untilMs = Math.min(atMs, this.#endMs)
    addTime({ sums: this.cells, first, apart: CHANNEL_WIDTH }, this.#plan, { fromMs, untilMs })
  }
}
