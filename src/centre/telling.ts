import { MINUTE_MS } from '../base/units.ts'
import { eventNumber } from '../call/events.ts'
import type { WaitEstimate } from './estimate.ts'
import { abandonPerMs, estimateWait } from './estimate.ts'
import type { State } from './state.ts'

const WAIT_SHORT = eventNumber('wait.short')
const WAIT_LONG = eventNumber('wait.long')
const WAIT_VERY_LONG = eventNumber('wait.very-long')

/** Scratch for the view of a queue. */
const view = { ahead: 0, agents: 0, handleMs: 0, abandonPerMs: 0 }

/**
 * The wait that a call still has before it in its queue, also while it only joins; in another queue, the wait of one
 * who joins last. Valid until the next call.
 */
export function estimateFor(state: State, call: number, queue: number, atMs: number): WaitEstimate {
  const { calls, queues } = state
  const ahead = calls.queue[call] === queue ? queues.ahead(calls, queue, call) : queues.waiting[queue]!
  return estimateBehind(state, ahead, queue, atMs)
}

/** The wait of whoever joins a queue last. Valid until the next call. */
export function estimateOfNext(state: State, queue: number, atMs: number): WaitEstimate {
  return estimateBehind(state, state.queues.waiting[queue]!, queue, atMs)
}

function estimateBehind(state: State, ahead: number, queue: number, atMs: number): WaitEstimate {
  const experience = state.experience[queue]!
  view.ahead = ahead
  view.agents = agentsFor(state, queue, atMs)
  view.handleMs = experience.handleMs
  view.abandonPerMs = abandonPerMs(experience)
  estimateWait(view, state.estimate)
  return state.estimate
}

/** The mean wait of whoever joins a queue is at most this; 0 where nothing is known. */
export function mostMs(state: State, queue: number, atMs: number): number {
  const agents = agentsFor(state, queue, atMs)
  const handleMs = Math.max(1, state.experience[queue]!.handleMs)
  return agents > 0 ? ((state.queues.waiting[queue]! + 1) * handleMs) / agents : 0
}

/**
 * Agents at work for a queue. A group that serves several queues works for each in proportion to who waits there,
 * which is how oldest-first routing shares it out. Those who yield to this queue take no agent from it yet.
 */
export function agentsFor(state: State, queue: number, atMs: number): number {
  const { queues, agents } = state
  const groups = queues.groups[queue]!
  const own = queues.waiting[queue]! + 1
  let total = 0
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]!
    const served = agents.groupQueues[group]!
    let waiting = 1
    for (let j = 0; j < served.length; j++) waiting += queues.waiting[served[j]!]!
    if (queues.yielding.length > 0) waiting -= yieldTo(state, queue, served, atMs)
    total += (agents.groupSignedIn[group]! * own) / waiting
  }
  return total
}

/** How many wait in other queues, of those that a group serves, and give way to whoever joins this one now. */
function yieldTo({ calls, queues }: State, queue: number, served: Int32Array, atMs: number): number {
  let count = 0
  for (const other of queues.yielding)
    if (other !== queue && served.includes(other))
      count += queues.waiting[other]! - queues.inTurn(calls, other, atMs)
  return count
}

/** The event by which a flow hears of an estimate. What cannot be estimated is taken for very long. */
export function waitEvent(state: State, line: number, estimate: WaitEstimate): number {
  const { longWaitMs, veryLongWaitMs } = state.lines[line]!
  if (!estimate.known || estimate.meanMs >= veryLongWaitMs) return WAIT_VERY_LONG
  // Whoever is told "one to four minutes" counts on four.
  return estimate.highMs >= longWaitMs ? WAIT_LONG : WAIT_SHORT
}

/** What can be told truthfully; the number of the prompt in an announcement, and its values. */
export interface Telling {
  which: 0 | 1 | 2 | 3 | 4 | 5
  position: number
  lowMinutes: number
  highMinutes: number
}

export const POSITION_AND_WAIT = 0
export const POSITION = 1
export const WAIT = 2
export const LONGER = 3
export const SOON = 4
export const STILL = 5

const telling: Telling = { which: STILL, position: 0, lowMinutes: 0, highMinutes: 0 }

/**
 * Decides what a waiting caller is told, and remembers it. A position told never rises: one who was overtaken hears
 * none until it is below the last told. An estimate told counts down with the time waited; it rises only after
 * something that explains it (agents went away, somebody was put before, or the time told has passed), and then the
 * caller is told that it takes longer. Valid until the next call.
 */
export function tell(state: State, call: number): Telling {
  const { calls, queues } = state
  const queue = calls.queue[call]!
  const position = queues.ahead(calls, queue, call) + 1
  const told = calls.toldPosition[call]!
  const tellsPosition = told === 0 || position <= told
  const rises = chooseRange(state, call, position - 1)
  if (rises === null) telling.which = tellsPosition ? POSITION : STILL
  else if (rises) telling.which = LONGER
  else if (telling.highMinutes === 1) telling.which = SOON
  else telling.which = tellsPosition ? POSITION_AND_WAIT : WAIT
  const speaksPosition = telling.which === POSITION || telling.which === POSITION_AND_WAIT
  telling.position = speaksPosition ? position : 0
  if (speaksPosition) calls.toldPosition[call] = position
  return telling
}

/** As `tell`, of the place alone: what was told of the wait binds as it did. */
export function tellPlace(state: State, call: number): Telling {
  const { calls, queues } = state
  const queue = calls.queue[call]!
  const position = queues.ahead(calls, queue, call) + 1
  const told = calls.toldPosition[call]!
  const tellsPosition = told === 0 || position <= told
  estimateBehind(state, position - 1, queue, state.nowMs)
  telling.which = tellsPosition ? POSITION : STILL
  telling.position = tellsPosition ? position : 0
  telling.lowMinutes = 0
  telling.highMinutes = 0
  if (tellsPosition) calls.toldPosition[call] = position
  return telling
}

/** The minutes of the wait alone, which bind from now on; null when nothing can be said. Valid until the next call. */
export function tellRange(state: State, call: number): Telling | null {
  const { calls, queues } = state
  const rises = chooseRange(state, call, queues.ahead(calls, calls.queue[call]!, call))
  return rises === null ? null : telling
}

/** Sets the minutes to be told. True when they rise with a reason, null when nothing can be said about the wait. */
function chooseRange(state: State, call: number, ahead: number): boolean | null {
  const { calls } = state
  const queue = calls.queue[call]!
  const estimate = estimateBehind(state, ahead, queue, state.nowMs)
  telling.lowMinutes = 0
  telling.highMinutes = 0
  if (!estimate.known) return null
  const toldByMs = calls.toldByMs[call]!
  const setbacks = state.setbacks[queue]! + calls.overtaken[call]!
  let { lowMs, highMs } = estimate
  let rises = false
  if (toldByMs > 0 && state.nowMs + highMs > toldByMs) {
    const remainingMs = toldByMs - state.nowMs
    rises = remainingMs <= 0 || setbacks > calls.toldSetbacks[call]!
    if (!rises) {
      highMs = remainingMs
      lowMs = Math.min(lowMs, highMs)
    }
  }
  // "It takes longer" and "within a minute" do not go together.
  const least = rises ? 2 : 1
  const high = Math.max(least, Math.ceil(highMs / MINUTE_MS))
  telling.highMinutes = high
  telling.lowMinutes = high === 1 ? 0 : Math.min(Math.max(1, Math.round(lowMs / MINUTE_MS)), high - 1)
  // What binds is what was said, in whole minutes, and the first time that it was said.
  const byMs = state.nowMs + high * MINUTE_MS
  calls.toldByMs[call] = toldByMs > 0 && !rises ? Math.min(toldByMs, byMs) : byMs
  calls.toldSetbacks[call] = setbacks
  return rises
}
