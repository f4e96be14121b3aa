import type { CallView } from '../../../sim/world/port.ts'
import { widened } from '../../base/columns.ts'
import { NEVER_MS } from '../../base/units.ts'

/**
 * The calls that simulated callers are in, as the simulated world sees them: a slot each, and a mirror of what the
 * centre has in its own slots, which a rebuild of the centre may change.
 */
export class PlayedCalls implements CallView {
  capacity = 0
  state = new Int32Array(0)
  phase = new Uint8Array(0)
  language = new Uint8Array(0)
  /** Number of the call in the centre; 0 for a free slot. */
  number = new Float64Array(0)
  /** 1 while the caller hears music and so asks by itself what comes next. */
  onMusic = new Uint8Array(0)
  /** When the caller joined the queue that the world was told of last. */
  queuedMs = new Float64Array(0)
  /** What the world was asked to wake the call at. */
  wakeMs = new Float64Array(0)
  readonly #slots = new Map<number, number>()
  readonly #free: number[] = []

  /** Slots in use. */
  get slots(): IterableIterator<number> {
    return this.#slots.values()
  }

  take(number: number): number {
    if (this.#free.length === 0) this.#grow()
    const slot = this.#free.pop()!
    this.#slots.set(number, slot)
    this.number[slot] = number
    this.language[slot] = 0
    this.onMusic[slot] = 0
    this.queuedMs[slot] = -1
    this.wakeMs[slot] = NEVER_MS
    return slot
  }

  /** The slot of a call that a simulated caller is in, or -1. */
  slotOf(number: number): number {
    return this.#slots.get(number) ?? -1
  }

  release(slot: number): void {
    this.#slots.delete(this.number[slot]!)
    this.number[slot] = 0
    this.#free.push(slot)
  }

  #grow(): void {
    const before = this.capacity
    const capacity = before === 0 ? 64 : before * 2
    this.state = widened(this.state, capacity)
    this.phase = widened(this.phase, capacity)
    this.language = widened(this.language, capacity)
    this.number = widened(this.number, capacity)
    this.onMusic = widened(this.onMusic, capacity)
    this.queuedMs = widened(this.queuedMs, capacity)
    this.wakeMs = widened(this.wakeMs, capacity)
    for (let slot = capacity - 1; slot >= before; slot--) this.#free.push(slot)
    this.capacity = capacity
  }
}
