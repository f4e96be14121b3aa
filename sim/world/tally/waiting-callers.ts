import { widened } from '../../../src/base/columns.ts'

const NOWHERE = -1

/** Told of each wait on the line when it is over. */
export type WaitOver = (queue: number, fromMs: number, untilMs: number) => void

/**
 * Who waits in which queue, on the line and not for a callback: from joining the queue until an agent answers, the
 * caller hangs up, keeps the place for a callback, leaves a message, or goes on to another queue.
 */
export class WaitingCallers {
  readonly #over: WaitOver
  /** By call slot: the queue in which the caller waits, `NOWHERE` for one who does not; and since when. */
  #queue = new Int32Array(0)
  #sinceMs = new Float64Array(0)

  constructor(over: WaitOver) {
    this.#over = over
  }

  /** Forgets whoever waits. */
  clear(): void {
    this.#queue.fill(NOWHERE)
  }

  reserve(capacity: number): void {
    const before = this.#queue.length
    this.#queue = widened(this.#queue, capacity).fill(NOWHERE, before)
    this.#sinceMs = widened(this.#sinceMs, capacity)
  }

  joins(call: number, queue: number, atMs: number): void {
    if (this.#queue[call] !== NOWHERE) this.leaves(call, atMs)
    this.#queue[call] = queue
    this.#sinceMs[call] = atMs
  }

  /** The caller waits no more; nothing to one who did not. */
  leaves(call: number, atMs: number): void {
    const queue = this.#queue[call]!
    if (queue === NOWHERE) return
    this.#queue[call] = NOWHERE
    const sinceMs = this.#sinceMs[call]!
    if (atMs > sinceMs) this.#over(queue, sinceMs, atMs)
  }

  /** Whoever waits, and since when. */
  each(visit: (call: number, queue: number, sinceMs: number) => void): void {
    for (let call = 0; call < this.#queue.length; call++)
      if (this.#queue[call] !== NOWHERE) visit(call, this.#queue[call]!, this.#sinceMs[call]!)
  }

  /** Whoever is left waits no longer. */
  close(atMs: number): void {
    for (let call = 0; call < this.#queue.length; call++) this.leaves(call, atMs)
  }
}
