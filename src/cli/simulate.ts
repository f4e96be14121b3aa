import type { Command } from 'commander'
import { terminalCharts } from '../../sim/report/terminal-charts.ts'
import { besideTable } from '../../sim/simulate/beside-table.ts'
import type { ComparedReport } from '../../sim/simulate/compare.ts'
import { compare } from '../../sim/simulate/compare.ts'
import { comparisonTable } from '../../sim/simulate/comparison-table.ts'
import { replayedTable } from '../../sim/simulate/replayed-table.ts'
import type { Report } from '../../sim/simulate/simulate.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { reportTable } from '../../sim/simulate/table.ts'
import { forewarning } from '../../sim/simulate/warnings.ts'
import { planOf } from '../../sim/world/plan.ts'
import type { Done } from './exit.ts'
import { parseWhole } from './options.ts'
import { progress } from './progress.ts'
import type { ScenarioOptions } from './scenarios.ts'
import { readScenario, scenarioOptions } from './scenarios.ts'
import type { AgainstOptions } from './simulate/against.ts'
import { againstOptions, readAlternative } from './simulate/against.ts'
import type { PrecisionOptions } from './simulate/precision.ts'
import { precisionOptions, precisionText } from './simulate/precision.ts'
import type { TraceOptions } from './simulate/trace.ts'
import { traceText, wantedTrace, writeTrace } from './simulate/trace.ts'
import type { WrittenOptions } from './simulate/written.ts'
import { checkWritten, write } from './simulate/written.ts'

type Options = ScenarioOptions & TraceOptions & WrittenOptions & PrecisionOptions & AgainstOptions

/** Of a terminal that does not say how wide it is, or of a file. */
const COLUMNS = 80

const EXAMPLES = `
Examples:
  holdline simulate sim/scenarios/direct.yaml --set agents=48 --json
  holdline simulate sim/scenarios/direct.yaml --precision serviceLevel=0.005 --against-set agents=48
  holdline simulate sim/scenarios/holiday-peak.yaml --report monday.html --csv monday.csv
  holdline simulate sim/scenarios/holiday-peak.yaml --trace monday.jsonl --trace-replication 3`

/** `holdline simulate <scenario>`: runs a scenario and reports. */
export function register(program: Command, done: Done): void {
  const command = program
    .command('simulate')
    .description(
      'simulate a scenario: waits, service level, abandonment and occupancy, with confidence intervals',
    )
    .argument('<scenario>', 'a scenario file, e.g. sim/scenarios/holiday-peak.yaml')
    .option('--csv <file>', 'write all results as one long table, a measure a row')
    .option('--report <file>', 'write a report for a browser: one HTML file that stands alone')
    .option('--trace <file>', 'write the journal of a day to a file, as holdline play and replay take it')
    .option('--trace-replication <n>', 'which of the days that are simulated (the first)', text =>
      parseWhole(text, '--trace-replication'),
    )
    .addHelpText('after', EXAMPLES)
  againstOptions(precisionOptions(scenarioOptions(command))).action((file, options) =>
    run(file, options, done),
  )
}

async function run(file: string, options: Options, done: Done): Promise<void> {
  const { scenario, line } = await readScenario(file, options)
  const other = await readAlternative(file, options)
  checkWritten(options)
  const wanted = wantedTrace(options, scenario)
  const trace = wanted && (await writeTrace(scenario, line, wanted))
  const warning = forewarning(planOf(scenario, line))
  if (warning) console.error(warning)
  const bar = progress('simulating', scenario.replications)
  try {
    const drawing = {
      ...(options.workers !== undefined && { workers: options.workers }),
      ...(options.precision && { precision: options.precision }),
      ...(options.mostReplications !== undefined && { most: options.mostReplications }),
      onProgress: bar.to,
    }
    const report = other
      ? await compare({ scenario, line }, other, drawing)
      : await simulate(scenario, line, drawing)
    bar.stop()
    const written = await write(options, { report, line, file })
    if (options.json) console.log(JSON.stringify({ ...report, ...(trace && { trace }) }))
    else console.log([...shown(report), ...written, ...(trace ? [traceText(trace)] : [])].join('\n'))
    if (report.precision?.some(({ isReached }) => !isReached)) done(1)
  } finally {
    bar.stop()
  }
}

/** For a person to read. */
function shown(report: Report | ComparedReport): string[] {
  const replayed = report.replayed ? ['', ...replayedTable(report.replayed)] : []
  return [
    reportTable(report),
    ...replayed,
    ...besideTable(report),
    ...('against' in report ? comparisonTable(report) : []),
    ...terminalCharts(report, process.stdout.columns ?? COLUMNS),
    ...(report.precision ? ['', ...precisionText(report.precision, report.replications)] : []),
  ]
}
