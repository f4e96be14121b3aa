import { NEVER_MS } from '../base/units.ts'
import { eventNumber } from '../call/events.ts'
import { inherit, isHere, standAgain, takePlace } from './callbacks.ts'
import { RETRY } from './calling.ts'
import {
  ABSENT,
  ANSWERED,
  CLOSED,
  DIALLING,
  FILED,
  GONE,
  IN_FLOW,
  RESTING,
  TALKING,
  TURNED_AWAY,
  WAITING,
} from './calls.ts'
import { knowHours } from './opening.ts'
import { chooseAgent, chooseAgentFor, endTalk, free, offer, takeFromQueue } from './routing.ts'
import type { State } from './state.ts'
import { disband } from './talks.ts'
import { estimateFor, mostMs, waitEvent } from './telling.ts'

const QUEUE_FULL = eventNumber('queue.full')
const QUEUE_CLOSING = eventNumber('queue.closing')
const WAIT_SHORT = eventNumber('wait.short')
const NONE = -1

/**
 * Puts a call in a queue, unless it stands there already. Gives the event by which the flow hears what came of it.
 * One who is turned away never stood in the queue: nobody there counts as overtaken.
 */
export function join(state: State, call: number, queue: number): number {
  const { calls, queues } = state
  const flags = calls.flags[call]!
  if (calls.phase[call] !== IN_FLOW) {
    const event = leaveFor(state, call, queue)
    if (event !== NONE) return event
  }
  const settings = queues.settings[queue]!
  calls.queue[call] = queue
  calls.queuedMs[call] = state.nowMs
  const orderMs = state.nowMs - settings.headStartMs[calls.tier[call]!]!
  // One who was handed on after a talk, or was owed a callback, has waited already: not at the end again.
  if ((flags & HAS_WAITED) === 0) calls.orderMs[call] = orderMs
  else if ((flags & GONE) !== GONE) calls.orderMs[call] = Math.min(calls.orderMs[call]!, orderMs)
  calls.toldPosition[call] = 0
  calls.toldByMs[call] = 0
  calls.toldSetbacks[call] = 0
  calls.overtaken[call] = 0
  if ((flags & GONE) === GONE) return keepWaiting(state, call, queue)
  if ((flags & ABSENT) !== 0 || calls.promisedMs[call] !== 0) staysOnTheLine(state, call)
  return enter(state, call, queue)
}

/** A call takes its place in a queue, or is offered at once; it has all that a place goes by. */
function enter(state: State, call: number, queue: number): number {
  const { calls, queues } = state
  const { limit } = queues.settings[queue]!
  const old = state.callbacks.ofCallerIn(calls, call)
  if (old >= 0) inherit(state, call, old)
  const agent = agentFor(state, call, old, queue)
  if (agent < 0 && queues.waiting[queue]! >= limit && !standsIn(calls, old, queue)) {
    calls.flags[call]! |= TURNED_AWAY
    return QUEUE_FULL
  }
  if (calls.caller[call] !== 0) restorePlace(state, call)
  const event = agent >= 0 ? WAIT_SHORT : foresee(state, call, queue)
  if (event === QUEUE_CLOSING) return event
  const reserved = takePlace(state, call, old)
  if (agent >= 0) offer(state, agent, call)
  else {
    calls.phase[call] = WAITING
    calls.agent[call] = -1
    queues.insert(calls, queue, call)
  }
  state.watch.queued(call, queue)
  if (reserved >= 0 && reserved !== agent) free(state, reserved)
  return event
}

/** The agent who takes a call at once, or -1: the one who is reserved for the caller's own callback before all others. */
function agentFor(state: State, call: number, old: number, queue: number): number {
  const { agents, calls } = state
  if (old >= 0 && calls.phase[old] === DIALLING) {
    const reserved = calls.agent[old]!
    if (agents.groupQueues[agents.group[reserved]!]!.includes(queue)) return reserved
  }
  return calls.wanted[call]! < 0 ? chooseAgent(state, queue) : chooseAgentFor(state, call, queue)
}

/** Whether a callback waits in a queue, where whoever takes its place needs no room of their own. */
function standsIn({ phase, queue }: State['calls'], call: number, where: number): boolean {
  return call >= 0 && phase[call] === WAITING && queue[call] === where
}

/** The event by which a flow hears how long the wait will be, or that the line closes before it is over. */
function foresee(state: State, call: number, queue: number): number {
  const { calls, queues } = state
  const line = state.lines[calls.line[call]!]!
  knowHours(line, state)
  const servesUntilMs = queues.settings[queue]!.isAlwaysServed ? NEVER_MS : line.servesUntilMs
  // An estimate is dear, and mostly changes nothing: flows announce it themselves, and closing time is far.
  const servedInTime =
    servesUntilMs === NEVER_MS || state.nowMs + mostMs(state, queue, state.nowMs) < servesUntilMs
  if (servedInTime && line.table.hearsWaitsAlike(calls.state[call]!)) return WAIT_SHORT
  const estimate = estimateFor(state, call, queue, state.nowMs)
  if (state.nowMs + (estimate.known ? estimate.meanMs : 0) < servesUntilMs)
    return waitEvent(state, calls.line[call]!, estimate)
  calls.flags[call]! |= CLOSED
  return QUEUE_CLOSING
}

/** Flags of a caller whose wait did not begin just now. */
const HAS_WAITED = ANSWERED | ABSENT

/** Takes a call from where it is for a queue; gives the event for one that stands in that very queue already. */
function leaveFor(state: State, call: number, queue: number): number {
  const { calls } = state
  const phase = calls.phase[call]!
  if ((calls.flags[call]! & FILED) !== 0) return WAIT_SHORT
  if (calls.queue[call] === queue && phase !== TALKING && phase !== RESTING) {
    if ((calls.flags[call]! & GONE) !== GONE) staysOnTheLine(state, call)
    return waitEvent(state, calls.line[call]!, estimateFor(state, call, queue, state.nowMs))
  }
  if (phase === TALKING && calls.marks[call] !== 0) disband(state, call, true)
  takeFromQueue(state, call)
  if (phase === TALKING) endTalk(state, calls.agent[call]!)
  if (phase === RESTING) calls.clearTimer(call, RETRY)
  return NONE
}

/** Whoever waits on the line after all is called back at no other time. */
function staysOnTheLine(state: State, call: number): void {
  isHere(state, call)
  state.calls.promisedMs[call] = 0
}

/** One who is owed a callback, and was taken out of the queue by a fault of ours, keeps the place and the time. */
function keepWaiting(state: State, call: number, queue: number): number {
  restorePlace(state, call)
  standAgain(state, call)
  state.watch.queued(call, queue)
  return WAIT_SHORT
}

/** Gives a caller who was cut off, and is about to join the same queue, the old place back. */
function restorePlace(state: State, call: number): void {
  const { calls } = state
  const place = state.places.take(calls.caller[call]!, calls.queue[call]!, state.nowMs)
  if (place && place.orderMs < calls.orderMs[call]!) calls.orderMs[call] = place.orderMs
}
