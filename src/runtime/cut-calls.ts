import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { WrongInput } from '../base/wrong-input.ts'
import type { CutHead } from './cut-file.ts'
import { HEAD_START, parseHead } from './cut-file.ts'

/** A call as it stands in a file. */
export interface CutCall {
  readonly head: CutHead
  /** The file, and the line of it that has the head. */
  readonly path: string
  readonly lineNumber: number
  /** The head and all after it. */
  readonly lines: readonly string[]
}

const CHUNK_BYTES = 1 << 20

/** The calls of a file, one after the other. @throws WrongInput that names the line that is broken */
export function* cutCallsOf(path: string): Generator<CutCall> {
  let lines: string[] = []
  let lineNumber = 1
  let from = 1
  for (const chunk of linesOf(path)) {
    for (const line of chunk) {
      if (startsCall(line) && lines.length > 0) {
        yield callOf(path, from, lines)
        lines = []
      }
      if (lines.length === 0) from = lineNumber
      lineNumber++
      if (line !== '' && line.trim() !== '') lines.push(line)
    }
  }
  if (lines.length > 0) yield callOf(path, from, lines)
}

/** A call by its place, such as `calls.jsonl:12`. */
export function placeOf({ path, lineNumber }: CutCall): string {
  return lineNumber === 1 ? path : `${path}:${lineNumber}`
}

function startsCall(line: string): boolean {
  // Most lines begin with a time: that is seen before any pattern is tried.
  return line[2] !== 'a' && HEAD_START.test(line)
}

function callOf(path: string, lineNumber: number, lines: string[]): CutCall {
  try {
    if (!HEAD_START.test(lines[0]!)) throw new WrongInput('expected {"call":…}, with which a call begins')
    return { head: parseHead(lines[0]!), path, lineNumber, lines }
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error
    throw new WrongInput(`${path}, line ${lineNumber}: ${error.message}`, { cause: error })
  }
}

function* linesOf(path: string): Generator<string[]> {
  const decoder = new StringDecoder('utf8')
  const bytes = Buffer.alloc(CHUNK_BYTES)
  let rest = ''
  const file = openSync(path, 'r')
  try {
    for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes)) {
      const lines = (rest + decoder.write(bytes.subarray(0, read))).split('\n')
      rest = lines.pop()!
      yield lines
    }
  } finally {
    closeSync(file)
  }
  if (rest !== '') yield [rest]
}
