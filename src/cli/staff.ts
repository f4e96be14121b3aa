import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { toYaml } from '../../sim/fit/to-yaml.ts'
import { staff } from '../../sim/staffing/staff.ts'
import { staffTable } from '../../sim/staffing/table.ts'
import type { Done } from './exit.ts'

import { progress } from './progress.ts'
import type { ScenarioOptions } from './scenarios.ts'
import { readScenario, scenarioOptions } from './scenarios.ts'

interface StaffCommandOptions extends ScenarioOptions {
  readonly out?: string
}

const PARTS = 1_000

/** `holdline staff <scenario>`: the fewest agents per interval that meet the targets. */
export function register(program: Command, done: Done): void {
  const command = program
    .command('staff')
    .description(
      'find the fewest agents per interval that meet the scenario’s targets, checked on days never seen before',
    )
    .argument('<scenario>', 'a scenario file, e.g. sim/scenarios/holiday-peak.yaml')
    .option('--out <file>', 'write the scenario with the agents found, for simulate and schedule')
    .addHelpText(
      'after',
      '\nEnds with 1 where a target cannot be met.\n\nExample:\n  holdline staff sim/scenarios/holiday-peak.yaml --set targets.abandonment=0.03 --out peak.yaml',
    )
  scenarioOptions(command).action((file: string, options: StaffCommandOptions) => run(file, options, done))
}

async function run(file: string, options: StaffCommandOptions, done: Done): Promise<void> {
  const { scenario, line } = await readScenario(file, options)
  const bar = progress('staffing', PARTS)
  try {
    const report = await staff(scenario, line, {
      ...(options.workers !== undefined && { workers: options.workers }),
      onProgress: part => bar.to(Math.floor(part * PARTS)),
    })
    bar.stop()
    // The scenario keeps its own seed; the report's is that of the check.
    if (options.out) {
      const origin = `# The agents are those that holdline staff found for ${basename(file)}, checked on seed ${report.checkedOnSeed}.\n`
      writeFileSync(options.out, origin + toYaml({ ...report.scenario, seed: scenario.seed }))
    }
    console.log(
      options.json ? JSON.stringify(report) : staffTable(report, basename(file).replace(/\.ya?ml$/, '')),
    )
    done(report.holds ? 0 : 1)
  } finally {
    bar.stop()
  }
}
