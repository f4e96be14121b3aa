import { NO_REASON } from '../call/away.ts'
import { AVAILABLE, AWAY, RINGING, WRAP_UP } from './agents.ts'
import { takeBackOffer } from './missing.ts'
import { endHandling, free, isCodeMissing, setDue } from './routing.ts'
import type { State } from './state.ts'
import { unwatch } from './talks.ts'

/** The codes for the call that an agent talks to, or talked to last; none before the first. */
export function codesFor({ agents, lines, queues }: State, agent: number): readonly string[] {
  const queue = queues.settings[agents.queue[agent]!]
  if (!queue) return []
  const { definition } = lines[queue.line]!.table.line
  return definition.queues.find(({ name }) => name === queue.name)?.wrapUpCodes ?? []
}

/** The agent takes calls from here on. */
export function signIn(state: State, agent: number): boolean {
  const { agents } = state
  const stays = agents.leaving[agent] === 1
  agents.leaving[agent] = 0
  if (stays || agents.state[agent] === AWAY) agents.reason[agent] = NO_REASON
  if (agents.state[agent] !== AWAY) return stays
  if (agents.watches[agent]! >= 0) unwatch(state, agent)
  agents.missed[agent] = 0
  free(state, agent)
  return true
}

/** The agent goes away, now or as soon as the present call is done with; or gives another reason for being away. */
export function goAway(state: State, agent: number, reason: number): boolean {
  const { agents } = state
  const isNews = reason !== NO_REASON && agents.reason[agent] !== reason
  if (agents.state[agent] === AWAY) {
    if (isNews) changeReason(state, agent, reason)
    return unwatch(state, agent) || isNews
  }
  const stayed = agents.leaving[agent] === 0
  agents.leaving[agent] = 1
  if (stayed || isNews) agents.reason[agent] = reason
  if (agents.state[agent] === AVAILABLE) free(state, agent)
  else if (agents.state[agent] === RINGING) takeBackOffer(state, agent)
  // Nobody gets round the code by going away.
  else if (agents.state[agent] === WRAP_UP && !isCodeMissing(state, agent)) endHandling(state, agent)
  else return stayed || isNews
  return true
}

/** Away for another reason: the state is as it was, and begins anew. */
function changeReason(state: State, agent: number, reason: number): void {
  const { agents, watch } = state
  agents.reason[agent] = reason
  watch.agentChanged(agent, AWAY, AWAY)
  agents.sinceMs[agent] = state.nowMs
}

/** The agent says what came of a call. Wrap-up that lasts until then ends when it would have ended without. */
export function code(state: State, agent: number, call: number): boolean {
  const { agents, queues } = state
  if (call === 0 || agents.talkCall[agent] !== call) return false
  const wasMissing = agents.state[agent] === WRAP_UP && isCodeMissing(state, agent)
  agents.codedCall[agent] = call
  if (!wasMissing) return true
  const endsMs = agents.sinceMs[agent]! + queues.settings[agents.queue[agent]!]!.wrapUpMs
  if (endsMs <= state.nowMs) endHandling(state, agent)
  else setDue(state, agent, endsMs - state.nowMs)
  return true
}

/** The agent has wrapped up; not before a code is given where one is wanted. */
export function finish(state: State, agent: number): boolean {
  if (state.agents.state[agent] !== WRAP_UP || isCodeMissing(state, agent)) return false
  endHandling(state, agent)
  return true
}
