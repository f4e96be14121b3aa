import { widened } from '../../../src/base/columns.ts'

/** Items of other work that wait or are in hand, by slot; a slot is free again once its item is done. */
export class Items {
  capacity = 0
  /** Items there are. */
  live = 0
  channel = new Uint16Array(0)
  arrivedMs = new Float64Array(0)
  /** Work left, of an agent who does nothing else meanwhile. */
  leftMs = new Float64Array(0)
  /** Up to when `leftMs` is worked out, and since when an agent has had it in hand. */
  updatedMs = new Float64Array(0)
  takenMs = new Float64Array(0)
  /** 1 once an agent has turned to it. */
  isTaken = new Uint8Array(0)
  /** The agent who has it in hand, or is on the way to it; -1 for none. */
  agent = new Int32Array(0)
  /** Timer: the end of patience, or of the work. */
  timer = new Int32Array(0)
  #free = new Int32Array(0)

  clear(): void {
    this.live = 0
    for (let slot = 0; slot < this.capacity; slot++) this.#free[slot] = slot
    this.agent.fill(-1)
  }

  /** Gives an item a slot. */
  add(channel: number, arrivedMs: number, handleMs: number): number {
    if (this.live === this.capacity) this.#grow(Math.max(64, this.capacity * 2))
    const slot = this.#free[this.live++]!
    this.channel[slot] = channel
    this.arrivedMs[slot] = arrivedMs
    this.leftMs[slot] = handleMs
    this.isTaken[slot] = 0
    this.agent[slot] = -1
    this.timer[slot] = -1
    return slot
  }

  remove(slot: number): void {
    this.#free[--this.live] = slot
  }

  #grow(capacity: number): void {
    const before = this.capacity
    this.channel = widened(this.channel, capacity)
    this.arrivedMs = widened(this.arrivedMs, capacity)
    this.leftMs = widened(this.leftMs, capacity)
    this.updatedMs = widened(this.updatedMs, capacity)
    this.takenMs = widened(this.takenMs, capacity)
    this.isTaken = widened(this.isTaken, capacity)
    this.agent = widened(this.agent, capacity).fill(-1, before)
    this.timer = widened(this.timer, capacity)
    this.#free = widened(this.#free, capacity)
    for (let slot = before; slot < capacity; slot++) this.#free[slot] = slot
    this.capacity = capacity
  }
}
