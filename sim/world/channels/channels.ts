import type { Calendar } from '../../../src/base/calendar.ts'
import { RandomStream } from '../../../src/base/random.ts'
import { NEVER_MS } from '../../../src/base/units.ts'
import { AWAY_REASONS, NO_REASON } from '../../../src/call/away.ts'
import { AVAILABLE, AWAY } from '../../../src/centre/agents.ts'
import { Chains } from '../callers/chains.ts'
import * as kind from '../kinds.ts'
import type { Plan } from '../plan.ts'
import type { Desk } from '../port.ts'
import type { ChannelTally } from '../tally/channel-tally.ts'
import { InHand } from './in-hand.ts'
import { ItemArrivals, nameHash } from './item-arrivals.ts'
import { Items } from './items.ts'
import { OtherWorkers } from './other-workers.ts'

const OTHER = AWAY_REASONS.indexOf('other')

/**
 * Work that reaches the agents otherwise than by phone. Whoever hands it out knows, as in any centre that blends
 * channels, which agents are available; an agent who takes an item takes no calls until it is done. The centre of the
 * phone learns of it as it would of any agent who is away for a while.
 *
 * Items of a channel are taken in the order in which they came. Urgent ones go first, the one with the least time
 * left at the head, and then the channels in the order of the scenario.
 */
export class Channels implements Desk {
  readonly #plan: Plan
  readonly #facts: Desk
  readonly #calendar: Calendar
  readonly #tally: ChannelTally | undefined
  readonly #isAway: (agent: number) => void
  readonly #arrivals: readonly ItemArrivals[]
  readonly #luck: readonly RandomStream[]
  readonly #items = new Items()
  /** Items that wait, by channel. */
  readonly #queues: Chains
  readonly #inHand: InHand
  readonly #workers: OtherWorkers
  /** By agent, since when there has been something in hand. */
  readonly #workMs: Float64Array
  /** 1 while the agent's shift lasts. */
  readonly #isHere: Uint8Array
  /** Why one goes away who leaves when the work in hand is done. */
  readonly #reason: Uint8Array
  /** 1 for an agent who is told to leave the phone for other work. */
  readonly #isCalled: Uint8Array
  /** The item that such an agent is to take, or -1. */
  readonly #next: Int32Array
  /** By channel, the timer that wakes for its first item's becoming urgent. */
  readonly #urgentTimer: Int32Array
  /** By queue of the line, callers who have begun to wait since agents were last looked at. */
  readonly #waiting: Int32Array
  #isWaited = false
  #isNews = false

  /**
   * @param tally counts what becomes of the work; without it nobody does
   * @param isAway is told of an agent who had other work in hand and goes away now
   */
  constructor(
    plan: Plan,
    facts: Desk,
    calendar: Calendar,
    { tally, isAway }: { readonly tally: ChannelTally | undefined; readonly isAway: (agent: number) => void },
  ) {
    const { channels } = plan
    this.#plan = plan
    this.#facts = facts
    this.#calendar = calendar
    this.#tally = tally
    this.#isAway = isAway
    this.#arrivals = channels.map(channel => new ItemArrivals(channel))
    this.#luck = channels.map(() => new RandomStream(0))
    this.#queues = new Chains(channels.length)
    this.#workers = new OtherWorkers(plan)
    const { agents } = this.#workers
    this.#inHand = new InHand(channels, this.#items, calendar, agents)
    this.#workMs = new Float64Array(agents)
    this.#isHere = new Uint8Array(agents)
    this.#reason = new Uint8Array(agents)
    this.#isCalled = new Uint8Array(agents)
    this.#next = new Int32Array(agents)
    this.#urgentTimer = new Int32Array(channels.length)
    this.#waiting = new Int32Array(plan.handle.length)
  }

  /** Begins a replication: what waits from before is there, and no agent. */
  begin(seed: number, replication: number, fromMs: number): void {
    this.#items.clear()
    this.#queues.clear()
    this.#inHand.clear()
    this.#workers.clear()
    this.#isHere.fill(0)
    this.#isCalled.fill(0)
    this.#next.fill(-1)
    this.#urgentTimer.fill(-1)
    this.#waiting.fill(0)
    this.#plan.channels.forEach(({ name, backlog, oldestMs }, channel) => {
      this.#luck[channel]!.reseed(seed, kind.streamOf(replication, kind.STREAM_ITEMS), nameHash(name))
      this.#arrivals[channel]!.begin(seed, replication, fromMs)
      for (let i = 0; i < backlog; i++)
        this.#add(channel, fromMs - Math.round((oldestMs * (backlog - i - 0.5)) / backlog))
      this.#setArrival(channel)
    })
  }

  /** An event of this part has come. */
  happens(event: number, subject: number): void {
    if (event === kind.ITEM_ARRIVES) {
      this.#add(subject, this.#calendar.timeMs)
      this.#setArrival(subject)
    } else if (event === kind.ITEM_DONE) this.#finish(subject)
    else if (event === kind.WRITER_LEAVES) this.#leave(subject)
    else this.#urgentTimer[subject] = -1
    this.#isNews = true
  }

  /** An agent's shift begins, or goes on; told to the centre unless the agent has other work in hand. */
  signsIn(agent: number, atMs: number): boolean {
    this.#isHere[agent] = 1
    if (this.#inHand.count(agent) > 0) this.#makeRoom(agent)
    else if (this.#isCalled[agent] === 0) return this.#facts.signsIn(agent, atMs)
    return true
  }

  /** An agent's shift ends, or is interrupted: after the work in hand, if there is any. */
  goesAway(agent: number, atMs: number, reason: number = NO_REASON): boolean {
    this.#isHere[agent] = 0
    this.#reason[agent] = reason
    if (this.#inHand.count(agent) === 0) return this.#facts.goesAway(agent, atMs, reason)
    this.#workers.leave(agent)
    return true
  }

  /** The agent is in another state of the centre's. Gives true for one who is away for other work, and for nothing else. */
  agentChanged(agent: number, to: number): boolean {
    if (to === AVAILABLE) {
      this.#workers.isIdle(agent, this.#calendar.timeMs)
      this.#isNews = true
      return false
    }
    if (this.#inHand.count(agent) > 0) return true
    this.#workers.leave(agent)
    if (to !== AWAY || this.#isCalled[agent] === 0) return false
    this.#isCalled[agent] = 0
    const item = this.#next[agent]!
    this.#next[agent] = -1
    if (item >= 0) this.#take(agent, item)
    // Whoever wrote it has left meanwhile.
    else this.#workers.isLeftOver(agent)
    this.#isNews = true
    return true
  }

  /** A caller begins to wait; called by whoever watches the centre. */
  callerWaits(queue: number): void {
    this.#waiting[queue]!++
    this.#isWaited = true
  }

  /** The agent is done with a caller: an urgent item goes before the next one. Before the centre hears that the agent is free. */
  beforeFree(agent: number): void {
    if (this.#isCalled[agent] === 1 || this.#isHere[agent] === 0) return
    const channel = this.#mostUrgent(agent)
    if (channel >= 0) this.#call(agent, channel)
  }

  /** Hands out what can be, once all that an event led to has happened. */
  settle(): void {
    if (this.#isWaited) this.#bringBack()
    while (this.#isNews) {
      this.#isNews = false
      for (let agent = this.#workers.takeLeftOver(); agent >= 0; agent = this.#workers.takeLeftOver())
        if (this.#isHere[agent] === 1) this.#facts.signsIn(agent, this.#calendar.timeMs)
      while (this.#handOut());
      for (let channel = 0; channel < this.#plan.channels.length; channel++) this.#watchUrgency(channel)
    }
  }

  /** The day is over: what agents have in hand, and what should have been answered by now, counts up to here. */
  close(endMs: number): void {
    const tally = this.#tally
    if (!tally) return
    const { arrivedMs, channel, takenMs } = this.#items
    for (let queue = 0; queue < this.#plan.channels.length; queue++)
      for (let item = this.#queues.first(queue); item >= 0; item = this.#queues.next(item))
        tally.unanswered(queue, arrivedMs[item]!)
    for (let agent = 0; agent < this.#workers.agents; agent++) {
      const first = this.#inHand.first(agent)
      if (first >= 0) tally.worked(channel[first]!, this.#workMs[agent]!, endMs)
      for (let item = first; item >= 0; item = this.#inHand.next(item)) {
        const of = channel[item]!
        tally.inHand(of, takenMs[item]!, endMs)
        if (!this.#plan.channels[of]!.isConversation) tally.unanswered(of, arrivedMs[item]!)
      }
    }
    tally.close()
  }

  #setArrival(channel: number): void {
    const atMs = this.#arrivals[channel]!.next()
    if (atMs !== NEVER_MS) this.#calendar.set(atMs, kind.RANK_ARRIVE, kind.ITEM_ARRIVES, channel)
  }

  #add(channel: number, arrivedMs: number): void {
    const items = this.#items
    const { handle, patience } = this.#plan.channels[channel]!
    const luck = this.#luck[channel]!
    const nowMs = this.#calendar.timeMs
    const item = items.add(channel, arrivedMs, handle.draw(luck) * 1_000)
    const patienceMs = patience.draw(luck) * 1_000
    this.#queues.reserve(items.capacity)
    this.#queues.join(channel, item)
    if (patienceMs !== Infinity) {
      const leavesMs = Math.max(nowMs, arrivedMs + Math.round(patienceMs))
      items.timer[item] = this.#calendar.set(leavesMs, kind.RANK_HANG_UP, kind.WRITER_LEAVES, item)
    }
    this.#tally?.arrived(channel, arrivedMs)
    this.#tally?.waits(channel, 1, nowMs)
  }

  /** Whoever wrote runs out of patience. */
  #leave(item: number): void {
    const items = this.#items
    const channel = items.channel[item]!
    const nowMs = this.#calendar.timeMs
    if (items.agent[item]! >= 0) this.#next[items.agent[item]!] = -1
    this.#queues.leave(item)
    this.#tally?.waits(channel, -1, nowMs)
    this.#tally?.left(channel, items.arrivedMs[item]!, nowMs)
    items.remove(item)
  }

  /** Tells an agent to leave the phone for the first item of a channel. */
  #call(agent: number, channel: number): void {
    const item = this.#queues.first(channel)
    this.#queues.leave(item)
    this.#items.agent[item] = agent
    this.#isCalled[agent] = 1
    this.#next[agent] = item
    this.#workers.leave(agent)
    this.#facts.goesAway(agent, this.#calendar.timeMs, OTHER)
  }

  #take(agent: number, item: number): void {
    const items = this.#items
    const channel = items.channel[item]!
    const arrivedMs = items.arrivedMs[item]!
    const nowMs = this.#calendar.timeMs
    const tally = this.#tally
    if (items.timer[item]! >= 0) this.#calendar.cancel(items.timer[item]!)
    if (this.#inHand.count(agent) === 0) this.#workMs[agent] = nowMs
    tally?.waits(channel, -1, nowMs)
    if (items.isTaken[item] === 0) {
      items.isTaken[item] = 1
      tally?.taken(channel, arrivedMs, nowMs)
      if (this.#plan.channels[channel]!.isConversation) tally?.answered(channel, arrivedMs, nowMs)
    }
    this.#inHand.take(agent, item)
    this.#makeRoom(agent)
  }

  /** What the agent can be given or asked for, with the items now in hand. */
  #makeRoom(agent: number): void {
    this.#workers.leave(agent)
    if (this.#isHere[agent] === 0) return
    const item = this.#inHand.first(agent)
    const channel = this.#items.channel[item]!
    const { atOnce, interruptible } = this.#plan.channels[channel]!
    const count = this.#inHand.count(agent)
    if (count < atOnce) this.#workers.hasRoom(agent, channel, count)
    else if (interruptible && !this.#isUrgent(item)) this.#workers.canBeInterrupted(agent)
  }

  #finish(item: number): void {
    const items = this.#items
    const agent = items.agent[item]!
    const channel = items.channel[item]!
    const nowMs = this.#calendar.timeMs
    const tally = this.#tally
    items.timer[item] = -1
    this.#inHand.release(item)
    tally?.inHand(channel, items.takenMs[item]!, nowMs)
    tally?.handled(channel, nowMs)
    if (!this.#plan.channels[channel]!.isConversation) tally?.answered(channel, items.arrivedMs[item]!, nowMs)
    items.remove(item)
    if (this.#inHand.count(agent) > 0) this.#makeRoom(agent)
    else this.#free(agent, channel)
  }

  /** The agent has nothing of the channel in hand any more. */
  #free(agent: number, channel: number): void {
    const nowMs = this.#calendar.timeMs
    this.#tally?.worked(channel, this.#workMs[agent]!, nowMs)
    this.#workers.leave(agent)
    if (this.#isHere[agent] === 0) {
      if (this.#reason[agent] !== NO_REASON) this.#facts.goesAway(agent, nowMs, this.#reason[agent])
      this.#isAway(agent)
      return
    }
    const urgent = this.#mostUrgent(agent)
    if (urgent < 0) {
      this.#facts.signsIn(agent, nowMs)
      return
    }
    const item = this.#queues.first(urgent)
    this.#queues.leave(item)
    this.#take(agent, item)
  }

  /** For each caller who has begun to wait, an agent puts something aside, where there is one who can. */
  #bringBack(): void {
    this.#isWaited = false
    for (let queue = 0; queue < this.#waiting.length; queue++)
      for (; this.#waiting[queue]! > 0; this.#waiting[queue]!--) {
        const agent = this.#workers.toInterrupt(queue)
        if (agent >= 0) this.#putAside(agent)
      }
  }

  #putAside(agent: number): void {
    const { channel, arrivedMs, takenMs } = this.#items
    const item = this.#inHand.first(agent)
    const of = channel[item]!
    const nowMs = this.#calendar.timeMs
    this.#inHand.release(item)
    let after = this.#queues.first(of)
    while (after >= 0 && arrivedMs[after]! < arrivedMs[item]!) after = this.#queues.next(after)
    this.#queues.join(of, item, after)
    this.#tally?.inHand(of, takenMs[item]!, nowMs)
    this.#tally?.worked(of, this.#workMs[agent]!, nowMs)
    this.#tally?.waits(of, 1, nowMs)
    this.#workers.leave(agent)
    this.#facts.signsIn(agent, nowMs)
  }

  /** Gives the item that goes first, of those that somebody can take, to an agent; false where there is none. */
  #handOut(): boolean {
    const { channels } = this.#plan
    let chosen = -1
    let agent = -1
    for (let isUrgent = 1; isUrgent >= 0 && chosen < 0; isUrgent--) {
      for (let channel = 0; channel < channels.length; channel++) {
        const item = this.#queues.first(channel)
        if (item < 0 || (isUrgent === 1 && !this.#isUrgent(item))) continue
        if (
          chosen >= 0 &&
          (isUrgent === 0 || this.#limitMs(item) >= this.#limitMs(this.#queues.first(chosen)))
        )
          continue
        const keep = isUrgent === 1 ? 0 : channels[channel]!.keepAvailable
        const free = this.#workers.choose(channel, keep)
        if (free < 0) continue
        chosen = channel
        agent = free
      }
    }
    if (chosen < 0) return false
    if (this.#inHand.count(agent) === 0) this.#call(agent, chosen)
    else {
      const item = this.#queues.first(chosen)
      this.#queues.leave(item)
      this.#take(agent, item)
    }
    return true
  }

  /** When the item should be answered. */
  #limitMs(item: number): number {
    return this.#items.arrivedMs[item]! + this.#plan.channels[this.#items.channel[item]!]!.withinMs
  }

  #isUrgent(item: number): boolean {
    const { urgentAfterMs } = this.#plan.channels[this.#items.channel[item]!]!
    return this.#calendar.timeMs - this.#items.arrivedMs[item]! >= urgentAfterMs
  }

  /** The channel whose first item goes before callers as far as this agent is concerned, or -1. */
  #mostUrgent(agent: number): number {
    let chosen = -1
    for (let channel = 0; channel < this.#plan.channels.length; channel++) {
      const item = this.#queues.first(channel)
      if (item < 0 || !this.#isUrgent(item) || !this.#workers.does(agent, channel)) continue
      if (chosen < 0 || this.#limitMs(item) < this.#limitMs(this.#queues.first(chosen))) chosen = channel
    }
    return chosen
  }

  /** Wakes when the first item of a channel becomes urgent. */
  #watchUrgency(channel: number): void {
    const calendar = this.#calendar
    const timer = this.#urgentTimer[channel]!
    const { urgentAfterMs } = this.#plan.channels[channel]!
    const item = this.#queues.first(channel)
    if (urgentAfterMs === NEVER_MS || item < 0 || this.#isUrgent(item)) return
    if (timer >= 0) calendar.cancel(timer)
    const atMs = this.#items.arrivedMs[item]! + urgentAfterMs
    this.#urgentTimer[channel] = calendar.set(atMs, kind.RANK_ARRIVE, kind.ITEM_URGENT, channel)
  }
}
