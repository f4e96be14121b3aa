import { renameSync, writeFileSync } from 'node:fs'
import { WrongInput } from '../../base/wrong-input.ts'
import { lineText } from '../../call/define-line.ts'
import type { Line } from '../../call/line.ts'
import { textHash } from '../../line/line-hash.ts'
import { nearest } from '../../line/nearest.ts'
import type { CutCall } from '../../runtime/cut-calls.ts'
import { cutCallsOf, placeOf } from '../../runtime/cut-calls.ts'
import { LoneLine } from '../../runtime/cut-lone-line.ts'
import { rerun } from '../../runtime/cut-rerun.ts'
import { partingOf } from '../../runtime/cut-transcript.ts'
import { checkedLineOnce } from '../explored-files.ts'
import { count } from './numbers.ts'
import { sideBySide } from './side-by-side.ts'

export interface Rerunning {
  /** The lines of today by name. */
  readonly lines: Readonly<Record<string, Line>>
  /** Writes what is now into the files. */
  readonly isUpdate: boolean
}

/** A call that is other than it was recorded. */
interface Changed {
  readonly call: CutCall
  /** Its lines now, with the head. */
  readonly today: readonly string[]
}

/** What came of running calls again. */
export interface Reran {
  readonly calls: number
  readonly files: number
  /** Where the calls that differ stand, in the order of the files. */
  readonly differing: readonly string[]
  readonly first: Changed | undefined
  readonly elapsedMs: number
}

/** Places of differing calls that are told by name. */
const NAMED = 10

/** Runs all calls of some files against the lines of today. @throws WrongInput that names the broken line of a file */
export function rerunCalls(files: readonly string[], { lines, isUpdate }: Rerunning): Reran {
  const startMs = performance.now()
  const differing: string[] = []
  const known = new Map<string, { lone: LoneLine; hash: string }>()
  let first: Changed | undefined
  let calls = 0
  for (const path of files) {
    const texts: string[] = []
    const before = differing.length
    for (const call of cutCallsOf(path)) {
      calls++
      const line = known.get(call.head.call) ?? lineOf(call, lines)
      known.set(call.head.call, line)
      const today = rerun(call, line.lone)
      if (today) {
        differing.push(placeOf(call))
        first ??= { call, today }
      }
      if (isUpdate) texts.push(today ? updated(call, today, line.hash) : `${call.lines.join('\n')}\n`)
    }
    if (isUpdate && differing.length > before) replaceFile(path, texts.join(''))
  }
  return { calls, files: files.length, differing, first, elapsedMs: performance.now() - startMs }
}

function lineOf(call: CutCall, lines: Rerunning['lines']): { lone: LoneLine; hash: string } {
  const name = call.head.call
  if (!Object.hasOwn(lines, name)) {
    const names = Object.keys(lines)
    const meant = nearest(name, names)
    throw new WrongInput(
      `${placeOf(call)} is a call to line "${name}", which is none of ${names.join(', ')}; ` +
        `${meant === undefined ? '' : `is ${meant} meant? `}Give the file of the line with --line ./${name}.ts`,
    )
  }
  const line = checkedLineOnce(lines[name]!)
  return { lone: new LoneLine(line), hash: textHash(lineText(line)) }
}

function updated({ head }: CutCall, today: readonly string[], definition: string): string {
  return `${[JSON.stringify({ ...head, definition }), ...today.slice(1)].join('\n')}\n`
}

function replaceFile(path: string, text: string): void {
  try {
    writeFileSync(`${path}.part`, text)
    renameSync(`${path}.part`, path)
  } catch (error) {
    throw new WrongInput(`${path} cannot be written: ${(error as Error).message}`, { cause: error })
  }
}

/** One JSON object for programs. */
export function reranJson({ calls, files, differing, first, elapsedMs }: Reran, isUpdate: boolean): string {
  const elapsedSeconds = elapsedMs / 1_000
  return JSON.stringify({
    calls,
    files,
    differing: differing.length,
    updated: isUpdate ? differing.length : 0,
    elapsedSeconds,
    callsPerSecond: Math.round(calls / elapsedSeconds),
    ...(first && {
      first: {
        place: placeOf(first.call),
        line: first.call.head.call,
        rang: first.call.head.rang,
        ...partingOf(first.call.lines, first.today),
      },
    }),
  })
}

/** What came of it, for people. */
export function reranText({ calls, files, differing, first, elapsedMs }: Reran, isUpdate: boolean): string {
  const seconds = elapsedMs / 1_000
  const head =
    `${count(calls, 'call')} of ${count(files, 'file')} in ${seconds.toFixed(1)} s ` +
    `(${count(Math.round(calls / seconds))} a second)`
  if (!first) return `${head}\nAll the same: the lines of today direct what is written in the files.`
  const { call, today } = first
  const more = differing.length > NAMED ? `, and ${count(differing.length - NAMED)} more` : ''
  return [
    head,
    '',
    `${placeOf(call)}, a call to ${call.head.call} at ${call.head.rang}, goes another way:`,
    '',
    sideBySide(partingOf(call.lines, today)),
    '',
    `In all ${count(differing.length, 'call')} differ${differing.length === 1 ? 's' : ''}: ${differing.slice(0, NAMED).join(', ')}${more}.`,
    isUpdate
      ? 'The files say so now.'
      : 'If that is meant, --update writes what the calls are now into the files.',
  ].join('\n')
}
