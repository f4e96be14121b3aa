import type { Command } from 'commander'
import { WrongInput } from '../base/wrong-input.ts'
import type { Config } from '../config.ts'
import { loadConfig } from '../config.ts'
import type { ResultsReport } from '../runtime/read-results.ts'
import { readResults } from '../runtime/read-results.ts'
import { resultsCsv } from '../runtime/results-csv.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { CENTRE } from './centre-name.ts'
import type { Done } from './exit.ts'
import { LINES, lineFrom } from './line-named.ts'
import { resultsText } from './results-text.ts'
import { RunningLine } from './running-line.ts'

interface Options {
  readonly from?: string
  readonly to?: string
  readonly line?: string
  readonly url?: string
  readonly json?: true
  readonly csv?: true
}

const HELP = `
Reads the store in HOLDLINE_DATA; while a line runs on it, ask that line: --url http://127.0.0.1:3000, with the
server's HOLDLINE_PASSWORD in the environment. Days are those of the line's time zone.

Exit code 0: there are contacts; 1: there is none in these days; 2: they cannot be read.

Examples:
  npx holdline results
  npx holdline results --from 2026-12-01 --to 2026-12-14 --line card-support --csv > results.csv`

/** `holdline results`: how content callers were, whether they were helped, and how long they waited. */
export function register(program: Command, done: Done): void {
  program
    .command('results')
    .description('satisfaction, resolution and waits, by queue, by agent and by channel')
    .option('--from <day>', 'the first day, such as 2026-12-01; four weeks in all by default')
    .option('--to <day>', 'the last day; today by default')
    .option('--line <line>', 'one line, by name or file; all of flows/ by default')
    .option('--url <url>', 'a line that runs')
    .option('--json', 'print one JSON object')
    .option('--csv', 'print CSV, a row for each queue, agent and channel')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      if (options.json && options.csv) throw new WrongInput('got --json and --csv; expected one of them.')
      const config = loadConfig('results')
      const report = await (options.url === undefined
        ? fromStore(options, config)
        : fromLine(options, config))
      if (options.csv) process.stdout.write(resultsCsv(report))
      else console.log(options.json ? JSON.stringify(report) : resultsText(report))
      done(report.total.contacts === 0 ? 1 : 0)
    })
}

async function fromStore(
  { line, from, to }: Options,
  { databaseUrl, dataFolder }: Config,
): Promise<ResultsReport> {
  if (databaseUrl !== undefined)
    throw new WrongInput(
      'DATABASE_URL names Postgres, which this version cannot keep calls in yet; unset it.',
    )
  const found = line === undefined ? Object.values(LINES) : [await lineFrom(line)]
  const [first, ...others] = found.map(({ definition }) => definition)
  const store = await openSqliteStore({ folder: dataFolder }).catch(error => {
    if (!(error instanceof WrongInput)) throw error
    const instead = 'While a line runs on it, ask that line: --url http://127.0.0.1:3000.'
    throw new WrongInput(`${error.message} ${instead}`, { cause: error })
  })
  try {
    // A rehearsal's day may lie in the future.
    const lastMs = await store.withCentre(CENTRE, async hold => hold.lastAtMs)
    const nowMs = Math.max(Date.now(), lastMs)
    return await readResults({ store, centre: CENTRE }, [first!, ...others], { from, to }, nowMs)
  } finally {
    await store.close()
  }
}

async function fromLine(
  { url, line, from, to }: Options,
  { password, passwordIsMade }: Config,
): Promise<ResultsReport> {
  if (passwordIsMade) throw new WrongInput('HOLDLINE_PASSWORD is not set; set it to that of the server.')
  const asked = Object.entries({ line, from, to }).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(asked as [string, string][])
  return (await (await RunningLine.at(url!, password)).get(`/api/results?${query}`)) as ResultsReport
}
