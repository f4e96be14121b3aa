import type { Clock } from '../../base/clock.ts'

/** What is to happen later, by name: setting a name again replaces what was set. */
export class Timers<Name extends string> {
  readonly #clock: Clock
  readonly #cancels = new Map<Name, () => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  set(name: Name, atMs: number, then: () => void): void {
    this.forget(name)
    const cancel = this.#clock.at(atMs, () => {
      this.#cancels.delete(name)
      then()
    })
    this.#cancels.set(name, cancel)
  }

  forget(name: Name): void {
    this.#cancels.get(name)?.()
    this.#cancels.delete(name)
  }

  forgetAll(): void {
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
  }
}
