import { SECOND_MS } from '../base/units.ts'
import type { Outcome } from '../call/directives.ts'
import type { Entry } from '../call/journal.ts'
import { Agent } from './agent.ts'
import * as answers from './answer-steps.ts'
import type { Happening, Spoken, Told } from './diary.ts'
import { toldText, transcriptText } from './diary.ts'
import { placeOf, ringingFor } from './place.ts'
import { isIntent } from './said.ts'
import { type Telling, tellsOfQueue } from './telling.ts'
import { type Length, lengthMs, parsedMs } from './time.ts'

/** How a callback is promised. */
export interface CallbackExpected {
  /** In the turn that the caller had on joining the queue, or not. */
  readonly keepsPlace?: boolean
  /** For this time, on the line's clock: `2026-12-14T15:00`. */
  readonly at?: string
}

/**
 * A call as a story. What a caller does (`presses`, `enters`, `says`, `records`, `isSilent`, `waits`, `hangsUp`)
 * happens; all other steps say what must be so. Prompts are told in order and none is passed over, with two
 * exceptions: what was heard before the caller did something need not be told, and of what is heard up to the end of a
 * `waits` any prompt may be told, in order. Music is no prompt: `hears` waits through it, but never through a question
 * that nobody answers.
 */
export class CallStory {
  readonly #telling: Telling

  /** Made by `call`. */
  constructor(telling: Telling) {
    this.#telling = telling
  }

  /** The next prompt that the caller hears is this one. */
  hears(prompt: string): this {
    const at: Telling = this.#telling
    at.mustKnow('prompt', prompt)
    const passed = at.promptFrom(at.told, at.loose, prompt)
    if (passed < 0) at.told = Math.max(at.told, at.loose)
    const expected = `expected to hear: ${prompt}`
    const next = passed < 0 ? at.nextPrompt(expected, this.hears) : passed
    if (at.phone.diary[next]!.spoken!.prompt !== prompt) at.fail(expected, this.hears, next)
    at.told = next + 1
    return this
  }

  /** Nothing was said since what was told last, and nothing is about to be: only music, silence or an agent. */
  hearsNothing(): this {
    const at: Telling = this.#telling
    const expected = 'expected to hear nothing'
    if (at.phone.ear.toCome.length > 0) at.nextPrompt(expected, this.hearsNothing)
    const heard = at.promptFrom(at.told)
    if (heard >= 0) at.fail(expected, this.hearsNothing, heard)
    return this
  }

  /** Presses keys, one after the other: digits, `*` and `#`. Whatever is being said stops. */
  presses(keys: string): this {
    answers.presses(this.#telling, keys, this.presses)
    return this
  }

  /**
   * Enters the digits that are asked for, `4711` or `4711#`, and waits until the line has taken them: fewer than it
   * takes are ended by # or by a pause. A secret is shown as dots.
   */
  enters(digits: string): this {
    answers.enters(this.#telling, digits, this.enters)
    return this
  }

  /**
   * Says something: words, which the line's phrases may know in the language that it speaks; or, by the name of an
   * intent or `unclear`, whatever is taken for that. While a message is recorded the words are the message.
   *
   * @throws WrongInput for what is no intent of a line that knows no phrases
   */
  says(words: string): this {
    const at: Telling = this.#telling
    if (!at.phone.answering.recording && !isIntent(at.stage.line.definition, words))
      at.mustKnow('intent', words)
    at.mustBeOnTheLine(`say ${words}`, this.says)
    at.goesOn()
    at.phone.say(words)
    return this
  }

  /** Hears the question to its end and gives no answer, until the line gives up on one. */
  isSilent(): this {
    answers.isSilent(this.#telling, this.isSilent)
    return this
  }

  /** Leaves a message of this length after the tone. It is kept after a pause, or on #, or on hanging up. */
  records(length: Length): this {
    answers.records(this.#telling, length, this.records)
    return this
  }

  /** Says nothing after the tone, until the line gives up on a message. */
  recordsNothing(): this {
    answers.recordsNothing(this.#telling, this.recordsNothing)
    return this
  }

  /** Presses a score from 1 to 5, and the survey notes it. */
  rates(score: number): this {
    answers.rates(this.#telling, score, this.rates)
    return this
  }

  /** The next text message that the caller gets, after those that were told of, is this prompt; it is there already. */
  isTexted(prompt: string): this {
    const at: Telling = this.#telling
    at.mustKnow('prompt', prompt)
    const next = at.textFrom(at.toldTexts)
    if (next < 0) at.fail(`expected to be texted: ${prompt}`, this.isTexted)
    if (at.phone.diary[next]!.what !== prompt)
      at.fail(`expected to be texted: ${prompt}`, this.isTexted, next)
    at.toldTexts = next + 1
    return this
  }

  /** No text message came after those that were told of. */
  isNotTexted(): this {
    const at: Telling = this.#telling
    const next = at.textFrom(at.toldTexts)
    if (next >= 0) at.fail('expected not to be texted', this.isNotTexted, next)
    return this
  }

  /** Texts the line: STOP and its like stop its texts, START brings them back, a score is noted if one was asked for. */
  texts(words: string): this {
    this.#telling.phone.text(words)
    return this
  }

  /** Lets time pass; what is heard by its end may be told, in order, or passed over. */
  waits(length: Length): this {
    const ms = lengthMs(length)
    const { phone, stage } = this.#telling
    phone.waits(ms)
    stage.clock.passes(stage.clock.nowMs + ms)
    this.#telling.loose = phone.diary.length
    return this
  }

  /** The caller waits in this queue, or an agent is being rung for the caller. */
  isHolding(queue: string): this {
    const at: Telling = this.#telling
    at.mustKnow('queue', queue)
    if (at.queue !== queue || at.phone.state !== 'on-the-line')
      at.fail(`expected to be holding: ${queue}`, this.isHolding)
    return this
  }

  /** The last announcement told place and wait so. Counts as telling that it was heard. */
  isTold(told: Told): this {
    const at: Telling = this.#telling
    const { diary, ear } = at.phone
    while (ear.toCome.some(tellsOfQueue)) at.passes()
    const last = diary.findLastIndex(({ spoken }) => spoken && tellsOfQueue(spoken))
    const expected = `expected to be told: ${toldText(told)}`
    if (last < 0) at.fail(expected, this.isTold)
    const spoken: Told = diary[last]!.spoken!
    for (const key of ['position', 'lowMinutes', 'highMinutes'] as const)
      if (told[key] !== undefined && told[key] !== spoken[key]) at.fail(expected, this.isTold, last)
    at.told = Math.max(at.told, last + 1)
    return this
  }

  /** The agent (whose phone rings, for three seconds) and the caller talk. */
  isAnsweredBy(agent?: string): this {
    const at: Telling = this.#telling
    const { phone } = at
    while (phone.agent === undefined && ringingFor(at.stage, phone)) at.passes()
    if (phone.agent === undefined || (agent !== undefined && phone.agent !== agent))
      at.fail(`expected to be answered${agent === undefined ? '' : ` by: ${agent}`}`, this.isAnsweredBy)
    at.goesOn()
    return this
  }

  /**
   * The agent who talks to this caller hangs up. While the caller waits: the agent who has talked longest to another
   * caller is ready for the next one.
   */
  agentFinishes(): this {
    const at: Telling = this.#telling
    if (at.phone.agent !== undefined) {
      at.goesOn()
      at.phone.talk.isLeft()
      return this
    }
    const { talks } = at.stage
    while (talks.size === 0 && at.stage.isRinging()) at.passes()
    const [first] = talks.keys()
    if (first === undefined) at.fail('expected an agent to be talking', this.agentFinishes)
    at.stage.finishes(first)
    return this
  }

  /** What one agent does: `.agent('Ana').goesAway()`. @throws WrongInput for a name that is not in the cast */
  agent(name: string): Agent<this> {
    return new Agent(this, this.#telling, name)
  }

  /** Confirms the number, or whatever else the line asks to be confirmed, by the key that says yes. */
  confirmsNumber(): this {
    answers.confirms(this.#telling, 'the number', this.confirmsNumber)
    return this
  }

  /** Hangs up; one who was hung up on already, after a goodbye, has nothing to do. */
  hangsUp(): this {
    const { phone } = this.#telling
    this.#telling.goesOn()
    if (phone.state === 'on-the-line') phone.hangUp()
    else if (phone.state === 'ringing') phone.missRing()
    return this
  }

  /** Rings again from the same number: a call of its own, of which the story goes on. */
  ringsAgain(): this {
    const { state } = this.#telling.phone
    if (state !== 'over' && state !== 'away')
      this.#telling.fail('expected the caller to have hung up', this.ringsAgain)
    this.#telling.ringAgain()
    return this
  }

  /** The call is over, and came to this outcome. */
  isOver(outcome?: Outcome): this {
    const is = this.#telling.phone.course.outcome
    if (is === undefined || (outcome !== undefined && is !== outcome))
      this.#telling.fail(`expected to be over${outcome === undefined ? '' : `: ${outcome}`}`, this.isOver)
    return this
  }

  /** A callback is promised. */
  expectCallback({ keepsPlace, at: when }: CallbackExpected = {}): this {
    const at: Telling = this.#telling
    const place = placeOf(at.stage, at.phone)
    if (!place?.isAbsent) at.fail('expected a callback to be promised', this.expectCallback)
    if (
      when !== undefined &&
      at.phone.course.promisedMs !== parsedMs(at.stage.line.definition.timeZone, when)
    )
      at.fail(`expected a callback to be promised for: ${when}`, this.expectCallback)
    const kept = place.orderMs === at.phone.course.joinedOrderMs
    if (keepsPlace !== undefined && keepsPlace !== kept)
      at.fail(`expected the place ${keepsPlace ? '' : 'not '}to be kept`, this.expectCallback)
    return this
  }

  /** An agent is reserved, and the phone of the caller rings. */
  isCalledBack(): this {
    const at: Telling = this.#telling
    while (at.phone.state !== 'ringing' && at.phone.isDialled) at.passes()
    if (at.phone.state !== 'ringing') at.fail('expected to be called back', this.isCalledBack)
    return this
  }

  picksUp(): this {
    this.#whileItRings(this.picksUp).pickUp()
    return this
  }

  letsItRing(): this {
    this.#whileItRings(this.letsItRing).missRing()
    return this
  }

  /** A defect of Holdline strikes this call, which goes to the flow's `recover`. */
  meetsAFault(): this {
    this.#telling.goesOn()
    this.#telling.phone.meetsAFault()
    return this
  }

  /** How the call ended; undefined while it goes on. */
  get outcome(): Outcome | undefined {
    return this.#telling.phone.course.outcome
  }

  /** How content the caller said to be, from 1 to 5. */
  get score(): number | undefined {
    return this.#telling.phone.course.score
  }

  /** Whether the talk is being recorded. */
  get recording(): 'off' | 'on' | 'paused' {
    const { recording = 'stop' } = this.#telling.phone.course
    if (recording === 'stop') return 'off'
    return recording === 'pause' ? 'paused' : 'on'
  }

  /** How long the message is that the caller left. */
  get recordedSeconds(): number | undefined {
    const { recordedMs } = this.#telling.phone.answering
    return recordedMs === undefined ? undefined : recordedMs / SECOND_MS
  }

  /** The queue in which the caller waits, on the line or for a callback. */
  get queue(): string | undefined {
    return this.#telling.queue
  }

  /** True for a caller who is not on the line and will be called back. */
  get awaitsCallback(): boolean {
    const { phone, stage } = this.#telling
    return phone.state !== 'on-the-line' && placeOf(stage, phone)?.isAbsent === true
  }

  /** All that the caller heard, did and met with. */
  get happenings(): readonly Happening[] {
    return this.#telling.happenings
  }

  /** The prompts that the caller heard, with their words and what they told. */
  get heard(): readonly Spoken[] {
    return this.#telling.phone.diary.flatMap(({ spoken }) => spoken ?? [])
  }

  /** The call as a journal has it, with the facts of the other callers and the agents. */
  get journal(): readonly Entry[] {
    return this.#telling.stage.entries
  }

  /** The story so far, as people read it. */
  get transcript(): string {
    return [this.#telling.title, ...transcriptText(this.happenings)].join('\n')
  }

  #whileItRings(step: (...given: never[]) => unknown) {
    const at: Telling = this.#telling
    if (at.phone.state !== 'ringing') at.fail('expected the phone to ring', step)
    at.goesOn()
    return at.phone
  }
}
