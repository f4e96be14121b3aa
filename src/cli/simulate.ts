import type { Command } from 'commander'
import { simulate } from '../../sim/simulate/simulate.ts'
import { reportTable } from '../../sim/simulate/table.ts'
import { progress } from './progress.ts'
import type { ScenarioOptions } from './scenarios.ts'
import { readScenario, scenarioOptions } from './scenarios.ts'

/** `holdline simulate <scenario>`: runs a scenario and reports. */
export function register(program: Command): void {
  const command = program
    .command('simulate')
    .description(
      'simulate a scenario: waits, service level, abandonment and occupancy, with confidence intervals',
    )
    .argument('<scenario>', 'a scenario file, e.g. sim/scenarios/holiday-peak.yaml')
    .addHelpText('after', '\nExample:\n  holdline simulate sim/scenarios/direct.yaml --set agents=48 --json')
  scenarioOptions(command).action(run)
}

async function run(file: string, options: ScenarioOptions): Promise<void> {
  const { scenario, line } = readScenario(file, options)
  const bar = progress('simulating', scenario.replications)
  try {
    const report = await simulate(scenario, line, {
      ...(options.workers !== undefined && { workers: options.workers }),
      onProgress: bar.to,
    })
    bar.stop()
    console.log(options.json ? JSON.stringify(report) : reportTable(report))
  } finally {
    bar.stop()
  }
}
