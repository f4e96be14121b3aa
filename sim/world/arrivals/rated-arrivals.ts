import { RandomStream } from '../../../src/base/random.ts'
import { NEVER_MS } from '../../../src/base/units.ts'
import { Distribution } from '../../distribution.ts'
import { STREAM_ARRIVALS, STREAMS } from '../kinds.ts'
import { intervalAt } from '../period.ts'
import type { Plan } from '../plan.ts'
import { Busyness } from './busyness.ts'

/** Time to the next arrival where one is expected per unit of time. */
const GAP = new Distribution({ distribution: 'exponential', mean: 1 }, 'arrivals')

/**
 * A Poisson process whose rate is constant within an interval, times how busy that is. Made by inverting the expected
 * count, so that a busier day brings the same callers closer together.
 */
export class RatedArrivals {
  readonly #plan: Plan
  readonly #random = new RandomStream(0)
  readonly #busyness: Busyness
  readonly #endMs: number
  #exactMs = 0
  #interval = 0
  /** When that interval ends. */
  #untilMs = 0
  /** Calls expected per millisecond in the interval that has been reached. */
  #rate = 0

  constructor(plan: Plan) {
    this.#plan = plan
    this.#endMs = plan.startMs + plan.durationMs
    this.#busyness = new Busyness(plan.arrivals, plan.intervalMs)
  }

  /** @param fromMs callers come from then on, at the plan's start or later in its day */
  begin(seed: number, replication: number, fromMs: number): void {
    this.#random.reseed(seed, replication * STREAMS + STREAM_ARRIVALS, 0)
    this.#busyness.begin(this.#random, seed, replication)
    this.#exactMs = fromMs
    this.#enter(intervalAt(this.#plan, fromMs))
  }

  /** The next arrival, a whole millisecond; `NEVER_MS` after the last. */
  next(): number {
    const { intervals } = this.#plan
    let expected = GAP.draw(this.#random)
    while (this.#interval < intervals) {
      const rate = this.#rate
      const leftMs = this.#untilMs - this.#exactMs
      if (expected < leftMs * rate) {
        this.#exactMs += expected / rate
        return Math.floor(this.#exactMs)
      }
      expected -= leftMs * rate
      this.#exactMs = this.#untilMs
      this.#enter(this.#interval + 1)
    }
    return NEVER_MS
  }

  #enter(interval: number): void {
    const { startMs, intervalMs } = this.#plan
    this.#interval = interval
    this.#untilMs = Math.min(this.#endMs, startMs + (interval + 1) * intervalMs)
    if (interval >= this.#plan.intervals) return
    this.#rate = this.#plan.arrivals.ratePerMs[interval]! * this.#busyness.at(interval)
  }
}
