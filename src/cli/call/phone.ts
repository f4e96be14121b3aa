import type { Key } from '../../call/events.ts'
import type { Directive } from '../../call/journal.ts'
import type { Line } from '../../call/line.ts'
import { Experience } from './experience.ts'
import type { Heard, Hears } from './heard.ts'
import { Playback } from './playback.ts'
import type { Cast } from './rehearsal.ts'
import { Rehearsal } from './rehearsal.ts'
import { Timers } from './timers.ts'
import { VirtualClock } from './virtual-clock.ts'

/** How long a callback rings before it counts as missed, and how long it takes to be put through. */
const RINGS_MS = 25_000
const DIALS_MS = 2_000

/** A thing that happens now. */
type Unstamped<H> = H extends Heard ? Omit<H, 'atMs'> : never
type Say = Extract<Directive, { do: 'say' }>

/**
 * A caller's phone on a line, in virtual time: it hears what the centre directs, and presses keys. Whoever holds it
 * lets time pass; a key pressed while the line speaks interrupts it, as on a real phone.
 */
export class Phone {
  readonly rehearsal: Rehearsal
  /** `away`: hung up, with a place kept for a callback. */
  state: 'on-the-line' | 'away' | 'ringing' | 'over' = 'on-the-line'
  /** The agent on the line. */
  agent: string | undefined
  /** True while the line waits for an answer that may be silence. */
  isAsked = false
  /** Times that it gave up on one. */
  silences = 0
  readonly #clock: VirtualClock
  readonly #playback: Playback
  readonly #hears: Hears
  readonly #timers: Timers<'silence' | 'due' | 'leg' | 'talk' | 'ring'>
  readonly #experience: Experience
  #language: string
  /** Keys of the answer that the line waits for, and those pressed of it so far. */
  #wanted = 1
  #entered = 0
  /** Batches of directives so far, by which a key that does nothing is known. */
  #directives = 0

  /** @param caller 0 for a number that is withheld, which cannot be called back */
  constructor(line: Line, startMs: number, cast: Cast, caller: 0 | 1, hears: Hears) {
    this.#clock = new VirtualClock(startMs)
    this.#timers = new Timers(this.#clock)
    this.#hears = hears
    this.#playback = new Playback(line.definition, this.#clock, hears)
    this.#experience = new Experience(startMs)
    this.#language = line.definition.languages[0]
    const { watch } = this.#experience
    const directed = (directives: readonly Directive[]) => this.#directed(directives)
    this.rehearsal = new Rehearsal(line, cast, this.#clock, { watch, directed })
    this.rehearsal.arrive(caller)
  }

  get nowMs(): number {
    return this.#clock.nowMs()
  }

  /** When the line will have said what it has to say. */
  get quietMs(): number {
    return this.#playback.quietMs
  }

  /** When the music that plays now began. */
  get musicSinceMs(): number | undefined {
    return this.#playback.musicSinceMs
  }

  /** When something happens by itself next. */
  nextMs(): number {
    return this.#clock.nextMs()
  }

  /** Lets time pass until an instant, or until the call is over. */
  passes(untilMs: number): void {
    while (this.state !== 'over' && this.#clock.nextMs() <= untilMs) this.#clock.passes(this.#clock.nextMs())
    if (this.state !== 'over') this.#clock.passes(untilMs)
  }

  /** Presses a key; while the phone rings any key picks it up. */
  press(key: Key): void {
    if (this.state === 'ringing') return void this.pickUp()
    if (this.state !== 'on-the-line') return
    const sign = key === 'star' ? '*' : key === 'pound' ? '#' : key
    this.#playback.tellMusic()
    this.#tell({ kind: 'pressed', key: sign })
    const event =
      this.#experience.outcome === undefined && this.agent === undefined ? this.#eventOf(key) : undefined
    if (event === null) return
    const before = this.#directives
    if (event !== undefined) this.#hear(event)
    if (this.#directives === before) this.#tell({ kind: 'ignored', key: sign })
  }

  /** Picks up the callback. */
  pickUp(): void {
    if (this.state !== 'ringing') return
    this.#timers.forget('ring')
    this.state = 'on-the-line'
    this.#tell({ kind: 'picked-up' })
    this.rehearsal.enter({ kind: 'callback-answered', data: { call: this.rehearsal.call } })
    this.#settle()
  }

  /** Hangs up; does not take the callback that rings; or waits no more for one. */
  hangUp(): void {
    if (this.state === 'ringing') this.#missRing()
    else if (this.state === 'away') this.#end()
    else if (this.state === 'on-the-line') this.#endLeg('caller')
  }

  #tell(heard: Unstamped<Heard>): void {
    this.#hears({ atMs: this.nowMs, ...heard })
  }

  #hear(event: string): void {
    this.rehearsal.enter({ kind: 'heard', data: { call: this.rehearsal.call, event } })
    this.#settle()
  }

  /** The event of a key: itself, or of a longer entry none (null) until it is complete. */
  #eventOf(key: Key): string | null {
    if (this.#wanted === 1) return `key.${key}`
    if (key === 'pound') return 'entry.invalid'
    this.#entered++
    return this.#entered < this.#wanted ? null : 'entry.valid'
  }

  #directed(directives: readonly Directive[]): void {
    this.#directives++
    const speaks = directives.some(directive => directive.do === 'say' || directive.do === 'ask')
    if (speaks) {
      this.#playback.stop()
      this.#asksNothing()
    }
    for (const directive of directives) this.#carryOut(directive)
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
        return void this.#playback.playMusic()
      case 'wake-call':
        return void this.#wake(directive.dueMs)
      case 'connect':
        return void this.#connect(directive.agent)
      case 'dial':
        return void this.#dial()
      case 'hang-up':
        if (this.state !== 'on-the-line') return void this.#stopRinging()
        // A caller who is told goodbye hears it to its end.
        return void this.#timers.set('leg', Math.max(this.nowMs, this.quietMs), () => this.#endLeg('line'))
      default:
    }
  }

  #say({ prompt, position, lowMinutes, highMinutes, openingMs }: Say): void {
    const told = {
      ...(position !== undefined && { position }),
      ...(highMinutes !== undefined && { lowMinutes: lowMinutes ?? 0, highMinutes }),
    }
    if (Object.keys(told).length > 0) this.#experience.isTold({ atMs: this.nowMs, ...told })
    const opening = openingMs === undefined ? {} : { openingMs }
    this.#playback.say(prompt, this.#language, { ...told, ...opening })
  }

  #ask({ prompt, keys, timeoutMs }: Extract<Directive, { do: 'ask' }>): void {
    this.#playback.say(prompt, this.#language, {})
    this.#wanted = keys
    this.#entered = 0
    this.isAsked = true
    this.#timers.set('silence', this.quietMs + timeoutMs, () => {
      this.isAsked = false
      this.silences++
      this.#tell({ kind: 'silence' })
      this.#hear('silence')
    })
  }

  #asksNothing(): void {
    this.#timers.forget('silence')
    this.isAsked = false
    this.#wanted = 1
  }

  #wake(dueMs: number | null): void {
    this.#timers.forget('due')
    if (dueMs === null) return
    const boundaryMs = this.#playback.boundaryMs(dueMs)
    this.#timers.set('due', boundaryMs, () => {
      // Music may have begun anew since this was set.
      if (this.#playback.boundaryMs(dueMs) > this.nowMs) return void this.#wake(dueMs)
      this.rehearsal.enter({ kind: 'due', data: { call: this.rehearsal.call } })
      this.#settle()
    })
  }

  #connect(agent: string): void {
    this.#playback.stop()
    this.#asksNothing()
    this.agent = agent
    this.#experience.isAnswered(agent, this.nowMs)
    const leavesMs = this.nowMs + this.rehearsal.talkMs
    this.#tell({ kind: 'answered', agent, leavesMs })
    this.#timers.set('talk', leavesMs, () => {
      this.agent = undefined
      this.#tell({ kind: 'agent-left', agent })
      this.rehearsal.enter({ kind: 'left', data: { agent } })
      this.#settle()
    })
  }

  #dial(): void {
    const onTheLine = this.state === 'on-the-line'
    this.#timers.set('ring', (onTheLine ? Math.max(this.nowMs, this.quietMs) : this.nowMs) + DIALS_MS, () => {
      this.state = 'ringing'
      this.#tell({ kind: 'rings' })
      this.#timers.set('ring', this.nowMs + RINGS_MS, () => this.#missRing())
    })
  }

  #missRing(): void {
    this.#stopRinging()
    this.rehearsal.enter({ kind: 'callback-missed', data: { call: this.rehearsal.call } })
    this.#settle()
  }

  #stopRinging(): void {
    this.#timers.forget('ring')
    if (this.state !== 'ringing') return
    this.state = 'away'
    this.#tell({ kind: 'rang-out' })
  }

  #endLeg(by: 'caller' | 'line'): void {
    this.#playback.stop()
    this.#asksNothing()
    this.#timers.forget('leg')
    this.#timers.forget('talk')
    this.agent = undefined
    this.state = 'away'
    this.#tell({ kind: 'hung-up', by })
    const isHeard = by === 'caller' && this.#experience.outcome === undefined
    if (isHeard) this.rehearsal.enter({ kind: 'hung-up', data: { call: this.rehearsal.call } })
    this.#settle()
  }

  /** The call is over once the centre is done with it and nothing more is to be spoken. */
  #settle(): void {
    if (this.#experience.outcome !== undefined && this.state === 'away') this.#end()
  }

  #end(): void {
    if (this.state === 'over') return
    this.#timers.forgetAll()
    this.state = 'over'
    this.#tell({ kind: 'ended', ...this.#experience.summary(this.nowMs) })
  }
}
