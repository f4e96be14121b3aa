import { MISSED_CALLS } from '../call/away.ts'
import { free, placeInQueue } from './routing.ts'
import type { State } from './state.ts'
import { endInvitation } from './talks.ts'

/** The agent did not answer: the caller keeps the place, or the talk; the agent is put away after too many. */
export function missOffer(state: State, agent: number, stillRinging = false): void {
  const { agents, calls, lines, out } = state
  const { missedOffersMax } = lines[calls.line[agents.call[agent]!]!]!
  if (stillRinging) out.stopRinging(agent)
  // Nobody misses a phone that does not ring.
  if (agents.unrung[agent] === 0) agents.missed[agent]!++
  if (agents.missed[agent]! >= missedOffersMax) {
    agents.leaving[agent] = 1
    agents.reason[agent] = MISSED_CALLS
  }
  returnCall(state, agent)
}

/** Stops an agent's ringing; the caller keeps the place. */
export function takeBackOffer(state: State, agent: number): void {
  state.out.stopRinging(agent)
  returnCall(state, agent)
}

/** Others come first for the caller whom this agent did not take; then the agent is free again, or goes away. */
function returnCall(state: State, agent: number): void {
  if (state.agents.helps[agent] !== 0) {
    endInvitation(state, agent)
    return
  }
  placeInQueue(state, state.agents.call[agent]!)
  free(state, agent)
}
