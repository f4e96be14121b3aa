import { SECOND_MS } from '../base/units.ts'
import type { Timers } from './timers.ts'

/** How long a callback takes to be put through, and rings before it counts as missed. */
const DIALS_MS = 2 * SECOND_MS
const RINGS_MS = 25 * SECOND_MS

/** Whom the ringing of a callback is told to. */
interface Listener {
  rings(): void
  ringsOut(): void
}

/** A callback on its way to the caller's phone. */
export class Ring {
  readonly #timers: Timers
  readonly #listener: Listener

  constructor(timers: Timers, listener: Listener) {
    this.#timers = timers
    this.#listener = listener
  }

  /** True while the callback is being put through, or rings. */
  get isOn(): boolean {
    return this.#timers.isSet('ring')
  }

  /** @param fromMs when the caller's own leg has ended */
  dials(fromMs: number): void {
    this.#timers.set('ring', fromMs + DIALS_MS, () => {
      this.#listener.rings()
      this.#timers.set('ring', this.#timers.nowMs + RINGS_MS, () => this.#listener.ringsOut())
    })
  }

  stops(): void {
    this.#timers.forget('ring')
  }
}
