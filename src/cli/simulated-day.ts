import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import type { WorldFacts } from '../../sim/world/port.ts'
import { World } from '../../sim/world/world.ts'
import { HOUR_MS } from '../base/units.ts'
import { lineText } from '../call/define-line.ts'
import type { Directives } from '../call/directives.ts'
import type { Known } from '../call/facts.ts'
import type { Entry, Fact } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import { FILED } from '../centre/calls.ts'
import { codesFor } from '../centre/desk.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import { canonicalJson, textHash } from '../line/line-hash.ts'
import type { Journal } from '../runtime/journal-file.ts'
import type { Definition } from '../store/rows.ts'
import { recordedOf } from './demo/known-callers.ts'
import { staffOf } from './demo/staff.ts'
import { VERSION } from './version.ts'

/** Calls still waiting or talking so long after the end of the day are left there. */
export const LONGEST_DRAIN_MS = 12 * HOUR_MS

/** One simulated day of a scenario, as the journal that a live centre would have written of it. */
export class SimulatedDay implements Journal {
  readonly plan: Plan
  readonly #seed: number
  readonly #callsMax: number
  readonly #definitions = new Map<string, Definition>()

  /**
   * @param callsMax after so many calls nobody rings any more, and the day ends with the last of them
   * @throws WrongInput for a scenario that its line does not fit
   */
  constructor(scenario: Scenario, line: Line, callsMax: number = Number.POSITIVE_INFINITY) {
    this.plan = planOf(scenario, lineOf(scenario, line))
    this.#seed = scenario.seed
    this.#callsMax = callsMax
  }

  async definition(hash: string): Promise<Definition | undefined> {
    return this.#definitions.get(hash)
  }

  async *entries(): AsyncGenerator<Entry> {
    const { plan } = this
    const { name } = plan.line.definition
    const line = this.#keep('line', lineText(plan.line))
    const staff = staffOf(plan)
    const roster = this.#keep('roster', canonicalJson(staff))
    const day = new DayOfFacts(plan, roster.text, this.#callsMax)
    day.enter({ kind: 'program-started', data: { version: VERSION } }, plan.startMs)
    day.enter({ kind: 'line-defined', data: { line: name, hash: line.hash } }, plan.startMs)
    day.enter({ kind: 'roster-defined', data: { hash: roster.hash } }, plan.startMs)
    yield* day.run(
      this.#seed,
      staff.map(({ name: agent }) => agent),
    )
  }

  #keep(kind: Definition['kind'], text: string): Definition {
    const definition = { hash: textHash(text), kind, text }
    this.#definitions.set(definition.hash, definition)
    return definition
  }
}

/** Callers whom a carrier lets wait in one queue. */
const QUEUE_LIMIT_MAX = 5_000

/** A scenario may let more callers wait than its line does, or fewer; a journal has no more than a carrier takes. */
function lineOf({ queueLimit }: Scenario, line: Line): Line {
  if (queueLimit === undefined) return line
  const limit = Math.min(queueLimit, QUEUE_LIMIT_MAX)
  const [first, ...others] = line.definition.queues.map(queue => ({ ...queue, limit }))
  return { ...line, definition: { ...line.definition, queues: [first!, ...others] } }
}

/** A simulated world around a centre that is told everything in the words of a journal. */
class DayOfFacts implements WorldFacts {
  readonly #plan: Plan
  readonly #callsMax: number
  readonly #centre: JournaledCentre
  readonly #world: World
  #agents: readonly string[] = []
  #entries: Entry[] = []
  #seq = 0
  /** Messages that no agent has heard to the end. */
  #messages = 0

  constructor(plan: Plan, roster: string, callsMax: number) {
    this.#plan = plan
    this.#callsMax = callsMax
    const nothing = () => {}
    this.#centre = new JournaledCentre(
      { line: () => plan.line, roster: () => roster },
      {
        queued: (call, queue) => this.#world.queued(call, queue),
        answered: nothing,
        abandoned: nothing,
        keptPlace: nothing,
        filed: (call, queue) => {
          this.#messages++
          this.#world.filed(call, queue)
        },
        heardMessage: nothing,
        rated: nothing,
        ended: call => {
          if ((state.calls.flags[call]! & FILED) !== 0) this.#messages--
        },
        agentChanged: nothing,
      },
    )
    const { state } = this.#centre.centre
    this.#world = new World(plan, this, state.calls, { arrived: nothing })
    state.out = both(state.out, this.#world)
  }

  *run(seed: number, agents: readonly string[]): Generator<Entry> {
    this.#agents = agents
    const world = this.#world
    const { calls } = this.#centre.centre.state
    const endMs = this.#plan.startMs + this.#plan.durationMs
    world.begin(seed, 0)
    while (!(calls.arrived >= this.#callsMax && calls.live === this.#messages) && world.step(endMs))
      yield* this.#take()
    while (calls.live > this.#messages && world.step(endMs + LONGEST_DRAIN_MS)) yield* this.#take()
    yield* this.#take()
  }

  enter(fact: Fact, atMs: number): boolean {
    const { directives, happened } = this.#centre.apply(fact, atMs)
    this.#entries.push({ centre: 'main', seq: ++this.#seq, atMs, fact, directives })
    return happened
  }

  arrives(_line: number, caller: number, tier: number, atMs: number, known?: Known): number {
    if (this.#centre.centre.state.calls.arrived >= this.#callsMax) return -1
    const call = this.#centre.nextCall
    const { names } = this.#plan.table
    const data = { call, line: names.line, caller, tier: names.tiers[tier]! }
    const recorded = known && recordedOf(known, names, this.#agents)
    this.enter({ kind: 'arrived', data: { ...data, ...(recorded && { known: recorded }) } }, atMs)
    return this.#centre.slotOf(call)
  }

  hears(call: number, event: number, atMs: number): boolean {
    const data = { call: this.#number(call), event: this.#plan.table.events[event]! }
    return this.enter({ kind: 'heard', data }, atMs)
  }

  isDue(call: number, atMs: number): boolean {
    return this.enter({ kind: 'due', data: { call: this.#number(call) } }, atMs)
  }

  hangsUp(call: number, atMs: number): boolean {
    return this.enter({ kind: 'hung-up', data: { call: this.#number(call) } }, atMs)
  }

  answersCallback(call: number, atMs: number): boolean {
    return this.enter({ kind: 'callback-answered', data: { call: this.#number(call) } }, atMs)
  }

  signsIn(agent: number, atMs: number): boolean {
    return this.enter({ kind: 'signed-in', data: { agent: this.#agents[agent]! } }, atMs)
  }

  goesAway(agent: number, atMs: number): boolean {
    return this.enter({ kind: 'went-away', data: { agent: this.#agents[agent]! } }, atMs)
  }

  accepts(agent: number, atMs: number): boolean {
    return this.enter({ kind: 'accepted', data: { agent: this.#agents[agent]! } }, atMs)
  }

  leaves(agent: number, atMs: number): boolean {
    return this.enter({ kind: 'left', data: { agent: this.#agents[agent]! } }, atMs)
  }

  codes(agent: number, call: number, atMs: number): boolean {
    const [code] = codesFor(this.#centre.centre.state, agent)
    return (
      code !== undefined &&
      this.enter({ kind: 'coded', data: { agent: this.#agents[agent]!, call, code } }, atMs)
    )
  }

  isReady(agent: number, atMs: number): boolean {
    return this.enter({ kind: 'ready', data: { agent: this.#agents[agent]! } }, atMs)
  }

  lineIsDue(_line: number, atMs: number): boolean {
    return this.enter({ kind: 'line-due', data: { line: this.#plan.table.names.line } }, atMs)
  }

  agentsAreDue(atMs: number): boolean {
    return this.enter({ kind: 'agents-due', data: {} }, atMs)
  }

  alertsAreDue(atMs: number): boolean {
    return this.enter({ kind: 'alerts-due', data: {} }, atMs)
  }

  #number(call: number): number {
    return this.#centre.centre.state.calls.number[call]!
  }

  #take(): readonly Entry[] {
    const entries = this.#entries
    this.#entries = []
    return entries
  }
}

const DIRECTED: Readonly<Record<keyof Directives, true>> = {
  answer: true,
  say: true,
  ask: true,
  record: true,
  speak: true,
  playMusic: true,
  wakeCall: true,
  wakeLine: true,
  wakeAgents: true,
  wakeAlerts: true,
  alert: true,
  ring: true,
  stopRinging: true,
  connect: true,
  playMessage: true,
  dial: true,
  text: true,
  textCaller: true,
  openCase: true,
  hangUp: true,
  hold: true,
  unhold: true,
  join: true,
  part: true,
  monitor: true,
  stopMonitoring: true,
  recordTalk: true,
}

/** What one is directed, the other is directed as well. */
function both(one: Directives, other: Directives): Directives {
  const names = Object.keys(DIRECTED) as (keyof Directives)[]
  const pairs = names.map(name => {
    const [first, second] = [one[name].bind(one), other[name].bind(other)] as ((...of: number[]) => void)[]
    return [
      name,
      (...operands: number[]) => {
        first!(...operands)
        second!(...operands)
      },
    ]
  })
  return Object.fromEntries(pairs) as Directives
}
