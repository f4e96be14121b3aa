import type { Clock } from '../../src/base/clock.ts'

/** A clock that stands still until a test lets time pass. */
export class ManualClock implements Clock {
  #nowMs: number
  #order = 0
  readonly #waiting = new Set<{ timeMs: number; order: number; callBack: () => void }>()

  constructor(startMs: number) {
    this.#nowMs = startMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  at(timeMs: number, callBack: () => void): () => void {
    const waiting = { timeMs, order: this.#order++, callBack }
    this.#waiting.add(waiting)
    return () => void this.#waiting.delete(waiting)
  }

  /** How many are to be called back. */
  get size(): number {
    return this.#waiting.size
  }

  /**
   * Lets time pass; calls back whoever waits for a moment of it, in order, at that moment. `settled` is awaited after
   * each moment at which somebody was called back, so that what this leads to still happens at that moment.
   */
  async passes(ms: number, settled: () => Promise<unknown> = async () => {}): Promise<void> {
    const untilMs = this.#nowMs + ms
    for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.timeMs)
      for (; next && next.timeMs <= this.#nowMs; next = this.#next(this.#nowMs)) {
        this.#waiting.delete(next)
        next.callBack()
      }
      await settled()
    }
    this.#nowMs = untilMs
  }

  #next(untilMs: number) {
    let first: { timeMs: number; order: number; callBack: () => void } | undefined
    for (const waiting of this.#waiting) {
      if (waiting.timeMs > untilMs) continue
      const isEarlier =
        !first ||
        waiting.timeMs < first.timeMs ||
        (waiting.timeMs === first.timeMs && waiting.order < first.order)
      if (isEarlier) first = waiting
    }
    return first
  }
}
