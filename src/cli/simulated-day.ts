import type { Scenario } from '../../sim/scenario/scenario.ts'
import { Day } from '../../sim/world/day.ts'
import type { DayCentre } from '../../sim/world/day-centre.ts'
import { loosened } from '../../sim/world/day-centre.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import type { WorldFacts } from '../../sim/world/port.ts'
import type { World } from '../../sim/world/world.ts'
import { assert } from '../base/assert.ts'
import { NO_REASON, reasonOf } from '../call/away.ts'
import { bothDirected } from '../call/both-directed.ts'
import { lineText } from '../call/define-line.ts'
import type { Watch } from '../call/directives.ts'
import type { Known } from '../call/facts.ts'
import type { Entry, Fact } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import { codesFor } from '../centre/desk.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import type { State } from '../centre/state.ts'
import { canonicalJson, textHash } from '../line/line-hash.ts'
import type { Journal } from '../runtime/journal-file.ts'
import type { Definition } from '../store/rows.ts'
import { CENTRE } from './centre-name.ts'
import { recordedOf } from './demo/known-callers.ts'
import { staffOf } from './demo/staff.ts'
import { VERSION } from './version.ts'

export interface SimulatedDayOptions {
  /** Which of the scenario's days, counted from 0. */
  readonly replication?: number
  /** After so many calls nobody rings any more, and the day ends with the last of them. */
  readonly callsMax?: number
}

/** One simulated day of a scenario, as the journal that a live centre would have written of it. */
export class SimulatedDay implements Journal {
  readonly plan: Plan
  readonly #replication: number
  readonly #callsMax: number
  readonly #definitions = new Map<string, Definition>()
  #day: Day | undefined

  /** @throws WrongInput for a scenario that its line does not fit */
  constructor(
    scenario: Scenario,
    line: Line,
    { replication = 0, callsMax = Number.POSITIVE_INFINITY }: SimulatedDayOptions = {},
  ) {
    this.plan = planOf(scenario, lineOf(scenario, line))
    this.#replication = replication
    this.#callsMax = callsMax
  }

  async definition(hash: string): Promise<Definition | undefined> {
    return this.#definitions.get(hash)
  }

  /** The day itself, which knows what it came to when all of its entries were taken. */
  get day(): Day {
    assert(this.#day, 'a simulated day was asked what it came to before it began')
    return this.#day
  }

  async *entries(): AsyncGenerator<Entry> {
    const { plan } = this
    const staff = staffOf(plan)
    const defined = {
      line: this.#keep('line', lineText(plan.line)),
      roster: this.#keep('roster', canonicalJson(staff)),
      agents: staff.map(({ name }) => name),
    }
    let facts!: DayOfFacts
    const day = new Day(plan, undefined, (_, { watch }) => {
      facts = new DayOfFacts(plan, defined, watch, this.#callsMax)
      return facts
    })
    this.#day = day
    for (const _ of day.runByEvent(plan.scenario.seed, this.#replication)) {
      yield* facts.take()
      if (facts.nobodyRings && !day.isSomebodyThere) return
    }
    yield* facts.take()
  }

  #keep(kind: Definition['kind'], text: string): Definition {
    const definition = { hash: textHash(text), kind, text }
    this.#definitions.set(definition.hash, definition)
    return definition
  }
}

/** Callers whom a carrier lets wait in one queue. */
const QUEUE_LIMIT_MAX = 5_000

/** The line as the scenario has it: a journal says so itself, and has no longer queue than a carrier takes. */
function lineOf(scenario: Scenario, line: Line): Line {
  const [first, ...others] = line.definition.queues.map(queue => {
    const { limit, wrapUpSeconds } = loosened(queue, scenario)
    return { ...queue, wrapUpSeconds, limit: Math.min(limit, QUEUE_LIMIT_MAX) }
  })
  return { ...line, definition: { ...line.definition, queues: [first!, ...others] } }
}

/** What a day begins with: the texts of line and roster, and the names of the agents by their number in the world. */
interface Defined {
  readonly line: Definition
  readonly roster: Definition
  readonly agents: readonly string[]
}

/** A centre that is told everything in the words of a journal, and the journal. */
class DayOfFacts implements DayCentre, WorldFacts {
  readonly #plan: Plan
  readonly #defined: Defined
  readonly #callsMax: number
  readonly #centre: JournaledCentre
  #entries: Entry[] = []
  #seq = 0

  constructor(plan: Plan, defined: Defined, watch: Watch, callsMax: number) {
    this.#plan = plan
    this.#defined = defined
    this.#callsMax = callsMax
    this.#centre = new JournaledCentre({ line: () => plan.line, roster: () => defined.roster.text }, watch)
  }

  get facts(): WorldFacts {
    return this
  }

  get state(): State {
    return this.#centre.centre.state
  }

  open(world: World): void {
    const { startMs, line } = this.#plan
    const { hash } = this.#defined.line
    this.state.out = bothDirected(this.state.out, world)
    this.enter({ kind: 'program-started', data: { version: VERSION } }, startMs)
    this.enter({ kind: 'line-defined', data: { line: line.definition.name, hash } }, startMs)
    this.enter({ kind: 'roster-defined', data: { hash: this.#defined.roster.hash } }, startMs)
  }

  /** As many have called as are to. */
  get nobodyRings(): boolean {
    return this.state.calls.arrived >= this.#callsMax
  }

  /** Takes what was written since the last time. */
  take(): readonly Entry[] {
    const entries = this.#entries
    this.#entries = []
    return entries
  }

  enter(fact: Fact, atMs: number): boolean {
    const { directives, happened } = this.#centre.apply(fact, atMs)
    this.#entries.push({ centre: CENTRE, seq: ++this.#seq, atMs, fact, directives })
    return happened
  }

  arrives(_line: number, caller: number, tier: number, atMs: number, known?: Known): number {
    if (this.nobodyRings) return -1
    const call = this.#centre.nextCall
    const { names } = this.#plan.table
    const data = { call, line: names.line, caller, tier: names.tiers[tier]! }
    const recorded = known && recordedOf(known, names, this.#defined.agents)
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
    return this.enter({ kind: 'signed-in', data: { agent: this.#name(agent) } }, atMs)
  }

  goesAway(agent: number, atMs: number, reason: number = NO_REASON): boolean {
    return this.enter({ kind: 'went-away', data: { agent: this.#name(agent), ...reasonOf(reason) } }, atMs)
  }

  accepts(agent: number, atMs: number): boolean {
    return this.enter({ kind: 'accepted', data: { agent: this.#name(agent) } }, atMs)
  }

  leaves(agent: number, atMs: number): boolean {
    return this.enter({ kind: 'left', data: { agent: this.#name(agent) } }, atMs)
  }

  transfers(agent: number, queue: number, atMs: number): boolean {
    const data = { agent: this.#name(agent), queue: this.#plan.table.names.queues[queue]! }
    return this.enter({ kind: 'transferred', data }, atMs)
  }

  codes(agent: number, call: number, atMs: number): boolean {
    const [code] = codesFor(this.state, agent)
    return (
      code !== undefined &&
      this.enter({ kind: 'coded', data: { agent: this.#name(agent), call, code } }, atMs)
    )
  }

  isReady(agent: number, atMs: number): boolean {
    return this.enter({ kind: 'ready', data: { agent: this.#name(agent) } }, atMs)
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
    return this.state.calls.number[call]!
  }

  #name(agent: number): string {
    return this.#defined.agents[agent]!
  }
}
