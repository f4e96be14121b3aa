import { writeJournalFile } from '../../runtime/journal-file.ts'
import type { Stage } from '../../testkit/stage.ts'

/** Writes the journal of a call as JSON lines, with the texts of its line and roster, so that it can be replayed. */
export async function keepJournal(path: string, { entries, texts }: Stage): Promise<void> {
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
