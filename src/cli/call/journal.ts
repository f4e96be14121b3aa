import { writeJournalFile } from '../../runtime/journal-file.ts'
import type { Rehearsal } from './rehearsal.ts'

/** Writes the journal of a rehearsal as JSON lines, with the texts of its line and roster, so that it can be replayed. */
export async function keepJournal(path: string, { entries, texts }: Rehearsal): Promise<void> {
  await writeJournalFile(path, {
    async *entries() {
      yield* entries
    },
    async definition(hash) {
      const found = texts.get(hash)
      return found && { hash, ...found }
    },
  })
}
