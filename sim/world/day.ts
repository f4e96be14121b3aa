import type { Watch } from '../../src/call/directives.ts'
import { FILED } from '../../src/centre/calls.ts'
import type { AlertTally } from '../alerts/alert-tally.ts'
import type { DayCentre, DayCentreOptions } from './day-centre.ts'
import { centreInNumbers } from './day-centre.ts'
import type { Plan } from './plan.ts'
import { ChannelTally } from './tally/channel-tally.ts'
import { CostTally } from './tally/cost-tally.ts'
import { MessageTally, takesMessages } from './tally/message-tally.ts'
import type { Surplus } from './tally/surplus.ts'
import { Tally } from './tally/tally.ts'
import { World } from './world.ts'

/** Calls still waiting or talking so long after the end of the day are left there. */
export const LONGEST_DRAIN_MS = 12 * 3_600_000

/** Simulates days of a plan, one replication after the other, through the real centre. */
export class Day implements Watch {
  readonly tally: Tally
  /** Counts by how much calls are longer than expected, for whoever wants to know. */
  surplus: Surplus | undefined = undefined
  /** Of other work, where the plan has any. */
  readonly channels: ChannelTally | undefined
  /** Of messages that callers leave, where the line takes any. */
  readonly messages: MessageTally | undefined
  /** Of what costs money and is in neither, where the scenario says what it costs. */
  readonly costs: CostTally | undefined
  readonly #plan: Plan
  readonly #alerts: AlertTally | undefined
  readonly #makesCentre: (plan: Plan, options: DayCentreOptions) => DayCentre
  #centre!: DayCentre
  #world!: World
  #capacity = 0
  /** Messages that no agent has heard to the end. */
  #messages = 0

  /**
   * @param alerts counts what the line's rules alert to; without it nobody looks at them
   * @param makesCentre makes the centre of each replication, another one than the simulator's
   */
  constructor(plan: Plan, alerts?: AlertTally, makesCentre = centreInNumbers) {
    this.#plan = plan
    this.tally = new Tally(plan)
    this.channels = plan.channels.length > 0 ? new ChannelTally(plan, this.tally) : undefined
    this.messages = takesMessages(plan) ? new MessageTally(plan) : undefined
    this.costs = plan.scenario.costs ? new CostTally(this.tally) : undefined
    this.#alerts = alerts
    this.#makesCentre = makesCentre
  }

  /** Simulates one replication; `tally` then holds what it came to. Gives the events that it took. */
  run(seed: number, replication: number): number {
    const endMs = this.#begin(seed, replication)
    const world = this.#world
    world.runUntil(endMs)
    this.#close(endMs)
    while (this.isSomebodyThere && world.step(endMs + LONGEST_DRAIN_MS));
    return this.#finish(endMs)
  }

  /** As `run`, halting after each event for whoever writes down what happens. */
  *runByEvent(seed: number, replication: number): Generator<void, number> {
    const endMs = this.#begin(seed, replication)
    const world = this.#world
    while (world.step(endMs)) yield
    this.#close(endMs)
    while (this.isSomebodyThere && world.step(endMs + LONGEST_DRAIN_MS)) yield
    return this.#finish(endMs)
  }

  /**
   * Those who are there at the end of the day are still served; nobody new comes. What agents have not heard by then
   * waits for others.
   */
  get isSomebodyThere(): boolean {
    return this.#centre.state.calls.live > this.#messages
  }

  #begin(seed: number, replication: number): number {
    this.#alerts?.clear()
    this.surplus?.clear()
    this.channels?.clear()
    this.costs?.clear()
    this.messages?.clear()
    this.#messages = 0
    this.#open()
    this.tally.begin(this.#centre.state)
    this.#world.begin(seed, replication)
    return this.#plan.startMs + this.#plan.durationMs
  }

  /** Nobody new comes from here on. */
  #close(endMs: number): void {
    this.#alerts?.close(endMs)
    this.#world.close(endMs)
    this.messages?.backlog.close()
  }

  #finish(endMs: number): number {
    // Only once all is over, or a talk that goes on after the day's end would count twice.
    this.tally.close(this.#centre.state.agents, endMs + LONGEST_DRAIN_MS)
    return this.#world.events
  }

  /** The present of the simulated day. */
  get nowMs(): number {
    return this.#centre.state.nowMs
  }

  queued(call: number, queue: number): void {
    this.tally.queued(call, queue)
    this.#world.queued(call, queue)
  }

  answered(call: number, queue: number, _agent: number, waitMs: number): void {
    this.tally.answered(call, queue, waitMs)
    this.surplus?.answered(this.tally.intervalOf(call), queue, this.#world.callers.handleBits[call]!)
  }

  abandoned(call: number, queue: number, waitMs: number): void {
    this.tally.abandoned(call, queue, waitMs)
  }

  keptPlace(call: number, queue: number): void {
    this.tally.keptPlace(call, queue)
  }

  filed(call: number, queue: number, outcome: number): void {
    this.#messages++
    this.messages?.left(this.nowMs)
    this.tally.ended(call, outcome)
    this.costs?.ended(call, outcome, this.nowMs)
    this.#world.filed(call, queue)
  }

  heardMessage(_call: number, _queue: number, _agent: number, waitMs: number): void {
    this.messages?.isHeard(waitMs, this.nowMs)
  }

  ended(call: number, outcome: number): void {
    if (this.#isFiled(call)) {
      this.#messages--
      return
    }
    this.tally.ended(call, outcome)
    this.costs?.ended(call, outcome, this.nowMs)
  }

  rated(): void {}

  agentChanged(agent: number, from: number, to: number): void {
    this.tally.spent(from, agent)
    this.#world.agentChanged(agent, from, to)
  }

  arrived(call: number, isRedial: boolean): void {
    if (call >= this.#capacity) {
      this.#capacity = this.#centre.state.calls.capacity
      this.tally.reserve(this.#capacity)
      this.costs?.reserve(this.#capacity)
    }
    this.tally.arrived(call, isRedial)
    this.costs?.legBegins(call, this.nowMs)
  }

  served(call: number, isSettled: boolean): void {
    this.tally.served(call, isSettled)
  }

  returns(call: number): void {
    this.tally.returns(call)
  }

  recorded(call: number): void {
    this.tally.recorded(call)
  }

  handedOn(call: number, queue: number): void {
    this.tally.handedOn(call, queue)
  }

  ringsOut(call: number, queue: number): void {
    this.tally.rangOut(call, queue)
  }

  alerted(rule: number, change: number, atMs: number): void {
    this.#alerts?.alerted(rule, change, atMs)
  }

  /** Whether the call was counted when its message was filed. */
  #isFiled(call: number): boolean {
    return (this.#centre.state.calls.flags[call]! & FILED) !== 0
  }

  #open(): void {
    const plan = this.#plan
    this.#centre = this.#makesCentre(plan, { watch: this, takesAlerts: this.#alerts !== undefined })
    this.#world = new World(plan, this.#centre.facts, this.#centre.state.calls, this)
    this.#centre.open(this.#world)
  }
}
