import { setTimeout as pause } from 'node:timers/promises'
import { MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import type { SteppedClock } from '../../src/carrier/local/stepped-clock.ts'
import type { LocalLine } from '../../src/cli/rung/local-line.ts'
import type { Store } from '../../src/store/port.ts'
import { OffScript } from './off-script.ts'
import { timeOf } from './transcript.ts'
import type { World } from './world.ts'

/** What a day is made of. */
export interface DayParts {
  readonly clock: SteppedClock
  readonly store: Store
  readonly line: LocalLine
  readonly world: World
  /** What the line or the carrier complained of. */
  readonly wrong: string[]
}

/** Lines on one day, what stands around them, and the time. */
export class LineDay implements DayParts {
  readonly clock: SteppedClock
  readonly store: Store
  readonly line: LocalLine
  readonly world: World
  readonly wrong: string[]
  readonly #names = new Map<string, string>()

  constructor({ clock, store, line, world, wrong }: DayParts) {
    this.clock = clock
    this.store = store
    this.line = line
    this.world = world
    this.wrong = wrong
  }

  /** Whose phone a call is. */
  readonly nameOf = (callSid: string): string => this.#names.get(callSid) ?? 'somebody'

  /** Takes note of whose phone a call is. */
  names(callSid: string, name: string): void {
    this.#names.set(callSid, name)
  }

  /** Lets time pass until something is so. @throws OffScript where it is not so in time */
  async until(what: string, isSo: () => boolean, withinMs = MINUTE_MS): Promise<void> {
    await this.clock.runUntil(this.clock.nowMs() + withinMs, isSo)
    if (!isSo()) throw new OffScript(`${what}: not within ${withinMs / SECOND_MS} s, at ${this.time}`)
  }

  /** Waits, by the clock of this machine, for what comes from outside. @throws OffScript where it does not come */
  async comes(what: string, hasCome: () => boolean): Promise<void> {
    for (let looks = 0; looks < 500 && !hasCome(); looks++) await pause(10)
    if (!hasCome()) throw new OffScript(`${what}: it does not come`)
  }

  /** Lets time pass until a time of the line's clock, such as 09:30; of the next day where that is over. */
  async at(time: string): Promise<void> {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    const now = this.clock.nowMs()
    const sinceMidnightMs = secondsOf(this.time) * SECOND_MS + (now % SECOND_MS)
    const wantedMs = (hour * 60 + minute) * MINUTE_MS
    const ms = wantedMs - sinceMidnightMs
    await this.clock.passes(ms < 0 ? ms + DAY_MS : ms)
  }

  /** The time on the line's clock. */
  get time(): string {
    return timeOf(this.clock.nowMs())
  }
}

const DAY_MS = 24 * 60 * MINUTE_MS

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * 60 + seconds
}
