import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import type { Line } from '../../src/call/line.ts'
import type { QueueDefinition } from '../../src/line/definition.ts'
import { OpeningHours } from '../../src/line/hours.ts'
import { Distribution } from '../distribution.ts'
import { checkAgainstLine, durationHours, isOneDistribution } from '../scenario/check-against-line.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { PlannedGroup } from './agents/groups.ts'
import { groupsOf } from './agents/groups.ts'
import type { HandlingPlan } from './agents/handling-plan.ts'
import { handlingOf, transfersOf } from './agents/handling-plan.ts'
import type { PlannedArrivals } from './arrivals/arrivals-plan.ts'
import { expectedPerMs, plannedArrivals } from './arrivals/arrivals-plan.ts'
import type { PlannedCallers } from './callers/caller-kinds.ts'
import { callersOf } from './callers/caller-kinds.ts'
import type { PlannedChannel } from './channels/channels-plan.ts'
import { plannedChannels } from './channels/channels-plan.ts'
import type { Beginning } from './reached.ts'
import { canTransfer, queuesReached } from './reached.ts'

/** A scenario as numbers: what a simulated day is made of. Durations are milliseconds. */
export interface Plan {
  readonly scenario: Scenario
  readonly line: Line
  readonly table: FlowTable
  readonly startMs: number
  readonly durationMs: number
  /** The part at the beginning that is left out of the results. */
  readonly warmupMs: number
  readonly intervalMs: number
  readonly intervals: number
  readonly arrivals: PlannedArrivals
  /** Calls expected per millisecond in each interval, whatever brings them. */
  readonly ratePerMs: readonly number[]
  readonly groups: readonly PlannedGroup[]
  /** By queue. */
  readonly handle: readonly Distribution[]
  readonly wrapUpShare: number
  readonly handling: HandlingPlan
  readonly callers: PlannedCallers
  readonly serviceLevelMs: number
  /** Other work of the agents, the channel that goes first at the head. */
  readonly channels: readonly PlannedChannel[]
}

/** True where an interval has other agents than the one before it. */
export function staffingChanges({ groups }: Plan, interval: number): boolean {
  return groups.some(({ counts, shifts }) => !shifts && counts[interval] !== counts[interval - 1])
}

/** Threshold of the service level where a scenario states none: the trade's 80/20. */
const SERVICE_LEVEL_SECONDS = 20

/**
 * Turns a scenario and its line to numbers.
 * @throws WrongInput where the two do not fit
 */
export function planOf(scenario: Scenario, line: Line): Plan {
  const { definition } = line
  const hours = new OpeningHours(definition)
  const opening = openingOf(scenario, hours)
  const table = new FlowTable(line)
  table.explore()
  const words = {
    name: definition.name,
    queues: definition.queues.map(queue => queue.name),
    reached: queuesReached(table, beginningsOf(scenario, opening), transfersOf(scenario, table)),
    intents: definition.intents,
    tiers: definition.tiers.map(tier => tier.name),
    languages: definition.languages,
    matters: (definition.matters ?? []).map(matter => matter.name),
    transfers: (from: string, to: string) => canTransfer(table, from, to),
  }
  checkAgainstLine(scenario, words, opening)
  const durationMs = durationHours(scenario, opening) * HOUR_MS
  const intervalMs = Math.min(scenario.arrivals.intervalMinutes * MINUTE_MS, durationMs)
  const intervals = Math.ceil(durationMs / intervalMs - 1e-9)
  const period = { startMs: opening.startMs, durationMs, intervalMs, intervals }
  const groups = groupsOf(scenario, words.queues, { ...period, zone: definition.timeZone })
  const arrivals = plannedArrivals(scenario, definition, period)
  const { log } = arrivals
  return {
    scenario,
    line,
    table,
    ...period,
    warmupMs: scenario.warmupHours * HOUR_MS,
    arrivals,
    ratePerMs: expectedPerMs(arrivals, period),
    groups,
    handle: definition.queues.map((queue, i) => log?.handle[i] ?? handleOf(scenario, queue)),
    wrapUpShare: scenario.wrapUpShare,
    handling: handlingOf(scenario, table),
    callers: callersOf(scenario, words),
    serviceLevelMs: (scenario.targets.serviceLevel?.withinSeconds ?? SERVICE_LEVEL_SECONDS) * SECOND_MS,
    channels: plannedChannels(scenario, period, definition.timeZone, groups),
  }
}

/** The time that a scenario simulates on its line, the end excluded; in milliseconds since 1970. */
export function simulatedTime(scenario: Scenario, line: Line): { startMs: number; endMs: number } {
  const opening = openingOf(scenario, new OpeningHours(line.definition))
  const { startMs } = opening
  return { startMs, endMs: startMs + durationHours(scenario, opening) * HOUR_MS }
}

/** Only whoever simulates more than the opening hours has callers who find the line closed. */
function beginningsOf(scenario: Scenario, opening: { openMs: number }): readonly Beginning[] {
  const isWithin =
    scenario.startHour === undefined && durationHours(scenario, opening) * HOUR_MS <= opening.openMs
  return isWithin ? ['line.open'] : ['line.open', 'line.closed', 'line.holiday']
}

/** A day without a date is this one: a Monday, so that a weekly line is open. */
const SOME_DAY = '2026-11-30'

function openingOf(scenario: Scenario, hours: OpeningHours): { startMs: number; openMs: number } {
  const day = scenario.day ?? SOME_DAY
  const dayMs = hours.dayStart(day)
  const openings = hours.openings(day)
  const first = openings[0]
  const last = openings.at(-1)
  const wholeDay =
    first !== undefined && last !== undefined && last.toMs - first.fromMs >= DAY_MS - 2 * HOUR_MS
  const openMs = first && last ? (wholeDay ? DAY_MS : last.toMs - first.fromMs) : 0
  const startMs =
    scenario.startHour === undefined ? (first?.fromMs ?? dayMs) : dayMs + scenario.startHour * HOUR_MS
  return { startMs, openMs }
}

function handleOf({ handleSeconds }: Scenario, { name, handleSeconds: mean }: QueueDefinition): Distribution {
  if (isOneDistribution(handleSeconds)) return new Distribution(handleSeconds, 'handleSeconds')
  // A queue without one is reached by nobody who waits for an agent: the check has seen to it.
  const own = handleSeconds[name] ?? { distribution: 'exponential', mean }
  return new Distribution(own, `handleSeconds.${name}`)
}
