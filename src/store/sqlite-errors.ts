import { Bug } from '../base/assert.ts'
import { StoreFailed } from './port.ts'

/** SQLite's primary result codes that we tell apart, https://www.sqlite.org/rescode.html */
export const SQLITE = { busy: 5, corrupt: 11, constraint: 19, notADatabase: 26 } as const

/** SQLite's primary result code of an error; undefined if the error is not SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  // The low byte; the rest says more than we tell apart.
  return Number(error.errcode) & 0xff
}

/** What the port promises to throw: a duplicate is our own defect, anything else that SQLite reports is the machine's. */
export function portError(error: unknown): unknown {
  const code = sqliteCode(error)
  if (code === undefined || !(error instanceof Error)) return error
  if (code === SQLITE.constraint)
    return new Bug(`the store refused a row: ${error.message}`, { cause: error })
  return new StoreFailed(
    `The embedded store failed: ${error.message}. Look at the disk of the data folder.`,
    { cause: error },
  )
}
