import {
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { extname, join } from 'node:path'
import { WrongInput } from '../../base/wrong-input.ts'
import type { Range } from '../../runtime/cut.ts'
import { cutCalls } from '../../runtime/cut.ts'
import type { Journal } from '../../runtime/journal-file.ts'
import { count } from './numbers.ts'

/** What was written. */
export interface Written {
  /** The file or folder. */
  readonly cut: string
  readonly calls: number
  /** Calls that cannot be cut out, and why. */
  readonly passedOver: readonly { readonly call: number; readonly reason: string }[]
}

const ALL: Range = { first: 1, last: Number.MAX_SAFE_INTEGER }

/** Reads `12` or `10-20`. @throws WrongInput for anything else */
export function parseRange(text: string | undefined): Range {
  if (text === undefined) return ALL
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  const range = { first: Number(first), last: Number(last) }
  if (range.first >= 1 && range.last >= range.first) return range
  throw new WrongInput(`--call got "${text}", expected the number of a call, or a range such as 10-20`)
}

/**
 * Cuts calls out of a journal: into one file where the name ends like that of one, else each into a file of its own
 * in a folder.
 * @throws WrongInput where there are none, or they cannot be written
 */
export async function writeCuts(journal: Journal, to: string, range: Range): Promise<Written> {
  const isFolder = statSync(to, { throwIfNoEntry: false })?.isDirectory() ?? extname(to) === ''
  const passedOver: { call: number; reason: string }[] = []
  let out: Out | undefined
  let calls = 0
  try {
    out = isFolder ? folderOut(to) : fileOut(to)
    for await (const { number, text, reason } of cutCalls(journal, range)) {
      if (reason !== undefined) passedOver.push({ call: number, reason })
      else {
        out.write(number, text)
        calls++
      }
    }
    if (calls + passedOver.length === 0)
      throw new WrongInput(
        range === ALL
          ? 'the journal has no calls'
          : `the journal has no call from ${range.first} to ${range.last}`,
      )
    out.end()
  } catch (error) {
    out?.undo()
    if (error instanceof WrongInput || !(error instanceof Error && 'code' in error)) throw error
    throw new WrongInput(`${to} cannot be written: ${error.message}`, { cause: error })
  }
  return { cut: to, calls, passedOver }
}

/** What was written, for people. */
export function writtenText({ cut, calls, passedOver }: Written): string {
  const left = passedOver.map(({ call, reason }) => `Call ${call} is left out: ${reason}.`)
  return [`${count(calls, 'call')} cut out to ${cut}`, ...left].join('\n')
}

interface Out {
  write(number: number, text: string): void
  end(): void
  undo(): void
}

function folderOut(folder: string): Out {
  mkdirSync(folder, { recursive: true })
  return {
    write: (number, text) =>
      writeFileSync(join(folder, `call-${String(number).padStart(6, '0')}.jsonl`), text),
    end: () => {},
    undo: () => {},
  }
}

const BUFFERED = 1 << 20

function fileOut(path: string): Out {
  const part = `${path}.part`
  const file = openSync(part, 'w')
  let buffered = ''
  return {
    write: (_, text) => {
      buffered += text
      if (buffered.length < BUFFERED) return
      writeSync(file, buffered)
      buffered = ''
    },
    end: () => {
      writeSync(file, buffered)
      closeSync(file)
      renameSync(part, path)
    },
    undo: () => rmSync(part, { force: true }),
  }
}
