import { widened } from '../base/columns.ts'
import { NEVER_MS } from '../base/units.ts'

/** Not taking calls: not signed in, on a break, or put away after missed offers. */
export const AWAY = 0
export const AVAILABLE = 1
/** The agent's phone rings for a caller. */
export const RINGING = 2
export const ON_CALL = 3
export const WRAP_UP = 4
/** Kept for a callback that is being dialled. */
export const RESERVED = 5

/** Asked to help by name: a word between colleagues, without wrap-up. */
export const BY_NAME = 1
/** Asked to help as one who serves a queue: work of that queue, with its wrap-up. */
export const BY_QUEUE = 2

export const AGENT_STATES = ['away', 'available', 'ringing', 'talking', 'wrap-up', 'reserved'] as const

/**
 * The agents of a centre as columns. Agents of equal skills form a group; the available ones of a group stand in a
 * chain, longest idle first, so that choosing an agent costs the same for ten agents and for a hundred thousand.
 */
export class Agents {
  count = 0
  readonly names: string[] = []
  state = new Uint8Array(0)
  group = new Int32Array(0)
  /** The call that rings, is talked to or is reserved for; -1 for none. */
  call = new Int32Array(0)
  /** When the present state began. */
  sinceMs = new Float64Array(0)
  /** When the talk that the agent is in, or wraps up, began. */
  talkMs = new Float64Array(0)
  /** Queue of that talk. */
  queue = new Int32Array(0)
  /** When ringing or wrap-up ends by itself. */
  dueMs = new Float64Array(0)
  /** Offers missed in a row. */
  missed = new Uint8Array(0)
  /** 1 while the phone of an agent who is offered a caller could not be rung. */
  unrung = new Uint8Array(0)
  /** 1 for an agent who goes away after the present call. */
  leaving = new Uint8Array(0)
  /** Why the agent is away, or is going to be: a place in `AWAY_REASONS`. */
  reason = new Uint8Array(0)
  /** Number of the call that the agent talks to, or talked to last; 0 before the first. */
  talkCall = new Float64Array(0)
  /** Key of that call's caller. */
  talkCaller = new Float64Array(0)
  /** Number of the last call that the agent said the outcome of. */
  codedCall = new Float64Array(0)
  /** Live calls that want this very agent. */
  wantedBy = new Int32Array(0)
  /** `BY_NAME` or `BY_QUEUE` for one who was asked to help with another agent's call, until the wrap-up of that is over. */
  helps = new Uint8Array(0)
  /** The agent whose talk a supervisor is in, or -1. */
  watches = new Int32Array(0)
  /** How, as an index of `MANNERS`. */
  manner = new Uint8Array(0)
  next = new Int32Array(0)
  previous = new Int32Array(0)
  /** Queues served by each group, best skill first. */
  readonly groupQueues: Int32Array[] = []
  groupHead: number[] = []
  groupTail: number[] = []
  /** Agents of each group who are not away. */
  groupSignedIn: number[] = []

  /** Adds an agent who is away. `queues` are the queues that the agent can serve, best skill first. */
  add(name: string, queues: readonly number[]): number {
    const agent = this.count
    if (agent >= this.state.length) this.#grow(Math.max(16, agent * 2))
    this.count = agent + 1
    this.names.push(name)
    this.group[agent] = this.groupOf(queues)
    this.call[agent] = -1
    this.queue[agent] = -1
    this.watches[agent] = -1
    this.dueMs[agent] = NEVER_MS
    this.next[agent] = -1
    this.previous[agent] = -1
    return agent
  }

  /** Puts an agent at the end of the group's chain of available agents. */
  link(agent: number): void {
    const group = this.group[agent]!
    const tail = this.groupTail[group]!
    this.previous[agent] = tail
    this.next[agent] = -1
    if (tail < 0) this.groupHead[group] = agent
    else this.next[tail] = agent
    this.groupTail[group] = agent
  }

  unlink(agent: number): void {
    const group = this.group[agent]!
    const before = this.previous[agent]!
    const after = this.next[agent]!
    if (before < 0) this.groupHead[group] = after
    else this.next[before] = after
    if (after < 0) this.groupTail[group] = before
    else this.previous[after] = before
  }

  /** The group of agents who serve just these queues, in this order of skill. */
  groupOf(queues: readonly number[]): number {
    const known = this.groupQueues.findIndex(
      served => served.length === queues.length && served.every((queue, i) => queue === queues[i]),
    )
    if (known >= 0) return known
    this.groupQueues.push(Int32Array.from(queues))
    this.groupHead.push(-1)
    this.groupTail.push(-1)
    this.groupSignedIn.push(0)
    return this.groupQueues.length - 1
  }

  #grow(capacity: number): void {
    this.state = widened(this.state, capacity)
    this.group = widened(this.group, capacity)
    this.call = widened(this.call, capacity)
    this.sinceMs = widened(this.sinceMs, capacity)
    this.talkMs = widened(this.talkMs, capacity)
    this.queue = widened(this.queue, capacity)
    this.dueMs = widened(this.dueMs, capacity)
    this.missed = widened(this.missed, capacity)
    this.unrung = widened(this.unrung, capacity)
    this.leaving = widened(this.leaving, capacity)
    this.reason = widened(this.reason, capacity)
    this.talkCall = widened(this.talkCall, capacity)
    this.talkCaller = widened(this.talkCaller, capacity)
    this.codedCall = widened(this.codedCall, capacity)
    this.wantedBy = widened(this.wantedBy, capacity)
    this.helps = widened(this.helps, capacity)
    this.watches = widened(this.watches, capacity)
    this.manner = widened(this.manner, capacity)
    this.next = widened(this.next, capacity)
    this.previous = widened(this.previous, capacity)
  }
}
