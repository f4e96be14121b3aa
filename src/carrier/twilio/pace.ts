import type { Clock } from '../../base/clock.ts'

/**
 * The pace at which calls of ours may begin, since what an account begins faster rings late, and so at a bad moment.
 * Calls to agents wait for nobody: they only make the others wait.
 */
export class Pace {
  readonly #clock: Clock
  readonly #everyMs: number
  #nextMs = 0
  readonly #waiting: (() => void)[] = []
  #isAwake = false

  /** @param perSecond calls that may begin in a second */
  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock
    this.#everyMs = 1_000 / perSecond
  }

  /** Takes a turn at once, for a call that does not wait. */
  take(): void {
    this.#nextMs = Math.max(this.#clock.nowMs(), this.#nextMs) + this.#everyMs
  }

  /**
   * Resolves when it is the turn of a call that waits, in the order in which they asked.
   * @throws the reason of `held` once that is aborted: then nothing more is begun
   */
  async turn(held: AbortSignal): Promise<void> {
    held.throwIfAborted()
    if (this.#waiting.length === 0 && this.#nextMs <= this.#clock.nowMs()) {
      this.take()
      return
    }
    await new Promise<void>(resolve => {
      this.#waiting.push(resolve)
      held.addEventListener(
        'abort',
        () => {
          this.#waiting.splice(0, Infinity, ...this.#waiting.filter(other => other !== resolve))
          resolve()
        },
        { once: true },
      )
      this.#wakesUp()
    })
    held.throwIfAborted()
  }

  /** Lets the next one begin when its time has come; a call to an agent may have put it off meanwhile. */
  #wakesUp(): void {
    if (this.#isAwake) return
    this.#isAwake = true
    const dueMs = Math.max(this.#clock.nowMs(), this.#nextMs)
    this.#clock.at(dueMs, () => {
      this.#isAwake = false
      if (this.#nextMs <= this.#clock.nowMs()) {
        this.take()
        this.#waiting.shift()?.()
      }
      if (this.#waiting.length > 0) this.#wakesUp()
    })
  }
}
