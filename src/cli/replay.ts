import type { Command } from 'commander'
import { WrongInput } from '../base/wrong-input.ts'
import type { Line } from '../call/line.ts'
import { JournalFile, writeJournalFile } from '../runtime/journal-file.ts'
import { replay } from '../runtime/replay.ts'
import type { StoredJournal } from '../runtime/stored-journal.ts'
import type { Done } from './exit.ts'
import { LINES, lineToRun } from './line-named.ts'
import { parseRange, writeCuts, writtenText } from './replay/cut-files.ts'
import { cutText, replayedJson, replayedText } from './replay/journal-text.ts'
import { count } from './replay/numbers.ts'
import { withJournal } from './replay/open-journal.ts'
import type { Recorded } from './replay/paths.ts'
import { recordedAt } from './replay/paths.ts'
import { reranJson, reranText, rerunCalls } from './replay/rerun-calls.ts'

interface Options {
  readonly centre: string
  readonly line?: string
  readonly export?: string
  readonly call?: string
  readonly cut?: string
  readonly update?: true
  readonly json?: true
}

const HELP = `
Exit code 0: all the same; 1: something differs; 2: it cannot be replayed.

A call that was cut out is a text file for people: what the caller and the centre did (pressed, told, answered) can
be edited, what the flow made of it (heard, asked, joins) is compared with the line of today.

Examples:
  npx holdline replay call.jsonl --call 1 --cut billing.jsonl
  npx holdline replay data --cut calls
  npx holdline replay calls --update`

/** Adds `holdline replay`: steps what was recorded again and shows where it first leads elsewhere. */
export function register(program: Command, done: Done): void {
  program
    .command('replay')
    .description(
      'step a journal again, or calls that were cut out of one, and show what leads to something else',
    )
    .argument(
      '<recorded...>',
      'a journal as JSON lines, the data folder or .sqlite file of a stopped server; or cut-out calls, files or folders',
    )
    .option('--line <line>', 'run this line of flows/, or of a file, instead of what was recorded')
    .option('--centre <name>', 'the centre whose journal is meant, of a data folder', 'main')
    .option('--cut <file>', 'write calls as text to a file, or each to one of a folder, instead')
    .option('--call <n>', 'the call to be cut out, or a range such as 10-20 (all)')
    .option('--update', 'write what cut-out calls are now into their files')
    .option(
      '--export <file>',
      'write the journal to a file as JSON lines instead; no number or name is in it',
    )
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: Options) => done(await run(paths, options)))
}

async function run(paths: readonly string[], options: Options): Promise<0 | 1> {
  const recorded = recordedAt(paths)
  checkTogether(recorded, options)
  const line = options.line === undefined ? undefined : await lineToRun(options.line)
  if (recorded.kind === 'calls') return runCalls(recorded.files, line, options)
  return withJournal(recorded, options.centre, journal => runJournal(recorded.path, journal, line, options))
}

/** @throws WrongInput for options that mean nothing together */
function checkTogether({ kind }: Recorded, { line, update, export: file, cut, call }: Options): void {
  if (file !== undefined && line !== undefined)
    throw new WrongInput('--export writes what was recorded; leave out --line')
  if (cut !== undefined && (line !== undefined || file !== undefined))
    throw new WrongInput('--cut writes what was recorded; leave out --line and --export')
  if (call !== undefined && cut === undefined)
    throw new WrongInput('--call says which calls to cut out; say where to with --cut')
  if (kind !== 'calls' && update)
    throw new WrongInput('--update is for cut-out calls; a journal stays what it was')
  if (kind === 'calls' && (cut !== undefined || file !== undefined))
    throw new WrongInput('these are cut-out calls already; --cut and --export take a journal')
}

function runCalls(files: readonly string[], line: Line | undefined, { update, json }: Options): 0 | 1 {
  const isUpdate = update === true
  const known = line ? { [line.definition.name]: line } : LINES
  const reran = rerunCalls(files, { lines: known, isUpdate })
  console.log(json ? reranJson(reran, isUpdate) : reranText(reran, isUpdate))
  return reran.first && !isUpdate ? 1 : 0
}

async function runJournal(
  path: string,
  journal: JournalFile | StoredJournal,
  line: Line | undefined,
  options: Options,
): Promise<0 | 1> {
  const cutInLine = () => (journal instanceof JournalFile && journal.isCut ? journal.lines : undefined)
  if (options.export !== undefined) {
    const facts = await writeJournalFile(options.export, journal)
    const said = { journal: path, exported: options.export, facts, cutInLine: cutInLine() }
    const text = [...cutText(cutInLine()), `${count(facts)} facts written`].join('\n')
    console.log(options.json ? JSON.stringify(said) : text)
    return 0
  }
  if (options.cut !== undefined) {
    const written = await writeCuts(journal, options.cut, parseRange(options.call))
    console.log(options.json ? JSON.stringify({ journal: path, ...written }) : writtenText(written))
    return 0
  }
  const replayed = await replay(journal, { ...(line && { line }) })
  if (replayed.facts === 0) throw new WrongInput(`${path} has no whole fact; expected a journal`)
  console.log(
    options.json ? replayedJson(path, replayed, cutInLine()) : replayedText(path, replayed, cutInLine()),
  )
  return replayed.first ? 1 : 0
}
