import { Calendar } from '../base/calendar.ts'
import type { Clock } from '../base/clock.ts'
import { NEVER_MS } from '../base/units.ts'

/** What a timer is about. */
export const CALL = 0
export const LINE = 1
export const AGENTS = 2
export const ALERTS = 3

/** The timers of a live centre: the calendar of the simulator, woken by a clock. */
export class Timers {
  readonly #clock: Clock
  readonly #fire: (kind: number, subject: number) => void
  readonly #calendar = new Calendar()
  readonly #handles = new Map<string, number>()
  #wokenAtMs = NEVER_MS
  #cancel: (() => void) | undefined
  #stopped = false

  /** `fire` is called for each timer whose time has come, with what it was set with. */
  constructor(clock: Clock, fire: (kind: number, subject: number) => void) {
    this.#clock = clock
    this.#fire = fire
  }

  /** Sets the one timer of a subject, in place of the one before; `NEVER_MS` for none. */
  set(kind: number, subject: number, dueMs: number): void {
    const key = `${kind}:${subject}`
    const before = this.#handles.get(key)
    if (before !== undefined) this.#calendar.cancel(before)
    if (dueMs === NEVER_MS) this.#handles.delete(key)
    else this.#handles.set(key, this.#calendar.set(dueMs, kind, kind, subject))
    this.#wake()
  }

  /** Forgets all timers. */
  clear(): void {
    this.#calendar.clear()
    this.#handles.clear()
    this.#wake()
  }

  /** Nothing fires any more, whatever is set from here on. */
  stop(): void {
    this.#stopped = true
    this.clear()
  }

  #wake(): void {
    const nextMs = this.#stopped ? NEVER_MS : this.#calendar.nextMs()
    if (nextMs === this.#wokenAtMs) return
    this.#cancel?.()
    this.#wokenAtMs = nextMs
    this.#cancel = nextMs === NEVER_MS ? undefined : this.#clock.at(nextMs, () => this.#run())
  }

  #run(): void {
    this.#wokenAtMs = NEVER_MS
    const nowMs = this.#clock.nowMs()
    this.#calendar.limitMs = nowMs
    while (this.#calendar.take()) {
      const { kind, subject } = this.#calendar
      this.#handles.delete(`${kind}:${subject}`)
      this.#fire(kind, subject)
    }
    this.#wake()
  }
}
