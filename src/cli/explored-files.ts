import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { FlowReport } from '../call/check.ts'
import { checkedLine, checkFlow } from '../call/check.ts'
import { lineText } from '../call/define-line.ts'
import { exploredText, takeExplored } from '../call/explored.ts'
import type { Line } from '../call/line.ts'
import { textHash } from '../line/line-hash.ts'
import { programVersion } from './version.ts'

/** Files of lines that were explored lately, some hundred kilobytes each at most; the oldest go. */
const FILES_MAX = 50

/**
 * What the check says of a line, which is explored once by this version of the program: what was found is kept as a
 * file in the user's cache folder, by the hash of the line's text. Where that cannot be read or written, or is not as
 * it was written, the line is explored again. Seen with a line of 108 states: 17 ms instead of 200; with one of 524:
 * 35 ms instead of 600.
 */
export function checkFlowOnce(line: Line): FlowReport {
  const folder = cacheFolder()
  const path = join(folder, `${textHash(`${stepper()}\n${lineText(line)}`)}.explored`)
  if (!takeExplored(line, read(path))) keep(folder, path, exploredText(line))
  return checkFlow(line)
}

/** The line itself, which may take calls. @throws LineError as `checkedLine` does, of which it is the same */
export function checkedLineOnce(line: Line): Line {
  checkFlowOnce(line)
  return checkedLine(line)
}

let version: string | undefined

/** What steps flows and checks them: this program and XState, by their versions and our own sources. */
function stepper(): string {
  version ??= `${programVersion()} ${readFileSync(findPackageJSON('xstate', import.meta.url)!, 'utf8')}`
  return version
}

/** Where caches belong by the custom of each system. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  const { platform } = process
  const caches =
    XDG_CACHE_HOME ||
    (platform === 'win32' && LOCALAPPDATA) ||
    join(homedir(), platform === 'darwin' ? 'Library/Caches' : '.cache')
  return join(caches, 'holdline')
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Not there, or not ours to read: the line is explored, which is all that it costs.
    return ''
  }
}

/** Whole or not at all, whoever else writes the same: a file takes its name when it is finished. */
function keep(folder: string, path: string, text: string): void {
  const part = `${path}.${randomUUID()}.part`
  const isKept = succeeds(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(part, text, { mode: 0o600 })
    renameSync(part, path)
    for (const old of oldest(folder)) rmSync(old, { force: true })
  })
  if (!isKept) succeeds(() => rmSync(part, { force: true }))
}

/** A full disk, or a home that nobody may write to, is no reason to refuse a line. */
function succeeds(act: () => void): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}

/** Files beyond those that are kept; what a killed process left unfinished is among the oldest in its turn. */
function oldest(folder: string): string[] {
  const files = readdirSync(folder).map(name => join(folder, name))
  if (files.length <= FILES_MAX) return []
  const byAge = files.map(file => ({ file, atMs: statSync(file).mtimeMs })).sort((a, b) => b.atMs - a.atMs)
  return byAge.slice(FILES_MAX).map(({ file }) => file)
}
