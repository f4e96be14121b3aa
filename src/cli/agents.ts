import type { Command } from 'commander'
import { WrongInput } from '../base/wrong-input.ts'
import { loadConfig } from '../config.ts'
import type { BroughtRoster, RosterChange } from '../runtime/rosters.ts'
import { bringToStore } from '../runtime/rosters.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { COLUMNS, queuesOf, readAgents } from './agents/read-agents.ts'
import { CENTRE } from './centre-name.ts'
import type { Done } from './exit.ts'
import { LINES, lineFrom } from './line-named.ts'
import { RunningLine } from './running-line.ts'

interface Options {
  readonly line?: readonly string[]
  readonly to?: string
  readonly json?: true
}

const HELP = `
A CSV with a header, or JSON: [{ "name", "id", "skills": [], "address", "role", "pin" }]. The columns, in any order:
${COLUMNS.join(', ')}.
  name     as others call the agent; each once
  id       3 to 8 digits, by which the agent signs in on a phone
  skills   queues as line/queue, best first, with ; between; a supervisor may have none
  address  where the agent is rung: +12025550100, sip:ana@example.com or client:ana
  role     agent or supervisor; agent if empty
  pin      6 to 64 digits, letters and signs, digits alone for signing in on a phone; empty keeps the one that there is

The file is the whole roster: whoever is not in it is an agent no more. All of it is taken, or nothing. An agent who has
no PIN is given one, which is shown this once. PINs are kept hashed, beside the roster.

Goes to the store in HOLDLINE_DATA, and counts from the next \`holdline serve\` on. With --to it goes to a line that
runs, and counts at once: new agents can sign in, whoever is gone finishes the call and goes away. The environment then
holds the server's HOLDLINE_PASSWORD.

Exit code 0: imported; 2: something is wrong with the file, the store or the line.

Examples:
  npx holdline agents import agents.csv
  npx holdline agents import agents.csv --to http://127.0.0.1:3000`

/** `holdline agents import <file>`: who takes calls, for what, and by what they log in. */
export function register(program: Command, done: Done): void {
  program
    .command('agents')
    .description('the agents who take calls')
    .command('import')
    .description('take the roster: names, ids, skills, addresses, roles and PINs')
    .argument('<roster.csv|roster.json>')
    .option('--to <url>', 'a line that runs')
    .option('--line <line…>', 'whose queues there are; all of flows/ by default', collect)
    .option('--json', 'say what was imported as one JSON object, with the PINs that were made up')
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      const change = await (options.to === undefined ? toStore(file, options) : toLine(file, options.to))
      console.log(options.json ? JSON.stringify(change) : inWords(change))
      done(0)
    })
}

async function toStore(file: string, { line }: Options): Promise<RosterChange> {
  const { databaseUrl, dataFolder } = loadConfig('agents')
  if (databaseUrl !== undefined)
    throw new WrongInput(
      'DATABASE_URL names Postgres, which this version cannot keep agents in yet; unset it.',
    )
  const lines = line ? await Promise.all(line.map(lineFrom)) : Object.values(LINES)
  const brought = readAgents(file, queuesOf(lines))
  const store = await openSqliteStore({ folder: dataFolder }).catch(withAdvice)
  try {
    return await bringToStore({ store, centre: CENTRE, atMs: Date.now() }, brought)
  } finally {
    await store.close()
  }
}

/** A line that runs holds its store: the roster goes to it instead. */
function withAdvice(error: unknown): never {
  if (!(error instanceof WrongInput) || !error.message.includes('in use by')) throw error
  const advice =
    'If that is the line, bring the roster to it: --to http://127.0.0.1:3000 (its HOST and PORT).'
  throw new WrongInput(`${error.message} ${advice}`, { cause: error })
}

async function toLine(file: string, to: string): Promise<RosterChange> {
  const { password, passwordIsMade } = loadConfig('agents')
  if (passwordIsMade) throw new WrongInput('HOLDLINE_PASSWORD is not set; set it to that of the server.')
  const { agents, pins } = readAgents(file)
  const line = await RunningLine.at(to, password)
  return (await line.post('/api/roster', { agents: withPins(agents, pins) })) as RosterChange
}

function withPins(agents: BroughtRoster['agents'], pins: BroughtRoster['pins']) {
  return agents.map(agent => (pins.has(agent.name) ? { ...agent, pin: pins.get(agent.name) } : agent))
}

function inWords({ agents, added, gone, made }: RosterChange): string {
  const people = agents === 1 ? 'One agent' : `${agents.toLocaleString('en-US')} agents`
  const head = `${people} imported: ${added.toLocaleString('en-US')} new, ${gone.toLocaleString('en-US')} gone.`
  if (made.length === 0) return head
  const width = Math.max(...made.map(({ name }) => name.length))
  return [
    head,
    'These PINs were made up, and are shown this once:',
    ...made.map(({ name, pin }) => `  ${name.padEnd(width)}  ${pin}`),
  ].join('\n')
}

function collect(name: string, before: readonly string[] = []): string[] {
  return [...before, name]
}
