import { DAY_MS } from '../../src/base/units.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Plan } from '../world/plan.ts'
import type { Surplus } from '../world/tally/surplus.ts'
import type { Tally } from '../world/tally/tally.ts'
import { CALLS, WIDTH } from '../world/tally/tally.ts'

/** What a scenario may say while calls come as often, and take as long on average, as its rates and means say. */
const PLAIN_KEYS: ReadonlySet<string> = new Set<keyof Scenario>([
  ...(['line', 'day', 'startHour', 'durationHours', 'warmupHours', 'arrivals', 'intents', 'tiers'] as const),
  ...([
    'languages',
    'handleSeconds',
    'wrapUpShare',
    'patienceSeconds',
    'queueLimit',
    'readingErrors',
  ] as const),
  ...(['silence', 'callbackAcceptance', 'voicemailAcceptance', 'openCases', 'matters', 'shrinkage'] as const),
  ...(['agents', 'costs', 'targets', 'replications', 'seed', 'variance'] as const),
])
const PLAIN_ARRIVALS: ReadonlySet<string> = new Set([
  ...['callsPerHour', 'callsPerInterval', 'intervalMinutes', 'repeats', 'weekdays', 'specialDays'],
  ...['dayVariation', 'intervalVariation', 'intervalCorrelation'],
])
const PLAIN_GROUP: ReadonlySet<string> = new Set(['name', 'count', 'skills'])

/**
 * Whether the true means of the controls are known: not where callers ring again, a log is replayed, or an agent's
 * speed and mood have a part in how long calls take. A key that nobody has thought about here counts against it.
 */
export function hasControls({ scenario }: Plan): boolean {
  const { agents, arrivals } = scenario
  const groups = typeof agents === 'object' && 'groups' in agents ? agents.groups : []
  return (
    saysOnly(scenario, PLAIN_KEYS) &&
    saysOnly(arrivals, PLAIN_ARRIVALS) &&
    groups.every(
      group => saysOnly(group, PLAIN_GROUP) && group.skills.every(skill => typeof skill === 'string'),
    )
  )
}

function saysOnly(part: object, keys: ReadonlySet<string>): boolean {
  return Object.entries(part).every(([key, value]) => keys.has(key) || isNothing(value))
}

/** As a key is that was left out, or given no effect. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === 0 || value === false) return true
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/**
 * What one replication had beyond what was expected, by interval: calls that came after the warm-up, then seconds by
 * which the answered ones were longer than on average.
 */
export function excessOf(tally: Tally, plan: Plan, surplus: Surplus): Float64Array {
  const { intervals } = plan
  const excess = new Float64Array(2 * intervals)
  expectedCalls(plan).forEach((expected, i) => {
    excess[i] = tally.cells[i * WIDTH + CALLS]! - expected
  })
  excess.set(surplus.seconds, intervals)
  return excess
}

function expectedCalls({ ratePerMs, startMs, durationMs, warmupMs, intervalMs, intervals }: Plan): number[] {
  return Array.from({ length: intervals }, (_, i) => {
    const fromMs = Math.max(startMs + i * intervalMs, startMs + warmupMs)
    const untilMs = Math.min(startMs + (i + 1) * intervalMs, startMs + durationMs)
    return ratePerMs[i]! * Math.max(0, untilMs - fromMs)
  })
}

/**
 * The controls of a cell of the report, see `measuresOf`: calls and seconds beyond what was expected, and the square
 * of the calls, since waits grow ever faster with them; of the day and of queues for the whole day, of an interval
 * for itself and the one before, which is still felt. Calls of a Poisson process of mean m, whose rate is multiplied
 * by one busyness of coefficient of variation c, have the variance m + c²m².
 *
 * @param excess by replication, as `excessOf` gives it
 */
export function controlsOf(plan: Plan, cell: number, excess: readonly Float64Array[]): Float64Array[] {
  const { intervals, handle } = plan
  const interval = cell - 1 - handle.length
  const from = interval < 0 ? 0 : Math.max(0, interval - 1)
  const until = interval < 0 ? intervals : interval + 1
  const column = (first: number): Float64Array =>
    Float64Array.from(excess, each => {
      let sum = 0
      for (let i = from; i < until; i++) sum += each[first + i]!
      return sum
    })
  const calls = column(0)
  const seconds = column(intervals)
  const { dayVariation, intervalVariation = 0 } = plan.scenario.arrivals
  if (intervalVariation > 0 || plan.durationMs > DAY_MS) return [calls, seconds]
  const mean = expectedCalls(plan).reduce((sum, each, i) => (i >= from && i < until ? sum + each : sum), 0)
  const variance = mean + (dayVariation * mean) ** 2
  return [calls, seconds, calls.map(excess => excess * excess - variance)]
}
