import { widened } from '../../../src/base/columns.ts'

/**
 * Members, by number, in chains: each in one at a time or in none. Joining and leaving cost the same whatever the
 * lengths, and nothing is allocated once there is room for the members.
 */
export class Chains {
  readonly #first: Int32Array
  readonly #last: Int32Array
  readonly #sizes: Int32Array
  /** By member. */
  #chain = new Int32Array(0)
  #next = new Int32Array(0)
  #previous = new Int32Array(0)

  constructor(chains: number) {
    this.#first = new Int32Array(chains).fill(-1)
    this.#last = new Int32Array(chains).fill(-1)
    this.#sizes = new Int32Array(chains)
  }

  /** Makes room for so many members; new ones are in no chain. */
  reserve(members: number): void {
    const before = this.#chain.length
    if (members <= before) return
    this.#chain = widened(this.#chain, members).fill(-1, before)
    this.#next = widened(this.#next, members)
    this.#previous = widened(this.#previous, members)
  }

  /** All chains are empty. */
  clear(): void {
    this.#first.fill(-1)
    this.#last.fill(-1)
    this.#sizes.fill(0)
    this.#chain.fill(-1)
  }

  size(chain: number): number {
    return this.#sizes[chain]!
  }

  /** The member that joined first, or -1. */
  first(chain: number): number {
    return this.#first[chain]!
  }

  last(chain: number): number {
    return this.#last[chain]!
  }

  /** The member after this one, or -1. */
  next(member: number): number {
    return this.#next[member]!
  }

  /** The chain of a member, or -1. */
  of(member: number): number {
    return this.#chain[member]!
  }

  /** Puts a member, who is in no chain, into one: before another member of it, or last (-1). */
  join(chain: number, member: number, before = -1): void {
    const after = before < 0 ? this.#last[chain]! : this.#previous[before]!
    this.#chain[member] = chain
    this.#next[member] = before
    this.#previous[member] = after
    if (after < 0) this.#first[chain] = member
    else this.#next[after] = member
    if (before < 0) this.#last[chain] = member
    else this.#previous[before] = member
    this.#sizes[chain]!++
  }

  /** Takes a member out of its chain, if it is in one. */
  leave(member: number): void {
    const chain = this.#chain[member]!
    if (chain < 0) return
    const before = this.#previous[member]!
    const after = this.#next[member]!
    if (before < 0) this.#first[chain] = after
    else this.#next[before] = after
    if (after < 0) this.#last[chain] = before
    else this.#previous[after] = before
    this.#chain[member] = -1
    this.#sizes[chain]!--
  }
}
