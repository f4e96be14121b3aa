import { widened } from '../../../src/base/columns.ts'
import type { Arriving } from './arriving.ts'

/** Callers who are not on the line and will ring again: who they are, by slot. A slot is free again once they ring. */
export class Absent {
  number = new Float64Array(0)
  kind = new Uint8Array(0)
  intent = new Uint8Array(0)
  tier = new Uint8Array(0)
  wanted = new Uint8Array(0)
  handleBits = new Int32Array(0)
  patienceBits = new Int32Array(0)
  /** What they come with, see `marks.ts`. */
  marks = new Uint16Array(0)
  redials = new Uint8Array(0)
  matters = new Int32Array(0)
  hasCase = new Uint8Array(0)
  /** The agent who had the case last, or -1. */
  agent = new Int32Array(0)
  /** Slots that are free, from the top down. */
  #free = new Int32Array(0)
  #freeCount = 0
  /** Of the caller who rings: filled anew for each. */
  readonly #known = { hasCase: false, agent: -1, matters: 0 }

  clear(): void {
    const capacity = this.number.length
    this.#freeCount = capacity
    for (let i = 0; i < capacity; i++) this.#free[i] = capacity - 1 - i
  }

  /** A free slot. */
  take(): number {
    if (this.#freeCount === 0) this.#grow()
    return this.#free[--this.#freeCount]!
  }

  /** The caller of a slot rings, and leaves it. */
  ring(slot: number, arriving: Arriving): void {
    arriving.number = this.number[slot]!
    arriving.kind = this.kind[slot]!
    arriving.intent = this.intent[slot]!
    arriving.tier = this.tier[slot]!
    arriving.wanted = this.wanted[slot]!
    arriving.handleBits = this.handleBits[slot]!
    arriving.patienceBits = this.patienceBits[slot]!
    arriving.marks = this.marks[slot]!
    arriving.redials = this.redials[slot]!
    const known = this.#known
    known.hasCase = this.hasCase[slot] === 1
    known.agent = known.hasCase ? this.agent[slot]! : -1
    known.matters = this.matters[slot]!
    arriving.known = known.hasCase || known.matters !== 0 ? known : undefined
    this.#free[this.#freeCount++] = slot
  }

  #grow(): void {
    const before = this.number.length
    const capacity = before === 0 ? 64 : before * 2
    this.number = widened(this.number, capacity)
    this.kind = widened(this.kind, capacity)
    this.intent = widened(this.intent, capacity)
    this.tier = widened(this.tier, capacity)
    this.wanted = widened(this.wanted, capacity)
    this.handleBits = widened(this.handleBits, capacity)
    this.patienceBits = widened(this.patienceBits, capacity)
    this.marks = widened(this.marks, capacity)
    this.redials = widened(this.redials, capacity)
    this.matters = widened(this.matters, capacity)
    this.hasCase = widened(this.hasCase, capacity)
    this.agent = widened(this.agent, capacity)
    this.#free = widened(this.#free, capacity)
    for (let slot = capacity - 1; slot >= before; slot--) this.#free[this.#freeCount++] = slot
  }
}
