import { Calendar } from '../base/calendar.ts'

/**
 * A clock that stands still until it is told that time passes; what is due by then happens, in order. Whatever is
 * to happen has a name: setting it again replaces what was set.
 */
export class VirtualClock {
  nowMs: number
  readonly #calendar = new Calendar()
  readonly #due = new Map<number, { readonly name: string; readonly then: () => void }>()
  readonly #set = new Map<string, { readonly handle: number; readonly subject: number }>()
  #count = 0

  constructor(startMs: number) {
    this.nowMs = startMs
  }

  /** When something is due next; `NEVER_MS` for nothing. */
  get nextMs(): number {
    return this.#calendar.nextMs()
  }

  isSet(name: string): boolean {
    return this.#set.has(name)
  }

  set(name: string, atMs: number, then: () => void): void {
    this.forget(name)
    const subject = this.#count++
    const handle = this.#calendar.set(Math.max(this.nowMs, atMs), 0, 0, subject)
    this.#due.set(subject, { name, then })
    this.#set.set(name, { handle, subject })
  }

  forget(name: string): void {
    const set = this.#set.get(name)
    if (!set) return
    this.#calendar.cancel(set.handle)
    this.#due.delete(set.subject)
    this.#set.delete(name)
  }

  /** Lets time pass until an instant. */
  passes(untilMs: number): void {
    while (this.nextMs <= untilMs) this.#happens()
    this.nowMs = Math.max(this.nowMs, untilMs)
  }

  #happens(): void {
    this.#calendar.take()
    this.nowMs = Math.max(this.nowMs, this.#calendar.timeMs)
    const { name, then } = this.#due.get(this.#calendar.subject)!
    this.#due.delete(this.#calendar.subject)
    this.#set.delete(name)
    then()
  }
}
