import { RandomStream } from '../../src/base/random.ts'
import { NEVER_MS } from '../../src/base/units.ts'
import { Distribution } from '../distribution.ts'
import type { Plan } from './plan.ts'
import { intervalAt } from './plan.ts'

/** Time to the next arrival where one is expected per unit of time. */
const GAP = new Distribution({ distribution: 'exponential', mean: 1 }, 'arrivals')

/**
 * When callers arrive: a Poisson process whose rate is constant within an interval, times the busyness of the day.
 * Made by inverting the expected count, so that a busier day brings the same callers closer together.
 */
export class Arrivals {
  readonly #plan: Plan
  readonly #random = new RandomStream(0)
  readonly #endMs: number
  #busyness = 1
  #exactMs = 0
  #interval = 0

  constructor(plan: Plan) {
    this.#plan = plan
    this.#endMs = plan.startMs + plan.durationMs
  }

  /** @param fromMs callers come from then on, at the plan's start or later in its day */
  begin(seed: number, stream: number, fromMs: number): void {
    this.#random.reseed(seed, stream, 0)
    this.#busyness = this.#plan.busyness.draw(this.#random)
    this.#exactMs = fromMs
    this.#interval = intervalAt(this.#plan, fromMs)
  }

  /** The next arrival, a whole millisecond; `NEVER_MS` after the last. */
  next(): number {
    const { ratePerMs, startMs, intervalMs, intervals } = this.#plan
    let expected = GAP.draw(this.#random)
    while (this.#interval < intervals) {
      const rate = ratePerMs[this.#interval]! * this.#busyness
      const endMs = Math.min(this.#endMs, startMs + (this.#interval + 1) * intervalMs)
      const leftMs = endMs - this.#exactMs
      if (expected < leftMs * rate) {
        this.#exactMs += expected / rate
        return Math.floor(this.#exactMs)
      }
      expected -= leftMs * rate
      this.#exactMs = endMs
      this.#interval++
    }
    return NEVER_MS
  }
}
