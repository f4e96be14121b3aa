import { deserialize } from 'node:v8'
import type { Directive, Entry, Fact } from '../call/journal.ts'
import type { Carrier } from '../carrier/port.ts'
import type { CentreSnapshot, JournaledCentre } from '../centre/journaled-centre.ts'
import type { Store } from '../store/port.ts'
import type { JournalRow } from '../store/rows.ts'
import type { LoadedDefinitions } from './definitions.ts'
import type { LiveWatch } from './live-watch.ts'

export interface Rebuilding {
  readonly name: string
  readonly store: Store
  readonly carrier: Carrier
  readonly watch: LiveWatch
  readonly centre: JournaledCentre
  readonly programVersion: string
  readonly definitions: LoadedDefinitions
  /** True for a fresh centre, which starts from the last snapshot; otherwise it goes on from where it is. */
  readonly fresh: boolean
  /** Facts to step; by default those that follow the snapshot. */
  readonly rows?: AsyncIterable<JournalRow>
  /** Facts that were stepped but are in no journal yet. */
  readonly uncommitted?: readonly Entry[]
  readonly from: { readonly seq: number; reach(seq: number, atMs: number): void }
}

/** Brings a centre and its carrier to where the journal ends: from the last snapshot, stepping the facts since. */
export async function rebuild(options: Rebuilding): Promise<void> {
  const { name, store, carrier, watch, centre, from, definitions, programVersion } = options
  if (options.fresh) {
    const snapshot = await store.loadSnapshot(name, programVersion)
    const saved = snapshot && deserialize(snapshot.bytes)
    if (saved) {
      const { defined } = saved.centre as CentreSnapshot
      for (const fact of defined) await definitions.ready(fact)
      centre.restore(saved.centre as CentreSnapshot)
    }
    carrier.restore(saved?.carrier)
    watch.follows?.(centre, saved?.watch)
    from.reach(snapshot?.seq ?? 0, saved?.atMs ?? 0)
  }
  const entries = entriesOf(name, options.rows ?? store.factsSince(name, from.seq), options.uncommitted ?? [])
  for await (const { entry, skipped } of withoutQuarantined(entries)) {
    await definitions.ready(entry.fact)
    const directives = skipped ? [] : centre.apply(entry.fact, entry.atMs).directives
    const stepped = { ...entry, directives }
    carrier.note(stepped)
    watch.noted?.(stepped)
    from.reach(entry.seq, entry.atMs)
  }
}

async function* entriesOf(
  centre: string,
  rows: AsyncIterable<JournalRow>,
  uncommitted: readonly Entry[],
): AsyncGenerator<Entry> {
  for await (const row of rows) yield entryOf(centre, row)
  yield* uncommitted
}

/** The journal entry that a row of the store holds. */
export function entryOf(centre: string, { seq, atMs, kind, data, directives }: JournalRow): Entry {
  const fact = { kind, data: JSON.parse(data) } as Fact
  return { centre, seq, atMs, fact, directives: JSON.parse(directives) as Directive[] }
}

/** Marks the entries that the one after them puts in quarantine. */
export async function* withoutQuarantined(
  entries: AsyncIterable<Entry> | Iterable<Entry>,
): AsyncGenerator<{ entry: Entry; skipped: boolean }> {
  let held: Entry | undefined
  for await (const entry of entries) {
    const { fact } = entry
    if (held) yield { entry: held, skipped: fact.kind === 'quarantined' && fact.data.seq === held.seq }
    held = entry
  }
  if (held) yield { entry: held, skipped: false }
}
