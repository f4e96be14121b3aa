import { Calendar } from '../../base/calendar.ts'
import type { Clock } from '../../base/clock.ts'

/** A clock that stands still until it is told that time passes; what is due then happens in order. */
export class VirtualClock implements Clock {
  readonly #calendar = new Calendar()
  readonly #callBacks = new Map<number, () => void>()
  #nowMs: number
  #count = 0

  constructor(startMs: number) {
    this.#nowMs = startMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  at(timeMs: number, callBack: () => void): () => void {
    const subject = this.#count++
    const handle = this.#calendar.set(Math.max(this.#nowMs, timeMs), 0, 0, subject)
    this.#callBacks.set(subject, callBack)
    return () => {
      if (this.#callBacks.delete(subject)) this.#calendar.cancel(handle)
    }
  }

  /** When something is due next; `NEVER_MS` for nothing. */
  nextMs(): number {
    return this.#calendar.nextMs()
  }

  /** Lets time pass until an instant; whatever is due by then happens. */
  passes(untilMs: number): void {
    while (this.#calendar.nextMs() <= untilMs && this.#calendar.take()) {
      const { subject, timeMs } = this.#calendar
      this.#nowMs = timeMs
      const callBack = this.#callBacks.get(subject)!
      this.#callBacks.delete(subject)
      callBack()
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs)
  }
}
