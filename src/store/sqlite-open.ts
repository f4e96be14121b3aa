import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { WrongInput } from '../base/wrong-input.ts'
import { SQLITE, sqliteCode } from './sqlite-errors.ts'
import { migrate } from './sqlite-schema.ts'

export type SqliteOptions =
  | {
      /** Made if it is not there. One process at a time. */
      readonly folder: string
      readonly fileName?: string
    }
  /** For tests: nothing outlives the store. */
  | { readonly memory: true }

/** An opened database and what to do after closing it. */
export interface OpenDatabase {
  readonly db: DatabaseSync
  readonly afterClose: () => void
}

/** A database that is being closed by a process that ends just now is waited for. */
const LOCK_WAIT_MS = 500

/**
 * Opens the database with its lock and schema. The lock is the operating system's, held on the file itself for as
 * long as it is open (SQLite's exclusive mode), and so it ends with the process, however that ends. Nothing else in
 * this process may open the file, not even to copy it: on POSIX systems closing it again would drop the lock.
 */
export function openDatabase(options: SqliteOptions): OpenDatabase {
  if ('memory' in options) {
    const db = new DatabaseSync(':memory:')
    migrate(db, 'the database in memory')
    return { db, afterClose: () => {} }
  }
  const folder = resolve(options.folder)
  const file = join(folder, options.fileName ?? 'holdline.sqlite')
  const holderFile = `${file}.holder`
  try {
    // What lies in it is personal: numbers, names, what callers said.
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new WrongInput(`Data folder ${folder} cannot be made: ${reason(error)}. ${ADVICE}`, {
      cause: error,
    })
  }
  const db = openFile(file, holderFile)
  // Only so that a second process can name this one: the lock does not depend on it.
  writeFileSync(holderFile, `process ${process.pid} on ${hostname()}`, { mode: 0o600 })
  return { db, afterClose: () => rmSync(holderFile, { force: true }) }
}

const ADVICE = 'Give a folder that this user may write to (HOLDLINE_DATA).'

function openFile(file: string, holderFile: string): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(file, { timeout: LOCK_WAIT_MS })
    // The order matters: the first access after locking_mode takes the lock, and WAL then needs no shared memory.
    // secure_delete overwrites what is erased; it costs appends nothing, since they delete nothing.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    db.exec('PRAGMA secure_delete = ON; BEGIN IMMEDIATE')
    migrate(db, file)
    db.exec('COMMIT')
    return db
  } catch (error) {
    db?.close()
    if (error instanceof WrongInput) throw error
    throw new WrongInput(whyNotOpened(file, holderFile, error), { cause: error })
  }
}

function whyNotOpened(file: string, holderFile: string, error: unknown): string {
  switch (sqliteCode(error)) {
    case SQLITE.busy:
      return `${file} is in use by ${holder(holderFile)}. Stop that one first, or give another folder (HOLDLINE_DATA).`
    case SQLITE.corrupt:
    case SQLITE.notADatabase:
      return `${file} is damaged or is no database (${reason(error)}). Put a backup in its place, or move it away to begin empty.`
    default:
      return `${file} cannot be opened for writing: ${reason(error)}. ${ADVICE}`
  }
}

function holder(holderFile: string): string {
  try {
    return readFileSync(holderFile, 'utf8')
  } catch {
    return 'another process'
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
