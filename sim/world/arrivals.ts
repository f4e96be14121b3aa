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
  /** When the next ordinary caller comes, where bursts may come before. */
  #ordinaryMs = NEVER_MS

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
    this.#ordinaryMs = this.#ordinary.next()
  }

  /** When the next caller arrives, a whole millisecond; `NEVER_MS` after the last. */
  next(): number {
    if (!this.#bursts) {
      this.number = ++this.#arrived
      return this.#ordinary.next()
    }
    const burstMs = this.#bursts.nextMs
    if (burstMs < this.#ordinaryMs) {
      this.#comeFromBurst(this.#bursts)
      return burstMs
    }
    const atMs = this.#ordinaryMs
    this.number = ++this.#arrived
    this.intent = -1
    this.luck = this.#luck
    if (atMs !== NEVER_MS) this.#ordinaryMs = this.#ordinary.next()
    return atMs
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
  #exactMs = 0
  #interval = 0
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

  next(): number {
    const { startMs, intervalMs, intervals } = this.#plan
    let expected = GAP.draw(this.#random)
    while (this.#interval < intervals) {
      const rate = this.#rate
      const endMs = Math.min(this.#endMs, startMs + (this.#interval + 1) * intervalMs)
      const leftMs = endMs - this.#exactMs
      if (expected < leftMs * rate) {
        this.#exactMs += expected / rate
        return Math.floor(this.#exactMs)
      }
      expected -= leftMs * rate
      this.#exactMs = endMs
      this.#enter(this.#interval + 1)
    }
    return NEVER_MS
  }

  #enter(interval: number): void {
    this.#interval = interval
    if (interval >= this.#plan.intervals) return
    this.#rate = this.#plan.arrivals.ratePerMs[interval]! * this.#busyness.at(interval)
  }
}
