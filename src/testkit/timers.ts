import type { VirtualClock } from './clock.ts'

/** What can be due for one caller. */
export type Timer = 'ear' | 'answer' | 'recording' | 'due' | 'leg' | 'ring'

const ALL: readonly Timer[] = ['ear', 'answer', 'recording', 'due', 'leg', 'ring']

/** The timers of one call, on the clock that all share. */
export class Timers {
  readonly #clock: VirtualClock
  readonly #call: number

  constructor(clock: VirtualClock, call: number) {
    this.#clock = clock
    this.#call = call
  }

  get nowMs(): number {
    return this.#clock.nowMs
  }

  isSet(timer: Timer): boolean {
    return this.#clock.isSet(this.name(timer))
  }

  set(timer: Timer, atMs: number, then: () => void): void {
    this.#clock.set(this.name(timer), atMs, then)
  }

  forget(timer: Timer): void {
    this.#clock.forget(this.name(timer))
  }

  forgetAll(): void {
    for (const timer of ALL) this.forget(timer)
  }

  /** Under which a timer stands on the clock. */
  name(timer: Timer): string {
    return `${timer} of call ${this.#call}`
  }
}
