import { WrongInput } from '../base/wrong-input.ts'
import type { Line } from '../call/line.ts'
import type { Traffic } from '../call/traffic.ts'
import { trafficOf } from '../runtime/traffic.ts'
import { withJournal } from './replay/open-journal.ts'
import { recordedAt } from './replay/paths.ts'
import { readScenario } from './scenarios.ts'
import { SimulatedDay } from './simulated-day.ts'

/** Where calls are to be counted. */
export interface TrafficOptions {
  readonly journal?: string
  readonly scenario?: string
  readonly centre: string
}

/**
 * Where calls to a line went, by a journal or in a simulated day; undefined where neither is asked for.
 * @throws WrongInput for what has no calls to this line
 */
export async function trafficFrom(line: Line, options: TrafficOptions): Promise<Traffic | undefined> {
  const { journal, scenario, centre } = options
  const { name } = line.definition
  if (journal !== undefined && scenario !== undefined)
    throw new WrongInput('--journal counts calls that were, --scenario calls that are simulated; choose one')
  if (scenario !== undefined) return simulatedTraffic(line, scenario)
  if (journal === undefined) return undefined
  const recorded = recordedAt([journal])
  if (recorded.kind === 'calls')
    throw new WrongInput(`${journal} has calls that were cut out; counts are made of the whole journal`)
  return withJournal(recorded, centre, found => trafficOf(found, name))
}

async function simulatedTraffic(line: Line, file: string): Promise<Traffic> {
  const { name } = line.definition
  const { scenario } = await readScenario(file, { set: [] }, line)
  if (scenario.line !== name)
    throw new WrongInput(`${file} is a scenario of line "${scenario.line}", not of "${name}"`)
  return trafficOf(new SimulatedDay(scenario, line), name)
}
