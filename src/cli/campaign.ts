import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { WrongInput } from '../base/wrong-input.ts'
import { loadConfig } from '../config.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Notice } from '../runtime/campaigns.ts'
import { planned } from '../runtime/campaigns.ts'
import { masked } from './callers/shown.ts'
import { COLUMNS, readCampaign } from './campaign/read-campaign.ts'
import type { Done } from './exit.ts'
import { lineFrom } from './line-named.ts'
import { parseTime } from './options.ts'
import { RunningLine } from './running-line.ts'

interface Options {
  readonly line: string
  readonly to: string
  readonly dryRun?: true
  readonly at?: string
  readonly json?: true
}

const HELP = `
A CSV with a header. The columns, in any order: ${COLUMNS.join(', ')}. Number and matter are needed.
  number    with + and its country, such as +12125550123
  matter    what is pending, by the line's names: payment-due, near-limit
  name      of the caller
  language  in which the line speaks, such as es-US; the caller's own where it is known
  due       the last day on which the notice is of use, such as 2026-12-31

Each is sent a text message with what the line says of the matter: one a second, between 08:00 and 21:00 (the line's
callingHours) where the number is, and never to anybody who has replied STOP. A running line sends them; it goes on
after a restart, and sends nothing twice. The environment holds the server's HOLDLINE_PASSWORD.

--dry-run sends nothing and says when each would be sent, by the clock where the number is.

Exit code 0: taken; 1: none of them could be sent in time; 2: something is wrong with the list or the line.

Examples:
  npx holdline campaign notices.csv --line card-support --dry-run
  npx holdline campaign notices.csv --line card-support --to http://127.0.0.1:3000`

/** `holdline campaign <list>`: tells callers of what is pending for them before they ring. */
export function register(program: Command, done: Done): void {
  program
    .command('campaign')
    .description('text callers of a list about what is pending: paced, in legal hours, with opt-out')
    .argument('<list.csv>')
    .requiredOption('--line <line>', 'the line that sends them, by name or file')
    .option('--to <url>', 'the line that runs', 'http://127.0.0.1:3000')
    .option('--dry-run', 'print what would be sent when, and send nothing')
    .option('--at <time>', 'for --dry-run: as of this ISO time')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      const { definition } = await lineFrom(options.line)
      const notices = readCampaign(textOf(file), file, definition)
      done(
        options.dryRun ? rehearse(definition, notices, options) : await begin(definition, notices, options),
      )
    })
}

function rehearse(line: LineDefinition, notices: readonly Notice[], { at, json }: Options): 0 | 1 {
  const plan = planned(line, notices, at === undefined ? Date.now() : parseTime(at, line.timeZone))
  const rows = plan.map(({ notice: { number, matter }, zone, fromMs }) => ({
    number: masked(number),
    matter,
    zone: zone || line.timeZone,
    ...(fromMs !== undefined && { at: new Date(fromMs).toISOString() }),
    when: fromMs === undefined ? 'not in time' : clockIn(zone.split(' ')[0] || line.timeZone, fromMs),
  }))
  if (json) console.log(JSON.stringify({ notices: rows }))
  else
    for (const { number, matter, zone, when } of rows)
      console.log(`${when}  ${zone.split(' ')[0]}  ${number}  ${matter}`)
  return plan.some(({ fromMs }) => fromMs !== undefined) ? 0 : 1
}

async function begin(line: LineDefinition, notices: readonly Notice[], { to, json }: Options): Promise<0> {
  const { password, passwordIsMade } = loadConfig('campaign')
  if (passwordIsMade) throw new WrongInput('HOLDLINE_PASSWORD is not set; set it to that of the server.')
  const running = await RunningLine.at(to, password)
  const { campaign } = (await running.post('/api/campaigns', { line: line.name, notices })) as {
    campaign: string
  }
  console.log(
    json
      ? JSON.stringify({ campaign, notices: notices.length })
      : `${campaign}: ${notices.length} notices taken`,
  )
  return 0
}

function clockIn(timeZone: string, ms: number): string {
  const style = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const
  return new Intl.DateTimeFormat('sv', style).format(ms)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongInput(`${file} cannot be read: ${reason}`)
  }
}
