import { agentsOf } from '../agents/groups.ts'
import { Chains } from '../callers/chains.ts'
import type { Plan } from '../plan.ts'

/**
 * Agents as whoever hands out other work sees them: available ones, those with room for one item more, and those who
 * can be interrupted. Each is one of these at most.
 */
export class OtherWorkers {
  /** All agents of the plan. */
  readonly agents: number
  readonly #plan: Plan
  readonly #group: Int32Array
  readonly #chains: Chains
  /** First chain of the agents with room for more, by channel. */
  readonly #roomAt: readonly number[]
  /** Chain of those who are off the phone for nothing. */
  readonly #leftOver: number
  /** Since when each has been available. */
  readonly #idleMs: Float64Array

  constructor(plan: Plan) {
    const { channels, groups } = plan
    this.#plan = plan
    this.#group = Int32Array.from(
      groups.flatMap((each, group) => new Array<number>(agentsOf(each)).fill(group)),
    )
    this.agents = this.#group.length
    this.#leftOver = 2 * groups.length
    let chains = this.#leftOver + 1
    this.#roomAt = channels.map(({ atOnce }) => {
      const first = chains
      chains += atOnce - 1
      return first
    })
    this.#chains = new Chains(chains)
    this.#chains.reserve(this.agents)
    this.#idleMs = new Float64Array(this.agents)
  }

  clear(): void {
    this.#chains.clear()
  }

  leave(agent: number): void {
    this.#chains.leave(agent)
  }

  isIdle(agent: number, nowMs: number): void {
    this.#idleMs[agent] = nowMs
    this.#chains.leave(agent)
    this.#chains.join(this.#group[agent]!, agent)
  }

  /** The agent has so many items of a channel in hand, and could have more. */
  hasRoom(agent: number, channel: number, inHand: number): void {
    this.#chains.join(this.#roomAt[channel]! + inHand - 1, agent)
  }

  /** The agent would put aside for a caller what is in hand. */
  canBeInterrupted(agent: number): void {
    this.#chains.join(this.#plan.groups.length + this.#group[agent]!, agent)
  }

  /** The agent left the phone, and there is nothing to do. */
  isLeftOver(agent: number): void {
    this.#chains.join(this.#leftOver, agent)
  }

  /** One such agent, who is so no more, or -1. */
  takeLeftOver(): number {
    const agent = this.#chains.first(this.#leftOver)
    if (agent >= 0) this.#chains.leave(agent)
    return agent
  }

  does(agent: number, channel: number): boolean {
    return this.#plan.channels[channel]!.isDoneBy[this.#group[agent]!]!
  }

  /**
   * The agent who is to take an item of a channel, or -1: whoever takes no calls, before one who has the fewest items
   * of it in hand, which takes nobody else from the phone, before whoever has been available for longest.
   * @param keep agents of a group who stay available for callers
   */
  choose(channel: number, keep: number): number {
    const apart = this.#longestIdle(channel, group => this.#plan.groups[group]!.queues.length === 0)
    if (apart >= 0) return apart
    const { atOnce } = this.#plan.channels[channel]!
    for (let inHand = 1; inHand < atOnce; inHand++) {
      const agent = this.#chains.first(this.#roomAt[channel]! + inHand - 1)
      if (agent >= 0) return agent
    }
    return this.#longestIdle(channel, group => this.#chains.size(group) > keep)
  }

  /** The agent who interrupts the work in hand for a caller of a queue, the last to have begun of a group, or -1. */
  toInterrupt(queue: number): number {
    const { groups } = this.#plan
    for (let group = 0; group < groups.length; group++) {
      const agent = this.#chains.last(groups.length + group)
      if (agent >= 0 && groups[group]!.queues.includes(queue)) return agent
    }
    return -1
  }

  #longestIdle(channel: number, isTaken: (group: number) => boolean): number {
    const { channels, groups } = this.#plan
    let best = -1
    for (let group = 0; group < groups.length; group++) {
      const agent = this.#chains.first(group)
      if (agent < 0 || !channels[channel]!.isDoneBy[group] || !isTaken(group)) continue
      if (best < 0 || this.#idleMs[agent]! < this.#idleMs[best]!) best = agent
    }
    return best
  }
}
