import { WrongInput } from '../base/wrong-input.ts'
import type { Outcome } from '../call/directives.ts'
import type { Key } from '../call/events.ts'
import type { Entry } from '../call/journal.ts'
import { Agent } from './agent.ts'
import type { Happening, Spoken, Told } from './diary.ts'
import { toldText, transcriptText } from './diary.ts'
import { keyOf } from './keys.ts'
import { placeOf, ringingFor } from './place.ts'
import { type Telling, tellsOfQueue } from './telling.ts'
import { type Length, lengthMs } from './time.ts'

/**
 * A call as a story. What a caller does (`presses`, `says`, `isSilent`, `waits`, `hangsUp`) happens; all other steps
 * say what must be so. Prompts are told in order and none is passed over, with two exceptions: what was heard before
 * the caller did something need not be told, and of what is heard up to the end of a `waits` any prompt may be told,
 * in order. Music is no prompt: `hears` waits through it, but never through a question that nobody answers.
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
    const pressed = [...keys].map(pressedKey)
    this.#telling.mustBeOnTheLine(`press ${keys}`, this.presses)
    for (const key of pressed) {
      this.#telling.goesOn()
      this.#telling.phone.press(key)
    }
    return this
  }

  /** Says what the recogniser takes for an intent of the line, or for `unclear`. */
  says(intent: string): this {
    this.#telling.mustKnow('intent', intent)
    this.#telling.mustBeOnTheLine(`say ${intent}`, this.says)
    this.#telling.goesOn()
    this.#telling.phone.say(intent)
    return this
  }

  /** Hears the question to its end and gives no answer, until the line gives up on one. */
  isSilent(): this {
    const at: Telling = this.#telling
    const { phone } = at
    if (!phone.isAsked) at.fail('expected to be asked something', this.isSilent)
    const { silences } = phone
    while (phone.silences === silences) at.passes()
    at.goesOn(phone.diary.findLastIndex(({ did }) => did === 'was silent') + 1)
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
      at.phone.isLeft()
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
    return new Agent(this, this.#telling.stage, name)
  }

  /** Presses 1 where the line asks whether the number is right (or anything else that 1 confirms). */
  confirmsNumber(): this {
    if (!this.#telling.phone.isAsked)
      this.#telling.fail('expected to be asked to confirm the number', this.confirmsNumber)
    return this.presses('1')
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
    if (this.#telling.phone.state !== 'over')
      this.#telling.fail('expected the call to be over', this.ringsAgain)
    this.#telling.ringAgain()
    return this
  }

  /** The call is over, and came to this outcome. */
  isOver(outcome?: Outcome): this {
    const is = this.#telling.phone.outcome
    if (is === undefined || (outcome !== undefined && is !== outcome))
      this.#telling.fail(`expected to be over${outcome === undefined ? '' : `: ${outcome}`}`, this.isOver)
    return this
  }

  /** A callback is promised; with `keepsPlace`, in the turn that the caller had on joining the queue. */
  expectCallback({ keepsPlace }: { readonly keepsPlace?: boolean } = {}): this {
    const at: Telling = this.#telling
    const place = placeOf(at.stage, at.phone)
    if (!place?.isAbsent) at.fail('expected a callback to be promised', this.expectCallback)
    const kept = place.orderMs === at.phone.joinedOrderMs
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
    return this.#telling.phone.outcome
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

function pressedKey(sign: string): Key {
  const key = keyOf(sign)
  if (key !== undefined) return key
  throw new WrongInput(`a phone has no key ${JSON.stringify(sign)}; it has 0 to 9, * and #`)
}
