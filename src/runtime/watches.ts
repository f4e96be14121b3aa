import type { Entry } from '../call/journal.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import type { LiveWatch } from './live-watch.ts'

/** Several that watch one centre, told in their order. */
export class Watches implements LiveWatch {
  readonly #watches: readonly LiveWatch[]

  constructor(watches: readonly LiveWatch[]) {
    this.#watches = watches
  }

  follows(centre: JournaledCentre, saved: unknown): void {
    const all = Array.isArray(saved) ? saved : []
    this.#watches.forEach((watch, index) => {
      watch.follows?.(centre, all[index])
    })
  }

  noted(entry: Entry): void {
    for (const watch of this.#watches) watch.noted?.(entry)
  }

  snapshot(): unknown {
    return this.#watches.map(watch => watch.snapshot?.())
  }

  queued(call: number, queue: number): void {
    for (const watch of this.#watches) watch.queued(call, queue)
  }

  answered(call: number, queue: number, agent: number, waitMs: number): void {
    for (const watch of this.#watches) watch.answered(call, queue, agent, waitMs)
  }

  abandoned(call: number, queue: number, waitMs: number): void {
    for (const watch of this.#watches) watch.abandoned(call, queue, waitMs)
  }

  keptPlace(call: number, queue: number): void {
    for (const watch of this.#watches) watch.keptPlace(call, queue)
  }

  filed(call: number, queue: number, outcome: number): void {
    for (const watch of this.#watches) watch.filed(call, queue, outcome)
  }

  heardMessage(call: number, queue: number, agent: number, waitMs: number): void {
    for (const watch of this.#watches) watch.heardMessage(call, queue, agent, waitMs)
  }

  rated(call: number, score: number): void {
    for (const watch of this.#watches) watch.rated(call, score)
  }

  ended(call: number, outcome: number): void {
    for (const watch of this.#watches) watch.ended(call, outcome)
  }

  agentChanged(agent: number, from: number, to: number): void {
    for (const watch of this.#watches) watch.agentChanged(agent, from, to)
  }
}
