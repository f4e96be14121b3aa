import type { Scenario } from '../../sim/scenario/scenario.ts'
import { agentsOf } from '../../sim/world/agents/groups.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import { World } from '../../sim/world/world.ts'
import type { Outcome, Watch } from '../../src/call/directives.ts'
import { OUTCOMES } from '../../src/call/directives.ts'
import type { Line } from '../../src/call/line.ts'
import { AGENT_STATES, AVAILABLE } from '../../src/centre/agents.ts'
import { WAITING } from '../../src/centre/calls.ts'
import { Centre } from '../../src/centre/centre.ts'
import { promptMs } from '../../src/line/speech.ts'

/** What became of one caller, as seen from outside; times are of the day, -1 for what did not happen. */
export interface SeenCaller {
  /** The key of the number that rang. */
  readonly number: number
  readonly tier: string
  readonly arrivedMs: number
  queuedMs: number
  queue: string
  answeredMs: number
  abandonedMs: number
  endedMs: number
  outcome: Outcome | undefined
  keptPlace: boolean
  /** Since when the caller's place in the queue counts. */
  placeMs: number
  /** Prompts heard, in order. */
  readonly heard: string[]
}

/** A time that an agent spent in one state. */
export interface Spell {
  readonly agent: number
  readonly state: (typeof AGENT_STATES)[number]
  readonly fromMs: number
  readonly untilMs: number
}

/** One simulated day whose every caller is looked at, and every moment for agents who are idle while somebody waits. */
export class SpiedDay implements Watch {
  readonly plan: Plan
  readonly centre: Centre
  readonly world: World
  /** In order of arrival. */
  readonly callers: SeenCaller[] = []
  /** Callers who heard announcements between pieces of music: by how much each was off the end of a piece. */
  readonly offBeatMs: number[] = []
  /** Moments in which an agent was available to a caller who waited. */
  readonly idleWhileWaiting: number[] = []
  /** What agents did, in the order in which it ended. */
  readonly spells: Spell[] = []
  /** The integral of those waiting over time, caller-milliseconds. */
  waitingMs = 0
  readonly #present = new Map<number, SeenCaller>()
  readonly #musicFromMs = new Map<number, number>()
  readonly #saidMs = new Map<number, number>()

  constructor(scenario: Scenario, line: Line) {
    this.plan = planOf(scenario, line)
    // What is spoken ends with the key that answers it.
    const cutShort = (call: number) => this.#saidMs.delete(call)
    class SpiedCentre extends Centre {
      override hears(call: number, event: number, atMs: number): boolean {
        cutShort(call)
        return super.hears(call, event, atMs)
      }
    }
    this.centre = new SpiedCentre(null as never, this)
    const { state } = this.centre
    this.world = this.#spiedWorld()
    state.out = this.world
    this.centre.addLine(this.plan.table, this.plan.startMs)
    for (const group of this.plan.groups) {
      const { name, queues } = group
      for (let i = 1; i <= agentsOf(group); i++)
        this.centre.addAgent(`${name} ${i}`, queues, this.plan.startMs)
    }
  }

  run(replication = 0): this {
    const { world, centre, plan } = this
    world.begin(plan.scenario.seed, replication)
    for (let beforeMs = plan.startMs; ; beforeMs = world.nowMs) {
      const waiting = centre.state.queues.waiting.reduce((sum, count) => sum + count, 0)
      const isOver = world.nowMs > plan.startMs + plan.durationMs && centre.state.calls.live === 0
      if (isOver || !world.step(Number.MAX_SAFE_INTEGER)) return this
      this.waitingMs += waiting * (world.nowMs - beforeMs)
      this.#lookForIdlers()
    }
  }

  queued(call: number, queue: number): void {
    const caller = this.#present.get(call)!
    caller.queuedMs = this.world.nowMs
    caller.placeMs = this.centre.state.calls.orderMs[call]!
    caller.queue = this.plan.table.names.queues[queue]!
    this.world.queued(call, queue)
  }

  answered(call: number): void {
    this.#present.get(call)!.answeredMs = this.world.nowMs
  }

  abandoned(call: number): void {
    this.#present.get(call)!.abandonedMs = this.world.nowMs
  }

  keptPlace(call: number): void {
    this.#present.get(call)!.keptPlace = true
  }

  ended(call: number, outcome: number): void {
    const caller = this.#present.get(call)!
    caller.endedMs = this.world.nowMs
    caller.outcome = OUTCOMES[outcome]
    this.#present.delete(call)
  }

  filed(call: number, queue: number): void {
    this.world.filed(call, queue)
  }

  heardMessage(): void {}

  rated(): void {}

  agentChanged(agent: number, from: number, to: number): void {
    const { agents, nowMs } = this.centre.state
    this.spells.push({ agent, state: AGENT_STATES[from]!, fromMs: agents.sinceMs[agent]!, untilMs: nowMs })
    this.world.agentChanged(agent, from, to)
  }

  #arrived(call: number): void {
    const { calls } = this.centre.state
    const unknown = { placeMs: -1, queuedMs: -1, queue: '', answeredMs: -1, abandonedMs: -1, endedMs: -1 }
    const caller: SeenCaller = {
      number: calls.caller[call]!,
      tier: this.plan.table.names.tiers[calls.tier[call]!]!,
      ...unknown,
      arrivedMs: this.world.nowMs,
      outcome: undefined,
      keptPlace: false,
      heard: [],
    }
    this.callers.push(caller)
    this.#saidMs.delete(call)
    this.#musicFromMs.delete(call)
    this.#present.set(call, caller)
  }

  #heard(call: number, prompt: number): void {
    this.#present.get(call)!.heard.push(this.plan.table.names.prompts[prompt]!)
    const { plan, world } = this
    const language = plan.table.names.languages[this.centre.state.calls.language[call]!]!
    const lengthMs = promptMs(plan.line.definition, plan.table.names.prompts[prompt]!, language)
    this.#saidMs.set(call, Math.max(world.nowMs, this.#saidMs.get(call) ?? 0) + lengthMs)
    const fromMs = this.#musicFromMs.get(call)
    this.#musicFromMs.delete(call)
    if (fromMs === undefined) return
    const pieceMs = plan.line.definition.music[0].seconds * 1_000
    const offMs = (world.nowMs - fromMs) % pieceMs
    this.offBeatMs.push(Math.min(offMs, pieceMs - offMs))
  }

  #lookForIdlers(): void {
    const { agents, calls, queues } = this.centre.state
    if (queues.waiting.every(count => count === 0)) return
    for (let agent = 0; agent < agents.count; agent++) {
      if (agents.state[agent] !== AVAILABLE) continue
      const served = agents.groupQueues[agents.group[agent]!]!
      for (let call = 0; call < calls.capacity; call++) {
        if (calls.phase[call] === WAITING && served.includes(calls.queue[call]!))
          this.idleWhileWaiting.push(this.world.nowMs)
      }
    }
  }

  #spiedWorld(): World {
    const heard = (call: number, prompt: number) => this.#heard(call, prompt)
    // Music begins when all that was said before it is over.
    const musicFrom = (call: number) =>
      this.#musicFromMs.set(call, Math.max(this.world.nowMs, this.#saidMs.get(call) ?? 0))
    class SpiedWorld extends World {
      override say(call: number, prompt: number, ...told: [number, number, number]): void {
        heard(call, prompt)
        super.say(call, prompt, ...told)
      }
      override ask(call: number, prompt: number, keys: number, least: number, timeoutMs: number): void {
        heard(call, prompt)
        super.ask(call, prompt, keys, least, timeoutMs)
      }
      override record(call: number, prompt: number, lengthMs: number): void {
        heard(call, prompt)
        super.record(call, prompt, lengthMs)
      }
      override playMusic(call: number): void {
        musicFrom(call)
        super.playMusic(call)
      }
    }
    const started = { arrived: (call: number) => this.#arrived(call) }
    return new SpiedWorld(this.plan, this.centre, this.centre.state.calls, started)
  }
}
