import type { Plan } from '../plan.ts'

/**
 * By how much the calls that were answered took longer than such calls do on average, in seconds by interval of
 * arrival. How long a call takes is the caller's luck and has no part in whether it is answered, so that the true
 * mean of these sums is 0, at every staffing.
 */
export class Surplus {
  readonly seconds: Float64Array
  readonly #plan: Plan

  constructor(plan: Plan) {
    this.#plan = plan
    this.seconds = new Float64Array(plan.intervals)
  }

  clear(): void {
    this.seconds.fill(0)
  }

  /** A call was answered; one before the end of the warm-up has no interval, but -1. */
  answered(interval: number, queue: number, handleBits: number): void {
    if (interval < 0) return
    const handle = this.#plan.handle[queue]!
    this.seconds[interval]! += handle.at(handleBits) - handle.mean
  }
}
