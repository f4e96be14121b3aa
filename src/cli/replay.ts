import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Command } from 'commander'
import { lines } from '../../flows/index.ts'
import { WrongInput } from '../base/wrong-input.ts'
import { direct } from '../call/direct.ts'
import type { Directive } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import { JournalFile, writeJournalFile } from '../runtime/journal-file.ts'
import type { Difference, Replayed } from '../runtime/replay.ts'
import { replay } from '../runtime/replay.ts'
import { StoredJournal } from '../runtime/stored-journal.ts'
import type { Happening } from '../runtime/transcript.ts'
import { did, met } from '../runtime/transcript.ts'
import { StoreFailed } from '../store/port.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Done } from './exit.ts'

interface Options {
  readonly centre: string
  readonly line?: string
  readonly export?: string
  readonly json?: true
}

/** The file that an embedded store makes in its folder. */
const STORE_FILE = 'holdline.sqlite'

/** Adds `holdline replay`: steps a journal again and shows where it first leads elsewhere. */
export function register(program: Command, done: Done): void {
  program
    .command('replay')
    .description('Steps a recorded journal again, and shows the first fact that leads to something else.')
    .argument('<journal>', 'a journal as JSON lines, or the data folder or .sqlite file of a stopped server')
    .option('--line <name>', 'run this line as it is in flows/ today, instead of as it was recorded')
    .option('--centre <name>', 'the centre whose journal is meant, of a data folder', 'main')
    .option(
      '--export <file>',
      'write the journal to a file as JSON lines instead; no number or name is in it',
    )
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', '\nExit code 0: all the same; 1: something differs; 2: it cannot be replayed.')
    .action(async (path: string, options: Options) => done(await run(path, options)))
}

async function run(path: string, options: Options): Promise<0 | 1> {
  if (options.export !== undefined && options.line !== undefined)
    throw new WrongInput('--export writes what was recorded; leave out --line')
  const storeFile = storeFileOf(path)
  if (storeFile === undefined) return withJournal(path, new JournalFile(path), options)
  const store = await openSqliteStore({ folder: dirname(storeFile), fileName: basename(storeFile) })
  try {
    if ((await store.lastSeq(options.centre)) === 0)
      throw new WrongInput(`${path} has no facts of a centre "${options.centre}"; name it with --centre`)
    return await withJournal(path, new StoredJournal(store, options.centre), options)
  } catch (error) {
    if (error instanceof StoreFailed) throw new WrongInput(error.message, { cause: error })
    throw error
  } finally {
    await store.close()
  }
}

async function withJournal(path: string, journal: JournalFile | StoredJournal, options: Options) {
  const cut = () => (journal instanceof JournalFile && journal.isCut ? journal.lines : undefined)
  if (options.export !== undefined) {
    const facts = await writeJournalFile(options.export, journal)
    const said = { journal: path, exported: options.export, facts, cutInLine: cut() }
    console.log(
      options.json ? JSON.stringify(said) : [...cutText(cut()), `${count(facts)} facts written`].join('\n'),
    )
    return 0
  }
  const line = options.line === undefined ? undefined : lineOfToday(options.line)
  const replayed = await replay(journal, { ...(line && { line }) })
  if (replayed.facts === 0) throw new WrongInput(`${path} has no whole fact; expected a journal`)
  console.log(options.json ? json(path, replayed, cut()) : text(path, replayed, cut()))
  return replayed.first ? 1 : 0
}

/** The store's file that a path means, or undefined for a file of JSON lines. */
function storeFileOf(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) {
      const file = join(path, STORE_FILE)
      if (statSync(file, { throwIfNoEntry: false })) return file
      throw new WrongInput(`${path} is a folder without ${STORE_FILE}; give a data folder or a journal file`)
    }
    return beginsAsStore(path) ? path : undefined
  } catch (error) {
    if (error instanceof WrongInput || !(error instanceof Error && 'code' in error)) throw error
    throw new WrongInput(`${path} cannot be read: ${error.message}`, { cause: error })
  }
}

function beginsAsStore(path: string): boolean {
  const start = Buffer.alloc(15)
  const file = openSync(path, 'r')
  try {
    readSync(file, start, 0, start.length, 0)
  } finally {
    closeSync(file)
  }
  return start.toString('latin1') === 'SQLite format 3'
}

function lineOfToday(name: string): Line {
  const line = name === 'direct' ? direct : lines[name]
  if (line) return line
  throw new WrongInput(`there is no line "${name}"; there is: direct, ${Object.keys(lines).join(', ')}`)
}

function json(journal: string, { elapsedMs, ...replayed }: Replayed, cutInLine: number | undefined): string {
  const elapsedSeconds = elapsedMs / 1_000
  const factsPerSecond = Math.round(replayed.facts / elapsedSeconds)
  return JSON.stringify({ journal, ...replayed, elapsedSeconds, factsPerSecond, cutInLine })
}

function text(path: string, replayed: Replayed, cutInLine: number | undefined): string {
  const { facts, calls, directives, skipped, elapsedMs, first } = replayed
  const seconds = elapsedMs / 1_000
  const quarantine = skipped > 0 ? `, ${count(skipped)} in quarantine` : ''
  const head =
    `${path}: ${count(facts)} facts of ${count(calls)} calls${quarantine} ` +
    `in ${seconds.toFixed(1)} s (${count(Math.round(facts / seconds))} a second)`
  const found = first
    ? differenceText(first, replayed)
    : [`All the same: every one of ${count(directives)} directives is as it was recorded.`]
  return [head, ...cutText(cutInLine), ...found].join('\n')
}

function cutText(cutInLine: number | undefined): string[] {
  if (cutInLine === undefined) return []
  return [`The file ends in the middle of line ${cutInLine}; what stands before it was taken.`]
}

function differenceText(first: Difference, { differingFacts, differingCalls }: Replayed): string[] {
  const { seq, atMs, fact, call, recorded, now, error, before } = first
  const about = call > 0 ? ` of call ${call}` : ''
  return [
    '',
    `Fact ${seq}${about} leads to something else (${fact.kind}, ${new Date(atMs).toISOString()}):`,
    ...[...before, ...did(fact, call)].map(row),
    `  recorded  ${directivesText(recorded, call)}`,
    `  now       ${now ? directivesText(now, call) : `cannot be stepped: ${error}`}`,
    '',
    now
      ? `In all, facts that lead to something else: ${count(differingFacts)}; calls that meet with it: ${count(differingCalls)}.`
      : 'The replay ends here.',
  ]
}

function row({ did: verb, what }: Happening): string {
  return `  ${verb.padEnd(9)} ${what}`.trimEnd()
}

/** Directives as a caller meets with them; those that only others notice as they stand in the journal. */
function directivesText(directives: readonly Directive[], call: number): string {
  const texts = directives.flatMap(directive => {
    const own = met(directive, call).map(({ did: verb, what }) => `${verb} ${what}`.trim())
    return own.length > 0 ? own : [JSON.stringify(directive)]
  })
  return texts.join('; ') || 'nothing'
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
