import type { Watch } from '../../src/call/directives.ts'
import { AWAY } from '../../src/centre/agents.ts'
import { FILED } from '../../src/centre/calls.ts'
import { Centre } from '../../src/centre/centre.ts'
import type { AlertTally } from '../alerts/alert-tally.ts'
import type { Plan } from './plan.ts'
import { Tally } from './tally.ts'
import { World } from './world.ts'

/** Calls still waiting or talking so long after the end of the day are left there. */
const LONGEST_DRAIN_MS = 12 * 3_600_000

/** Granted to agents of a line that grants no wrap-up, in a scenario where they take some. */
const LONGEST_WRAP_UP_MS = 3_600_000

const LONGEST_RING_MS = 3_600_000

/** Simulates days of a plan, one replication after the other, through the real centre. */
export class Day implements Watch {
  readonly tally: Tally
  readonly #plan: Plan
  readonly #alerts: AlertTally | undefined
  #centre!: Centre
  #world!: World
  #capacity = 0
  /** Messages that no agent has heard to the end. */
  #messages = 0

  /** @param alerts counts what the line's rules alert to; without it nobody looks at them */
  constructor(plan: Plan, alerts?: AlertTally) {
    this.#plan = plan
    this.tally = new Tally(plan)
    this.#alerts = alerts
  }

  /** Simulates one replication; `tally` then holds what it came to. Gives the events that it took. */
  run(seed: number, replication: number): number {
    const plan = this.#plan
    this.tally.clear()
    this.#alerts?.clear()
    this.#messages = 0
    this.#open()
    const world = this.#world
    world.begin(seed, replication)
    const endMs = plan.startMs + plan.durationMs
    world.runUntil(endMs)
    this.#alerts?.close(endMs)
    // Those who are still there are served; nobody new comes. What agents have not heard by then waits for others.
    const { calls } = this.#centre.state
    while (calls.live > this.#messages && world.step(endMs + LONGEST_DRAIN_MS));
    this.#countAgents(endMs)
    this.tally.close()
    return world.events
  }

  queued(call: number, queue: number, atMs: number): void {
    this.tally.queued(call, queue, atMs)
    this.#world.queued(call, queue)
  }

  answered(call: number, queue: number, _agent: number, waitMs: number, atMs: number): void {
    this.tally.answered(call, queue, waitMs, atMs)
  }

  abandoned(call: number, queue: number, waitMs: number, atMs: number): void {
    this.tally.abandoned(call, queue, waitMs, atMs)
  }

  keptPlace(call: number, queue: number, atMs: number): void {
    this.tally.keptPlace(call, queue, atMs)
  }

  filed(call: number, queue: number, outcome: number, atMs: number): void {
    this.#messages++
    this.tally.ended(call, outcome, atMs)
    this.#world.filed(call, queue)
  }

  heardMessage(): void {}

  ended(call: number, outcome: number, atMs: number): void {
    if (!this.#isFiled(call)) this.tally.ended(call, outcome, atMs)
    else this.#messages--
  }

  rated(): void {}

  agentChanged(_agent: number, from: number, _to: number, sinceMs: number, atMs: number): void {
    this.tally.spent(from, sinceMs, atMs)
  }

  arrived(call: number, atMs: number): void {
    if (call >= this.#capacity) {
      this.#capacity = this.#centre.state.calls.capacity
      this.tally.reserve(this.#capacity)
    }
    this.tally.arrived(call, atMs)
  }

  recorded(call: number, atMs: number): void {
    this.tally.recorded(call, atMs)
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
    this.#centre = new Centre(null as never, this)
    const { state } = this.#centre
    this.#world = new World(plan, this.#centre, state.calls, this)
    state.out = this.#world
    state.takesAlerts = this.#alerts !== undefined
    this.#centre.addLine(plan.table, plan.startMs)
    this.#loosenLimits()
    for (const { name, queues, counts } of plan.groups) {
      const most = Math.max(...counts)
      for (let i = 1; i <= most; i++) this.#centre.addAgent(`${name} ${i}`, queues, plan.startMs)
    }
  }

  /**
   * A carrier's bound on a queue does not bind a simulation, nor a line without wrap-up a scenario that has some.
   * Simulated agents pick up at once: that the centre looks after phones that ring out would only cost time.
   */
  #loosenLimits(): void {
    const { lines, queues } = this.#centre.state
    lines[0] = { ...lines[0]!, ringMs: LONGEST_RING_MS }
    const { settings } = queues
    const { queueLimit, wrapUpShare } = this.#plan.scenario
    settings.forEach((queue, i) => {
      const wrapUpMs = wrapUpShare > 0 && queue.wrapUpMs === 0 ? LONGEST_WRAP_UP_MS : queue.wrapUpMs
      settings[i] = { ...queue, wrapUpMs, limit: queueLimit ?? queue.limit }
    })
  }

  /**
   * Counts what agents did last, up to the end of the day; what they did before was counted as it ended. Only once
   * all is over, or a talk that goes on after the day's end would count twice.
   */
  #countAgents(endMs: number): void {
    const { agents } = this.#centre.state
    for (let agent = 0; agent < agents.count; agent++) {
      const state = agents.state[agent]!
      if (state !== AWAY) this.tally.spent(state, agents.sinceMs[agent]!, endMs)
    }
  }
}
