import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { Option } from 'commander'
import { WrongInput } from '../base/wrong-input.ts'
import { loadConfig } from '../config.ts'
import { createLog } from '../log.ts'
import type { DemoOptions } from './demo/demo-options.ts'
import { runDemo } from './demo/run.ts'
import type { Done } from './exit.ts'
import { parseSpeed, parseWhole } from './options.ts'
import { progress } from './progress.ts'
import { READY_SCENARIOS, readScenario } from './scenarios.ts'
import { programVersion } from './version.ts'

interface Given {
  readonly scenario: string
  readonly load?: string
  readonly journal?: string
  readonly at?: string
  readonly speed?: string
  readonly seed?: string
  readonly set: readonly string[]
  readonly json?: true
}

const HOLIDAY_PEAK = join(READY_SCENARIOS, 'holiday-peak.yaml')
/** Of the first 400, the seed with the most to see from half past ten on: callers wait, at times a dozen at once. */
const BUSY_MORNING = 8

/** Adds `holdline demo`: a live line whose callers and agents are simulated, with its pages. */
export function register(program: Command, done: Done): void {
  program
    .command('demo')
    .description('runs a line on this machine, rung by simulated callers, with its wallboard in the browser')
    .option('--scenario <file>', 'who rings and who answers: a scenario file', HOLIDAY_PEAK)
    .option('--at <time>', 'begin at this ISO time; without an offset, in the zone of the line')
    .option('--speed <factor>', 'how many times as fast as the time of day (4)')
    .option('--seed <n>', 'names the random numbers: another seed, other callers')
    .option('--set <key=value>', 'another value for a key of the scenario; may be given again', collect, [])
    .option('--load <n>', 'instead, ring so many calls by phone over HTTP, as fast as they are answered')
    .option('--journal <file>', 'with --load: write the facts of the calls, as holdline replay takes them')
    .option('--json', 'say where it runs, or what came of --load, as one JSON object')
    .addOption(new Option('--no-open', 'as it is anyway: no browser is opened').hideHelp())
    .addHelpText('after', SETTINGS)
    .action(async (given: Given) => {
      if (given.load !== undefined) done(await ring(given, given.load))
      else if (given.journal !== undefined)
        throw new WrongInput('--journal keeps the calls of --load; say how many with --load')
      else await runDemo(await optionsOf(given))
    })
}

const SETTINGS = `
Set by the environment or a file .env: PORT (3000), HOST (127.0.0.1), HOLDLINE_PASSWORD (a new one each time),
HOLDLINE_DATA (./data; the demo keeps its journal in the folder "demo" there, and goes on where that ends).

With --load callers and agents of the scenario hold phones of a carrier on this machine that behaves as Twilio does.
Every webhook, document and REST request goes over HTTP, in virtual time; then each call is held against how it goes
in the simulator. Exit code 0: all went the same; 1: a call was lost, went otherwise, or something was complained of;
2: it cannot be rung.

Examples:
  holdline demo --at 2026-12-14T16:00 --speed 10
  holdline demo --load 200 --seed 3 --set agents=20 --journal calls.jsonl`

/** Rings calls by phone, and says what came of them. */
async function ring(given: Given, load: string): Promise<0 | 1> {
  const calls = parseWhole(load, '--load')
  for (const option of ['at', 'speed'] as const)
    if (given[option] !== undefined)
      throw new WrongInput(`--load rings the first callers of the day, in no time; leave out --${option}`)
  const { scenario, line } = await readScenario(given.scenario, { set: given.set, ...seedOf(given) })
  const { journal: journalFile } = given
  // Known before all is rung, not after.
  if (journalFile !== undefined && !existsSync(dirname(journalFile)))
    throw new WrongInput(
      `--journal ${journalFile} cannot be written: there is no folder ${dirname(journalFile)}`,
    )
  const { ringByPhone } = await import('./rung/load.ts')
  const { isFine, loadJson, loadText } = await import('./rung/load-text.ts')
  const bar = progress('ringing', calls)
  try {
    const settings = { scenario, line, calls, journalFile, programVersion: programVersion() }
    const found = await ringByPhone({ ...settings, onProgress: bar.to })
    bar.stop()
    const journal = journalFile ?? null
    console.log(given.json ? JSON.stringify(loadJson(found, given.scenario, journal)) : loadText(found))
    return isFine(found) ? 0 : 1
  } finally {
    bar.stop()
  }
}

async function optionsOf(given: Given): Promise<DemoOptions> {
  const config = loadConfig('demo')
  const { scenario, line } = await readScenario(given.scenario, { set: given.set, ...seedOf(given) })
  const log = createLog({
    level: config.logLevel,
    pretty: process.stderr.isTTY === true,
    destination: process.stderr,
    secrets: [config.password],
  })
  return {
    config,
    scenario,
    line,
    at: given.at,
    speed: parseSpeed(given.speed ?? '4'),
    isJson: given.json === true,
    log,
    print: text => console.log(text),
  }
}

function seedOf({ seed, scenario }: Given): { seed?: number } {
  if (seed !== undefined) return { seed: parseWhole(seed, '--seed', 0) }
  return scenario === HOLIDAY_PEAK ? { seed: BUSY_MORNING } : {}
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}
