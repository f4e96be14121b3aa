/** The time that a centre lives in. The only place where the time of day is read. */
export interface Clock {
  /** Milliseconds since 1970, a whole number that never decreases. */
  nowMs(): number
  /** Calls back once when `nowMs` has reached a time, or soon after. Gives what cancels it. */
  at(timeMs: number, callBack: () => void): () => void
}

/** Longest wait that `setTimeout` takes; longer ones are taken in pieces. */
const TIMEOUT_MAX_MS = 0x7fffffff

/**
 * A clock that started to show `startMs` when it was made and runs `speed` times as fast as the time of day:
 * for rehearsals. At speed 1 from the present moment it is the time of day, without its jumps back.
 */
export class RunningClock implements Clock {
  readonly #startMs: number
  readonly #speed: number
  readonly #madeMs = performance.now()

  constructor(startMs: number = Date.now(), speed = 1) {
    this.#startMs = startMs
    this.#speed = speed
  }

  nowMs(): number {
    return Math.floor(this.#startMs + (performance.now() - this.#madeMs) * this.#speed)
  }

  at(timeMs: number, callBack: () => void): () => void {
    let timeout: NodeJS.Timeout
    const wait = (): void => {
      const leftMs = Math.ceil((timeMs - this.nowMs()) / this.#speed)
      if (leftMs <= 0) callBack()
      else timeout = setTimeout(wait, Math.min(leftMs, TIMEOUT_MAX_MS))
    }
    timeout = setTimeout(wait, 0)
    return () => clearTimeout(timeout)
  }
}
