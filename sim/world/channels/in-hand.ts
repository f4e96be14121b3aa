import type { Calendar } from '../../../src/base/calendar.ts'
import { Chains } from '../callers/chains.ts'
import { ITEM_DONE, RANK_FREE } from '../kinds.ts'
import type { PlannedChannel } from './channels-plan.ts'
import type { Items } from './items.ts'

/** The items that agents have in hand, each slower the more there are. All that one agent has are of one channel. */
export class InHand {
  readonly #channels: readonly PlannedChannel[]
  readonly #items: Items
  readonly #calendar: Calendar
  /** Items by agent. */
  readonly #chains: Chains

  constructor(channels: readonly PlannedChannel[], items: Items, calendar: Calendar, agents: number) {
    this.#channels = channels
    this.#items = items
    this.#calendar = calendar
    this.#chains = new Chains(agents)
  }

  clear(): void {
    this.#chains.clear()
  }

  count(agent: number): number {
    return this.#chains.size(agent)
  }

  /** One of the items, or -1. */
  first(agent: number): number {
    return this.#chains.first(agent)
  }

  next(item: number): number {
    return this.#chains.next(item)
  }

  /** The agent begins with an item, or goes on with it. */
  take(agent: number, item: number): void {
    const items = this.#items
    const nowMs = this.#calendar.timeMs
    this.#chains.reserve(items.capacity)
    this.#advance(agent)
    items.takenMs[item] = nowMs
    items.updatedMs[item] = nowMs
    items.agent[item] = agent
    items.timer[item] = -1
    this.#chains.join(agent, item)
    this.#setEnds(agent)
  }

  /** The agent lets go of an item, which is done or is put aside. */
  release(item: number): void {
    const items = this.#items
    const agent = items.agent[item]!
    this.#advance(agent)
    if (items.timer[item]! >= 0) this.#calendar.cancel(items.timer[item]!)
    items.timer[item] = -1
    items.agent[item] = -1
    this.#chains.leave(item)
    this.#setEnds(agent)
  }

  /** How many times as long an item takes while so many are in hand. */
  #pace(agent: number): number {
    const { slowdown } = this.#channels[this.#items.channel[this.first(agent)]!]!
    return 1 + slowdown * (this.count(agent) - 1)
  }

  /** Works out what is left of each item, up to now. */
  #advance(agent: number): void {
    const items = this.#items
    if (this.count(agent) === 0) return
    const nowMs = this.#calendar.timeMs
    const pace = this.#pace(agent)
    for (let item = this.first(agent); item >= 0; item = this.next(item)) {
      const doneMs = (nowMs - items.updatedMs[item]!) / pace
      items.leftMs[item] = Math.max(0, items.leftMs[item]! - doneMs)
      items.updatedMs[item] = nowMs
    }
  }

  #setEnds(agent: number): void {
    const items = this.#items
    const calendar = this.#calendar
    if (this.count(agent) === 0) return
    const pace = this.#pace(agent)
    for (let item = this.first(agent); item >= 0; item = this.next(item)) {
      if (items.timer[item]! >= 0) calendar.cancel(items.timer[item]!)
      const endMs = calendar.timeMs + Math.round(items.leftMs[item]! * pace)
      items.timer[item] = calendar.set(endMs, RANK_FREE, ITEM_DONE, item)
    }
  }
}
