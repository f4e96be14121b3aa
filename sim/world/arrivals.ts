import { RandomStream } from '../../src/base/random.ts'
import { NEVER_MS } from '../../src/base/units.ts'
import { Distribution } from '../distribution.ts'
import { Bursts } from './bursts.ts'
import { Busyness } from './busyness.ts'
import * as kind from './kinds.ts'
import type { Plan } from './plan.ts'
import { intervalAt } from './plan.ts'

/** Time to the next arrival where one is expected per unit of time. */
const GAP = new Distribution({ distribution: 'exponential', mean: 1 }, 'arrivals')

/**
 * Callers of bursts are counted from here, so that all others keep their numbers, and with them their luck. Below 2^26,
 * since a caller's number and the place of an act make up a substream.
 */
const BURST_CALLERS = 2 ** 25

/**
 * When callers arrive: a Poisson process whose rate is constant within an interval, times how busy that is, and
 * beside it the bursts. `next` passes on to the next caller; the other members tell about that one.
 */
export class Arrivals {
  /** When the caller arrives, a whole millisecond; `NEVER_MS` after the last. */
  atMs = NEVER_MS
  /** Names the caller's luck; of those who come by themselves, counts them from 1. */
  number = 0
  /** What the caller wants, by the line's number; -1 where that is left to luck. */
  intent = -1
  /** What the caller is like is drawn from here. */
  luck: RandomStream
  readonly #plan: Plan
  readonly #ordinary: RatedArrivals
  readonly #bursts: Bursts | undefined
  readonly #luck = new RandomStream(0)
  readonly #burstLuck = new RandomStream(0)
  #seed = 0
  #replication = 0
  #arrived = 0
  #fromBursts = 0

  constructor(plan: Plan) {
    this.#plan = plan
    this.luck = this.#luck
    this.#ordinary = new RatedArrivals(plan)
    const { bursts } = plan.arrivals
    if (bursts.length > 0) this.#bursts = new Bursts(bursts, plan.startMs + plan.durationMs)
  }

  /** @param fromMs callers come from then on, at the plan's start or later in its day */
  begin(seed: number, replication: number, fromMs: number = this.#plan.startMs): void {
    this.#seed = seed
    this.#replication = replication
    this.#arrived = 0
    this.#fromBursts = 0
    this.#luck.reseed(seed, replication * kind.STREAMS + kind.STREAM_CALLERS, 0)
    this.#ordinary.begin(seed, replication, fromMs)
    if (!this.#bursts) return
    this.#bursts.begin(seed, kind.streamOf(replication, kind.STREAM_BURSTS), fromMs)
    this.#ordinary.advance()
  }

  next(): void {
    const ordinary = this.#ordinary
    if (!this.#bursts) {
      this.number = ++this.#arrived
      ordinary.advance()
      this.atMs = ordinary.nextMs
    } else if (this.#bursts.nextMs < ordinary.nextMs) {
      this.atMs = this.#bursts.nextMs
      this.#comeFromBurst(this.#bursts)
    } else {
      this.atMs = ordinary.nextMs
      this.number = ++this.#arrived
      this.intent = -1
      this.luck = this.#luck
      if (this.atMs !== NEVER_MS) ordinary.advance()
    }
  }

  #comeFromBurst(bursts: Bursts): void {
    this.number = BURST_CALLERS + ++this.#fromBursts
    this.intent = bursts.intent
    const stream = kind.streamOf(this.#replication, kind.STREAM_BURST_CALLERS)
    this.#burstLuck.reseed(this.#seed, stream, this.number)
    this.luck = this.#burstLuck
    bursts.advance()
  }
}

/** Ordinary callers. Made by inverting the expected count, so that a busier day brings the same callers closer together. */
class RatedArrivals {
  readonly #plan: Plan
  readonly #random = new RandomStream(0)
  readonly #busyness: Busyness
  readonly #endMs: number
  /** When the next caller comes, a whole millisecond; `NEVER_MS` after the last. */
  nextMs = NEVER_MS
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

  begin(seed: number, replication: number, fromMs: number): void {
    this.#random.reseed(seed, replication * kind.STREAMS + kind.STREAM_ARRIVALS, 0)
    this.#busyness.begin(this.#random, seed, replication)
    this.#exactMs = fromMs
    this.#enter(intervalAt(this.#plan, fromMs))
  }

  advance(): void {
    const { intervals } = this.#plan
    let expected = GAP.draw(this.#random)
    while (this.#interval < intervals) {
      const rate = this.#rate
      const leftMs = this.#untilMs - this.#exactMs
      if (expected < leftMs * rate) {
        this.#exactMs += expected / rate
        this.nextMs = Math.floor(this.#exactMs)
        return
      }
      expected -= leftMs * rate
      this.#exactMs = this.#untilMs
      this.#enter(this.#interval + 1)
    }
    this.nextMs = NEVER_MS
  }

  #enter(interval: number): void {
    const { startMs, intervalMs } = this.#plan
    this.#interval = interval
    this.#untilMs = Math.min(this.#endMs, startMs + (interval + 1) * intervalMs)
    if (interval >= this.#plan.intervals) return
    this.#rate = this.#plan.arrivals.ratePerMs[interval]! * this.#busyness.at(interval)
  }
}
