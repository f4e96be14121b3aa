import { NEVER_MS } from '../base/units.ts'
import type { Key } from '../call/events.ts'
import type { Directive } from '../call/journal.ts'
import { caseNumberOf } from '../line/case-number.ts'
import { type SpokenDigits, spokenMs } from '../line/speech.ts'
import { Answering } from './answering.ts'
import type { Course } from './course.ts'
import type { Did, Happening } from './diary.ts'
import { Ear } from './ear.ts'
import type { Exchange, Person } from './exchange.ts'
import { signOf } from './keys.ts'
import { Ring } from './ring.ts'
import { understood } from './said.ts'
import { Talk } from './talk.ts'
import { lengthText } from './time.ts'
import { Timers } from './timers.ts'
import { Voice } from './voice.ts'

/** What takes the place of whatever sounded before. */
const SOUNDS: ReadonlySet<string> = new Set(['say', 'ask', 'record', 'play-music', 'hang-up'])
const SPEAKS: ReadonlySet<string> = new Set(['say', 'ask', 'record'])

/** Who listens in, as it happens. */
export type Hears = (happening: Happening) => void

/** A caller's phone: hears what the centre directs, presses keys, and keeps a diary of all of it. */
export class Phone {
  readonly call: number
  readonly diary: Happening[] = []
  readonly ear: Ear
  /** What the line waits for: a key, an entry, words, a message. */
  readonly answering: Answering
  /** `away`: hung up, with a place kept for a callback. */
  state: 'on-the-line' | 'away' | 'ringing' | 'over' = 'on-the-line'
  readonly talk: Talk
  readonly course: Course = {}
  readonly #exchange: Exchange
  readonly #person: Person
  readonly #hears: Hears
  readonly #timers: Timers
  readonly #voice: Voice
  readonly #ring: Ring
  #isAnswering = false
  #case: string | undefined
  /** Times that the centre directed something, by which a key that does nothing is known. */
  #directed = 0

  constructor(call: number, exchange: Exchange, person: Person, hears: Hears) {
    this.call = call
    this.#exchange = exchange
    this.#person = person
    this.#case = person.openCase
    this.#hears = hears
    const { definition, clock } = exchange
    this.#timers = new Timers(clock, call)
    this.ear = new Ear(this.#timers.name('ear'), definition, clock, {
      happens: happening => this.#note(happening),
      fallsQuiet: () => this.#fallsQuiet(),
    })
    this.#voice = new Voice(definition.languages[0], this.ear, () => this.#digits())
    this.#ring = new Ring(this.#timers, {
      rings: () => this.#rings(),
      ringsOut: () => this.missRing(),
    })
    this.talk = new Talk({
      diary: this.diary,
      tell: (did, what) => this.#tell(did, what),
      enter: fact => exchange.enter(fact),
    })
    this.answering = new Answering(this.#timers, {
      tell: (did, what, more) => this.#tell(did, what, more),
      hear: event => this.#hear(event),
      knowsCase: digits => digits === this.#case,
    })
  }

  /** The agent on the line. */
  get agent(): string | undefined {
    return this.talk.agent
  }

  /** True while what the caller presses or says can reach the flow. */
  get canBeHeard(): boolean {
    return this.state === 'on-the-line' && this.course.outcome === undefined && this.agent === undefined
  }

  /** True while the callback is being put through, or rings. */
  get isDialled(): boolean {
    return this.#ring.isOn
  }

  /** False for a key that does nothing here. */
  press(key: Key): boolean {
    this.ear.tellMusic()
    const { question, recording } = this.answering
    if (this.canBeHeard && question?.isEntry) {
      this.ear.stop()
      this.answering.types(key)
      return true
    }
    this.#tell('pressed', signOf(key))
    if (!this.canBeHeard) return false
    const before = this.#directed
    // Other keys end no message: they may be pressed by accident.
    if (recording) return key === 'pound' && this.answering.endsMessage()
    this.#hear(`key.${key}`)
    return this.#directed > before
  }

  /** Says words, or what the recogniser takes for an intent of the line; a message, while one is recorded. */
  say(words: string): void {
    this.ear.tellMusic()
    const { question, recording } = this.answering
    const { definition } = this.#exchange
    if (this.canBeHeard && recording) {
      this.#tell('said', `“${words}”`)
      return void this.leaveMessage(spokenMs(words))
    }
    const { event, shown } = understood(definition, this.#voice.language, words)
    // A line without a word in its definition has none to understand; its flow alone says what callers may mean.
    const listens = question?.listens
    const isHeard = this.canBeHeard && listens
    this.#tell('said', isHeard ? shown : `${words} (nobody listens)`)
    if (isHeard) this.#hear(event)
  }

  /** Speaks after the tone, for so long. Gives when that is over; undefined where no message is recorded. */
  leaveMessage(ms: number): number | undefined {
    return this.canBeHeard ? this.answering.speaks(ms) : undefined
  }

  pickUp(): void {
    this.#ring.stops()
    this.state = 'on-the-line'
    this.#tell('picked up')
    this.#exchange.enter({ kind: 'callback-answered', data: { call: this.call } })
    this.#settle()
  }

  /** Nobody picks up the callback that rings. */
  missRing(): void {
    this.#stopRinging()
    this.#exchange.enter({ kind: 'callback-missed', data: { call: this.call } })
    this.#settle()
  }

  /** A message that was begun is kept, as carriers do. */
  hangUp(): void {
    const isKept = this.answering.isLeftWithMessage()
    this.#endLeg('hung up')
    if (isKept) this.#hear('recording.kept')
    if (this.course.outcome === undefined)
      this.#exchange.enter({ kind: 'hung-up', data: { call: this.call } })
    this.#settle()
  }

  /** A defect of Holdline strikes the call. */
  meetsAFault(): void {
    this.ear.tellMusic()
    this.answering.tellRest()
    this.#tell('met with', 'a fault')
    this.#exchange.enter({ kind: 'recovered', data: { call: this.call } })
    this.#settle()
  }

  rates(score: number): void {
    this.course.score = score
    this.#tell('rated', String(score))
  }

  /** Carries out what a fact made the centre direct for this call. */
  carryOut(directives: readonly Directive[]): void {
    this.#directed++
    const promisedMs = this.#exchange.promisedMs(this.call)
    if (promisedMs !== undefined) this.course.promisedMs = promisedMs
    const speaks = directives.some(({ do: does }) => SPEAKS.has(does))
    // A question that was answered is not asked to its end, even where only music follows.
    if (speaks || (this.#isAnswering && directives.some(({ do: does }) => SOUNDS.has(does)))) {
      this.ear.stop()
      this.answering.ends()
    }
    for (const directive of directives) this.#carryOut(directive)
    if (this.state === 'on-the-line' && this.agent === undefined) this.ear.goesOn()
    this.#settle()
  }

  #carryOut(directive: Directive): void {
    // Who has hung up hears nothing any more.
    if (this.state !== 'on-the-line' && directive.do !== 'hang-up' && SOUNDS.has(directive.do)) return
    switch (directive.do) {
      case 'speak':
        this.#voice.language = directive.language
        return
      case 'say':
        return void this.#voice.speaks(directive)
      case 'ask':
        return void this.answering.asks(directive, this.#voice.speaks(directive))
      case 'record':
        return void this.answering.records(directive, this.#voice.speaks(directive))
      case 'play-music':
        return void this.ear.playMusic()
      case 'wake-call':
        if (directive.dueMs === null) this.#timers.forget('due')
        else this.#wake(directive.dueMs)
        return
      case 'connect':
        this.ear.stop()
        this.answering.ends()
        return void this.talk.begins(directive.agent)
      case 'hold':
        return void this.talk.isHeld()
      case 'unhold':
        return void this.talk.isResumed()
      case 'record-talk':
        this.course.recording = directive.state
        return
      case 'open-case':
        this.#case = caseNumberOf(this.call)
        return void this.#tell('gets', `case ${this.#case}`)
      case 'text':
        return void this.#isTexted(directive)
      case 'dial':
        return void this.#ring.dials(
          this.state === 'on-the-line' ? Math.max(this.#nowMs, this.ear.quietMs) : this.#nowMs,
        )
      case 'hang-up':
        if (this.state !== 'on-the-line') return void this.#stopRinging()
        // A caller who is told goodbye hears it to its end.
        return void this.#timers.set('leg', Math.max(this.#nowMs, this.ear.quietMs), () => {
          this.#endLeg('is hung up on')
          this.#settle()
        })
      default:
    }
  }

  /** What a prompt may speak that no journal holds. */
  #digits(): SpokenDigits {
    const { entry, number: entered } = this.answering
    const { number = '' } = this.#person
    const openCase = this.answering.about ?? this.#case
    const called = this.#exchange.hasGivenNumber(this.call) ? (entered ?? '') : number
    return {
      ...(entry !== undefined && { entry }),
      ...(openCase !== undefined && { case: openCase }),
      number: called.slice(-4),
    }
  }

  /** The caller texts the line. */
  text(words: string): void {
    this.#tell('texts', `“${words}”`)
    const meaning = this.#exchange.inbox.sends(words)
    if (meaning.means === 'score') this.rates(meaning.score)
  }

  #isTexted({ prompt, asks, lowMinutes, highMinutes, ...moments }: Extract<Directive, { do: 'text' }>): void {
    const { openingMs = NEVER_MS, promisedMs = NEVER_MS, quieterMs = NEVER_MS } = moments
    const minutes = highMinutes === undefined ? {} : { lowMinutes: lowMinutes ?? 0, highMinutes }
    const text = this.#exchange.inbox.takes({
      ...{ prompt, language: this.#voice.language, asksScore: asks === 'score' },
      values: { ...this.#digits(), ...minutes, openingMs, promisedMs, quieterMs, atMs: this.#nowMs },
    })
    if (text !== undefined) this.#tell('is texted', prompt, { text })
  }

  #hear(event: string): void {
    this.#isAnswering = true
    this.#exchange.enter({ kind: 'heard', data: { call: this.call, event } })
    this.#isAnswering = false
  }

  #wake(dueMs: number): void {
    this.#timers.set('due', this.ear.boundaryMs(dueMs), () => {
      // Music may have begun anew since this was set.
      if (this.ear.boundaryMs(dueMs) > this.#nowMs) this.#wake(dueMs)
      else this.#exchange.enter({ kind: 'due', data: { call: this.call } })
    })
  }

  #rings(): void {
    this.state = 'ringing'
    this.#tell('is called', 'back')
  }

  #stopRinging(): void {
    this.#ring.stops()
    if (this.state !== 'ringing') return
    this.state = 'away'
    this.#tell('let ring')
  }

  #endLeg(how: Did): void {
    this.ear.stop()
    this.answering.ends()
    this.#timers.forget('leg')
    this.talk.ends()
    this.state = 'away'
    this.#tell(how)
  }

  /** The call is over once the centre is done with it and nothing more is to be spoken. */
  #settle(): void {
    if (this.course.outcome === undefined || this.state === 'over' || this.state === 'on-the-line') return
    this.#timers.forgetAll()
    this.state = 'over'
    this.#tell('is over', this.course.outcome)
  }

  #fallsQuiet(): void {
    const waits = this.answering.isAwaited || this.agent !== undefined || this.course.outcome !== undefined
    if (this.state !== 'on-the-line' || waits) return
    // The end of the leg stands on the clock for this same instant.
    if (!this.#timers.isSet('leg')) this.#tell('hears', SILENCE)
  }

  /** Time goes by in which nothing can be heard. */
  waits(ms: number): void {
    if (this.agent !== undefined || this.state !== 'on-the-line') this.#tell('waited', lengthText(ms))
  }

  #tell(did: Did, what = '', more: Partial<Happening> = {}): void {
    this.#note({ atMs: this.#nowMs, did, what, ...more })
  }

  #note(happening: Happening): void {
    this.diary.push(happening)
    this.#hears(happening)
  }

  get #nowMs(): number {
    return this.#timers.nowMs
  }
}

/** What a caller hears who is on the line and is told nothing, asked nothing and played nothing. */
export const SILENCE = 'silence'
