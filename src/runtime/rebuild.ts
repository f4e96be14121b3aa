import { deserialize } from 'node:v8'
import { WrongInput } from '../base/wrong-input.ts'
import type { Directive, Entry, Fact } from '../call/journal.ts'
import type { Effect } from '../carrier/port.ts'
import type { CentreSnapshot } from '../centre/journaled-centre.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import type { JournalRow, Snapshot } from '../store/rows.ts'
import type { LoadedDefinitions } from './definitions.ts'
import type { RuntimeOptions } from './work.ts'

/** A centre, and how much of its journal it has seen. */
export interface Stand {
  readonly centre: JournaledCentre
  seq: number
  atMs: number
}

export type Rebuilding = Pick<
  RuntimeOptions,
  'name' | 'store' | 'carrier' | 'watch' | 'programVersion' | 'onFault'
> & { readonly definitions: LoadedDefinitions }

/**
 * Makes a centre anew, and brings it, its carrier and what watches it to where the journal ends: from the last
 * snapshot of this version of the program, stepping the facts since, then those that are in no journal yet.
 * @throws WrongInput for a journal that this program cannot step
 */
export async function rebuild(of: Rebuilding, uncommitted: readonly Entry[] = []): Promise<Stand> {
  const stand = await fromSnapshot(of)
  await follow(of, stand, of.store.factsSince(of.name, stand.seq), uncommitted)
  return stand
}

/** Steps facts of the journal that come after where a centre stands. */
export async function follow(
  of: Rebuilding,
  stand: Stand,
  rows: AsyncIterable<JournalRow>,
  uncommitted: readonly Entry[] = [],
): Promise<void> {
  const { name, definitions } = of
  for await (const { entry, skipped } of withoutQuarantined(entriesOf(name, rows, uncommitted))) {
    const { seq, atMs, fact } = entry
    try {
      await definitions.ready(fact)
      const directives = skipped ? [] : stand.centre.apply(fact, atMs).directives
      const stepped = { ...entry, directives }
      noteSafely(of, stepped)
      tellSafely(of, stepped)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new WrongInput(
        `the journal of centre "${name}" cannot be stepped at fact ${seq} ("${fact.kind}"): ${reason}. ` +
          'Start the version of Holdline that wrote it; nothing was changed.',
        { cause: error },
      )
    }
    stand.seq = seq
    stand.atMs = atMs
  }
}

/** Lets the carrier take note of a fact that is in the journal already: a fault of the carrier's cannot undo it. */
export function noteSafely({ carrier, onFault }: Rebuilding, entry: Entry): readonly Effect[] {
  try {
    return carrier.note(entry)
  } catch (error) {
    onFault(`the carrier's note of fact ${entry.seq}`, error)
    return []
  }
}

/** Tells what watches the centre of a fact: a fault there is no reason to lose the fact. */
export function tellSafely({ watch, onFault }: Rebuilding, entry: Entry): void {
  try {
    watch.noted?.(entry)
  } catch (error) {
    onFault(`what watches fact ${entry.seq}`, error)
  }
}

async function fromSnapshot(of: Rebuilding): Promise<Stand> {
  const { name, store, programVersion, onFault } = of
  const snapshot = await store.loadSnapshot(name, programVersion)
  if (snapshot) {
    try {
      return await restored(of, snapshot)
    } catch (error) {
      // A snapshot only saves time: the journal has all that was in it.
      onFault(`the snapshot at fact ${snapshot.seq}, which is passed over`, error)
    }
  }
  const centre = new JournaledCentre(of.definitions, of.watch)
  of.carrier.restore(undefined)
  of.watch.follows?.(centre, undefined)
  return { centre, seq: 0, atMs: 0 }
}

async function restored(of: Rebuilding, { seq, bytes }: Snapshot): Promise<Stand> {
  const { definitions, carrier, watch } = of
  const saved = deserialize(bytes)
  const centre = new JournaledCentre(definitions, watch)
  const { defined } = saved.centre as CentreSnapshot
  for (const fact of defined) await definitions.ready(fact)
  centre.restore(saved.centre as CentreSnapshot)
  carrier.restore(saved.carrier)
  watch.follows?.(centre, saved.watch)
  return { centre, seq, atMs: saved.atMs }
}

/** What is to be stepped. What was recorded of its directives is not read: it makes up most of a journal. */
async function* entriesOf(
  centre: string,
  rows: AsyncIterable<JournalRow>,
  uncommitted: readonly Entry[],
): AsyncGenerator<Entry> {
  for await (const row of rows) yield { centre, seq: row.seq, atMs: row.atMs, fact: factOf(row) }
  yield* uncommitted
}

/** The journal entry that a row of the store holds. */
export function entryOf(centre: string, { seq, atMs, kind, data, directives }: JournalRow): Entry {
  return {
    centre,
    seq,
    atMs,
    fact: factOf({ kind, data }),
    directives: JSON.parse(directives) as Directive[],
  }
}

function factOf({ kind, data }: Pick<JournalRow, 'kind' | 'data'>): Fact {
  return { kind, data: JSON.parse(data) } as Fact
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
