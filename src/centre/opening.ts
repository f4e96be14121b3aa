import { DAY_MS, NEVER_MS } from '../base/units.ts'
import { eventNumber } from '../call/events.ts'
import { AT_OPENING } from '../call/program.ts'
import type { CallingHours } from '../line/calling-hours.ts'
import type { CentreLine, State } from './state.ts'

const LINE_OPEN = eventNumber('line.open')
const LINE_CLOSED = eventNumber('line.closed')
const LINE_HOLIDAY = eventNumber('line.holiday')

/** Reads the hours around an instant into the line, where it does not know them already. */
export function knowHours(line: CentreLine, { nowMs: atMs }: State): void {
  if (atMs >= line.spanFromMs && atMs < line.spanUntilMs) return
  const { status, fromMs, untilMs } = line.hours.at(atMs)
  line.arrivalEvent = status === 'open' ? LINE_OPEN : status === 'holiday' ? LINE_HOLIDAY : LINE_CLOSED
  line.spanFromMs = fromMs
  line.spanUntilMs = untilMs
  line.servesUntilMs = servedUntil(line, atMs)
}

/** Hours that have not met within so long never do. */
export const SEARCH_MS = 400 * DAY_MS

/** What knows when a line is open. */
type HasHours = Pick<CentreLine, 'hours'>

/**
 * When a caller is called back who was promised so: so much later, or when the line opens next; at a time when the line
 * is closed or nobody may be called where the number is, at the first after that at which both are right. 0 for never.
 */
export function promisedFor(line: HasHours, calling: CallingHours, delayMs: number, atMs: number): number {
  const fromMs = delayMs === AT_OPENING ? reopensMs(line, atMs) : line.hours.nextOpening(atMs + delayMs)
  return fromMs ? openAndLegalFrom(line, calling, fromMs) : 0
}

/** The first instant from `fromMs` on at which a line is open and a number may be called; 0 for none. */
export function openAndLegalFrom({ hours }: HasHours, calling: CallingHours, fromMs: number): number {
  for (let openMs: number | null = fromMs; openMs !== null && openMs < fromMs + SEARCH_MS; ) {
    const legalMs = calling.next(openMs)
    if (legalMs === NEVER_MS) return 0
    openMs = hours.nextOpening(legalMs)
    if (openMs === legalMs) return openMs
  }
  return 0
}

/** The first instant from `atMs` on at which callers who wait for a line are served; `NEVER_MS` for none. */
export function servedFrom(line: CentreLine, atMs: number): number {
  return atMs < servedUntil(line, atMs) ? atMs : (line.hours.nextOpening(atMs) ?? NEVER_MS)
}

/** Until when the callers of the present opening are served, or were of the last one. */
export function servedUntil(line: CentreLine, atMs: number): number {
  return lastClosingMs(line, atMs) + line.serveAfterClosingMs
}

/** When the line opens next; while it is open, when it opens again. 0 for never. */
export function reopensMs({ hours }: HasHours, atMs: number): number {
  const { status, untilMs } = hours.at(atMs)
  if (status !== 'open') return hours.nextOpening(atMs) ?? 0
  return untilMs === NEVER_MS ? 0 : (hours.nextOpening(untilMs) ?? 0)
}

/** Asks to be woken when those who then still wait for a line cannot be served any more. */
export function wakeAtClosing({ lines, nowMs, out }: State, number: number): void {
  const line = lines[number]!
  const { hours, serveAfterClosingMs } = line
  const opensMs = hours.at(nowMs).status === 'open' ? nowMs : hours.nextOpening(nowMs)
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
