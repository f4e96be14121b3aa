import { addTime, intervalAt } from '../period.ts'
import type { Plan } from '../plan.ts'

/** How many wait for an agent elsewhere than on the line, over the time after the warm-up. */
export class Backlog {
  /** By interval: the time for which they waited, all together, and how many there are at its end. */
  readonly waitedMs: Float64Array
  readonly atEnd: Float64Array
  readonly #plan: Pick<Plan, 'startMs' | 'durationMs' | 'warmupMs' | 'intervalMs' | 'intervals'>
  #waiting = 0
  /** Up to when all is counted. */
  #countedMs = 0

  constructor(plan: Plan) {
    this.#plan = plan
    this.waitedMs = new Float64Array(plan.intervals)
    this.atEnd = new Float64Array(plan.intervals)
  }

  clear(): void {
    this.waitedMs.fill(0)
    this.atEnd.fill(0)
    this.#waiting = 0
    this.#countedMs = this.#plan.startMs + this.#plan.warmupMs
  }

  /** So many more wait from now on. */
  change(more: number, nowMs: number): void {
    this.#countTo(nowMs)
    this.#waiting += more
  }

  /** The day is over. */
  close(): void {
    this.#countTo(Number.POSITIVE_INFINITY)
  }

  #countTo(nowMs: number): void {
    const { startMs, durationMs, intervals } = this.#plan
    const fromMs = this.#countedMs
    const untilMs = Math.min(nowMs, startMs + durationMs)
    if (untilMs <= fromMs) return
    this.#countedMs = untilMs
    addTime({ sums: this.waitedMs, first: 0, apart: 1 }, this.#plan, { fromMs, untilMs }, this.#waiting)
    // The last interval may be shorter than the others, and is over with the day.
    const over = untilMs === startMs + durationMs ? intervals : intervalAt(this.#plan, untilMs)
    this.atEnd.fill(this.#waiting, intervalAt(this.#plan, fromMs), over)
  }
}
