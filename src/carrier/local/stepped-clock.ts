import { Calendar } from '../../base/calendar.ts'
import type { Clock } from '../../base/clock.ts'

/** Somebody who lives by a stepped clock: time stands while there is something to do. */
export interface Party {
  readonly isBusy: boolean
  /** Resolves when there may be nothing left to do. */
  quiet(): Promise<unknown>
}

/**
 * Virtual time: it stands, and leaps from timer to timer when it is told to, each time only once everybody who shares
 * it is quiet. So a day of calls through real HTTP passes as fast as it can be answered, and always in the same order.
 */
export class SteppedClock implements Clock {
  #nowMs: number
  readonly #calendar = new Calendar()
  readonly #timers: ({ readonly callBack: () => void } | undefined)[] = []
  readonly #free: number[] = []
  readonly #parties: Party[] = []

  constructor(startMs: number) {
    this.#nowMs = startMs
  }

  /** From here on time does not pass while this party is busy. */
  shares(party: Party): void {
    this.#parties.push(party)
  }

  nowMs(): number {
    return this.#nowMs
  }

  at(timeMs: number, callBack: () => void): () => void {
    const slot = this.#free.pop() ?? this.#timers.length
    const handle = this.#calendar.set(Math.max(timeMs, this.#nowMs), 0, 0, slot)
    const timer = { callBack }
    this.#timers[slot] = timer
    // A slot is used again: only while this very timer is in it is there something to cancel.
    return () => {
      if (this.#timers[slot] !== timer) return
      this.#calendar.cancel(handle)
      this.#release(slot)
    }
  }

  /** Lets so much time pass. */
  passes(ms: number): Promise<void> {
    return this.runUntil(this.#nowMs + ms)
  }

  /** Lets time pass until then, or until `isOver` says so. */
  async runUntil(untilMs: number, isOver: () => boolean = () => false): Promise<void> {
    await this.quiet()
    this.#calendar.limitMs = untilMs
    while (!isOver() && this.#calendar.take()) {
      this.#nowMs = Math.max(this.#nowMs, this.#calendar.timeMs)
      const slot = this.#calendar.subject
      const timer = this.#timers[slot]!
      this.#release(slot)
      timer.callBack()
      await this.quiet()
    }
    if (!isOver()) this.#nowMs = Math.max(this.#nowMs, untilMs)
  }

  /** Resolves when nobody has anything left to do at this moment. */
  async quiet(): Promise<void> {
    for (;;) {
      // What was called back goes on in promises; all of them come before the next turn of the event loop.
      await new Promise(resolve => setImmediate(resolve))
      const busy = this.#parties.find(party => party.isBusy)
      if (!busy) return
      await busy.quiet()
    }
  }

  #release(slot: number): void {
    this.#timers[slot] = undefined
    this.#free.push(slot)
  }
}
