import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, relative } from 'node:path'
import { type Command, Option } from 'commander'
import type { ReplayedLog } from '../../sim/fit/compose.ts'
import { fitFindings } from '../../sim/fit/findings.ts'
import { fitScenario } from '../../sim/fit/fit.ts'
import { loggedScenario, mappingNamed } from '../../sim/fit/logged-scenario.ts'
import { READY_MAPPINGS } from '../../sim/fit/mapping.ts'
import type { PatienceChoice } from '../../sim/fit/patience.ts'
import { readLog } from '../../sim/fit/read-log.ts'
import { toYaml } from '../../sim/fit/to-yaml.ts'
import { planOf } from '../../sim/world/plan.ts'
import { WrongInput } from '../base/wrong-input.ts'
import { lineNamed } from './line-named.ts'

interface FitCommandOptions {
  readonly map?: string
  readonly day: string
  readonly out?: string
  readonly maxBroken?: number
  readonly types?: readonly string[]
  readonly line: string
  readonly interval: number
  readonly hours?: { readonly startHour: number; readonly endHour: number }
  readonly zone?: string
  readonly shortCalls: 'keep' | 'leave-out'
  readonly patience: PatienceChoice
  readonly replay?: boolean
  readonly json?: boolean
}

/** `holdline fit <calls.csv>`: turns a call log into a scenario. */
export function register(program: Command): void {
  program
    .command('fit')
    .description('turn a call log into a scenario: arrivals, handle times, patience, agents at work')
    .argument('<calls>', 'CSV or TSV with a header, also gzipped')
    .option(
      '--map <name|file>',
      `what the columns mean: ${Object.keys(READY_MAPPINGS).join(', ')}, or a file; default: the one that fits the header`,
    )
    .option('--day <kind>', 'sunday … saturday, weekday, busiest, or a date such as 2026-11-27', 'weekday')
    .option('--line <name>', 'the line that the calls are for; direct has no menus', 'direct')
    .option('--out <file>', 'write the scenario there, instead of to standard output')
    .option('--interval <minutes>', 'length of the intervals', minutes, 30)
    .option(
      '--hours <from-to>',
      'such as 7-24 or 07:30-22:00; default: when agents were seen to take calls',
      hours,
    )
    .option('--types <list>', 'types to include although the mapping leaves them out, e.g. IN', list)
    .option('--max-broken <share>', 'largest share of rows that may be broken (default: 0.01)', brokenShare)
    .option('--zone <name>', 'time zone of the centre, for times with an offset (default: the line’s)')
    .addOption(
      new Option('--short-calls <what>', 'talks below 10 s').choices(['keep', 'leave-out']).default('keep'),
    )
    .addOption(
      new Option('--patience <how>', 'auto takes what predicts days kept back better')
        .choices(['auto', 'exponential', 'empirical'])
        .default('auto'),
    )
    .option('--replay', 'the calls of the day come again as they came; --day is a date, or busiest')
    .option('--json', 'print one JSON object with scenario and report')
    .addHelpText(
      'after',
      '\nThe scenario goes to standard output, what was found in the log to standard error.\n\nExample:\n  holdline fit calls.csv --day monday > monday.yaml && holdline staff monday.yaml',
    )
    .action(run)
}

async function run(file: string, options: FitCommandOptions): Promise<void> {
  if (!existsSync(file)) throw new WrongInput(`there is no file ${file}; expected a call log, CSV or TSV.`)
  const line = lineNamed(options.line)
  const mapping = options.map === undefined ? undefined : mappingNamed(options.map)
  const log = await readLog(file, {
    ...(mapping && { mapping }),
    ...(options.maxBroken !== undefined && { maxBroken: options.maxBroken }),
    includeTypes: options.types ?? [],
    timeZone: options.zone ?? line.definition.timeZone,
  })
  const { scenario, report } = fitScenario(log.calls, {
    day: options.day,
    weekdays: log.mapping.weekdays,
    line: options.line,
    intervalMinutes: options.interval,
    ...(options.hours && { hours: options.hours }),
    shortCalls: options.shortCalls,
    patience: options.patience,
    ...(options.replay && { replay: replayOf(file, options) }),
  })
  // A log whose queues are not the line's is better refused here than by whoever simulates it.
  planOf(await loggedScenario(scenario, line, folderOf(options)), line)
  const yaml = toYaml(scenario, report, basename(file))
  if (options.out) writeFileSync(options.out, yaml)
  if (options.json) console.log(JSON.stringify({ scenario, report: { ...report, log: log.summary } }))
  else if (!options.out) process.stdout.write(yaml)
  console.error(fitFindings(scenario, report, log.summary, options.out))
}

/** The log as the scenario names it: from where that will lie. */
function replayOf(file: string, options: FitCommandOptions): ReplayedLog {
  const { map, types = [], maxBroken } = options
  const folder = folderOf(options)
  return {
    file: relative(folder, file),
    ...(map !== undefined && { map: existsSync(map) ? relative(folder, map) : map }),
    ...(types.length > 0 && { types: [...types] }),
    ...(maxBroken !== undefined && { maxBroken }),
  }
}

function folderOf({ out }: FitCommandOptions): string {
  return out === undefined ? '.' : dirname(out)
}

function list(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',').map(type => type.trim())].filter(type => type !== '')
}

function minutes(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && 1_440 % number === 0) return number
  throw new WrongInput(`--interval got "${text}", expected minutes that divide a day, such as 15, 30 or 60`)
}

function brokenShare(text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && number >= 0 && number <= 1) return number
  throw new WrongInput(`--max-broken got "${text}", expected a share from 0 to 1, such as 0.02`)
}

function hours(text: string): { startHour: number; endHour: number } {
  const parts = /^(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?$/.exec(text)
  const hour = (at: number): number => Number(parts?.[at]) + Number(parts?.[at + 1] ?? 0) / 60
  const [startHour, endHour] = [hour(1), hour(3)]
  if (parts && startHour < 24 && endHour > startHour && endHour <= startHour + 24)
    return { startHour, endHour }
  throw new WrongInput(
    `--hours got "${text}", expected from-to within a day, such as 7-24 or 07:30-22:00; past midnight counts on, 18-26`,
  )
}
