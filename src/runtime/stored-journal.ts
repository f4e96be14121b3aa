import type { Entry } from '../call/journal.ts'
import type { Store } from '../store/port.ts'
import type { Definition } from '../store/rows.ts'
import type { Journal } from './journal-file.ts'
import { entryOf } from './rebuild.ts'

/** The journal of a centre in a store, as far as it goes when it is read. Nothing that lies beside it is touched. */
export class StoredJournal implements Journal {
  readonly #store: Store
  readonly #centre: string

  constructor(store: Store, centre: string) {
    this.#store = store
    this.#centre = centre
  }

  async *entries(): AsyncGenerator<Entry> {
    for await (const row of this.#store.factsSince(this.#centre, 0)) yield entryOf(this.#centre, row)
  }

  definition(hash: string): Promise<Definition | undefined> {
    return this.#store.definition(hash)
  }
}
