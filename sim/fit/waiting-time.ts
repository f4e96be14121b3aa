import type { LoggedCall } from './read-row.ts'

/** How long, up to any moment of a day, at least one caller was waiting. */
export class WaitingTime {
  /** Ends of the stretches in which somebody waited, in order, their starts, and the time waited before each. */
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #before: number[] = []

  constructor(calls: readonly LoggedCall[]) {
    const waits = calls.filter(({ waitMs }) => waitMs > 0).sort((a, b) => a.queuedAtMs - b.queuedAtMs)
    for (const { queuedAtMs, waitMs } of waits) {
      const last = this.#ends.length - 1
      const end = queuedAtMs + waitMs
      if (last >= 0 && queuedAtMs <= this.#ends[last]!) {
        this.#ends[last] = Math.max(this.#ends[last]!, end)
        continue
      }
      this.#before.push(last < 0 ? 0 : this.#before[last]! + this.#ends[last]! - this.#starts[last]!)
      this.#starts.push(queuedAtMs)
      this.#ends.push(end)
    }
  }

  /** Milliseconds before `atMs` in which somebody waited. */
  before(atMs: number): number {
    let low = 0
    let high = this.#starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! < atMs) low = middle + 1
      else high = middle
    }
    if (low === 0) return 0
    return this.#before[low - 1]! + Math.min(atMs, this.#ends[low - 1]!) - this.#starts[low - 1]!
  }
}
