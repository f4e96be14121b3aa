import { assert } from '../base/assert.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { AwayReason } from '../call/away.ts'
import { AWAY_REASONS, NOT_IN_ROSTER } from '../call/away.ts'
import type { Watch } from '../call/directives.ts'
import type { Known } from '../call/facts.ts'
import { FlowTable } from '../call/flow-table.ts'
import type { Arrival, Directive, Fact, OwedCallback } from '../call/journal.ts'
import type { Line, LineNames } from '../call/line.ts'
import { isKnownTimeZone } from '../line/zone.ts'
import { LINE_ZONE, NOT_CALLABLE, zoneNumber } from './calling.ts'
import { FREE } from './calls.ts'
import { Centre } from './centre.ts'
import { codesFor } from './desk.ts'
import { enterTalk } from './journaled-talks.ts'
import type { RosterAgent } from './roster.ts'
import { parseRoster } from './roster.ts'
import type { SavedState } from './saved-state.ts'
import { loadState, saveState } from './saved-state.ts'
import { Scribe } from './scribe.ts'

/** Where the texts lie that a journal names by their hash. */
export interface Definitions {
  line(hash: string): Line
  roster(hash: string): string
}

const explored = new WeakMap<Line, FlowTable>()

/** The table of a line with every step in it, made once however often a centre is rebuilt: it never changes again. */
export function exploredTable(line: Line): FlowTable {
  let table = explored.get(line)
  if (table) return table
  table = new FlowTable(line)
  table.explore()
  explored.set(line, table)
  return table
}

type Recorded = NonNullable<Arrival['known']>
type Defined = Extract<Fact, { kind: 'line-defined' | 'roster-defined' }>
type Enter = (line: number, tier: number, names: LineNames) => number

export interface CentreSnapshot {
  readonly defined: readonly Defined[]
  readonly nowMs: number
  readonly state: SavedState
}

/** What applying a fact gave. */
export interface Applied {
  readonly directives: Directive[]
  /** False where the fact was about something that is not so, and changed nothing. */
  readonly happened: boolean
}

/**
 * A centre whose facts and directives are the words of a journal. The live runtime, `replay` and tests drive it;
 * the simulator, which needs no words, drives the centre itself.
 */
export class JournaledCentre {
  readonly centre: Centre
  readonly #scribe = new Scribe()
  readonly #definitions: Definitions
  readonly #slots = new Map<number, number>()
  /** By slot, the number of its last call: whose slot is taken again is forgotten. */
  readonly #numbers: number[] = []
  #roster: ReadonlyMap<string, RosterAgent> = new Map()
  /** Everybody who was ever in the roster, as they were there last. */
  readonly #people = new Map<string, RosterAgent>()
  readonly #lines = new Map<string, number>()
  readonly #agents = new Map<string, number>()
  readonly #defined: Defined[] = []

  constructor(definitions: Definitions, watch: Watch) {
    this.#definitions = definitions
    this.centre = new Centre(this.#scribe, watch)
    this.#scribe.reads(this.centre.state)
  }

  /** The number that the next call to arrive gets. */
  get nextCall(): number {
    return this.centre.state.calls.arrived + 1
  }

  /** The slot of a live call by its number, or -1. */
  slotOf(number: number): number {
    const slot = this.#slots.get(number)
    if (slot === undefined) return -1
    const { calls } = this.centre.state
    if (calls.number[slot] === number && calls.phase[slot] !== FREE) return slot
    this.#slots.delete(number)
    return -1
  }

  /** The number of an agent by name, or -1. */
  agentOf(name: string): number {
    return this.#agents.get(name) ?? -1
  }

  /** The hash of the text by which a line is defined now; of the roster for the empty name. */
  definedAs(line: string): string | undefined {
    return this.#defined.findLast(
      ({ kind, data }) =>
        (kind === 'line-defined' && data.line === line) || (kind === 'roster-defined' && line === ''),
    )?.data.hash
  }

  /** The agents of the present roster, by name. */
  get roster(): ReadonlyMap<string, RosterAgent> {
    return this.#roster
  }

  /** An agent as the roster has, or had, one: of whoever is gone, and may still be in a call, as it was last. */
  personOf(agent: string): RosterAgent | undefined {
    return this.#people.get(agent)
  }

  /** The number of a line by name, or -1. */
  lineOf(name: string): number {
    return this.#lines.get(name) ?? -1
  }

  /**
   * Applies a fact. After any other error than `WrongInput` the centre is not to be used: rebuild it from its journal.
   * @throws WrongInput for a fact that names a line, queue, tier, agent or event that the centre does not have; the
   *   centre is as it was
   */
  apply(fact: Fact, atMs: number): Applied {
    const happened = this.#enter(fact, atMs)
    return { directives: this.#scribe.take(), happened }
  }

  /** All that the centre is, as a value that `v8.serialize` can write down. */
  snapshot(): CentreSnapshot {
    return {
      defined: [...this.#defined],
      nowMs: this.centre.state.nowMs,
      state: saveState(this.centre.state),
    }
  }

  /** Becomes what the snapshot was. Only for a centre that has seen no fact. */
  restore({ defined, nowMs, state }: CentreSnapshot): void {
    for (const fact of defined) this.apply(fact, 0)
    this.centre.state.nowMs = nowMs
    loadState(this.centre.state, state)
    const { calls } = this.centre.state
    for (let slot = 0; slot < calls.capacity; slot++) {
      if (calls.phase[slot] === FREE) continue
      this.#slots.set(calls.number[slot]!, slot)
      this.#numbers[slot] = calls.number[slot]!
    }
  }

  #enter(fact: Fact, atMs: number): boolean {
    const { centre } = this
    switch (fact.kind) {
      case 'program-started':
      case 'quarantined':
        return true
      case 'line-defined':
        this.#defineLine(fact.data.line, fact.data.hash, atMs)
        this.#defined.push(fact)
        return true
      case 'roster-defined':
        this.#defineRoster(fact.data.hash, atMs)
        this.#defined.push(fact)
        return true
      case 'arrived':
        return this.#arrive(fact.data, (line, tier, names) =>
          centre.arrives(line, fact.data.caller, tier, atMs, ...this.#caller(names, fact.data)),
        )
      case 'rescued':
        return this.#arrive(fact.data, (line, tier, names) =>
          centre.rescues(line, fact.data.caller, tier, atMs, ...this.#caller(names, fact.data)),
        )
      case 'owed':
        return this.#owe(fact.data, atMs)
      case 'heard':
        return this.#hear(fact.data, atMs)
      case 'due':
        return this.#onCall(fact.data.call, call => centre.isDue(call, atMs))
      case 'hung-up':
        return this.#onCall(fact.data.call, call => centre.hangsUp(call, atMs))
      case 'callback-answered':
        return this.#onCall(fact.data.call, call => centre.answersCallback(call, atMs))
      case 'callback-missed':
        return this.#onCall(fact.data.call, call => centre.missesCallback(call, atMs))
      case 'recovered':
        return this.#onCall(fact.data.call, call => centre.recovers(call, atMs))
      case 'dropped':
        if (fact.data.call === this.nextCall) return this.#passOver(fact.data.call)
        return this.#onCall(fact.data.call, call => centre.drops(call, atMs))
      case 'texted':
        return this.#text(fact.data, atMs)
      case 'line-due':
        return centre.lineIsDue(known(this.#lines, fact.data.line, 'line'), atMs)
      case 'agents-due':
        return centre.agentsAreDue(atMs)
      case 'alerts-due':
        return centre.alertsAreDue(atMs)
      default:
        return this.#enterAgent(fact, atMs)
    }
  }

  #enterAgent(fact: Extract<Fact, { data: { agent: string } }>, atMs: number): boolean {
    const { centre } = this
    const agent = known(this.#agents, fact.data.agent, 'agent')
    switch (fact.kind) {
      case 'signed-in':
        if (!this.#roster.has(fact.data.agent))
          throw new WrongInput(`agent "${fact.data.agent}" is no longer in the roster`)
        return centre.signsIn(agent, atMs)
      case 'went-away':
        return centre.goesAway(agent, atMs, reasonNamed(fact.data.reason))
      case 'accepted':
        return centre.accepts(agent, atMs)
      case 'missed':
        return centre.misses(agent, atMs)
      case 'not-rung':
        return centre.failsToRing(agent, atMs)
      case 'left':
        return centre.leaves(agent, atMs)
      case 'lost':
        return centre.loses(agent, atMs)
      case 'coded':
        return this.#code(agent, fact.data, atMs)
      case 'ready':
        return centre.isReady(agent, atMs)
      default:
        return enterTalk(centre, fact, name => known(this.#agents, name, 'agent'), atMs)
    }
  }

  /** One code is as good as another to the centre: which it was is for those who read the journal. */
  #code(agent: number, { call, code }: { call: number; code: string }, atMs: number): boolean {
    if (call === 0 || this.centre.state.agents.talkCall[agent] !== call) return false
    const codes = codesFor(this.centre.state, agent)
    if (codes.includes(code)) return this.centre.codes(agent, call, atMs)
    const known = codes.length === 0 ? 'none' : codes.join(', ')
    throw new WrongInput(`there is no wrap-up code "${code}" for call ${call}; its queue has: ${known}`)
  }

  /** What is known of a caller, by number; names that are known here no more are passed over, since records outlive them. */
  #known({ matters }: LineNames, { openCase, agent, matters: pending = [] }: Recorded): Known {
    const bits = pending.reduce(
      (sum, name) => sum | (matters.includes(name) ? 1 << matters.indexOf(name) : 0),
      0,
    )
    return { hasCase: openCase === true, agent: this.#agents.get(agent ?? '') ?? -1, matters: bits }
  }

  /** What is known of a caller who arrives, and where their number is. */
  #caller(names: LineNames, { known, zone, callable }: Arrival): [Known | undefined, number] {
    return [known && this.#known(names, known), callable === false ? NOT_CALLABLE : this.#zone(zone)]
  }

  #zone(name: string | undefined): number {
    if (name === undefined) return LINE_ZONE
    const { state } = this.centre
    const unknown = state.zones.includes(name)
      ? undefined
      : name.split(' ').find(zone => !isKnownTimeZone(zone))
    if (unknown === undefined) return zoneNumber(state, name)
    throw new WrongInput(`"${unknown}" is no time zone of this machine's time-zone data`)
  }

  #owe({ queue, agent, afterMs = 0, zone, ...data }: OwedCallback, atMs: number): boolean {
    const { tiers } = this.centre.state.lines[known(this.#lines, data.line, 'line')]!.table.names
    return this.#arrive({ tier: tiers.at(-1)!, ...data }, (line, tier, names) => {
      const owed = { tier, agent: this.agentOf(agent ?? ''), afterMs, zone: this.#zone(zone) }
      return this.centre.owes(line, queueOf(names, queue), data.caller, owed, atMs)
    })
  }

  #arrive(data: Pick<Arrival, 'call' | 'line' | 'tier'>, enter: Enter): boolean {
    const line = known(this.#lines, data.line, 'line')
    const { names } = this.centre.state.lines[line]!.table
    const tier = names.tiers.indexOf(data.tier)
    if (tier < 0)
      throw new WrongInput(
        `line "${data.line}" has no tier "${data.tier}"; it has: ${names.tiers.join(', ')}`,
      )
    assert(data.call === this.nextCall, `call ${data.call} arrives when the next is ${this.nextCall}`)
    const slot = enter(line, tier, names)
    if (slot < 0) return false
    const before = this.#numbers[slot]
    if (before !== undefined) this.#slots.delete(before)
    this.#numbers[slot] = data.call
    if (this.centre.state.calls.number[slot] === data.call) this.#slots.set(data.call, slot)
    return true
  }

  /** A call that could not even be rescued: its number is used up, so that no other call is taken for it. */
  #passOver(call: number): boolean {
    this.centre.state.calls.arrived = call
    this.#scribe.turnAway(call)
    return true
  }

  /** Nobody fixes values for a text outside of a call, so its prompt may hold none but the caller's own case. */
  #text(
    { line: name, caller, prompt }: { line: string; caller: number; prompt: string },
    atMs: number,
  ): boolean {
    const line = known(this.#lines, name, 'line')
    const { table } = this.centre.state.lines[line]!
    const number = table.names.prompts.indexOf(prompt)
    if (number < 0) throw new WrongInput(`line "${name}" has no prompt "${prompt}"`)
    const texts = Object.values(table.line.definition.prompts[prompt]!.text).join()
    const [value] = /\{(?!case\})\w+\}/.exec(texts) ?? []
    if (value !== undefined)
      throw new WrongInput(`prompt "${prompt}" of line "${name}" holds ${value}, which only a call knows`)
    return this.centre.texts(line, caller, number, atMs)
  }

  #hear({ call, event, zone }: Extract<Fact, { kind: 'heard' }>['data'], atMs: number): boolean {
    return this.#onCall(call, slot => {
      const { state } = this.centre
      const { table } = state.lines[state.calls.line[slot]!]!
      const number = table.events.indexOf(event)
      if (number >= 0) return this.centre.hears(slot, number, atMs, this.#zone(zone))
      throw new WrongInput(
        `line "${table.names.line}" has no event "${event}"; it has: ${table.events.join(', ')}`,
      )
    })
  }

  #onCall(number: number, then: (call: number) => boolean): boolean {
    const slot = this.slotOf(number)
    return slot >= 0 && then(slot)
  }

  #defineLine(name: string, hash: string, atMs: number): void {
    const table = exploredTable(this.#definitions.line(hash))
    const line = this.#lines.get(name)
    if (line === undefined) this.#lines.set(name, this.centre.addLine(table, atMs))
    else this.centre.replaceLine(line, table, atMs)
  }

  #defineRoster(hash: string, atMs: number): void {
    const { settings } = this.centre.state.queues
    const queues = new Map(
      settings.map(({ name, line }, number) => [
        `${this.centre.state.lines[line]!.table.names.line}/${name}`,
        number,
      ]),
    )
    // All of it is looked at before any of it counts.
    const people = parseRoster(this.#definitions.roster(hash))
    const roster = people.map(({ name, skills }) => ({
      name,
      served: skills.map(skill => known(queues, skill, 'queue')),
    }))
    const gone = new Set(this.#agents.keys())
    this.#roster = new Map(people.map(person => [person.name, person]))
    for (const person of people) this.#people.set(person.name, person)
    for (const { name, served } of roster) {
      const agent = this.#agents.get(name)
      gone.delete(name)
      if (agent === undefined) this.#agents.set(name, this.centre.addAgent(name, served, atMs))
      else this.centre.setSkills(agent, served, atMs)
    }
    for (const name of gone) this.centre.goesAway(this.#agents.get(name)!, atMs, NOT_IN_ROSTER)
  }
}

/** The place of a queue in its line. */
function queueOf({ line, queues }: LineNames, name: string): number {
  const place = queues.indexOf(name)
  if (place >= 0) return place
  throw new WrongInput(`line "${line}" has no queue "${name}"; it has: ${queues.join(', ')}`)
}

/** @throws WrongInput for a reason that there is not */
function reasonNamed(reason: AwayReason = 'none'): number {
  const number = AWAY_REASONS.indexOf(reason)
  if (number >= 0) return number
  throw new WrongInput(`"${reason}" is no reason to be away; there is: ${AWAY_REASONS.slice(1).join(', ')}`)
}

function known(numbers: ReadonlyMap<string, number>, name: string, what: string): number {
  const number = numbers.get(name)
  if (number !== undefined) return number
  throw new WrongInput(`there is no ${what} "${name}"; there is: ${[...numbers.keys()].join(', ')}`)
}
