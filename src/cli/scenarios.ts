import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Command } from 'commander'
import { loggedScenario } from '../../sim/fit/logged-scenario.ts'
import { checkLineIsKnown } from '../../sim/scenario/check-against-line.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Line } from '../call/line.ts'
import { checkedLineOnce } from './explored-files.ts'
import { LINES } from './line-named.ts'
import { parseWhole } from './options.ts'

/** Folder of the scenarios that come with Holdline. */
export const READY_SCENARIOS = join(import.meta.dirname, '../../sim/scenarios')

/** Options that all commands on scenarios take. */
export interface ScenarioOptions {
  readonly replications?: number
  readonly seed?: number
  readonly workers?: number
  readonly set: readonly string[]
  readonly json?: boolean
}

/** Adds the options that all commands on scenarios take. */
export function scenarioOptions(command: Command): Command {
  return command
    .option('--replications <n>', 'days to simulate, instead of the scenario’s', text =>
      parseWhole(text, '--replications'),
    )
    .option('--seed <n>', 'names the random numbers: same seed, same callers', text =>
      parseWhole(text, '--seed', 0),
    )
    .option('--workers <n>', 'threads; the results are the same whatever their number', text =>
      parseWhole(text, '--workers'),
    )
    .option('--set <key=value>', 'another value for a key of the scenario; may be given again', collect, [])
    .option('--json', 'print one JSON object')
}

/**
 * Reads a scenario, the line that it names, and the log that it replays if it does.
 *
 * @param own a line beside those of flows/, for its author
 * @throws WrongInput with all that is wrong
 */
export async function readScenario(
  file: string,
  options: ScenarioOptions,
  own?: Line,
): Promise<{ scenario: Scenario; line: Line }> {
  if (!existsSync(file))
    throw new WrongInput(`there is no file ${file}; ready ones lie in ${relative('.', READY_SCENARIOS)}/.`)
  const overrides: Record<string, string> = {}
  for (const pair of options.set) {
    const at = pair.indexOf('=')
    if (at < 1) throw new WrongInput(`--set got "${pair}", expected key=value, e.g. --set agents=45`)
    overrides[pair.slice(0, at)] = pair.slice(at + 1)
  }
  if (options.replications !== undefined) overrides.replications = String(options.replications)
  if (options.seed !== undefined) overrides.seed = String(options.seed)
  const scenario = parseScenario(readFileSync(file, 'utf8'), file, overrides)
  const known = own ? { ...LINES, [own.definition.name]: own } : LINES
  checkLineIsKnown(scenario, Object.keys(known))
  const line = checkedLineOnce(known[scenario.line]!)
  return { scenario: await loggedScenario(scenario, line, dirname(file)), line }
}

/** For an option that may be given again. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value]
}
