import { basename, dirname } from 'node:path'
import { WrongInput } from '../../base/wrong-input.ts'
import { JournalFile } from '../../runtime/journal-file.ts'
import { StoredJournal } from '../../runtime/stored-journal.ts'
import { StoreFailed } from '../../store/port.ts'
import { openSqliteStore } from '../../store/sqlite.ts'
import type { Recorded } from './paths.ts'

/**
 * Opens a journal for as long as some work takes: of a file, or of the store of a stopped server.
 * @throws WrongInput where the store is in use, or has nothing of the centre
 */
export async function withJournal<T>(
  recorded: Exclude<Recorded, { kind: 'calls' }>,
  centre: string,
  work: (journal: JournalFile | StoredJournal) => Promise<T>,
): Promise<T> {
  if (recorded.kind === 'journal') return work(new JournalFile(recorded.path))
  const { path, file } = recorded
  const store = await openSqliteStore({ folder: dirname(file), fileName: basename(file) })
  try {
    if ((await store.lastSeq(centre)) === 0)
      throw new WrongInput(`${path} has no facts of a centre "${centre}"; name it with --centre`)
    return await work(new StoredJournal(store, centre))
  } catch (error) {
    if (error instanceof StoreFailed) throw new WrongInput(error.message, { cause: error })
    throw error
  } finally {
    await store.close()
  }
}
