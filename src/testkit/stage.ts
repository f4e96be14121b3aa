import { SECOND_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Asks } from '../call/flow.ts'
import type { Directive, Entry, Fact } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import { ABSENT, NUMBER_GIVEN, TALKING } from '../centre/calls.ts'
import { codesFor } from '../centre/desk.ts'
import type { Definitions } from '../centre/journaled-centre.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import { OpeningHours } from '../line/hours.ts'
import { canonicalJson, textHash } from '../line/line-hash.ts'
import { type From, knownOf, personOf } from './caller.ts'
import type { Ahead, Company, Player } from './cast.ts'
import { VirtualClock } from './clock.ts'
import { Inbox } from './inbox.ts'
import type { Hears } from './phone.ts'
import { Phone } from './phone.ts'
import { type Rehearsed, rehearsed } from './rehearsed.ts'
import { watching } from './watching.ts'

/** From the first ring to an agent's "hello". */
const PICKS_UP_MS = 3 * SECOND_MS

/** What an agent takes to work off a message, where stories do not say how long agents talk. */
const MESSAGE_MS = 60 * SECOND_MS

/**
 * The true centre over one line in virtual time, with a carrier that keeps every promise, agents who pick up, and other
 * callers who keep them busy. Nothing is drawn by chance: the same story hears the same call.
 */
export class Stage {
  readonly line: Line
  readonly clock: VirtualClock
  /** All that happened, as it would stand in a journal. */
  readonly entries: Entry[] = []
  /** The texts that the journal names, by hash. */
  readonly texts = new Map<string, { kind: 'line' | 'roster'; text: string }>()
  readonly centre: JournaledCentre
  readonly players: readonly Player[]
  /** Whom each busy agent talks to, in the order in which the talks began. */
  readonly talks = new Map<string, number>()
  readonly #rehearsed: Rehearsed
  readonly #talkMs: number | undefined
  readonly #phones = new Map<number, Phone>()
  /** Of whoever rings in a story: it is one person. */
  readonly #inbox: Inbox

  /** @param version of the program, as the journal names it */
  constructor(line: Line, startMs: number, { players, ahead, talkMs }: Company, version = 'testkit') {
    this.line = line
    this.clock = new VirtualClock(startMs)
    this.#rehearsed = rehearsed(line)
    this.#inbox = new Inbox(line.definition)
    this.players = players
    this.#talkMs = talkMs
    const definitions: Definitions = {
      line: () => this.#rehearsed.line,
      roster: hash => this.texts.get(hash)!.text,
    }
    const watch = watching(() => this.centre.centre.state, this.#phones)
    this.centre = new JournaledCentre(definitions, watch)
    this.#open(ahead, version)
  }

  /** A caller's phone rings the line. @throws WrongInput for a tier that the line does not have */
  rings(from: From, hears: Hears = () => {}): Phone {
    const exchange = {
      definition: this.line.definition,
      clock: this.clock,
      inbox: this.#inbox,
      enter: (fact: Fact) => this.enter(fact),
      hasGivenNumber: (call: number) => (this.#flags(call) & NUMBER_GIVEN) !== 0,
      promisedMs: (call: number) => this.#promisedMs(call),
    }
    const phone = new Phone(this.centre.nextCall, exchange, personOf(from), hears)
    this.#phones.set(phone.call, phone)
    if (from.owed === undefined) this.#arrive(from)
    else this.#owe(phone, from.owed, from)
    return phone
  }

  /** Something happens now. False where it was about something that is not so. */
  enter(fact: Fact): boolean {
    const atMs = this.clock.nowMs
    const { directives, happened } = this.centre.apply(fact, atMs)
    const { name } = this.line.definition
    this.entries.push({ centre: name, seq: this.entries.length + 1, atMs, fact, directives })
    for (const directive of directives) this.#carryOut(directive)
    if (directives.some(({ do: does }) => does === 'part')) this.#passOver()
    for (const call of new Set(directives.flatMap(callOf))) {
      const own = directives.filter(directive => callOf(directive)[0] === call)
      this.#phones.get(call)?.carryOut(own)
    }
    return happened
  }

  /** Whether the phone of an agent, or of any, rings. */
  isRinging(agent?: string): boolean {
    return this.players.some(({ name }) => (agent ?? name) === name && this.clock.isSet(`${name} picks up`))
  }

  /** The phone of an agent rings out, or is declined. */
  misses(agent: string): void {
    this.clock.forget(`${agent} picks up`)
    this.enter({ kind: 'missed', data: { agent } })
  }

  /** An agent who talks to another caller has done with it, wrap-up and all. */
  finishes(agent: string): void {
    const call = this.talks.get(agent)
    if (call === undefined) return
    this.talks.delete(agent)
    this.clock.forget(`${agent} finishes`)
    this.enter({ kind: 'hung-up', data: { call } })
    const [code] = codesFor(this.centre.centre.state, this.centre.agentOf(agent))
    if (code !== undefined) this.enter({ kind: 'coded', data: { agent, call, code } })
    this.enter({ kind: 'ready', data: { agent } })
  }

  /** An agent hands a caller on to another queue. False where the agent talks to nobody, or the flow has no way. */
  transfers(agent: string, queue: string): boolean {
    const phone = [...this.#phones.values()].find(({ agent: talking }) => talking === agent)
    if (phone) return phone.talk.isSentTo(queue)
    if (!this.talks.has(agent) || !this.enter({ kind: 'transferred', data: { agent, queue } })) return false
    this.talks.delete(agent)
    this.clock.forget(`${agent} finishes`)
    return true
  }

  /** Name of the state that a call is in: `main.again`. Undefined once it is over. */
  stateOf(call: number): string | undefined {
    const slot = this.centre.slotOf(call)
    return slot < 0 ? undefined : this.#rehearsed.table.stateName(this.centre.centre.state.calls.state[slot]!)
  }

  /** What a call is asked where it is now, by the flow's own word for it. */
  asks(call: number): Asks | undefined {
    const slot = this.centre.slotOf(call)
    return slot < 0 ? undefined : this.#rehearsed.table.asks(this.centre.centre.state.calls.state[slot]!)
  }

  /** Callers whose agent handed them over go on with the one who helped. */
  #passOver(): void {
    const { agents, calls } = this.centre.centre.state
    for (const [call, phone] of this.#phones) {
      const slot = this.centre.slotOf(call)
      if (slot >= 0 && calls.phase[slot] === TALKING) phone.talk.passesTo(agents.names[calls.agent[slot]!]!)
    }
  }

  #flags(call: number): number {
    const slot = this.centre.slotOf(call)
    return slot < 0 ? 0 : this.centre.centre.state.calls.flags[slot]!
  }

  #promisedMs(call: number): number | undefined {
    if ((this.#flags(call) & ABSENT) === 0) return undefined
    return this.centre.centre.state.calls.promisedMs[this.centre.slotOf(call)]! || undefined
  }

  #roster(): string {
    const { name: line } = this.line.definition
    return canonicalJson(
      this.players.map(({ name, queues }) => ({ name, skills: queues.map(queue => `${line}/${queue}`) })),
    )
  }

  #keep(kind: 'line' | 'roster', text: string): string {
    const hash = textHash(text)
    this.texts.set(hash, { kind, text })
    return hash
  }

  #open(ahead: readonly Ahead[], version: string): void {
    const { name } = this.line.definition
    this.enter({ kind: 'program-started', data: { version } })
    this.enter({ kind: 'line-defined', data: { line: name, hash: this.#keep('line', this.#rehearsed.text) } })
    this.enter({ kind: 'roster-defined', data: { hash: this.#keep('roster', this.#roster()) } })
    const talking = this.players.filter(player => player.busy)
    // One by one, so that each takes the caller who is meant.
    for (const player of talking) this.#talks(player)
    for (const { queue, callers } of ahead) for (let count = 0; count < callers; count++) this.#joins(queue)
    for (const player of this.players)
      if (!player.busy) this.enter({ kind: 'signed-in', data: { agent: player.name } })
  }

  #talks({ name: agent, queues, talksIn = queues[0]!, busyMs }: Player): void {
    this.enter({ kind: 'signed-in', data: { agent } })
    this.#joins(talksIn)
    this.clock.forget(`${agent} picks up`)
    this.enter({ kind: 'accepted', data: { agent } })
    if (busyMs !== undefined)
      this.clock.set(`${agent} finishes`, this.clock.nowMs + busyMs, () => this.finishes(agent))
  }

  /** Another caller arrives and keys the way to a queue. Gives the number of the call. */
  #joins(queue: string): number {
    const hours = new OpeningHours(this.line.definition).at(this.clock.nowMs).status
    const way = this.#rehearsed.ways[hours].get(queue)
    if (!way && this.#rehearsed.ways.open.has(queue))
      throw new WrongInput(
        'agents are busy, or callers ahead, while the line is closed: begin the story before',
      )
    if (!way) throw new WrongInput(`no keys lead to the queue "${queue}", so nobody else can be there`)
    const call = this.#arrive({ caller: 0 })
    for (const event of way) this.enter({ kind: 'heard', data: { call, event } })
    return call
  }

  #owe(phone: Phone, queue: string, { caller, tier }: From): void {
    const { name: line } = this.line.definition
    const data = { call: phone.call, line, queue, caller, ...(tier !== undefined && { tier }) }
    phone.state = 'away'
    if (!this.enter({ kind: 'owed', data }))
      throw new WrongInput(
        `line "${line}" owes nobody a callback from the queue "${queue}"; see the block \`owes\``,
      )
  }

  #arrive(from: From): number {
    const { name: line, tiers } = this.line.definition
    const call = this.centre.nextCall
    const known = knownOf(from)
    const tier = from.tier ?? tiers.at(-1)!.name
    this.enter({ kind: 'arrived', data: { call, line, caller: from.caller, tier, ...(known && { known }) } })
    return call
  }

  /** What agents, the line and the other callers do about a directive. */
  #carryOut(directive: Directive): void {
    switch (directive.do) {
      case 'wake-line':
        return void this.#at('line', directive.dueMs, { kind: 'line-due', data: { line: directive.line } })
      case 'wake-agents':
        return void this.#at('agents', directive.dueMs, { kind: 'agents-due', data: {} })
      case 'ring': {
        const { agent } = directive
        const fact = { kind: 'accepted', data: { agent } } as const
        return void this.#at(`${agent} picks up`, this.clock.nowMs + PICKS_UP_MS, fact)
      }
      case 'stop-ringing':
        return void this.clock.forget(`${directive.agent} picks up`)
      case 'wake-call': {
        const { call, dueMs } = directive
        if (this.#phones.has(call)) return
        if (dueMs === null) return void this.clock.forget(`wakes ${call}`)
        return void this.#at(`wakes ${call}`, dueMs, { kind: 'due', data: { call } })
      }
      case 'connect':
        return void this.#connect(directive.agent, directive.call)
      case 'play-message': {
        const { agent } = directive
        return void this.#at(`${agent} finishes`, this.clock.nowMs + (this.#talkMs ?? MESSAGE_MS), {
          kind: 'left',
          data: { agent },
        })
      }
      default:
    }
  }

  #connect(agent: string, call: number): void {
    const phone = this.#phones.get(call)
    if (!phone) this.talks.set(agent, call)
    if (this.#talkMs === undefined) return
    this.clock.set(`${agent} finishes`, this.clock.nowMs + this.#talkMs, () => {
      // Who hung up before may talk to somebody else by now.
      if (phone) return void (phone.agent === agent && phone.talk.isLeft())
      this.talks.delete(agent)
      this.enter({ kind: 'hung-up', data: { call } })
    })
  }

  #at(name: string, atMs: number, fact: Fact): void {
    this.clock.set(name, atMs, () => this.enter(fact))
  }
}

function callOf(directive: Directive): number[] {
  return 'call' in directive ? [directive.call] : []
}
