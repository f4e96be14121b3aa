import { NEVER_MS } from '../base/units.ts'
import { eventNumber } from '../call/events.ts'
import { AT_OPENING } from '../call/program.ts'
import type { CentreLine, State } from './state.ts'

const LINE_OPEN = eventNumber('line.open')
const LINE_CLOSED = eventNumber('line.closed')
const LINE_HOLIDAY = eventNumber('line.holiday')

/** Reads the hours around an instant into the line, where it does not know them already. */
export function knowHours(line: CentreLine, atMs: number): void {
  if (atMs >= line.spanFromMs && atMs < line.spanUntilMs) return
  const { status, fromMs, untilMs } = line.hours.at(atMs)
  line.arrivalEvent = status === 'open' ? LINE_OPEN : status === 'holiday' ? LINE_HOLIDAY : LINE_CLOSED
  line.spanFromMs = fromMs
  line.spanUntilMs = untilMs
  line.servesUntilMs = lastClosingMs(line, atMs) + line.serveAfterClosingMs
}

/** What knows when a line is open. */
type HasHours = Pick<CentreLine, 'hours'>

/**
 * When a caller is called back who was promised so: so much later, or when the line opens next; at a time when the
 * line is closed, when it opens after that. 0 for never.
 */
export function promisedFor(line: HasHours, delayMs: number, atMs: number): number {
  if (delayMs === AT_OPENING) return reopensMs(line, atMs)
  return line.hours.nextOpening(atMs + delayMs) ?? 0
}

/** When the line opens next; while it is open, when it opens again. 0 for never. */
export function reopensMs({ hours }: HasHours, atMs: number): number {
  const { status, untilMs } = hours.at(atMs)
  if (status !== 'open') return hours.nextOpening(atMs) ?? 0
  return untilMs === NEVER_MS ? 0 : (hours.nextOpening(untilMs) ?? 0)
}

/** Asks to be woken when those who then still wait for a line cannot be served any more. */
export function wakeAtClosing({ lines, out }: State, number: number, atMs: number): void {
  const line = lines[number]!
  const { hours, serveAfterClosingMs } = line
  const opensMs = hours.at(atMs).status === 'open' ? atMs : hours.nextOpening(atMs)
  const closesMs = opensMs === null ? NEVER_MS : hours.at(opensMs).untilMs
  if (closesMs === NEVER_MS) return
  line.wakeMs = closesMs + serveAfterClosingMs
  out.wakeLine(number, line.wakeMs)
}

/** When the present opening ends, or the last one that is still served did; -Infinity without one. */
function lastClosingMs({ hours, serveAfterClosingMs }: CentreLine, atMs: number): number {
  let closedMs = Number.NEGATIVE_INFINITY
  for (let fromMs = atMs - serveAfterClosingMs; fromMs <= atMs; ) {
    const { status, untilMs } = hours.at(fromMs)
    if (status === 'open') closedMs = untilMs
    fromMs = untilMs
  }
  return closedMs
}
