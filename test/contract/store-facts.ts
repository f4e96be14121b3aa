import type { Store } from '../../src/store/port.ts'
import type { Commit, JournalRow } from '../../src/store/rows.ts'

/** A fact whose time is a thousand times its sequence. */
export function fact(seq: number, atMs = seq * 1_000): JournalRow {
  return { seq, atMs, kind: 'said', data: `{"seq":${seq}}`, directives: '[]' }
}

/** Commits under a lock of its own. */
export function commit(store: Store, centre: string, what: Partial<Commit>): Promise<void> {
  return store.withCentre(centre, hold => hold.commit({ facts: [], ...what }))
}

export async function read(rows: AsyncIterable<JournalRow>): Promise<JournalRow[]> {
  const all: JournalRow[] = []
  for await (const row of rows) all.push({ ...row })
  return all
}

/** Facts with the sequences from one to another, both included. */
export function facts(from: number, to: number): JournalRow[] {
  return Array.from({ length: to - from + 1 }, (_, i) => fact(from + i))
}
