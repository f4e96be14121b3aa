import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/units.ts'
import { hourOfWeek, wallClock } from '../line/zone.ts'
import type { QuietHours } from './quiet-hours.ts'
import type { CentreLine, State } from './state.ts'

const WEEK_MS = 7 * DAY_MS
/** What was seen counts this much less with every week that goes by: after a month, two fifths of it are left. */
const KEPT_PER_WEEK = 0.8
const WEEKS_MAX = 104
/** Callers, of the last weeks, from whom an hour is known. */
const LEAST_CALLERS = 8
/** An hour is worth naming where callers wait half as long, if they wait a minute at all. */
const QUIETER_SHARE = 0.5
const LEAST_WAIT_MS = MINUTE_MS
const QUARTER_MS = 15 * MINUTE_MS

/** The wait of a caller is decided. Whoever was promised another time has not waited. */
export function noteWait({ calls, lines }: State, call: number, waitMs: number): void {
  const { quiet, table } = lines[calls.line[call]!]!
  if (quiet === undefined || calls.promisedMs[call] !== 0) return
  const joinedMs = calls.queuedMs[call]!
  const hour = hourOfWeek(table.line.definition.timeZone, joinedMs)
  const kept = keptOf(quiet, hour, joinedMs)
  quiet.callers[hour] = quiet.callers[hour]! * kept + 1
  quiet.waitedMs[hour] = quiet.waitedMs[hour]! * kept + waitMs
  quiet.week[hour] = Math.max(quiet.week[hour]!, weekOf(joinedMs))
}

/**
 * When it is clearly quieter to call than now, or than usually for one who finds the line closed: the start of an hour
 * of the next seven days in which the line is open throughout, the quietest of them. 0 where none is known.
 */
export function quieterMs({ quiet, hours, table }: CentreLine, atMs: number): number {
  if (quiet === undefined) return 0
  const { timeZone } = table.line.definition
  const isOpen = hours.at(atMs).status === 'open'
  const usualMs = isOpen ? meanOf(quiet, hourOfWeek(timeZone, atMs), atMs) : overall(quiet, atMs)
  if (usualMs === undefined || usualMs < LEAST_WAIT_MS) return 0
  let leastMs = usualMs * QUIETER_SHARE
  let bestMs = 0
  for (let fromMs = nextHour(timeZone, atMs); fromMs < atMs + WEEK_MS; fromMs += HOUR_MS) {
    const meanMs = meanOf(quiet, hourOfWeek(timeZone, fromMs), atMs)
    if (meanMs === undefined || meanMs > leastMs || (bestMs > 0 && meanMs === leastMs)) continue
    const { status, untilMs } = hours.at(fromMs)
    // A change of the clock may leave the steps between two full hours.
    if (status !== 'open' || untilMs < fromMs + HOUR_MS || wallClock(timeZone, fromMs).minute !== 0) continue
    leastMs = meanMs
    bestMs = fromMs
  }
  return bestMs
}

/** The next instant at which the clock of a zone shows a full hour. */
function nextHour(timeZone: string, atMs: number): number {
  // Offsets are whole quarters of an hour.
  let fromMs = (Math.floor(atMs / QUARTER_MS) + 1) * QUARTER_MS
  while (wallClock(timeZone, fromMs).minute !== 0) fromMs += QUARTER_MS
  return fromMs
}

/** The mean wait in an hour of the week; undefined where too few callers are known. */
function meanOf(quiet: QuietHours, hour: number, atMs: number): number | undefined {
  const callers = quiet.callers[hour]!
  if (callers * keptOf(quiet, hour, atMs) < LEAST_CALLERS) return undefined
  return quiet.waitedMs[hour]! / callers
}

/** The mean wait over all hours of which enough is known. */
function overall(quiet: QuietHours, atMs: number): number | undefined {
  let callers = 0
  let waitedMs = 0
  for (let hour = 0; hour < quiet.callers.length; hour++) {
    if (meanOf(quiet, hour, atMs) === undefined) continue
    const kept = keptOf(quiet, hour, atMs)
    callers += quiet.callers[hour]! * kept
    waitedMs += quiet.waitedMs[hour]! * kept
  }
  return callers > 0 ? waitedMs / callers : undefined
}

/** What is left of what was seen in an hour, up to an instant. */
function keptOf({ week }: QuietHours, hour: number, atMs: number): number {
  const weeks = Math.min(WEEKS_MAX, weekOf(atMs) - week[hour]!)
  let kept = 1
  for (let i = 0; i < weeks; i++) kept *= KEPT_PER_WEEK
  return kept
}

function weekOf(atMs: number): number {
  return Math.floor(atMs / WEEK_MS)
}
