import { SECOND_MS } from '../../base/units.ts'
import { lineText } from '../../call/define-line.ts'
import type { Watch } from '../../call/directives.ts'
import type { Directive, Entry, Fact } from '../../call/journal.ts'
import type { Line } from '../../call/line.ts'
import type { Definitions } from '../../centre/journaled-centre.ts'
import { JournaledCentre } from '../../centre/journaled-centre.ts'
import { OpeningHours } from '../../line/hours.ts'
import { canonicalJson, textHash } from '../../line/line-hash.ts'
import { programVersion } from '../version.ts'
import { Timers } from './timers.ts'
import type { VirtualClock } from './virtual-clock.ts'
import { waysToQueues } from './way-to-queue.ts'

/** Who else is there while the line is tried. */
export interface Cast {
  readonly agents: number
  /** When the first agent is free, counted from the start; absent where all are free at once. */
  readonly busyMs?: number
  /** Callers who wait already in each queue. */
  readonly ahead: number
}

/** The caller whom the rehearsal is for, and who is told of what concerns this call alone. */
export interface Ours {
  readonly watch: Pick<Watch, 'queued' | 'answered' | 'abandoned' | 'ended'>
  directed(directives: readonly Directive[]): void
}

const NAMES = ['Ana', 'Ben', 'Carmen', 'Dev', 'Elif', 'Femi', 'Grace', 'Hugo', 'Ines', 'Jun', 'Kofi', 'Lena']

/** From the first ring to an agent's "hello". */
const PICKS_UP_MS = 3_000
const TALK_MS_MIN = 30_000

/**
 * The true centre over one line, with agents who answer and other callers who keep them busy, in virtual time.
 * Nothing is drawn by chance, so that the same script hears the same call. All facts go into a journal.
 */
export class Rehearsal {
  readonly line: Line
  readonly entries: Entry[] = []
  /** Texts that the journal names, by hash. */
  readonly texts = new Map<string, { kind: 'line' | 'roster'; text: string }>()
  /** Number of the call that is ours; 0 until it arrives. */
  call = 0
  readonly #centre: JournaledCentre
  readonly #clock: VirtualClock
  readonly #ours: Ours
  readonly #agents: readonly string[]
  readonly #timers: Timers<string>

  constructor(line: Line, cast: Cast, clock: VirtualClock, ours: Ours) {
    this.line = line
    this.#clock = clock
    this.#timers = new Timers(clock)
    this.#ours = ours
    const definitions: Definitions = { line: () => line, roster: hash => this.texts.get(hash)!.text }
    this.#centre = new JournaledCentre(definitions, this.#watch())
    this.#agents = Array.from(
      { length: cast.agents },
      (_, i) => NAMES[i % NAMES.length]! + (i < NAMES.length ? '' : ` ${Math.floor(i / NAMES.length) + 1}`),
    )
    this.#open()
    if (cast.busyMs !== undefined) this.#fill(cast.busyMs, cast.ahead)
  }

  /** How long a talk takes: the line's handle time without wrap-up, in the mean of its queues. */
  get talkMs(): number {
    const { queues } = this.line.definition
    const seconds = queues.map(({ handleSeconds, wrapUpSeconds }) => handleSeconds - wrapUpSeconds)
    return Math.max(TALK_MS_MIN, Math.round((sum(seconds) / queues.length) * SECOND_MS))
  }

  /** Our call rings. @param caller 0 for a number that is withheld */
  arrive(caller: 0 | 1): void {
    this.call = this.#centre.nextCall
    this.#arrive(caller)
  }

  /** Something happens now. */
  enter(fact: Fact): void {
    const atMs = this.#clock.nowMs()
    const { directives } = this.#centre.apply(fact, atMs)
    const { name } = this.line.definition
    this.entries.push({ centre: name, seq: this.entries.length + 1, atMs, fact, directives })
    for (const directive of directives) this.#carryOut(directive)
    const own = directives.filter(directive => 'call' in directive && directive.call === this.call)
    if (own.length > 0) this.#ours.directed(own)
  }

  #open(): void {
    const { name, queues } = this.line.definition
    const skills = queues.map(queue => `${name}/${queue.name}`)
    const roster = canonicalJson(this.#agents.map(agent => ({ name: agent, skills })))
    this.enter({ kind: 'program-started', data: { version: programVersion() } })
    this.enter({ kind: 'line-defined', data: { line: name, hash: this.#keep('line', lineText(this.line)) } })
    this.enter({ kind: 'roster-defined', data: { hash: this.#keep('roster', roster) } })
    for (const agent of this.#agents) this.enter({ kind: 'signed-in', data: { agent } })
  }

  /** Lets other callers take all agents, and wait behind them. */
  #fill(busyMs: number, ahead: number): void {
    const ways = [...waysToQueues(this.line).values()]
    const startMs = this.#clock.nowMs()
    const isOpen = new OpeningHours(this.line.definition).at(startMs).status === 'open'
    if (!isOpen || ways.length === 0) return
    // They free themselves one after the other, as agents who began at different times do.
    const handleMs = sum(this.line.definition.queues.map(queue => queue.handleSeconds * SECOND_MS))
    const gapMs = Math.round(handleMs / this.line.definition.queues.length / Math.max(1, this.#agents.length))
    this.#agents.forEach((agent, index) => {
      const call = this.#walk(ways[index % ways.length]!)
      this.#timers.forget(`rings ${agent}`)
      this.enter({ kind: 'accepted', data: { agent } })
      this.#timers.forget(`talks ${call}`)
      this.#clock.at(startMs + busyMs + index * gapMs, () => {
        this.enter({ kind: 'hung-up', data: { call } })
        this.enter({ kind: 'ready', data: { agent } })
      })
    })
    for (let count = 0; count < ahead; count++) for (const way of ways) this.#walk(way)
  }

  /** Another caller arrives and keys the way to a queue. Gives the number of the call. */
  #walk(way: readonly string[]): number {
    const call = this.#centre.nextCall
    this.#arrive(0)
    for (const event of way) this.enter({ kind: 'heard', data: { call, event } })
    return call
  }

  #arrive(caller: number): void {
    const { name, tiers } = this.line.definition
    const data = { call: this.#centre.nextCall, line: name, caller, tier: tiers.at(-1)!.name }
    this.enter({ kind: 'arrived', data })
  }

  #keep(kind: 'line' | 'roster', text: string): string {
    const hash = textHash(text)
    this.texts.set(hash, { kind, text })
    return hash
  }

  /** What agents and the other callers do about a directive; what concerns our call is its phone's business. */
  #carryOut(directive: Directive): void {
    const nowMs = this.#clock.nowMs()
    switch (directive.do) {
      case 'wake-line':
        return void this.#at('line', directive.dueMs, { kind: 'line-due', data: { line: directive.line } })
      case 'wake-agents':
        return void this.#at('agents', directive.dueMs, { kind: 'agents-due', data: {} })
      case 'ring': {
        const { agent } = directive
        return void this.#at(`rings ${agent}`, nowMs + PICKS_UP_MS, { kind: 'accepted', data: { agent } })
      }
      case 'stop-ringing':
        return void this.#timers.forget(`rings ${directive.agent}`)
      default:
        if (directive.call !== this.call) this.#carryOutForOther(directive, nowMs)
    }
  }

  #carryOutForOther(directive: Extract<Directive, { call: number }>, nowMs: number): void {
    const { call } = directive
    if (directive.do === 'wake-call') {
      if (directive.dueMs === null) this.#timers.forget(`wakes ${call}`)
      else this.#at(`wakes ${call}`, directive.dueMs, { kind: 'due', data: { call } })
    }
    if (directive.do === 'connect')
      this.#at(`talks ${call}`, nowMs + this.talkMs, { kind: 'hung-up', data: { call } })
  }

  #at(name: string, atMs: number, fact: Fact): void {
    this.#timers.set(name, atMs, () => this.enter(fact))
  }

  #watch(): Watch {
    const isOurs = (slot: number) =>
      this.call > 0 && this.#centre.centre.state.calls.number[slot] === this.call
    const only =
      <Rest extends unknown[]>(tell: (slot: number, ...rest: Rest) => void) =>
      (slot: number, ...rest: Rest) => {
        if (isOurs(slot)) tell(slot, ...rest)
      }
    const { queued, answered, abandoned, ended } = this.#ours.watch
    return {
      queued: only(queued),
      answered: only(answered),
      abandoned: only(abandoned),
      keptPlace: () => {},
      ended: only(ended),
      agentChanged: () => {},
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
