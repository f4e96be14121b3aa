import type { Entry } from '../call/journal.ts'
import type { Carrier, Effect } from './port.ts'

/** An effect of one of the others, in the payload of the whole. */
interface Wrapped {
  readonly edge: string
  readonly effect: string
}

/**
 * Several carriers as one, so that all that must reach somebody goes through the same outbox. The effects of the
 * first, which has the phones, come first and as they are; those of each other say whose they are.
 */
export class JoinedCarrier implements Carrier {
  readonly #phones: Carrier
  readonly #others: ReadonlyMap<string, Carrier>

  constructor(phones: Carrier, others: Readonly<Record<string, Carrier>>) {
    this.#phones = phones
    this.#others = new Map(Object.entries(others))
  }

  note(entry: Entry): readonly Effect[] {
    const effects = [...this.#phones.note(entry)]
    for (const [edge, carrier] of this.#others)
      for (const effect of carrier.note(entry)) {
        const wrapped: Wrapped = { edge, effect: effect.payload }
        effects.push({ ...effect, payload: JSON.stringify(wrapped) })
      }
    return effects
  }

  committed(entries: readonly Entry[]): void {
    this.#phones.committed(entries)
    for (const carrier of this.#others.values()) carrier.committed(entries)
  }

  async act(effect: Effect & { readonly id: string }, attempt: number, held: AbortSignal): Promise<void> {
    const { edge, effect: payload } = JSON.parse(effect.payload) as Partial<Wrapped>
    if (edge === undefined || payload === undefined) return this.#phones.act(effect, attempt, held)
    // What an edge left to do that is no longer there is done by nobody.
    await this.#others.get(edge)?.act({ ...effect, payload }, attempt, held)
  }

  asksByItself(call: number): boolean {
    return this.#phones.asksByItself(call)
  }

  snapshot(): unknown {
    const others = [...this.#others].map(([edge, carrier]) => [edge, carrier.snapshot()])
    return { phones: this.#phones.snapshot(), others: Object.fromEntries(others) }
  }

  restore(snapshot: unknown): void {
    const { phones, others = {} } = (snapshot ?? {}) as {
      readonly phones?: unknown
      readonly others?: Readonly<Record<string, unknown>>
    }
    this.#phones.restore(phones)
    for (const [edge, carrier] of this.#others) carrier.restore(others[edge])
  }
}
