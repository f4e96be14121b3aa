import { SECOND_MS } from '../../base/units.ts'
import type { Key } from '../../call/events.ts'
import type { Line } from '../../call/line.ts'
import type { From } from '../../testkit/caller.ts'
import type { Happening } from '../../testkit/diary.ts'
import { signOf } from '../../testkit/keys.ts'
import type { Phone as CallersPhone } from '../../testkit/phone.ts'
import { Stage } from '../../testkit/stage.ts'
import { programVersion } from '../version.ts'
import type { Cast } from './cast.ts'
import { companyOf } from './cast.ts'
import { Experience } from './experience.ts'
import type { Heard, Hears } from './heard.ts'

/** A thing that happens now. */
type Unstamped<H> = H extends Heard ? Omit<H, 'atMs'> : never

/**
 * The test kit's phone in the hands of a person, or of a script: whoever holds it lets time pass, and hears at once
 * what happens. An agent who answers hangs up after a while.
 */
export class Phone {
  readonly stage: Stage
  readonly #phone: CallersPhone
  readonly #hears: Hears
  readonly #talkMs: number
  readonly #experience: Experience
  /** The caller waits no more for the callback. */
  #waitsNoMore = false

  constructor(line: Line, startMs: number, cast: Cast, from: From, hears: Hears) {
    this.#hears = hears
    this.#experience = new Experience(startMs)
    const company = companyOf(line, startMs, cast)
    this.#talkMs = company.talkMs
    this.stage = new Stage(line, startMs, company, programVersion())
    this.#phone = this.stage.rings(from, happening => this.#happens(happening))
  }

  /** `away`: hung up, with a place kept for a callback. */
  get state(): CallersPhone['state'] {
    return this.#waitsNoMore ? 'over' : this.#phone.state
  }

  /** Keys of an entry that is not complete yet, as they may be shown. */
  get typed(): string {
    return this.#phone.answering.question?.untold ?? ''
  }

  /** True while the line waits for an answer that may be silence. */
  get isAsked(): boolean {
    return this.#phone.answering.isAwaited
  }

  /** Times that it gave up on one. */
  get silences(): number {
    return this.#phone.answering.silences
  }

  get nowMs(): number {
    return this.stage.clock.nowMs
  }

  /** When the line will have said what it has to say. */
  get quietMs(): number {
    return this.#phone.ear.quietMs
  }

  /** When the music that plays now began. */
  get musicSinceMs(): number | undefined {
    const { musicMs } = this.#phone.ear
    return musicMs !== undefined && musicMs <= this.nowMs ? musicMs : undefined
  }

  /** When something happens by itself next. */
  nextMs(): number {
    return this.stage.clock.nextMs
  }

  /** Lets time pass until an instant, or until the call is over. */
  passes(untilMs: number): void {
    const { clock } = this.stage
    while (this.state !== 'over' && clock.nextMs <= untilMs) clock.passes(clock.nextMs)
    if (this.state !== 'over') clock.passes(untilMs)
  }

  /** Presses a key; while the phone rings any key picks it up. */
  press(key: Key): void {
    if (this.state === 'ringing') return void this.pickUp()
    if (this.state !== 'on-the-line') return
    if (!this.#phone.press(key)) this.#tell({ kind: 'ignored', key: signOf(key) })
  }

  /** Says words to a line that listens, or to its tape. */
  say(words: string): void {
    if (this.state === 'on-the-line') this.#phone.say(words)
  }

  /** Leaves a message. Gives when that is over. */
  leaveMessage(ms: number): number {
    const untilMs = this.state === 'on-the-line' ? this.#phone.leaveMessage(ms) : undefined
    if (untilMs === undefined) this.#tell({ kind: 'ignored', key: 'a message' })
    return untilMs ?? this.nowMs
  }

  /** Picks up the callback. */
  pickUp(): void {
    if (this.state === 'ringing') this.#phone.pickUp()
  }

  /** Hangs up; does not take the callback that rings; or waits no more for one. */
  hangUp(): void {
    if (this.state === 'ringing') this.#phone.missRing()
    else if (this.state === 'on-the-line') this.#phone.hangUp()
    else if (this.state === 'away') {
      this.#waitsNoMore = true
      this.#tell(this.#ended())
    }
  }

  #tell(heard: Unstamped<Heard>, atMs: number = this.nowMs): void {
    const stamped = { atMs, ...heard }
    this.#experience.hears(stamped)
    this.#hears(stamped)
  }

  #ended(): Unstamped<Heard> {
    return { kind: 'ended', ...this.#experience.summary(this.nowMs, this.#phone) }
  }

  #happens(happening: Happening): void {
    const { spoken, musicMs } = happening
    if (spoken) this.#tell({ kind: 'said', ...spoken })
    else if (musicMs !== undefined)
      this.#tell({ kind: 'music', seconds: musicMs / SECOND_MS }, this.nowMs - musicMs)
    else {
      const heard = this.#meets(happening)
      if (heard) this.#tell(heard)
    }
  }

  /** What is told of things that are neither spoken nor played; nothing of silence. */
  #meets({ did, what, text, recordedMs = 0 }: Happening): Unstamped<Heard> | undefined {
    switch (did) {
      case 'pressed':
        return { kind: 'pressed', key: what }
      case 'entered':
        return { kind: 'entered', keys: what }
      case 'said':
        return { kind: 'spoke', words: what }
      case 'recorded':
        return { kind: 'recorded', seconds: recordedMs / SECOND_MS }
      case 'rated':
        return { kind: 'rated', score: Number(what) }
      case 'is texted':
        return { kind: 'texted', prompt: what, text: text ?? '' }
      case 'was silent':
        return { kind: 'silence' }
      case 'talks to':
        return { kind: 'answered', agent: what, leavesMs: this.nowMs + this.#talkMs }
      case 'is left':
        return { kind: 'agent-left', agent: this.#experience.agent! }
      case 'hung up':
        return { kind: 'hung-up', by: 'caller' }
      case 'is hung up on':
        return { kind: 'hung-up', by: 'line' }
      case 'is called':
        return { kind: 'rings' }
      case 'picked up':
        return { kind: 'picked-up' }
      case 'let ring':
        return { kind: 'rang-out' }
      case 'is over':
        return this.#ended()
      default:
        return undefined
    }
  }
}
