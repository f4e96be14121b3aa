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
    const { startMs, durationMs, intervalMs } = this.#plan
    const closesMs = startMs + durationMs
    const untilMs = Math.min(nowMs, closesMs)
    let fromMs = this.#countedMs
    if (untilMs <= fromMs) return
    this.#countedMs = untilMs
    for (let i = Math.floor((fromMs - startMs) / intervalMs); fromMs < untilMs; i++) {
      const endMs = Math.min(closesMs, startMs + (i + 1) * intervalMs)
      const toMs = Math.min(untilMs, endMs)
      this.waitedMs[i]! += (toMs - fromMs) * this.#waiting
      if (toMs === endMs) this.atEnd[i] = this.#waiting
      fromMs = toMs
    }
  }
}
