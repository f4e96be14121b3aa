import { NEVER_MS } from '../base/units.ts'
import { eventNumber } from '../call/events.ts'
import {
  ABSENT,
  DIALLING,
  FILED,
  GIVEN_UP,
  IN_FLOW,
  LEG_ENDED,
  NUMBER_GIVEN,
  OFFERED,
  RESTING,
  WAITING,
} from './calls.ts'
import { promisedFor } from './opening.ts'
import { free, offer, placeInQueue, takeFromQueue } from './routing.ts'
import type { State } from './state.ts'

const CALLBACK_KEPT = eventNumber('callback.kept')
const CALLBACK_REFUSED = eventNumber('callback.refused')
const CALLBACK_GIVEN_UP = eventNumber('callback.given-up')
const NONE = -1

/** The timer of a callback's next attempt: the centre's own, no event of any flow. */
export const RETRY = 1 << 20

/** Whether there is a number at which the caller of a call can be called back. */
export function canBeCalled({ caller, flags }: State['calls'], call: number): boolean {
  return caller[call] !== 0 || (flags[call]! & NUMBER_GIVEN) !== 0
}

/** Fixes when a caller is to be called back, see `promisedFor`. */
export function promise({ calls, lines }: State, call: number, delayMs: number, atMs: number): void {
  calls.promisedMs[call] = promisedFor(lines[calls.line[call]!]!, delayMs, atMs) || NEVER_MS
}

/**
 * Keeps a caller's place for a callback: the one where the caller waits, or would have waited had the line not been
 * about to close. One who was promised a time stands in that place again when it has come. Gives the event by which
 * the flow hears of it.
 */
export function keepPlace(state: State, call: number, atMs: number): number {
  const { calls } = state
  if ((calls.flags[call]! & FILED) !== 0) return NONE
  const promisedMs = calls.promisedMs[call]!
  if (!canBeCalled(calls, call) || promisedMs === NEVER_MS || !hasRoom(state, call, atMs))
    return refuse(state, call)
  const isLater = promisedMs > atMs
  const waits = calls.phase[call] !== IN_FLOW
  if ((calls.flags[call]! & ABSENT) === 0) state.watch.keptPlace(call, calls.queue[call]!, atMs)
  calls.flags[call]! |= ABSENT
  calls.attempts[call] = 0
  if (isLater) takeFromQueue(state, call, atMs)
  if (isLater || !waits) standAgain(state, call, atMs)
  return CALLBACK_KEPT
}

/** The caller is on the line, and goes on as one who waits for nobody's call. */
function refuse({ calls }: State, call: number): number {
  calls.flags[call]! &= ~ABSENT
  return CALLBACK_REFUSED
}

/** A queue keeps places for as many as may wait in it, and promises a later time to as many again. */
function hasRoom({ calls, queues }: State, call: number, atMs: number): boolean {
  const phase = calls.phase[call]!
  const queue = calls.queue[call]!
  const waits = phase === WAITING || phase === OFFERED
  if (queue < 0 || (!waits && phase !== IN_FLOW)) return false
  const { limit } = queues.settings[queue]!
  if (calls.promisedMs[call]! <= atMs) return waits || queues.waiting[queue]! < limit
  let resting = 0
  for (let other = 0; other < calls.capacity; other++)
    if (calls.phase[other] === RESTING && calls.queue[other] === queue) resting++
  return resting < limit
}

/** Puts a call in its kept place, or lets it rest until the promised time. Only for one that stands in no queue. */
export function standAgain(state: State, call: number, atMs: number): void {
  const { calls } = state
  const promisedMs = calls.promisedMs[call]!
  if (promisedMs <= atMs) {
    placeInQueue(state, call, atMs)
    return
  }
  calls.phase[call] = RESTING
  calls.setTimer(call, RETRY, promisedMs)
}

/** When the caller is called back, as it was promised; 0 where nothing could be. */
export function promisedMoment({ calls }: State, call: number): number {
  const momentMs = calls.promisedMs[call]!
  return momentMs === NEVER_MS ? 0 : momentMs
}

/**
 * The caller's leg is over. For one who asked to be called back an agent who rings is reserved and the caller dialled;
 * for one who was called back the attempt has failed: gives what that leads to.
 */
export function endLeg(state: State, call: number, atMs: number): number {
  const { calls } = state
  const phase = calls.phase[call]!
  calls.flags[call]! |= LEG_ENDED
  if (phase === DIALLING) return failAttempt(state, call, atMs)
  if (phase === OFFERED && (calls.flags[call]! & ABSENT) !== 0) {
    const agent = calls.agent[call]!
    state.out.stopRinging(agent)
    offer(state, agent, call, atMs)
  }
  return NONE
}

/** The person called back is on the line: the reserved agent is rung. */
export function joinAgent(state: State, call: number, atMs: number): void {
  const { calls } = state
  if (calls.phase[call] !== DIALLING) return
  calls.flags[call]! &= ~ABSENT
  offer(state, calls.agent[call]!, call, atMs)
}

/**
 * An attempt to call back reached nobody: the reserved agent is freed, and the next attempt set. Gives
 * `callback.given-up` after the last one.
 */
export function failAttempt(state: State, call: number, atMs: number): number {
  const { calls } = state
  const line = state.lines[calls.line[call]!]!
  const agent = calls.agent[call]!
  calls.agent[call] = -1
  calls.phase[call] = RESTING
  calls.flags[call]! |= LEG_ENDED
  calls.attempts[call]!++
  const last = calls.attempts[call]! >= line.callbackAttemptsMax
  if (last) calls.flags[call]! |= GIVEN_UP
  else calls.setTimer(call, RETRY, atMs + line.callbackGapMs)
  free(state, agent, atMs)
  return last ? CALLBACK_GIVEN_UP : NONE
}

/** The gap since the last attempt is over: the call stands in its old place again. */
export function retry(state: State, call: number, atMs: number): void {
  if (state.calls.phase[call] === RESTING) placeInQueue(state, call, atMs)
}
