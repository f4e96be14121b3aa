import { SECOND_MS } from '../base/units.ts'
import type { Outcome } from '../call/directives.ts'
import type { Key } from '../call/events.ts'
import type { Directive, Fact } from '../call/journal.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { VirtualClock } from './clock.ts'
import type { Did, Happening } from './diary.ts'
import { Ear } from './ear.ts'
import { signOf } from './keys.ts'
import { lengthText } from './time.ts'

/** How long a callback takes to be put through, and rings before it counts as missed. */
const DIALS_MS = 2 * SECOND_MS
const RINGS_MS = 25 * SECOND_MS

type Timer = 'ear' | 'silence' | 'due' | 'leg' | 'ring'
type Say = Extract<Directive, { do: 'say' }>
type Ask = Extract<Directive, { do: 'ask' }>

/** What takes the place of whatever sounded before. */
const SOUNDS: ReadonlySet<string> = new Set(['say', 'ask', 'play-music', 'hang-up'])

/** What a phone is plugged into. */
export interface Exchange {
  readonly definition: LineDefinition
  readonly clock: VirtualClock
  enter(fact: Fact): void
}

/** Who listens in, as it happens. */
export type Hears = (happening: Happening) => void

/** A caller's phone: hears what the centre directs, presses keys, and keeps a diary of all of it. */
export class Phone {
  readonly call: number
  readonly diary: Happening[] = []
  readonly ear: Ear
  /** `away`: hung up, with a place kept for a callback. */
  state: 'on-the-line' | 'away' | 'ringing' | 'over' = 'on-the-line'
  /** The agent on the line. */
  agent: string | undefined
  /** The prompt that an answer is wanted to. */
  asked: string | undefined
  /** Times that the line gave up on an answer. */
  silences = 0
  outcome: Outcome | undefined
  /** How content the caller said to be, from 1 to 5. */
  score: number | undefined
  /** By what the queue ordered the call when it joined. */
  joinedOrderMs: number | undefined
  /** When the call joined its queue. */
  queuedMs: number | undefined
  /** How long it waited there, once that is over. */
  waitedMs: number | undefined
  readonly #exchange: Exchange
  readonly #hears: Hears
  #language: string
  /** Keys of the answer that is wanted, and those pressed of it so far. */
  #wanted = 1
  #entered = 0
  #isAnswering = false
  /** Times that the centre directed something, by which a key that does nothing is known. */
  #directed = 0

  constructor(call: number, exchange: Exchange, hears: Hears) {
    this.call = call
    this.#exchange = exchange
    this.#hears = hears
    const { definition, clock } = exchange
    this.#language = definition.languages[0]
    this.ear = new Ear(this.#name('ear'), definition, clock, {
      happens: happening => this.#note(happening),
      fallsQuiet: () => this.#fallsQuiet(),
    })
  }

  /** True while what the caller presses or says can reach the flow. */
  get canBeHeard(): boolean {
    return this.state === 'on-the-line' && this.outcome === undefined && this.agent === undefined
  }

  /** True while the line waits for an answer. */
  get isAsked(): boolean {
    return this.asked !== undefined
  }

  /** True while the callback is being put through, or rings. */
  get isDialled(): boolean {
    return this.#exchange.clock.isSet(this.#name('ring'))
  }

  /** False for a key that does nothing here. */
  press(key: Key): boolean {
    this.ear.tellMusic()
    this.#tell('pressed', signOf(key))
    if (!this.canBeHeard) return false
    const event = this.#eventOf(key)
    if (event === undefined) return true
    const before = this.#directed
    this.#hear(event)
    return this.#directed > before
  }

  say(intent: string): void {
    this.ear.tellMusic()
    this.#tell('said', intent)
    if (this.canBeHeard) this.#hear(`said.${intent}`)
  }

  pickUp(): void {
    this.#forget('ring')
    this.state = 'on-the-line'
    this.#tell('picked up')
    this.#enter({ kind: 'callback-answered', data: { call: this.call } })
    this.#settle()
  }

  /** Nobody picks up the callback that rings. */
  missRing(): void {
    this.#stopRinging()
    this.#enter({ kind: 'callback-missed', data: { call: this.call } })
    this.#settle()
  }

  hangUp(): void {
    this.#endLeg('hung up')
    if (this.outcome === undefined) this.#enter({ kind: 'hung-up', data: { call: this.call } })
    this.#settle()
  }

  /** The agent of this caller, by name, has hung up. */
  isLeft(): void {
    const { agent } = this
    if (agent === undefined) return
    this.agent = undefined
    this.#tell('is left', `by ${agent}`)
    this.#enter({ kind: 'left', data: { agent } })
  }

  /** A defect of Holdline strikes the call. */
  meetsAFault(): void {
    this.ear.tellMusic()
    this.#tell('met with', 'a fault')
    this.#enter({ kind: 'recovered', data: { call: this.call } })
    this.#settle()
  }

  waited(ms: number): void {
    this.waitedMs = ms
  }

  rates(score: number): void {
    this.score = score
  }

  ends(outcome: Outcome): void {
    this.outcome = outcome
  }

  /** Carries out what a fact made the centre direct for this call. */
  carryOut(directives: readonly Directive[]): void {
    this.#directed++
    const speaks = directives.some(({ do: does }) => does === 'say' || does === 'ask')
    // A question that was answered is not asked to its end, even where only music follows.
    if (speaks || (this.#isAnswering && directives.some(({ do: does }) => SOUNDS.has(does)))) {
      this.ear.stop()
      this.#asksNothing()
    }
    for (const directive of directives) this.#carryOut(directive)
    if (this.state === 'on-the-line' && this.agent === undefined) this.ear.goesOn()
    this.#settle()
  }

  #carryOut(directive: Directive): void {
    switch (directive.do) {
      case 'speak':
        this.#language = directive.language
        return
      case 'say':
        return void this.#say(directive)
      case 'ask':
        return void this.#ask(directive)
      case 'play-music':
        return void this.ear.playMusic()
      case 'wake-call':
        return void this.#wake(directive.dueMs)
      case 'connect':
        return void this.#connect(directive.agent)
      case 'dial':
        return void this.#dial()
      case 'hang-up':
        if (this.state !== 'on-the-line') return void this.#stopRinging()
        // A caller who is told goodbye hears it to its end.
        return void this.#set('leg', Math.max(this.#nowMs, this.ear.quietMs), () => {
          this.#endLeg('is hung up on')
          this.#settle()
        })
      default:
    }
  }

  #say({ prompt, position, lowMinutes, highMinutes, openingMs }: Say): void {
    this.ear.say(prompt, this.#language, {
      ...(position !== undefined && { position }),
      ...(highMinutes !== undefined && { lowMinutes: lowMinutes ?? 0, highMinutes }),
      ...(openingMs !== undefined && { openingMs }),
    })
  }

  #ask({ prompt, keys, timeoutMs }: Ask): void {
    this.ear.say(prompt, this.#language, {})
    this.#wanted = keys
    this.#entered = 0
    this.asked = prompt
    this.#set('silence', this.ear.quietMs + timeoutMs, () => {
      this.asked = undefined
      this.silences++
      this.#tell('was silent')
      this.#hear('silence')
    })
  }

  #asksNothing(): void {
    this.#forget('silence')
    this.asked = undefined
    this.#wanted = 1
  }

  /** The event of a key: itself, or of a longer entry nothing until it is complete. */
  #eventOf(key: Key): string | undefined {
    if (this.#wanted === 1 || !this.isAsked) return `key.${key}`
    if (key === 'pound') return 'entry.invalid'
    this.#entered++
    return this.#entered < this.#wanted ? undefined : 'entry.valid'
  }

  #hear(event: string): void {
    this.#isAnswering = true
    this.#enter({ kind: 'heard', data: { call: this.call, event } })
    this.#isAnswering = false
  }

  #wake(dueMs: number | null): void {
    this.#forget('due')
    if (dueMs === null) return
    this.#set('due', this.ear.boundaryMs(dueMs), () => {
      // Music may have begun anew since this was set.
      if (this.ear.boundaryMs(dueMs) > this.#nowMs) this.#wake(dueMs)
      else this.#enter({ kind: 'due', data: { call: this.call } })
    })
  }

  #connect(agent: string): void {
    this.ear.stop()
    this.#asksNothing()
    this.agent = agent
    this.#tell('talks to', agent)
  }

  #dial(): void {
    const hungUpMs = this.state === 'on-the-line' ? Math.max(this.#nowMs, this.ear.quietMs) : this.#nowMs
    this.#set('ring', hungUpMs + DIALS_MS, () => {
      this.state = 'ringing'
      this.#tell('is called', 'back')
      this.#set('ring', this.#nowMs + RINGS_MS, () => this.missRing())
    })
  }

  #stopRinging(): void {
    this.#forget('ring')
    if (this.state !== 'ringing') return
    this.state = 'away'
    this.#tell('let ring')
  }

  #endLeg(how: Did): void {
    this.ear.stop()
    this.#asksNothing()
    this.#forget('leg')
    this.agent = undefined
    this.state = 'away'
    this.#tell(how)
  }

  /** The call is over once the centre is done with it and nothing more is to be spoken. */
  #settle(): void {
    if (this.outcome === undefined || this.state === 'over' || this.state === 'on-the-line') return
    for (const timer of ['ear', 'silence', 'due', 'leg', 'ring'] as const) this.#forget(timer)
    this.state = 'over'
    this.#tell('is over', this.outcome)
  }

  #fallsQuiet(): void {
    const waits = this.isAsked || this.agent !== undefined || this.outcome !== undefined
    if (this.state !== 'on-the-line' || waits) return
    // The end of the leg stands on the clock for this same instant.
    if (!this.#exchange.clock.isSet(this.#name('leg'))) this.#tell('hears', SILENCE)
  }

  /** Time goes by in which nothing can be heard. */
  waits(ms: number): void {
    if (this.agent !== undefined || this.state !== 'on-the-line') this.#tell('waited', lengthText(ms))
  }

  #tell(did: Did, what = ''): void {
    this.#note({ atMs: this.#nowMs, did, what })
  }

  #note(happening: Happening): void {
    this.diary.push(happening)
    this.#hears(happening)
  }

  get #nowMs(): number {
    return this.#exchange.clock.nowMs
  }

  #enter(fact: Fact): void {
    this.#exchange.enter(fact)
  }

  #set(timer: Timer, atMs: number, then: () => void): void {
    this.#exchange.clock.set(this.#name(timer), atMs, then)
  }

  #forget(timer: Timer): void {
    this.#exchange.clock.forget(this.#name(timer))
  }

  #name(timer: Timer): string {
    return `${timer} of call ${this.call}`
  }
}

/** What a caller hears who is on the line and is told nothing, asked nothing and played nothing. */
export const SILENCE = 'silence'
