import { widened } from '../../../src/base/columns.ts'
import { RandomStream } from '../../../src/base/random.ts'
import type { CallerColumns } from '../callers/callers.ts'
import { STREAM_RINGS, streamOf } from '../kinds.ts'
import type { PlannedGroup } from './groups.ts'
import { groupOfEach } from './groups.ts'

/** Offers of a call, and of a caller in all, that have luck of their own; later ones have that of the next, or the first. */
const OFFERS_OF_CALL = 16
const OFFERS_OF_CALLER = 64

/** Whether any agent of these groups may let the phone ring. */
export function mayRingOut(groups: readonly PlannedGroup[]): boolean {
  return groups.some(({ habits: { ringNoAnswer } }) => (ringNoAnswer?.share ?? 0) > 0)
}

/** Agents who do not always pick up. The luck of an offer depends on the caller and on how often others were offered. */
export class Ringing {
  readonly #callers: CallerColumns
  /** By agent, the share of offers that are not picked up. */
  readonly #shares: Float64Array
  readonly #luck = new RandomStream(0)
  /** By call: offers so far, and those that the caller's other calls may have had. */
  #offers = new Uint8Array(0)
  #seed = 0
  #stream = 0

  constructor(groups: readonly PlannedGroup[], callers: CallerColumns) {
    this.#callers = callers
    const shares = groups.map(({ habits: { ringNoAnswer } }) => ringNoAnswer?.share ?? 0)
    this.#shares = Float64Array.from(groupOfEach(groups), group => shares[group]!)
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#stream = streamOf(replication, STREAM_RINGS)
  }

  /** A call begins, which nobody was offered. */
  arrives(call: number): void {
    if (call >= this.#offers.length) this.#offers = widened(this.#offers, this.#callers.capacity)
    this.#offers[call] = (this.#callers.redials[call]! * OFFERS_OF_CALL) % OFFERS_OF_CALLER
  }

  /** Whether the agent whose phone rings for a call picks up. */
  picksUp(agent: number, call: number): boolean {
    const offer = this.#offers[call]!++ % OFFERS_OF_CALLER
    this.#luck.reseed(this.#seed, this.#stream, this.#callers.number[call]! * OFFERS_OF_CALLER + offer)
    return this.#luck.next() >= this.#shares[agent]!
  }
}
