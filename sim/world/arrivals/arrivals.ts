import { RandomStream } from '../../../src/base/random.ts'
import { NEVER_MS } from '../../../src/base/units.ts'
import type { Distribution } from '../../distribution.ts'
import * as kind from '../kinds.ts'
import type { Plan } from '../plan.ts'
import { Bursts } from './bursts.ts'
import { LoggedArrivals } from './logged-arrivals.ts'
import { RatedArrivals } from './rated-arrivals.ts'

/**
 * Callers of bursts are counted from here, so that all others keep their numbers, and with them their luck. Below 2^26,
 * since a caller's number and the place of an act make up a substream.
 */
const BURST_CALLERS = 2 ** 25

/**
 * When callers arrive: by chance or as in a log, and beside them those of bursts. `next` passes on to the next
 * caller; the other members tell about that one.
 */
export class Arrivals {
  /** Names the caller's luck; of those who come by themselves, counts them from 1. */
  number = 0
  /** What the caller wants, by the line's number; -1 where that is left to luck. */
  intent = -1
  /** Of which of the plan's kinds the caller is; -1 where that is left to luck. */
  kind = -1
  /** What else the caller is like is drawn from here. */
  luck: RandomStream
  readonly #plan: Plan
  readonly #rated: RatedArrivals
  readonly #log: LoggedArrivals | undefined
  readonly #bursts: Bursts | undefined
  readonly #luck = new RandomStream(0)
  readonly #burstLuck = new RandomStream(0)
  #seed = 0
  #replication = 0
  #arrived = 0
  #fromBursts = 0
  #isLogged = false
  /** When the next ordinary caller comes, where bursts may come before. */
  #ordinaryMs = NEVER_MS

  constructor(plan: Plan) {
    this.#plan = plan
    this.luck = this.#luck
    this.#rated = new RatedArrivals(plan)
    const { bursts, log } = plan.arrivals
    if (log) this.#log = new LoggedArrivals(log)
    if (bursts.length > 0) this.#bursts = new Bursts(bursts, plan.startMs + plan.durationMs)
  }

  /** @param fromMs callers come from then on, at the plan's start or later in its day */
  begin(seed: number, replication: number, fromMs: number = this.#plan.startMs): void {
    this.#seed = seed
    this.#replication = replication
    this.#arrived = 0
    this.#fromBursts = 0
    this.#luck.reseed(seed, replication * kind.STREAMS + kind.STREAM_CALLERS, 0)
    if (this.#log) this.#log.begin(fromMs)
    else this.#rated.begin(seed, replication, fromMs)
    if (!this.#bursts) return
    this.#bursts.begin(seed, kind.streamOf(replication, kind.STREAM_BURSTS), fromMs)
    this.#ordinaryMs = this.#nextOrdinary()
  }

  /** When the next caller arrives, a whole millisecond; `NEVER_MS` after the last. */
  next(): number {
    if (!this.#bursts) {
      const atMs = this.#nextOrdinary()
      this.#comeByThemselves()
      return atMs
    }
    const burstMs = this.#bursts.nextMs
    if (burstMs < this.#ordinaryMs) {
      this.#comeFromBurst(this.#bursts)
      return burstMs
    }
    const atMs = this.#ordinaryMs
    this.#comeByThemselves()
    if (atMs !== NEVER_MS) this.#ordinaryMs = this.#nextOrdinary()
    return atMs
  }

  /** The luck of the caller's handle time: what was drawn, or what the log has. */
  handleBits(drawn: number): number {
    return this.#isLogged ? this.#log!.handleBits(drawn) : drawn
  }

  /** The luck of the caller's patience: what was drawn, or what the log leaves of it. */
  patienceBits(drawn: number, patience: Distribution): number {
    return this.#isLogged ? this.#log!.patienceBits(drawn, patience) : drawn
  }

  #nextOrdinary(): number {
    return this.#log ? this.#log.next() : this.#rated.next()
  }

  #comeByThemselves(): void {
    this.number = ++this.#arrived
    this.luck = this.#luck
    const log = this.#log
    this.intent = log ? log.come() : -1
    this.#isLogged = log !== undefined
    this.kind = -1
  }

  #comeFromBurst(bursts: Bursts): void {
    this.number = BURST_CALLERS + ++this.#fromBursts
    this.intent = bursts.intent
    this.kind = bursts.kind
    this.#isLogged = false
    const stream = kind.streamOf(this.#replication, kind.STREAM_BURST_CALLERS)
    this.#burstLuck.reseed(this.#seed, stream, this.number)
    this.luck = this.#burstLuck
    bursts.advance()
  }
}
