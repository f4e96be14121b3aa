import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { WrongInput } from '../../base/wrong-input.ts'
import { HEAD_START } from '../../runtime/cut-file.ts'

/** What paths of a command line hold: one journal, or calls that were cut out. */
export type Recorded =
  | { readonly kind: 'store'; readonly path: string; readonly file: string }
  | { readonly kind: 'journal'; readonly path: string }
  | { readonly kind: 'calls'; readonly files: readonly string[] }

/** The file that an embedded store makes in its folder. */
const STORE_FILE = 'holdline.sqlite'
const STORE_START = 'SQLite format 3'
const START_BYTES = 256

/**
 * Looks what lies at some paths.
 * @throws WrongInput for what cannot be read, and for a journal beside anything else
 */
export function recordedAt(paths: readonly string[]): Recorded {
  const found = paths.map(recordedAtOne)
  const [first, ...others] = found
  if (first && others.length === 0) return first
  const files = found.flatMap((one, index) => {
    if (one.kind === 'calls') return one.files
    throw new WrongInput(
      `${paths[index]} is a journal, which is replayed alone; several may be cut-out calls`,
    )
  })
  return { kind: 'calls', files }
}

function recordedAtOne(path: string): Recorded {
  try {
    return statSync(path).isDirectory() ? inFolder(path) : inFile(path)
  } catch (error) {
    if (error instanceof WrongInput || !(error instanceof Error && 'code' in error)) throw error
    throw new WrongInput(`${path} cannot be read: ${error.message}`, { cause: error })
  }
}

function inFolder(path: string): Recorded {
  const file = join(path, STORE_FILE)
  if (statSync(file, { throwIfNoEntry: false })) return { kind: 'store', path, file }
  const files = readdirSync(path)
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .map(name => join(path, name))
    .filter(name => HEAD_START.test(startOf(name)))
  if (files.length > 0) return { kind: 'calls', files }
  throw new WrongInput(
    `${path} is a folder without ${STORE_FILE} and without calls that were cut out (*.jsonl); give a data folder, ` +
      'a journal file, or such calls',
  )
}

function inFile(path: string): Recorded {
  const start = startOf(path)
  if (start.startsWith(STORE_START)) return { kind: 'store', path, file: path }
  return HEAD_START.test(start) ? { kind: 'calls', files: [path] } : { kind: 'journal', path }
}

function startOf(path: string): string {
  const start = Buffer.alloc(START_BYTES)
  const file = openSync(path, 'r')
  try {
    return start.toString('utf8', 0, readSync(file, start, 0, START_BYTES, 0))
  } finally {
    closeSync(file)
  }
}
