import type { Clock } from '../../base/clock.ts'
import { RunningClock } from '../../base/clock.ts'

interface Timer {
  readonly timeMs: number
  readonly callBack: () => void
  cancel: (() => void) | undefined
}

/**
 * A clock that stands until it is told to run, so many times as fast as the time of day. While it stands its time
 * leaps from timer to timer, as fast as whoever is called back allows: so a quiet night, or the half hour before the
 * demo begins, takes a moment.
 */
export class RehearsalClock implements Clock {
  #nowMs: number
  #running: RunningClock | undefined
  readonly #timers = new Set<Timer>()

  constructor(startMs: number) {
    this.#nowMs = startMs
  }

  nowMs(): number {
    return this.#running?.nowMs() ?? this.#nowMs
  }

  at(timeMs: number, callBack: () => void): () => void {
    const timer: Timer = { timeMs, callBack, cancel: undefined }
    this.#timers.add(timer)
    this.#wind(timer)
    return () => {
      timer.cancel?.()
      this.#timers.delete(timer)
    }
  }

  /** Time runs from here on. */
  run(speed: number): void {
    this.stand()
    this.#running = new RunningClock(this.#nowMs, speed)
    for (const timer of this.#timers) this.#wind(timer)
  }

  /** Time stands from here on, and leaps where it is told to. */
  stand(): void {
    this.#nowMs = this.nowMs()
    this.#running = undefined
    for (const timer of this.#timers) timer.cancel?.()
  }

  /** Leaps to the first timer that is due by `untilMs` and calls it back, or to `untilMs`. Only while it stands. */
  leap(untilMs: number): void {
    let first: Timer | undefined
    for (const timer of this.#timers) {
      if (timer.timeMs <= untilMs && (!first || timer.timeMs < first.timeMs)) first = timer
    }
    this.#nowMs = Math.max(this.#nowMs, first?.timeMs ?? untilMs)
    if (first) this.#fire(first)
  }

  #wind(timer: Timer): void {
    timer.cancel = this.#running?.at(timer.timeMs, () => this.#fire(timer))
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer)
    timer.callBack()
  }
}
