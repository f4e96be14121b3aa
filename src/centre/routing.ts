import { NEVER_MS } from '../base/units.ts'
import { PUT_AWAY } from '../call/away.ts'
import { AVAILABLE, AWAY, ON_CALL, RESERVED, RINGING, WRAP_UP } from './agents.ts'
import { restsInstead } from './calling.ts'
import { DIALLING, FILED, GONE, IN_FLOW, LEG_ENDED, OFFERED, TALKING, WAITING } from './calls.ts'
import { learnHandle } from './estimate.ts'
import type { State } from './state.ts'

/**
 * Chooses among the agents who head the chains of available ones, one for each group that serves a queue.
 * Pure: true when `agent` is to be taken rather than `other`.
 */
export type AgentPolicy = (agents: State['agents'], agent: number, other: number) => boolean

/** The agent who has been available for longest; two since the same moment by number. */
export const longestIdle: AgentPolicy = (agents, agent, other) => {
  const difference = agents.sinceMs[agent]! - agents.sinceMs[other]!
  return difference < 0 || (difference === 0 && agent < other)
}

/** The available agent who is to take the next caller of a queue, or -1. */
export function chooseAgent(state: State, queue: number): number {
  const { agents } = state
  const groups = state.queues.groups[queue]!
  let best = -1
  for (let i = 0; i < groups.length; i++) {
    const agent = agents.groupHead[groups[i]!]!
    if (agent >= 0 && (best < 0 || longestIdle(agents, agent, best))) best = agent
  }
  return best
}

/** As `chooseAgent`, for a call that wants an agent of its own. */
export function chooseAgentFor(state: State, call: number, queue: number): number {
  const { agents, calls } = state
  const wanted = calls.wanted[call]!
  const isThere = agents.state[wanted] === AVAILABLE
  if (isThere && agents.groupQueues[agents.group[wanted]!]!.includes(queue)) return wanted
  return chooseAgent(state, queue)
}

/** From now on this agent takes the call rather than another caller's, once free; -1 for none in particular. */
export function prefer(state: State, call: number, agent: number): void {
  const { agents, calls } = state
  if (calls.wanted[call]! >= 0) agents.wantedBy[calls.wanted[call]!]!--
  calls.wanted[call] = agent
  if (agent >= 0) agents.wantedBy[agent]!++
}

/**
 * The waiting call that an agent whom some callers want is to take next: the one that wants this very agent before the
 * first one of all, unless that one has waited very long by the measure of its line, head start included. So nobody is
 * passed over for ever.
 */
function chooseCallFor(state: State, agent: number, first: number): number {
  const { calls, lines } = state
  if (state.nowMs - calls.orderMs[first]! >= lines[calls.line[first]!]!.veryLongWaitMs) return first
  const returning = chooseReturning(state, agent)
  return returning < 0 ? first : returning
}

/** The waiting call that wants this agent, the first of several, or -1. */
function chooseReturning(state: State, agent: number): number {
  const { agents, calls, queues } = state
  let best = -1
  for (const queue of agents.groupQueues[agents.group[agent]!]!) {
    if (queues.waiting[queue] === 0) continue
    const call = queues.firstWanting(calls, queue, agent)
    if (call >= 0 && (best < 0 || calls.orderMs[call]! < calls.orderMs[best]!)) best = call
  }
  return best
}

/** The waiting call that an agent of this group is to take next, or -1. */
export function chooseCall(state: State, group: number): number {
  const { calls, queues } = state
  const served = state.agents.groupQueues[group]!
  let best = -1
  for (let i = 0; i < served.length; i++) {
    const queue = served[i]!
    if (queues.waiting[queue] === 0) continue
    const call = queues.first(calls, queue)
    if (best < 0 || calls.orderMs[call]! < calls.orderMs[best]!) best = call
  }
  return best
}

/** Rings an agent for a call, or reserves the agent and dials a caller who wanted to be called back. */
export function offer(state: State, agent: number, call: number): void {
  const { calls, agents, out } = state
  calls.agent[call] = agent
  agents.call[agent] = call
  if ((calls.flags[call]! & GONE) === GONE) {
    calls.phase[call] = DIALLING
    changeAgent(state, agent, RESERVED)
    out.dial(call, agent)
    return
  }
  calls.phase[call] = OFFERED
  agents.unrung[agent] = 0
  changeAgent(state, agent, RINGING)
  setDue(state, agent, state.lines[calls.line[call]!]!.ringMs)
  out.ring(agent, call)
}

/** Lets an agent take the next waiting caller, or be available for the next to come. */
export function free(state: State, agent: number): void {
  const { agents } = state
  agents.call[agent] = -1
  if (agents.leaving[agent] === 1) {
    agents.leaving[agent] = 0
    changeAgent(state, agent, AWAY)
    return
  }
  const call = takeNext(state, agent)
  if (call >= 0) offer(state, agent, call)
  else if (agents.state[agent] !== AVAILABLE) changeAgent(state, agent, AVAILABLE)
}

/** Takes the next call for an agent out of its queue, or gives -1. A callback that may not be dialled now rests instead. */
function takeNext(state: State, agent: number): number {
  const { agents, calls, queues } = state
  for (;;) {
    let call = chooseCall(state, agents.group[agent]!)
    if (call < 0) return call
    if (agents.wantedBy[agent]! > 0) call = chooseCallFor(state, agent, call)
    queues.remove(calls, call)
    if ((calls.flags[call]! & GONE) !== GONE || !restsInstead(state, call)) return call
  }
}

/** Puts a call in its place in its queue, or offers it at once where an agent is available. */
export function placeInQueue(state: State, call: number): void {
  const { calls } = state
  const queue = calls.queue[call]!
  calls.phase[call] = WAITING
  calls.agent[call] = -1
  const agent = calls.wanted[call]! < 0 ? chooseAgent(state, queue) : chooseAgentFor(state, call, queue)
  if (agent >= 0) offer(state, agent, call)
  else state.queues.insert(calls, queue, call)
}

/** Takes a call out of its queue; an agent whose phone rings for it is freed, and dialling is given up. */
export function takeFromQueue(state: State, call: number): void {
  const { calls } = state
  const phase = calls.phase[call]!
  if (phase === WAITING) {
    // Who joined only to be told of the wait, and goes elsewhere at once, has kept nobody.
    if (calls.queuedMs[call] === state.nowMs) state.queues.stepAside(calls, call)
    state.queues.remove(calls, call)
  }
  calls.phase[call] = IN_FLOW
  if (phase !== OFFERED && phase !== DIALLING) return
  const agent = calls.agent[call]!
  calls.agent[call] = -1
  if (phase === OFFERED) state.out.stopRinging(agent)
  else if ((calls.flags[call]! & LEG_ENDED) !== 0) state.out.hangUp(call)
  free(state, agent)
}

/** Joins the agent and the call that rang. */
export function startTalk(state: State, agent: number): void {
  const { calls, agents } = state
  const call = agents.call[agent]!
  calls.phase[call] = TALKING
  calls.answeredMs[call] = state.nowMs
  agents.talkMs[agent] = state.nowMs
  agents.talkCall[agent] = calls.number[call]!
  agents.talkCaller[agent] = calls.caller[call]!
  agents.queue[agent] = calls.queue[call]!
  agents.missed[agent] = 0
  // Whoever took the call has the case now; handed on, the caller is not to come back to the one who did that.
  if (calls.wanted[call]! >= 0) prefer(state, call, -1)
  changeAgent(state, agent, ON_CALL)
  if ((calls.flags[call]! & FILED) === 0) state.out.connect(agent, call)
  else state.out.playMessage(agent, call)
}

/** The agent's talk is over; wrap-up begins where the queue grants any. */
export function endTalk(state: State, agent: number): void {
  const { agents } = state
  const { wrapUpMs, isCodeWanted } = state.queues.settings[agents.queue[agent]!]!
  agents.call[agent] = -1
  if (isCodeWanted && isCodeMissing(state, agent)) {
    changeAgent(state, agent, WRAP_UP)
    agents.dueMs[agent] = NEVER_MS
    return
  }
  if (wrapUpMs === 0) {
    endHandling(state, agent)
    return
  }
  changeAgent(state, agent, WRAP_UP)
  setDue(state, agent, wrapUpMs)
}

/**
 * True where the queue of an agent's last talk wants a code for it that the agent has not given. One who was put away,
 * or is in the roster no more, may have gone home, and is not waited for.
 */
export function isCodeMissing({ agents, queues }: State, agent: number): boolean {
  const { isCodeWanted } = queues.settings[agents.queue[agent]!]!
  if (!isCodeWanted || agents.codedCall[agent] === agents.talkCall[agent]) return false
  return agents.leaving[agent] === 0 || agents.reason[agent]! < PUT_AWAY
}

/** Talk and wrap-up are over: their length is learnt, and the agent takes the next caller. */
export function endHandling(state: State, agent: number): void {
  const { agents } = state
  // Help with the call of another agent is no measure of how long calls take.
  if (agents.helps[agent] !== 0) agents.helps[agent] = 0
  else learnHandle(state.experience[agents.queue[agent]!]!, state.nowMs - agents.talkMs[agent]!)
  free(state, agent)
}

/** Moves an agent to a state, and in or out of the chain of available agents. */
export function changeAgent(state: State, agent: number, to: number): void {
  const { agents } = state
  const from = agents.state[agent]!
  if (from === AVAILABLE) agents.unlink(agent)
  agents.state[agent] = to
  if (to === AVAILABLE) agents.link(agent)
  if (to === AWAY || from === AWAY) countSignedIn(state, agents.group[agent]!, to === AWAY ? -1 : 1)
  state.watch.agentChanged(agent, from, to)
  agents.sinceMs[agent] = state.nowMs
}

function countSignedIn(state: State, group: number, change: number): void {
  const { agents } = state
  agents.groupSignedIn[group]! += change
  if (change > 0) return
  for (const queue of agents.groupQueues[group]!) state.setbacks[queue]!++
}

/** Ringing or wrap-up of the agent ends by itself so many milliseconds from now. */
export function setDue(state: State, agent: number, delayMs: number): void {
  const dueMs = state.nowMs + delayMs
  state.agents.dueMs[agent] = dueMs
  if (dueMs >= state.agentsWakeMs) return
  state.agentsWakeMs = dueMs
  state.out.wakeAgents(dueMs)
}
