import { RandomStream } from '../../../src/base/random.ts'
import { NEVER_MS } from '../../../src/base/units.ts'
import { Distribution } from '../../distribution.ts'
import { STREAM_ITEM_ARRIVALS, streamOf } from '../kinds.ts'
import type { PlannedChannel } from './channels-plan.ts'

/** Time to the next item where one is expected per unit of time. */
const GAP = new Distribution({ distribution: 'exponential', mean: 1 }, 'channels')

/** When the items of a channel come: a Poisson process of a constant rate by stretch, made by inversion. */
export class ItemArrivals {
  readonly #channel: PlannedChannel
  readonly #random = new RandomStream(0)
  #exactMs = 0
  #stretch = 0

  constructor(channel: PlannedChannel) {
    this.#channel = channel
  }

  /** @param fromMs items come from then on */
  begin(seed: number, replication: number, fromMs: number): void {
    const stream = streamOf(replication, STREAM_ITEM_ARRIVALS)
    this.#random.reseed(seed, stream, nameHash(this.#channel.name))
    this.#exactMs = fromMs
    this.#stretch = 0
    while (this.#channel.untilMs[this.#stretch]! <= fromMs) this.#stretch++
  }

  /** The next arrival, a whole millisecond; `NEVER_MS` after the last. */
  next(): number {
    const { untilMs, ratePerMs } = this.#channel
    let expected = GAP.draw(this.#random)
    for (; this.#stretch < untilMs.length; this.#stretch++) {
      const rate = ratePerMs[this.#stretch]!
      const endMs = untilMs[this.#stretch]!
      const leftMs = endMs - this.#exactMs
      if (expected < leftMs * rate) {
        this.#exactMs += expected / rate
        return Math.floor(this.#exactMs)
      }
      expected -= leftMs * rate
      this.#exactMs = endMs
    }
    return NEVER_MS
  }
}

/**
 * A number from 0 to 2^32 − 1 for a channel, so that its luck stays the same whatever channels there are beside it.
 * FNV-1a (Fowler, Noll and Vo; draft-eastlake-fnv).
 */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
