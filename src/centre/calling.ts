import { NEVER_MS } from '../base/units.ts'
import { CallingHours } from '../line/calling-hours.ts'
import { NUMBER_GIVEN, RESTING } from './calls.ts'
import { openAndLegalFrom, promisedFor, SEARCH_MS, servedFrom, servedUntil } from './opening.ts'
import type { CentreLine, State } from './state.ts'

/** The timer of a callback: its next attempt, the end of the hours, its expiry. The centre's own, no event of any flow. */
export const RETRY = 1 << 20

/** Zone of a number that is never called: premium-rate, or of no country. */
export const NOT_CALLABLE = -1
/** Zone of a number of which nobody knows where it is: it is called by the line's own clock. */
export const LINE_ZONE = 0

/** The number of a zone in this centre, or of several joined by spaces. */
export function zoneNumber({ zones }: State, name: string): number {
  const known = zones.indexOf(name)
  return known >= 0 ? known : zones.push(name) - 1
}

/** Whether there is a number at which the caller of a call can be called back. */
export function canBeCalled(calls: State['calls'], call: number): boolean {
  const { caller, flags, zone } = calls
  const hasNumber = caller[call] !== 0 || (flags[call]! & NUMBER_GIVEN) !== 0
  return hasNumber && zone[call] !== NOT_CALLABLE
}

/** When a number in a zone of the centre may be called for a line. */
function callingHours(state: State, line: CentreLine, zone: number): CallingHours {
  // A number that is never called is asked about only where its caller may still enter another.
  const known = Math.max(zone, LINE_ZONE)
  line.calling[known] ??= new CallingHours(line.table.line.definition, state.zones[known])
  return line.calling[known]
}

/** When a caller with a number in this zone can be called back who is promised a moment: then, or as soon after as is right. */
export function promisable(state: State, number: number, zone: number, momentMs: number): number {
  const line = state.lines[number]!
  return openAndLegalFrom(line, callingHours(state, line, zone), momentMs) || NEVER_MS
}

/** Fixes when a caller is to be called back: see `promisedFor`. */
export function promise(state: State, call: number, delayMs: number): void {
  const { calls, lines } = state
  const line = lines[calls.line[call]!]!
  const calling = callingHours(state, line, calls.zone[call]!)
  calls.promisedMs[call] = promisedFor(line, calling, delayMs, state.nowMs) || NEVER_MS
}

/**
 * The first instant from `fromMs` on at which a callback may be dialled: legal where the number is, and while the queue
 * is served. `NEVER_MS` where there is none.
 */
export function dialsFrom(state: State, call: number, fromMs: number): number {
  return servedAndLegalFrom(state, state.calls.queue[call]!, state.calls.zone[call]!, fromMs)
}

/** As `dialsFrom`, for a queue and a zone. */
export function servedAndLegalFrom(state: State, queue: number, zone: number, fromMs: number): number {
  const { isAlwaysServed, line: number } = state.queues.settings[queue]!
  const line = state.lines[number]!
  const calling = callingHours(state, line, zone)
  for (let atMs = fromMs; atMs < fromMs + SEARCH_MS; ) {
    const legalMs = calling.next(atMs)
    if (isAlwaysServed || legalMs === NEVER_MS) return legalMs
    atMs = servedFrom(line, legalMs)
    if (atMs === legalMs) return atMs
  }
  return NEVER_MS
}

/** Whether a callback may be dialled at an instant. */
export function mayBeDialled(state: State, call: number, atMs: number): boolean {
  return dialsFrom(state, call, atMs) <= atMs
}

/** When the hours end in which a callback may be dialled; only for an instant within them. */
function dialsUntil(state: State, call: number): number {
  const { calls, lines, queues } = state
  const line = lines[calls.line[call]!]!
  const legalMs = callingHours(state, line, calls.zone[call]!).endMs(state.nowMs)
  if (queues.settings[calls.queue[call]!]!.isAlwaysServed) return legalMs
  return Math.min(legalMs, servedUntil(line, state.nowMs))
}

/** Lets a callback wait for its time outside the queue, or for the end of its expiry. */
export function rest(state: State, call: number, untilMs: number): void {
  const { calls } = state
  calls.phase[call] = RESTING
  calls.agent[call] = -1
  arm(state, call, untilMs)
}

/** As `rest`, for a call that is taken out of its queue instead of being dialled; false where it may be dialled now. */
export function restsInstead(state: State, call: number): boolean {
  const fromMs = dialsFrom(state, call, state.nowMs)
  if (fromMs <= state.nowMs) return false
  rest(state, call, fromMs)
  wake(state, call)
  return true
}

/** A callback stands in its queue: it is looked at again when its hours end. */
export function stands(state: State, call: number): void {
  arm(state, call, dialsUntil(state, call))
}

function arm({ calls }: State, call: number, dueMs: number): void {
  calls.clearTimer(call, RETRY)
  const nextMs = Math.min(dueMs, calls.expiresMs[call]!)
  if (nextMs !== NEVER_MS) calls.setTimer(call, RETRY, nextMs)
}

/** Tells the carrier when the earliest timer of a call is due, where that has changed. */
export function wake({ calls, out }: State, call: number): void {
  const dueMs = calls.timers[call] === 0 ? NEVER_MS : calls.earliestMs(call)
  if (dueMs === calls.wakeMs[call]) return
  calls.wakeMs[call] = dueMs
  out.wakeCall(call, dueMs)
}
