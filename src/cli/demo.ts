import { join } from 'node:path'
import type { Command } from 'commander'
import { Option } from 'commander'
import { loadConfig } from '../config.ts'
import { createLog } from '../log.ts'
import type { DemoOptions } from './demo/demo-options.ts'
import { runDemo } from './demo/run.ts'
import { parseSpeed, parseWhole } from './options.ts'
import { READY_SCENARIOS, readScenario } from './scenarios.ts'

interface Given {
  readonly scenario: string
  readonly at?: string
  readonly speed: string
  readonly seed?: string
  readonly set: readonly string[]
  readonly json?: true
}

const HOLIDAY_PEAK = join(READY_SCENARIOS, 'holiday-peak.yaml')
/** Of the first 400, the seed with the most to see from half past ten on: callers wait, at times a dozen at once. */
const BUSY_MORNING = 8

/** Adds `holdline demo`: a live line whose callers and agents are simulated, with its pages. */
export function register(program: Command): void {
  program
    .command('demo')
    .description('runs a line on this machine, rung by simulated callers, with its wallboard in the browser')
    .option('--scenario <file>', 'who rings and who answers: a scenario file', HOLIDAY_PEAK)
    .option('--at <time>', 'begin at this ISO time; without an offset, in the zone of the line')
    .option('--speed <factor>', 'how many times as fast as the time of day', '4')
    .option('--seed <n>', 'names the random numbers: another seed, other callers')
    .option('--set <key=value>', 'another value for a key of the scenario; may be given again', collect, [])
    .option('--json', 'say where it runs as one JSON object')
    .addOption(new Option('--no-open', 'as it is anyway: no browser is opened').hideHelp())
    .addHelpText('after', SETTINGS)
    .action((given: Given) => runDemo(optionsOf(given)))
}

const SETTINGS = `
Set by the environment or a file .env: PORT (3000), HOST (127.0.0.1), HOLDLINE_PASSWORD (a new one each time),
HOLDLINE_DATA (./data; the demo keeps its journal in the folder "demo" there, and goes on where that ends).

Example:
  holdline demo --at 2026-12-14T16:00 --speed 10`

function optionsOf(given: Given): DemoOptions {
  const config = loadConfig('demo')
  const { scenario, line } = readScenario(given.scenario, { set: given.set, ...seedOf(given) })
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
    speed: parseSpeed(given.speed),
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
