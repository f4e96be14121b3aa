import { RECORD_STATES } from '../call/directives.ts'
import { AVAILABLE, BY_NAME, BY_QUEUE, ON_CALL, RINGING, WRAP_UP } from './agents.ts'
import { FILED, HELD, HELPED, MAY_RECORD, MONITORED, PAUSED, RECORDING } from './calls.ts'
import { changeAgent, endHandling, endTalk, free, setDue } from './routing.ts'
import type { State } from './state.ts'

/**
 * Talks that are more than an agent and a caller: on hold, with a helper, with a supervisor, recorded. Their marks are
 * set on these rare paths alone, so that a plain talk costs nothing.
 */

const START = RECORD_STATES.indexOf('start')
const PAUSE = RECORD_STATES.indexOf('pause')
const RESUME = RECORD_STATES.indexOf('resume')
const STOP = RECORD_STATES.indexOf('stop')

/** True for the agent who took a call, or to whom it was handed over, while they talk: not while a message is heard. */
export function isMain({ agents, calls }: State, agent: number): boolean {
  const talks = agents.state[agent] === ON_CALL && agents.helps[agent] === 0
  return talks && (calls.flags[agents.call[agent]!]! & FILED) === 0
}

/** Lets the caller hear music. False for one who does already. */
export function hold({ calls, out }: State, call: number): boolean {
  if ((calls.marks[call]! & HELD) !== 0) return false
  calls.marks[call]! |= HELD
  out.hold(call)
  return true
}

/** Brings the caller back. False for one who is not on hold. */
export function bringBack({ calls, out }: State, call: number): boolean {
  if ((calls.marks[call]! & HELD) === 0) return false
  calls.marks[call]! &= ~HELD
  out.unhold(call)
  return true
}

/** An agent whom the main agent of a call asks to help, and the queue that was asked, or -1 for one asked by name. */
export interface Invitation {
  readonly agent: number
  readonly other: number
  readonly queue: number
}

/** Rings an agent for help. False where there is a helper already, or the one who is asked is not available. */
export function invite(state: State, { agent, other, queue }: Invitation): boolean {
  const { agents, calls, lines, out } = state
  if (!isMain(state, agent) || other < 0 || agents.state[other] !== AVAILABLE) return false
  const call = agents.call[agent]!
  if ((calls.marks[call]! & HELPED) !== 0) return false
  hold(state, call)
  calls.marks[call]! |= HELPED
  calls.helper[call] = other
  agents.helps[other] = queue < 0 ? BY_NAME : BY_QUEUE
  agents.call[other] = call
  agents.queue[other] = queue < 0 ? calls.queue[call]! : queue
  agents.unrung[other] = 0
  changeAgent(state, other, RINGING)
  setDue(state, other, lines[calls.line[call]!]!.ringMs)
  out.ring(other, call)
  return true
}

/** The agent who was asked is there. The caller stays on hold: the two talk about the call first. */
export function beginHelp(state: State, helper: number): void {
  const { agents, out } = state
  agents.talkMs[helper] = state.nowMs
  // What came of the call is for its main agent to say.
  agents.talkCall[helper] = 0
  agents.codedCall[helper] = 0
  agents.missed[helper] = 0
  changeAgent(state, helper, ON_CALL)
  out.join(helper, agents.call[helper]!)
}

/** The agent who was asked does not come, and is free; the caller is brought back. */
export function endInvitation(state: State, helper: number): void {
  const { agents, calls } = state
  const call = agents.call[helper]!
  calls.marks[call]! &= ~HELPED
  bringBack(state, call)
  agents.helps[helper] = 0
  free(state, helper)
}

/** Ends the help of an agent who is rung for it, or is there; the caller stays as they are. */
export function letHelperGo(state: State, call: number): void {
  const { agents, calls, queues, out } = state
  const helper = calls.helper[call]!
  calls.marks[call]! &= ~HELPED
  if (agents.state[helper] === RINGING) {
    out.stopRinging(helper)
    agents.helps[helper] = 0
    free(state, helper)
    return
  }
  out.part(helper)
  stopWatching(state, helper)
  agents.call[helper] = -1
  const { wrapUpMs } = queues.settings[agents.queue[helper]!]!
  if (wrapUpMs === 0 || agents.helps[helper] === BY_NAME) {
    endHandling(state, helper)
    return
  }
  changeAgent(state, helper, WRAP_UP)
  setDue(state, helper, wrapUpMs)
}

/** True while a helper talks, and could take the call over. */
export function hasHelper({ agents, calls }: State, call: number): boolean {
  return (calls.marks[call]! & HELPED) !== 0 && agents.state[calls.helper[call]!] === ON_CALL
}

/** The helper becomes the main agent of the call, and the one before wraps up. The flow hears nothing: the talk goes on. */
export function handOver(state: State, agent: number): void {
  const { agents, calls, out } = state
  const call = agents.call[agent]!
  const helper = calls.helper[call]!
  calls.marks[call]! &= ~HELPED
  calls.agent[call] = helper
  agents.helps[helper] = 0
  agents.talkCall[helper] = calls.number[call]!
  agents.talkCaller[helper] = calls.caller[call]!
  out.part(agent)
  bringBack(state, call)
  // A supervisor came for this agent, whose ear a whisper is for: whoever goes on with the call is not to hear it.
  stopWatching(state, agent)
  endTalk(state, agent)
}

/**
 * An agent hangs up on a talk that goes on: a helper goes, or the main agent leaves the call to a helper who is there.
 * False where the talk is over by it.
 */
export function leaveOthers(state: State, agent: number): boolean {
  const { agents } = state
  const call = agents.call[agent]!
  if (agents.helps[agent] !== 0) {
    letHelperGo(state, call)
    bringBack(state, call)
    return true
  }
  if (!hasHelper(state, call)) return false
  handOver(state, agent)
  return true
}

/** Ends all that a talk was beyond an agent and a caller. To be called while the call still has its agent. */
export function disband(state: State, call: number, staysOnTheLine: boolean): void {
  const { calls, out } = state
  const marks = calls.marks[call]!
  if ((marks & MONITORED) !== 0) stopWatching(state, calls.agent[call]!)
  if ((marks & HELPED) !== 0) letHelperGo(state, call)
  if ((marks & RECORDING) !== 0 && staysOnTheLine) out.recordTalk(call, STOP)
  // Whoever stopped the recording had a reason, which the next agent may not know of.
  calls.marks[call] = marks & PAUSED
}

/** Lets a supervisor go out of the talk of somebody else. False for one who is in none. */
export function unwatch({ agents, out }: State, agent: number): boolean {
  if (agents.watches[agent]! < 0) return false
  agents.watches[agent] = -1
  out.stopMonitoring(agent)
  return true
}

/** Lets all supervisors go who are in the talk for this agent. */
function stopWatching(state: State, whom: number): void {
  const { agents, calls } = state
  if ((calls.marks[agents.call[whom]!]! & MONITORED) === 0) return
  for (let agent = 0; agent < agents.count; agent++) if (agents.watches[agent] === whom) unwatch(state, agent)
}

/** Begins to record a talk where the line does that, unless an agent stopped it in a talk before. */
export function beginRecording({ calls, lines, out }: State, call: number): void {
  if (!lines[calls.line[call]!]!.recordsTalks || (calls.marks[call]! & PAUSED) !== 0) return
  calls.marks[call]! |= RECORDING
  out.recordTalk(call, START)
}

/** Stops the recording of a talk until an agent lets it go on. False where nothing is recorded. */
export function pauseRecording({ calls, out }: State, call: number): boolean {
  if ((calls.marks[call]! & (RECORDING | PAUSED)) !== RECORDING) return false
  calls.marks[call]! |= PAUSED
  out.recordTalk(call, PAUSE)
  return true
}

/** Lets the recording go on. False where it was not stopped. */
export function resumeRecording(state: State, call: number): boolean {
  const { calls, out } = state
  if ((calls.marks[call]! & PAUSED) === 0 || (calls.flags[call]! & MAY_RECORD) === 0) return false
  calls.marks[call]! &= ~PAUSED
  if ((calls.marks[call]! & RECORDING) !== 0) out.recordTalk(call, RESUME)
  else beginRecording(state, call)
  return true
}
