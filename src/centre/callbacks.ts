import { NEVER_MS } from '../base/units.ts'
import { eventNumber } from '../call/events.ts'
import { canBeCalled, dialsFrom, rest, restsInstead, stands } from './calling.ts'
import {
  ABSENT,
  CALLED_AGAIN,
  DIALLING,
  FILED,
  GIVEN_UP,
  GONE,
  IN_FLOW,
  LEG_ENDED,
  OFFERED,
  RESTING,
  WAITING,
} from './calls.ts'
import { endCall } from './leaving.ts'
import { isPending } from './pending-callbacks.ts'
import { free, offer, placeInQueue, prefer, takeFromQueue } from './routing.ts'
import type { State } from './state.ts'

const CALLBACK_KEPT = eventNumber('callback.kept')
const CALLBACK_REFUSED = eventNumber('callback.refused')
const CALLBACK_GIVEN_UP = eventNumber('callback.given-up')
const NONE = -1

/**
 * Keeps a caller's place for a callback: the one where the caller waits, or would have waited had the line not been
 * about to close. One who was promised a time stands in that place again when it has come. Gives the event by which
 * the flow hears of it.
 */
export function keepPlace(state: State, call: number): number {
  const { calls } = state
  if ((calls.flags[call]! & FILED) !== 0) return NONE
  const promisedMs = calls.promisedMs[call]!
  if (!canBeCalled(calls, call) || promisedMs === NEVER_MS || !hasRoom(state, call))
    return refuse(state, call)
  if (!expects(state, call, Math.max(promisedMs, state.nowMs))) return refuse(state, call)
  const isLater = promisedMs > state.nowMs
  const waits = calls.phase[call] !== IN_FLOW
  if ((calls.flags[call]! & ABSENT) === 0) state.watch.keptPlace(call, calls.queue[call]!)
  const reserved = takePlace(state, call, state.callbacks.ofCallerIn(calls, call))
  calls.flags[call]! |= ABSENT
  calls.attempts[call] = 0
  state.callbacks.add(calls, call)
  if (isLater) takeFromQueue(state, call)
  if (isLater || !waits) standAgain(state, call)
  if (reserved >= 0) free(state, reserved)
  return CALLBACK_KEPT
}

/** Fixes when a callback expires that is for `fromMs`; false for one that could never be made. */
export function expects(state: State, call: number, fromMs: number): boolean {
  const { calls, lines } = state
  const dialsMs = dialsFrom(state, call, fromMs)
  calls.expiresMs[call] = dialsMs + lines[calls.line[call]!]!.callbackExpiresMs
  return dialsMs !== NEVER_MS
}

/** The caller is on the line, and goes on as one who waits for nobody's call. */
function refuse(state: State, call: number): number {
  isHere(state, call)
  return CALLBACK_REFUSED
}

/** The caller is on the line: nobody is to be called back. */
export function isHere({ calls, callbacks }: State, call: number): void {
  if ((calls.flags[call]! & ABSENT) === 0) return
  calls.flags[call]! &= ~ABSENT
  callbacks.remove(calls, call)
}

/** A queue keeps places for as many as may wait in it, and promises a later time to as many again. */
function hasRoom({ calls, nowMs, queues }: State, call: number): boolean {
  const phase = calls.phase[call]!
  const queue = calls.queue[call]!
  const waits = phase === WAITING || phase === OFFERED
  if (queue < 0 || (!waits && phase !== IN_FLOW)) return false
  const { limit } = queues.settings[queue]!
  if (calls.promisedMs[call]! <= nowMs) return waits || queues.waiting[queue]! < limit
  let resting = 0
  for (let other = 0; other < calls.capacity; other++)
    if (calls.phase[other] === RESTING && calls.queue[other] === queue) resting++
  return resting < limit
}

/**
 * Puts a call in its kept place, or lets it rest until the promised time, and until it may be dialled. Only for one
 * that stands in no queue.
 */
export function standAgain(state: State, call: number): void {
  const fromMs = dialsFrom(state, call, Math.max(state.calls.promisedMs[call]!, state.nowMs))
  if (fromMs > state.nowMs) rest(state, call, fromMs)
  else {
    stands(state, call)
    placeInQueue(state, call)
  }
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
export function endLeg(state: State, call: number): number {
  const { calls } = state
  const phase = calls.phase[call]!
  calls.flags[call]! |= LEG_ENDED
  if (phase === DIALLING) return failAttempt(state, call)
  if ((calls.flags[call]! & ABSENT) === 0) return NONE
  if (phase === OFFERED) dialInstead(state, call)
  // On the line the caller could be answered at any hour; to be called is another matter.
  else if (phase === WAITING) staysWhileLegal(state, call)
  return NONE
}

/** One who waits to be called goes on standing in the queue while that is legal and the queue is served, else rests. */
function staysWhileLegal(state: State, call: number): void {
  const { calls, queues } = state
  const fromMs = dialsFrom(state, call, state.nowMs)
  if (fromMs <= state.nowMs) {
    stands(state, call)
    return
  }
  queues.remove(calls, call)
  rest(state, call, fromMs)
}

/** An agent was being rung for a caller who has hung up, to be called back. */
function dialInstead(state: State, call: number): void {
  const agent = state.calls.agent[call]!
  state.out.stopRinging(agent)
  if (restsInstead(state, call)) free(state, agent)
  else offer(state, agent, call)
}

/** The person called back is on the line: the reserved agent is rung. */
export function joinAgent(state: State, call: number): void {
  if (state.calls.phase[call] !== DIALLING) return
  isHere(state, call)
  offer(state, state.calls.agent[call]!, call)
}

/**
 * An attempt to call back reached nobody: the reserved agent is freed, and the next attempt set, at a time at which the
 * caller may be called. Gives `callback.given-up` after the last one.
 */
export function failAttempt(state: State, call: number): number {
  const { calls } = state
  const line = state.lines[calls.line[call]!]!
  const agent = calls.agent[call]!
  calls.flags[call]! |= LEG_ENDED
  calls.attempts[call]!++
  const last = calls.attempts[call]! >= line.callbackAttemptsMax
  if (last) calls.flags[call]! |= GIVEN_UP
  rest(state, call, last ? NEVER_MS : dialsFrom(state, call, state.nowMs + line.callbackGapMs))
  free(state, agent)
  return last ? CALLBACK_GIVEN_UP : NONE
}

/**
 * What a callback waited for has come: its time, when it stands in its place again; the end of the hours, when it rests
 * until they come again; or its expiry, by which it is given up. Gives what this leads to.
 */
export function goOn(state: State, call: number): number {
  const { calls, queues } = state
  const phase = calls.phase[call]!
  if (phase !== RESTING && phase !== WAITING) return NONE
  if (isPending(calls, call) && state.nowMs >= calls.expiresMs[call]!) {
    if (phase === WAITING) queues.remove(calls, call)
    calls.flags[call]! |= GIVEN_UP
    calls.phase[call] = RESTING
    return CALLBACK_GIVEN_UP
  }
  if (phase === RESTING) standAgain(state, call)
  else if ((calls.flags[call]! & GONE) === GONE) staysWhileLegal(state, call)
  return NONE
}

/** A call has the better of its own place and that of a callback which the caller waits for, and the agent it wants. */
export function inherit(state: State, call: number, old: number): void {
  const { calls } = state
  calls.orderMs[call] = Math.min(calls.orderMs[call]!, calls.orderMs[old]!)
  if (calls.wanted[call]! < 0 && calls.wanted[old]! >= 0) prefer(state, call, calls.wanted[old]!)
}

/**
 * A caller who waits for a callback, if this is one, has rung again, and goes on in that call. Gives the agent who was
 * reserved for the callback, to be given work, or -1.
 */
export function takePlace(state: State, call: number, old: number): number {
  const { calls, out } = state
  if (old < 0) return NONE
  inherit(state, call, old)
  calls.flags[old]! |= CALLED_AGAIN
  let reserved = NONE
  if (calls.phase[old] === DIALLING) {
    reserved = calls.agent[old]!
    calls.agent[old] = -1
    calls.phase[old] = IN_FLOW
    if ((calls.flags[old]! & LEG_ENDED) !== 0) out.hangUp(old)
  }
  endCall(state, old)
  return reserved
}
