import { RandomStream } from '../../../src/base/random.ts'
import { NEVER_MS } from '../../../src/base/units.ts'
import { Distribution } from '../../distribution.ts'
import type { PlannedBurst } from './arrivals-plan.ts'

const GAP = new Distribution({ distribution: 'exponential', mean: 1 }, 'arrivals')

/**
 * Callers whom bursts bring, each burst a Poisson process of its own whose rate falls in a straight line from its
 * start to nothing at its end. Of calls expected in all, those who ring by the share t of its time are 1 − (1 − t)²,
 * which is inverted.
 */
export class Bursts {
  readonly #bursts: readonly PlannedBurst[]
  readonly #endMs: number
  readonly #luck: readonly RandomStream[]
  /** By burst: calls expected of it this time, those expected until its next caller, and when that one rings. */
  readonly #calls: Float64Array
  readonly #reached: Float64Array
  readonly #nextMs: Float64Array
  /** The burst whose caller is next; -1 for none. */
  #first = -1

  /** @param endMs nobody rings from then on */
  constructor(bursts: readonly PlannedBurst[], endMs: number) {
    this.#bursts = bursts
    this.#endMs = endMs
    this.#luck = bursts.map(() => new RandomStream(0))
    this.#calls = new Float64Array(bursts.length)
    this.#reached = new Float64Array(bursts.length)
    this.#nextMs = new Float64Array(bursts.length)
  }

  /** @param fromMs callers come from then on; those who would have rung before are passed over */
  begin(seed: number, stream: number, fromMs: number): void {
    for (let burst = 0; burst < this.#bursts.length; burst++) {
      this.#luck[burst]!.reseed(seed, stream, burst)
      this.#calls[burst] = this.#bursts[burst]!.calls * this.#bursts[burst]!.busyness.draw(this.#luck[burst]!)
      this.#reached[burst] = 0
      do this.#draw(burst)
      while (this.#nextMs[burst]! < fromMs)
    }
    this.#choose()
  }

  /** When the next caller rings; `NEVER_MS` after the last. */
  get nextMs(): number {
    return this.#first < 0 ? NEVER_MS : this.#nextMs[this.#first]!
  }

  /** What that caller wants, by the line's number; -1 for what all others want. */
  get intent(): number {
    return this.#bursts[this.#first]!.intent
  }

  /** Of which of the plan's kinds that caller is; -1 for any. */
  get kind(): number {
    return this.#bursts[this.#first]!.kind
  }

  /** Passes on to the caller after. */
  advance(): void {
    this.#draw(this.#first)
    this.#choose()
  }

  #draw(burst: number): void {
    const { startMs, durationMs } = this.#bursts[burst]!
    const reached = this.#reached[burst]! + GAP.draw(this.#luck[burst]!)
    this.#reached[burst] = reached
    const left = 1 - reached / this.#calls[burst]!
    const atMs = left > 0 ? Math.floor(startMs + durationMs * (1 - Math.sqrt(left))) : NEVER_MS
    this.#nextMs[burst] = atMs < this.#endMs ? atMs : NEVER_MS
  }

  #choose(): void {
    this.#first = -1
    let soonest = NEVER_MS
    for (let burst = 0; burst < this.#bursts.length; burst++) {
      if (this.#nextMs[burst]! < soonest) {
        soonest = this.#nextMs[burst]!
        this.#first = burst
      }
    }
  }
}
