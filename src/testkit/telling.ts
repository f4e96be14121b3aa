import { HOUR_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import { OFFERED, WAITING } from '../centre/calls.ts'
import { type From, fromText } from './caller.ts'
import type { Happening, Told } from './diary.ts'
import { musicWaited } from './diary.ts'
import type { Phone } from './phone.ts'
import { placeOf } from './place.ts'
import type { Stage } from './stage.ts'
import { StoryFailed } from './story-failed.ts'
import { instantText } from './time.ts'

/** Longest that a story waits for the next prompt. */
const NEXT_PROMPT_MS = HOUR_MS

/** A step of a story, whose place in a test is where a failure points. */
export type Step = (...given: never[]) => unknown

/** A call on a stage, and how much of it has been told. */
export class Telling {
  readonly stage: Stage
  phone: Phone
  /** Happenings before this one need not be told any more. */
  told = 0
  /** Of happenings before this one some may be passed over. */
  loose = 0
  /** Text messages before this one have been told of. */
  toldTexts = 0
  readonly #from: From
  readonly #startMs: number

  constructor(stage: Stage, from: From) {
    this.stage = stage
    this.#from = from
    this.#startMs = stage.clock.nowMs
    this.phone = stage.rings(from)
  }

  get title(): string {
    const { definition } = this.stage.line
    const when = instantText(definition.timeZone, this.#startMs)
    return `a call to ${definition.name} on ${when}${fromText(definition, this.#from)}`
  }

  /** The queue in which the caller waits, on the line or for a callback. */
  get queue(): string | undefined {
    const place = placeOf(this.stage, this.phone)
    return place && (place.phase === WAITING || place.phase === OFFERED) ? place.queue : undefined
  }

  /** With the music that plays, and what is being typed. */
  get happenings(): Happening[] {
    const { diary, ear, answering } = this.phone
    const { nowMs } = this.stage.clock
    const playedMs = ear.musicMs === undefined ? 0 : nowMs - ear.musicMs
    const typed = answering.question?.untold ?? ''
    return [
      ...diary,
      ...(playedMs > 0 ? [musicWaited(nowMs, playedMs)] : []),
      ...(typed === '' ? [] : [{ atMs: nowMs, did: 'pressed' as const, what: typed }]),
    ]
  }

  /** The same caller rings again; what was heard before stays in the transcript. */
  ringAgain(): void {
    const before = this.phone.diary
    const { owed: _, ...from } = this.#from
    this.phone = this.stage.rings(from)
    this.phone.diary.unshift(...before)
    this.goesOn(before.length)
  }

  /** What was heard up to here need not be told any more. */
  goesOn(to: number = this.phone.diary.length): void {
    this.told = to
    this.loose = to
  }

  /** Lets happen what is due next. */
  passes(): void {
    this.stage.clock.passes(this.stage.clock.nextMs)
  }

  /** The first happening from what was told on that is a prompt, and this one if it is given; -1 without any. */
  promptFrom(from: number, until = Number.POSITIVE_INFINITY, prompt?: string): number {
    return this.phone.diary.findIndex(
      ({ spoken }, index) =>
        index >= from && index < until && spoken && (prompt ?? spoken.prompt) === spoken.prompt,
    )
  }

  /** The first happening from here on that is a text message to the caller; -1 without any. */
  textFrom(from: number): number {
    return this.phone.diary.findIndex(({ did }, index) => index >= from && did === 'is texted')
  }

  /** Lets time pass until the next prompt begins that is still to be told. */
  nextPrompt(expected: string, step: Step): number {
    const { phone, stage } = this
    const untilMs = stage.clock.nowMs + NEXT_PROMPT_MS
    for (;;) {
      const next = this.promptFrom(this.told)
      if (next >= 0) return next
      const isOver =
        phone.ear.toCome.length === 0 && (phone.answering.question !== undefined || phone.agent !== undefined)
      if (isOver || phone.state !== 'on-the-line' || stage.clock.nextMs > untilMs) this.fail(expected, step)
      this.passes()
    }
  }

  mustBeOnTheLine(toDo: string, step: Step): void {
    if (this.phone.state !== 'on-the-line') this.fail(`expected to be on the line, to ${toDo}`, step)
  }

  /** @throws WrongInput for a name that the line does not have; of an intent, where it has no words for any either */
  mustKnow(what: 'prompt' | 'queue' | 'intent', name: string): void {
    const { definition } = this.stage.line
    if (what === 'intent' && definition.phrases !== undefined) return
    const names =
      what === 'prompt'
        ? Object.keys(definition.prompts)
        : what === 'queue'
          ? definition.queues.map(queue => queue.name)
          : [...definition.intents, 'unclear']
    if (!names.includes(name))
      throw new WrongInput(`line "${definition.name}" has no ${what} "${name}"; it has: ${names.join(', ')}`)
  }

  /** @param at the happening that is not as it should be; without one it is how things stand now */
  fail(expected: string, step: Step, at?: number): never {
    const now = { atMs: this.stage.clock.nowMs, did: 'is' as const, what: this.#situation() }
    const failed = new StoryFailed(
      {
        title: this.title,
        happenings: at === undefined ? [...this.happenings, now] : this.phone.diary.slice(0, at + 1),
        line: this.stage.line.definition.name,
        state: this.stage.stateOf(this.phone.call) ?? 'gone',
      },
      expected,
    )
    // The place in the test, not in here, is where a runner points.
    Error.captureStackTrace(failed, step)
    throw failed
  }

  /** How things stand with the caller, to follow "is". */
  #situation(): string {
    const { state, course, agent, answering, ear } = this.phone
    if (course.outcome !== undefined) return `over: ${course.outcome}`
    if (state === 'ringing') return 'being called back'
    if (state !== 'on-the-line') return 'waiting to be called back'
    if (agent !== undefined) return `talking to ${agent}`
    if (this.queue !== undefined) return `holding ${this.queue}`
    if (answering.question) return `asked ${answering.question.prompt}`
    if (answering.recording) return `being recorded`
    return ear.quietMs > this.stage.clock.nowMs ? 'being told something' : 'hearing silence'
  }
}

export function tellsOfQueue({ position, highMinutes }: Told): boolean {
  return position !== undefined || highMinutes !== undefined
}
