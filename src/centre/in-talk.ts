import type { TalkFacts } from '../call/facts.ts'
import { AVAILABLE, AWAY, ON_CALL } from './agents.ts'
import { AtWork } from './at-work.ts'
import { FILED, HELPED, MONITORED } from './calls.ts'
import { chooseAgent, free } from './routing.ts'
import {
  bringBack,
  handOver,
  hasHelper,
  hold,
  invite,
  isMain,
  letHelperGo,
  pauseRecording,
  resumeRecording,
  unwatch,
} from './talks.ts'

/** A centre as far as talks that have begun are concerned: what `Centre` is built on. */
export abstract class InTalk extends AtWork implements TalkFacts {
  holds(agent: number, atMs: number): boolean {
    this.at(atMs)
    return isMain(this.state, agent) && hold(this.state, this.#callOf(agent))
  }

  resumes(agent: number, atMs: number): boolean {
    this.at(atMs)
    return isMain(this.state, agent) && bringBack(this.state, this.#callOf(agent))
  }

  invites(agent: number, other: number, atMs: number): boolean {
    this.at(atMs)
    return invite(this.state, { agent, other, queue: -1 })
  }

  asksQueue(agent: number, queue: number, atMs: number): boolean {
    this.at(atMs)
    const { state } = this
    if (!isMain(state, agent)) return false
    const asked = state.lines[state.calls.line[this.#callOf(agent)]!]!.queues[queue]!
    return invite(state, { agent, other: chooseAgent(state, asked), queue: asked })
  }

  uninvites(agent: number, atMs: number): boolean {
    this.at(atMs)
    const { state } = this
    if (!isMain(state, agent)) return false
    const call = this.#callOf(agent)
    if ((state.calls.marks[call]! & HELPED) === 0) return false
    letHelperGo(state, call)
    bringBack(state, call)
    return true
  }

  handsOver(agent: number, atMs: number): boolean {
    this.at(atMs)
    if (!isMain(this.state, agent) || !hasHelper(this.state, this.#callOf(agent))) return false
    handOver(this.state, agent)
    return true
  }

  monitors(agent: number, whom: number, manner: number, atMs: number): boolean {
    this.at(atMs)
    const { agents, calls, out } = this.state
    const at = agents.state[agent]
    const talks = agents.state[whom] === ON_CALL && (calls.flags[agents.call[whom]!]! & FILED) === 0
    if (!talks || (at !== AWAY && at !== AVAILABLE)) return false
    if (agents.watches[agent] === whom && agents.manner[agent] === manner) return false
    if (at === AVAILABLE) {
      agents.leaving[agent] = 1
      free(this.state, agent)
    }
    if (agents.watches[agent] !== whom) unwatch(this.state, agent)
    agents.watches[agent] = whom
    agents.manner[agent] = manner
    calls.marks[agents.call[whom]!]! |= MONITORED
    out.monitor(agent, whom, manner)
    return true
  }

  unmonitors(agent: number, atMs: number): boolean {
    this.at(atMs)
    return unwatch(this.state, agent)
  }

  pausesRecording(agent: number, atMs: number): boolean {
    this.at(atMs)
    return this.#isTalking(agent) && pauseRecording(this.state, this.#callOf(agent))
  }

  resumesRecording(agent: number, atMs: number): boolean {
    this.at(atMs)
    return this.#isTalking(agent) && resumeRecording(this.state, this.#callOf(agent))
  }

  #isTalking(agent: number): boolean {
    return this.state.agents.state[agent] === ON_CALL
  }

  #callOf(agent: number): number {
    return this.state.agents.call[agent]!
  }
}
