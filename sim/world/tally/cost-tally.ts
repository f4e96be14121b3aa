import { widened } from '../../../src/base/columns.ts'
import { MINUTE_MS } from '../../../src/base/units.ts'
import { OUTCOMES } from '../../../src/call/directives.ts'
import type { Tally } from './tally.ts'

const TURNED_AWAY = OUTCOMES.indexOf('turned-away')

/** What costs money and is counted nowhere else, by the interval in which a call arrived, after the warm-up. */
export class CostTally {
  readonly turnedAway: Float64Array
  /** Minutes on the line, each leg's last counted whole. */
  readonly minutes: Float64Array
  readonly #tally: Tally
  /** When the leg of each call began; -1 for one that has none. */
  #sinceMs = new Float64Array(0)

  constructor(tally: Tally) {
    this.#tally = tally
    this.turnedAway = new Float64Array(tally.intervals)
    this.minutes = new Float64Array(tally.intervals)
  }

  clear(): void {
    this.turnedAway.fill(0)
    this.minutes.fill(0)
  }

  /** Makes room for so many calls at once. */
  reserve(capacity: number): void {
    this.#sinceMs = widened(this.#sinceMs, capacity)
  }

  /** The caller is on the line. */
  legBegins(call: number, atMs: number): void {
    this.#sinceMs[call] = atMs
  }

  /** The caller is on the line no more; does nothing where that is known. */
  legEnds(call: number, atMs: number): void {
    const sinceMs = this.#sinceMs[call]!
    if (sinceMs < 0) return
    this.#sinceMs[call] = -1
    const interval = this.#tally.intervalOf(call)
    if (interval >= 0) this.minutes[interval]! += Math.ceil((atMs - sinceMs) / MINUTE_MS)
  }

  ended(call: number, outcome: number, atMs: number): void {
    this.legEnds(call, atMs)
    const interval = this.#tally.intervalOf(call)
    if (interval >= 0 && outcome === TURNED_AWAY) this.turnedAway[interval]!++
  }
}
