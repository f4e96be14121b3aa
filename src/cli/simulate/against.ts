import type { Command } from 'commander'
import type { Alternative } from '../../../sim/simulate/compare.ts'
import type { ScenarioOptions } from '../scenarios.ts'
import { collect, readScenario } from '../scenarios.ts'

export interface AgainstOptions {
  readonly against?: string
  readonly againstSet: readonly string[]
}

/** Adds the options that name another scenario to compare with. */
export function againstOptions(command: Command): Command {
  return command
    .option('--against <scenario>', 'compare with another scenario file, on days with the same callers')
    .option(
      '--against-set <key=value>',
      'compare with the same scenario (or that of --against) with another value for a key; may be given again',
      collect,
      [],
    )
}

/**
 * The scenario to compare with, if any: whatever else was asked for holds for both.
 * @throws WrongInput with all that is wrong with it
 */
export async function readAlternative(
  file: string,
  options: ScenarioOptions & AgainstOptions,
): Promise<Alternative | undefined> {
  const { against, againstSet, set } = options
  if (against === undefined && againstSet.length === 0) return undefined
  return await readScenario(against ?? file, { ...options, set: [...set, ...againstSet] })
}
