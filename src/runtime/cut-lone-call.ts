import { NEVER_MS, SECOND_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import { eventNumber } from '../call/events.ts'
import * as op from '../call/program.ts'
import { promisedFor } from '../centre/opening.ts'
import type { CutHead, Input } from './cut-file.ts'
import { cutLine } from './cut-file.ts'
import type { LoneLine, Step } from './cut-lone-line.ts'

/** Where a lone call finds what was recorded of its surroundings, and what it tells of itself. */
export interface Surroundings {
  /** What happens next, once the flow has done what it does. */
  next(): Input | undefined
  /** What happens in the midst of what the flow does: the centre answers. */
  answer(): Input | undefined
  /** Takes what was shown last. */
  take(): void
  /** Passes over what was shown last: nothing of the kind can happen here. */
  drop(): void
  /** The flow directs something, or something is assumed that nobody recorded. */
  tell(line: string): void
}

/** Kinds of answers that the centre gives to what a flow asks of it. */
const TO_JOINING = ['wait', 'queue'] as const
const TO_ANNOUNCING = ['wait'] as const
const TO_KEEPING = ['callback'] as const
const TO_IDENTIFYING = ['identified'] as const
const TO_CHECKING = ['number'] as const
const TO_FILING = ['queue'] as const
const NOTHING = [] as const
type Answers =
  | typeof TO_JOINING
  | typeof TO_ANNOUNCING
  | typeof TO_KEEPING
  | typeof TO_IDENTIFYING
  | typeof TO_CHECKING
  | typeof TO_FILING
  | typeof NOTHING

const TELLINGS = ['positionAndWait', 'position', 'wait', 'longer', 'soon', 'still']
const SIGNS: Readonly<Record<string, string>> = { '*': 'star', '#': 'pound' }
const STEPS_MAX = 64
const NONE = -1

/**
 * One call run by its flow alone. What a centre did for it in the company of others, such as its place in the queue,
 * the estimate and when an agent answered, is not worked out again but taken from its surroundings.
 */
export class LoneCall {
  readonly #line: LoneLine
  readonly #head: CutHead
  readonly #around: Surroundings
  readonly #rangMs: number
  /** Since it rang. */
  #atMs = 0
  #at = '{"at":0,'
  #state: number
  #isOver = false
  #hasLeg = true
  #isTalking = false
  #hasPlace = false
  #isFiled = false
  #nextMessage = 0
  #lastWait = 'short'
  #promisedMs = 0
  #hasNumber: boolean
  /** Of the number that is to be called, and of the one that was entered last. */
  #zone: string | undefined
  #givenZone: string | undefined
  #timers: { readonly event: number; readonly dueMs: number }[] = []

  constructor(line: LoneLine, head: CutHead, around: Surroundings) {
    this.#line = line
    this.#head = head
    this.#around = around
    this.#rangMs = Date.parse(head.rang)
    this.#state = line.table.initialState
    this.#hasNumber = head.number === 'known'
    this.#zone = head.zone
  }

  /** Lives through all that happens around it. */
  run(): void {
    const { table, hours } = this.#line
    this.#around.tell(cutLine(0, { speaks: table.names.languages[0] }))
    if (!this.#head.rescued) {
      if (table.initialProgram !== 0) this.#carryOut(table.initialProgram)
      this.#step(table.eventNumber(`line.${hours.at(this.#rangMs).status}`))
    }
    for (let input = this.#around.next(); input; input = this.#around.next()) {
      this.#moveTo(input.atMs)
      const event = this.#isOver ? NONE : this.#eventOf(input)
      if (event === NONE) {
        this.#around.drop()
        continue
      }
      this.#around.take()
      if (input.kind === 'time') this.#takeDue()
      else this.#step(event)
    }
  }

  #moveTo(atMs: number): void {
    if (atMs < this.#atMs)
      throw new WrongInput(
        `this is at ${atMs / SECOND_MS} s, but what stands before it at ${this.#atMs / SECOND_MS} s`,
      )
    if (atMs === this.#atMs) return
    this.#atMs = atMs
    this.#at = `{"at":${atMs / SECOND_MS},`
  }

  /** The event by which the flow hears of what happens; none for what cannot happen to this call now. */
  #eventOf({ kind, what, zone }: Input): number {
    switch (kind) {
      case 'pressed':
        return this.#hasLeg ? eventNumberOf(this.#line, `key.${SIGNS[what] ?? what}`) : NONE
      case 'said':
        return this.#hasLeg ? eventNumberOf(this.#line, `said.${what}`) : NONE
      case 'entered':
        this.#givenZone = zone
        return this.#hasLeg ? eventNumberOf(this.#line, `entry.${what}`) : NONE
      case 'recorded':
        return this.#hasLeg ? eventNumberOf(this.#line, `recording.${what}`) : NONE
      case 'caller':
        return this.#callerDoes(what)
      case 'time':
        return this.#earliestMs() <= this.#atMs ? 0 : NONE
      case 'answered':
        if (!this.#hasPlace) return NONE
        this.#hasPlace = false
        this.#isTalking = true
        return eventNumber('agent.answered')
      case 'left':
        if (!this.#isTalking) return NONE
        this.#isTalking = false
        return eventNumber('agent.left')
      case 'lost':
        if (!this.#isTalking) return NONE
        this.#isTalking = false
        return eventNumber('agent.lost')
      case 'transferred':
        return this.#isTalking ? this.#transfersTo(what) : NONE
      case 'centre':
        this.#timers = []
        this.#hasPlace = false
        return eventNumber('recover')
      case 'queue':
        return this.#hasPlace ? eventNumberOf(this.#line, `queue.${what}`) : NONE
      case 'callback':
        return what === 'given-up' && this.#hasPlace ? eventNumber('callback.given-up') : NONE
      default:
        return NONE
    }
  }

  /** Where the flow has no way to this queue the agent cannot hand the caller on. */
  #transfersTo(queue: string): number {
    const event = eventNumberOf(this.#line, `agent.transfers.${queue}`)
    if (event === NONE || !this.#line.table.hears(this.#state, event)) return NONE
    this.#isTalking = false
    return event
  }

  #callerDoes(what: string): number {
    if (what === 'picks up') {
      if (this.#hasLeg || !this.#hasPlace) return NONE
      this.#hasLeg = true
      return eventNumber('callback.answered')
    }
    if (!this.#hasLeg) return NONE
    if (what === 'is silent') return eventNumber('silence')
    this.#hasLeg = false
    this.#isTalking = false
    return eventNumber('hangup')
  }

  /** The message waits for an agent in the caller's stead. */
  #files(isFiled: boolean): void {
    this.#isFiled = isFiled
    this.#hasPlace = isFiled
    this.#hasLeg = !isFiled
  }

  #takeDue(): void {
    for (let dueMs = this.#earliestMs(); dueMs <= this.#atMs && !this.#isOver; dueMs = this.#earliestMs()) {
      const [timer] = this.#timers.splice(
        this.#timers.findIndex(candidate => candidate.dueMs === dueMs),
        1,
      )
      this.#step(timer!.event)
    }
  }

  #earliestMs(): number {
    let earliestMs = NEVER_MS
    for (const { dueMs } of this.#timers) if (dueMs < earliestMs) earliestMs = dueMs
    return earliestMs
  }

  /** As a centre steps a call, and on with what this leads to. */
  #step(first: number): void {
    const { table } = this.#line
    let event = first
    for (let steps = 0; event !== NONE; steps++) {
      if (steps === STEPS_MAX)
        throw new WrongInput(`the flow of line "${table.names.line}" goes round in circles here`)
      const before = this.#state
      this.#state = table.next(before, event)
      const program = table.programAfter(before, event)
      event = program === 0 ? NONE : this.#carryOut(program)
    }
  }

  /** Carries out a program; gives the event that it leads to, if any. */
  #carryOut(program: number): number {
    let answers: Answers = NOTHING
    let isOptional = false
    for (const step of this.#line.steps(program)) {
      if (step.text !== '' && (step.code !== op.HANG_UP || this.#hasLeg))
        this.#around.tell(this.#at + step.text)
      switch (step.code) {
        case op.ENQUEUE:
          // Whoever waits on the line after all is called back at no other time.
          if (this.#hasLeg) this.#promisedMs = 0
          answers = TO_JOINING
          break
        case op.IDENTIFY:
          answers = TO_IDENTIFYING
          break
        case op.CHECK_NUMBER:
          answers = TO_CHECKING
          break
        case op.KEEP_PLACE:
          answers = TO_KEEPING
          break
        case op.ANNOUNCE:
          this.#announce(step)
          answers = TO_ANNOUNCING
          break
        case op.HANG_UP:
          // What failed of a callback by it, if anything, the centre tells.
          answers = this.#hasLeg ? TO_KEEPING : NOTHING
          isOptional = true
          this.#hasLeg = false
          continue
        case op.FILE_MESSAGE:
          // That it could not be filed the centre tells, and then the caller is still there.
          answers = TO_FILING
          isOptional = true
          this.#files(true)
          continue
        case op.END:
          this.#isOver = true
          return NONE
        default:
          this.#carryOutPlain(step)
          continue
      }
      isOptional = false
    }
    return this.#answered(answers, isOptional)
  }

  #carryOutPlain({ code, operands, text }: Step): void {
    switch (code) {
      case op.SAY:
        if (text === '') this.#hear(operands[0]!)
        return
      case op.SAY_NEXT: {
        const next = this.#nextMessage++ % operands[0]!
        const input = this.#around.answer()
        // Who is being put through to an agent hears no message.
        if (input?.kind === 'told' && input.what === 'nothing' && input.atMs === this.#atMs)
          this.#around.take()
        else this.#hear(operands[1 + next]!)
        return
      }
      case op.SAY_NOTICES:
        for (const prompt of this.#line.noticesAt(this.#rangMs + this.#atMs)) this.#hear(prompt)
        return
      case op.SAY_MATTERS:
        for (const prompt of this.#line.mattersOf(this.#head.known?.matters ?? [])) this.#hear(prompt)
        return
      case op.PROMISE:
        this.#promisedMs = this.#promise(operands[0]!)
        return
      case op.USE_NUMBER:
        this.#hasNumber = true
        this.#zone = this.#givenZone
        return
      case op.LEAVE_QUEUE:
        if (!this.#isTalking) this.#hasPlace = false
        return
      case op.SET_TIMER:
        this.#timers.push({ event: operands[0]!, dueMs: this.#atMs + operands[1]! })
        return
      case op.CLEAR_TIMER: {
        const index = this.#timers.findIndex(({ event }) => event === operands[0])
        if (index >= 0) this.#timers.splice(index, 1)
        return
      }
      default:
    }
  }

  #promise(delayMs: number): number {
    return promisedFor(this.#line, this.#line.calling(this.#zone), delayMs, this.#rangMs + this.#atMs)
  }

  #hear(prompt: number): void {
    if (this.#line.tellsQuieter(prompt)) {
      const input = this.#around.answer()
      if (input?.kind !== 'quieter' || input.atMs !== this.#atMs) return
      this.#around.take()
      const heard = this.#line.table.names.prompts[prompt]
      this.#around.tell(cutLine(this.#atMs, { heard, quieter: input.what }))
      return
    }
    this.#around.tell(this.#at + this.#line.heard(prompt, this.#rangMs + this.#atMs, this.#promisedMs))
  }

  #announce({ operands }: Step): void {
    const input = this.#around.answer()
    if (input?.kind !== 'told' || input.atMs !== this.#atMs) {
      this.#around.tell(cutLine(this.#atMs, { told: 'nothing', assumed: true }))
      return
    }
    this.#around.take()
    if (input.what === 'nothing') return
    const prompt = operands[TELLINGS.indexOf(input.what)]!
    // What was told of the wait, where the flow now tells the place alone.
    this.#hear(prompt === op.NO_PROMPT ? operands[TELLINGS.indexOf('position')]! : prompt)
  }

  /** What the centre says to what the flow asked of it: as recorded, else as is likely. */
  #answered(answers: Answers, isOptional: boolean): number {
    if (answers === NOTHING) return NONE
    if (answers === TO_IDENTIFYING) return this.#identify()
    if (answers === TO_CHECKING) return eventNumber(this.#hasNumber ? 'number.known' : 'number.withheld')
    const input = this.#around.answer()
    const isAnswer = input?.atMs === this.#atMs && answers.some(kind => kind === input.kind)
    if (isAnswer && (!isOptional || input.what === (answers === TO_FILING ? 'full' : 'given-up'))) {
      this.#around.take()
      return this.#hears(input.kind, input.what)
    }
    if (isOptional) return NONE
    const callback = this.#hasNumber ? 'kept' : 'refused'
    const [kind, what] = answers === TO_KEEPING ? ['callback', callback] : ['wait', this.#lastWait]
    this.#around.tell(cutLine(this.#atMs, { [kind!]: what, assumed: true }))
    return this.#hears(kind!, what!)
  }

  /** What is known of the caller stands in the head. */
  #identify(): number {
    const { known, expected } = this.#head
    const isExpected = expected && this.#line.table.hears(this.#state, eventNumber('caller.expected'))
    const recorded = known === undefined ? 'unknown' : known.openCase ? 'returning' : 'known'
    const who = isExpected ? 'expected' : recorded
    this.#around.tell(cutLine(this.#atMs, { identifies: who }))
    return eventNumberOf(this.#line, `caller.${who}`)
  }

  #hears(kind: string, what: string): number {
    if (kind === 'wait') {
      this.#lastWait = what
      this.#hasPlace = true
    } else if (kind === 'queue') {
      this.#hasPlace = false
      if (this.#isFiled) this.#files(false)
    } else if (what === 'kept') this.#hasPlace = true
    return eventNumberOf(this.#line, `${kind}.${what}`)
  }
}

/** The number of an event; none for one that the flow cannot hear. */
function eventNumberOf({ table }: LoneLine, name: string): number {
  return table.events.indexOf(name)
}
