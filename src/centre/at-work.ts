import { Bug } from '../base/assert.ts'
import { NO_REASON } from '../call/away.ts'
import type { Directives, Watch } from '../call/directives.ts'
import type { DeskFacts } from '../call/facts.ts'
import { AVAILABLE, RINGING } from './agents.ts'
import { regroup, serveQueues } from './define.ts'
import { code, finish, goAway, signIn } from './desk.ts'
import { missOffer } from './missing.ts'
import { free } from './routing.ts'
import { State } from './state.ts'

/** A centre as far as agents outside of a talk are concerned: what the rest of it is built on. */
export abstract class AtWork implements DeskFacts {
  readonly state: State

  constructor(out: Directives, watch: Watch) {
    this.state = new State(out, watch)
  }

  /** Adds an agent, who is away. `queues` are the queues that the agent can serve, best skill first. */
  addAgent(name: string, queues: readonly number[], atMs: number): number {
    this.at(atMs)
    const { agents } = this.state
    const agent = agents.add(name, queues)
    agents.sinceMs[agent] = atMs
    serveQueues(this.state, agents.group[agent]!, queues)
    return agent
  }

  /** Gives an agent other skills, from the next caller on. */
  setSkills(agent: number, queues: readonly number[], atMs: number): void {
    this.at(atMs)
    regroup(this.state, agent, queues)
    if (this.state.agents.state[agent] === AVAILABLE) free(this.state, agent)
  }

  signsIn(agent: number, atMs: number): boolean {
    this.at(atMs)
    return signIn(this.state, agent)
  }

  goesAway(agent: number, atMs: number, reason: number = NO_REASON): boolean {
    this.at(atMs)
    return goAway(this.state, agent, reason)
  }

  misses(agent: number, atMs: number): boolean {
    this.at(atMs)
    if (this.state.agents.state[agent] !== RINGING) return false
    missOffer(this.state, agent)
    return true
  }

  failsToRing(agent: number, atMs: number): boolean {
    this.at(atMs)
    const { agents } = this.state
    if (agents.state[agent] !== RINGING) return false
    agents.unrung[agent] = 1
    return true
  }

  codes(agent: number, call: number, atMs: number): boolean {
    this.at(atMs)
    return code(this.state, agent, call)
  }

  isReady(agent: number, atMs: number): boolean {
    this.at(atMs)
    return finish(this.state, agent)
  }

  protected at(atMs: number): void {
    // Not an assertion by name: its message would be made for every fact.
    const { state } = this
    if (atMs < state.nowMs) throw new Bug(`a fact at ${atMs} follows one at ${state.nowMs}`)
    state.nowMs = atMs
  }
}
