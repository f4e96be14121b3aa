import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { WrongInput } from '../base/wrong-input.ts'
import { loadConfig } from '../config.ts'
import type { Store } from '../store/port.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { RecordedCaller } from './callers/read-callers.ts'
import { COLUMNS, readCallers } from './callers/read-callers.ts'
import { registerRights } from './callers/rights.ts'
import { CENTRE } from './centre-name.ts'
import type { Done } from './exit.ts'
import { LINES, lineFrom } from './line-named.ts'

interface Options {
  readonly line?: readonly string[]
  readonly json?: true
}

const HELP = `
The columns, in any order: ${COLUMNS.join(', ')}. Only number is needed.
  number      with + and its country, such as +12025550100
  tier        a tier of the line's; callers of none have the lowest
  case        number of the open case; empty for none
  caseOpened  2026-12-14, or a time such as 2026-12-14T10:00-05:00
  lastAgent   who had the case last; empty leaves the one who is known while the case is the same
  matters     what is pending, by the line's names, with ; between
  email       where a caller is asked how a call was who cannot be texted

A row says all that is so of its caller; callers without a row stay as they are. All rows are taken, or none.
Goes to the store in HOLDLINE_DATA, which no running line may hold meanwhile.

Exit code 0: imported; 2: something is wrong with the file or the store.

Example:
  npx holdline callers import callers.csv`

/** `holdline callers`: what the owner of a line knows of its callers, and what callers may ask about themselves. */
export function register(program: Command, done: Done): void {
  const callers = program.command('callers').description('what is known of callers: import, export, erase')
  registerRights(callers, done)
  callers
    .command('import')
    .description('take tiers, open cases and pending matters of callers from a CSV')
    .argument('<file.csv>')
    .option('--line <line…>', 'whose tiers and matters there are; all of flows/ by default', collect)
    .option('--json', 'say what was imported as one JSON object')
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      await importCallers(file, options)
      done(0)
    })
}

async function importCallers(file: string, { line, json }: Options): Promise<void> {
  const { databaseUrl, dataFolder } = loadConfig('callers')
  if (databaseUrl !== undefined)
    throw new WrongInput(
      'DATABASE_URL names Postgres, which this version cannot keep callers in yet; unset it.',
    )
  const lines = line ? await Promise.all(line.map(lineFrom)) : Object.values(LINES)
  const callers = readCallers(
    textOf(file),
    file,
    lines.map(({ definition }) => definition),
  )
  const store = await openSqliteStore({ folder: dataFolder })
  try {
    const added = await keep(store, callers)
    const openCases = callers.filter(({ record }) => record.openCase !== undefined).length
    const counts = { callers: callers.length, added, openCases }
    console.log(json ? JSON.stringify(counts) : inWords(counts))
  } finally {
    await store.close()
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongInput(`${file} cannot be read: ${reason}; expected a CSV of callers.`)
  }
}

/** Keeps all records in one commit. Gives how many callers were not known before. */
function keep(store: Store, callers: readonly RecordedCaller[]): Promise<number> {
  const atMs = Date.now()
  return store.withCentre(CENTRE, async hold => {
    let added = 0
    const changes = []
    for (const { number, record } of callers) {
      if (!(await store.callerByNumber(number))) added++
      changes.push({ key: await hold.callerKey({ number, atMs }), record: { ...record, atMs } })
    }
    await hold.commit({ facts: [], callers: changes })
    return added
  })
}

function inWords({
  callers,
  added,
  openCases,
}: {
  callers: number
  added: number
  openCases: number
}): string {
  const people = callers === 1 ? 'One caller' : `${callers.toLocaleString('en-US')} callers`
  return `${people} imported: ${added.toLocaleString('en-US')} new, ${openCases.toLocaleString('en-US')} with an open case.`
}

function collect(name: string, before: readonly string[] = []): string[] {
  return [...before, name]
}
