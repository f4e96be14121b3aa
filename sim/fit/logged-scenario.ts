import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { HOUR_MS, SECOND_MS } from '../../src/base/units.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Line } from '../../src/call/line.ts'
import { addDays, clockMs, daysBetween, wallClock } from '../../src/line/zone.ts'
import type { LoggedColumns } from '../scenario/logged-calls.ts'
import { placesOf, rememberPlaces } from '../scenario/places.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { simulatedTime } from '../world/plan.ts'
import { type LogMapping, parseMapping, readyMapping } from './mapping.ts'
import { type CallLog, readLog } from './read-log.ts'
import type { LoggedCall } from './read-row.ts'

const DAY_HOURS = 24
const HOUR_MINUTES = 60

type Log = Extract<Scenario['arrivals'], { log: object }>['log']

/**
 * The scenario with the calls of its log, where it replays one: those for agents that joined the queue while it lasts.
 * Others are given back as they are. From here on it is plain data again, and may go to any thread.
 *
 * @param folder where the scenario lies, from which its files are counted
 * @throws WrongInput where the log cannot be read, or has no such calls
 */
export async function loggedScenario(scenario: Scenario, line: Line, folder: string): Promise<Scenario> {
  const { arrivals } = scenario
  if (!('log' in arrivals) || arrivals.log.calls) return scenario
  const { log } = arrivals
  const places = placesOf(scenario)
  const from = log.from ?? scenario.day
  const wrong = (keys: string[], sentence: string) =>
    new WrongInput(`${places.at(['arrivals', 'log', ...keys])}: ${sentence}`)
  if (from === undefined) {
    throw wrong([], 'got no day, expected which one of the log is meant; add day: 2026-12-14, or from here.')
  }
  const file = resolve(folder, log.file ?? '')
  if (!existsSync(file)) {
    throw wrong(['file'], `there is no file ${file}; expected a call log, CSV or TSV.`)
  }
  const read = await readLog(file, optionsOf(log, line, folder))
  const calls = columnsOf(read, scenario, line, from)
  if (calls.atSeconds.length === 0) {
    const days = read.calls.map(({ date }) => date).sort()
    throw wrong(
      [],
      `got ${file}, which has no calls for agents in the hours simulated from ${from} on; it goes from ${days[0]} to ${days.at(-1)}.`,
    )
  }
  const replaying = { ...scenario, arrivals: { ...arrivals, log: { ...log, calls } } }
  rememberPlaces(replaying, places)
  return replaying
}

function optionsOf({ map, types, maxBroken }: Log, line: Line, folder: string) {
  return {
    ...(map !== undefined && { mapping: mappingNamed(map, folder) }),
    ...(maxBroken !== undefined && { maxBroken }),
    includeTypes: types ?? [],
    timeZone: line.definition.timeZone,
  }
}

/**
 * The mapping of a file, or a ready one.
 * @param folder where the file is looked for
 * @throws WrongInput for what is neither
 */
export function mappingNamed(map: string, folder = '.'): LogMapping {
  const file = resolve(folder, map)
  return existsSync(file) ? parseMapping(readFileSync(file, 'utf8'), map) : readyMapping(map)
}

/** The calls that come while the scenario lasts, in order. */
function columnsOf({ calls }: CallLog, scenario: Scenario, line: Line, from: string): LoggedColumns {
  const { startMs, endMs } = simulatedTime(scenario, line)
  const instant = instantsOf(line, startMs, from)
  const chosen = calls
    .filter(({ outcome }) => outcome !== 'contained')
    .map(call => ({ call, atMs: instant(call) }))
    .filter(({ atMs }) => atMs >= startMs && atMs < endMs)
    .sort((a, b) => a.atMs - b.atMs || a.call.line - b.call.line)
  const queues = [...new Set(chosen.map(({ call }) => call.queue))]
  return {
    atSeconds: chosen.map(({ atMs }) => (atMs - startMs) / SECOND_MS),
    queues,
    queue: chosen.map(({ call }) => queues.indexOf(call.queue)),
    waitSeconds: chosen.map(({ call }) => call.waitMs / SECOND_MS),
    handleSeconds: chosen.map(({ call }) => (call.handleMs === null ? null : call.handleMs / SECOND_MS)),
    served: chosen.map(({ call }) => (call.outcome === 'served' ? 1 : 0)),
  }
}

/**
 * When a call of the log comes in the scenario: at the same time of the clock, so many days after the scenario's
 * first as it came after `from`.
 */
function instantsOf(line: Line, startMs: number, from: string): (call: LoggedCall) => number {
  const { timeZone } = line.definition
  const first = wallClock(timeZone, startMs).date
  const hours = new Map<string, number>()
  return ({ date, queuedAtMs }) => {
    const hour = Math.floor(queuedAtMs / HOUR_MS)
    const key = `${date} ${hour}`
    let hourMs = hours.get(key)
    if (hourMs === undefined) {
      const day = addDays(first, daysBetween(from, date) + Math.floor(hour / DAY_HOURS))
      hourMs = clockMs(timeZone, day, (hour % DAY_HOURS) * HOUR_MINUTES)
      hours.set(key, hourMs)
    }
    return hourMs + (queuedAtMs % HOUR_MS)
  }
}
