import type { Calendar } from '../../../src/base/calendar.ts'
import { RandomStream } from '../../../src/base/random.ts'
import { eventNumber } from '../../../src/call/events.ts'
import type { FlowTable } from '../../../src/call/flow-table.ts'
import { promptMs } from '../../../src/line/speech.ts'
import { ACTS, ACTS_OF_CALLER, RANK_ARRIVE, STREAM_ACTS, STREAMS } from '../kinds.ts'
import type { Plan } from '../plan.ts'
import type { CallView } from '../port.ts'
import { acceptedShare } from './acceptance.ts'
import { Behaviour, HANG_UP, NOTHING } from './behaviour.ts'
import type { CallerKind } from './caller-kinds.ts'
import type { CallerColumns } from './callers.ts'
import { Habits, haveHabits } from './habits.ts'

const SILENCE = eventNumber('silence')
const RECORDING_KEPT = eventNumber('recording.kept')
const RECORDING_EMPTY = eventNumber('recording.empty')

/** What a caller does who takes an offer made while waiting: no events of a flow, but the keys that the offers name. */
export const TAKES_CALLBACK = -4
export const TAKES_VOICEMAIL = -5

/** From the end of a prompt, or the part of it that says enough, to the key. */
const REACTION_MS = 1_000

/** A message on an answering machine is a few sentences. */
const MESSAGE_MIN_MS = 10_000
const MESSAGE_MAX_MS = 40_000
/** So long a recording goes on in silence. */
const RECORDING_SILENCE_MS = 5_000

/** What is the same in all days of one flow: how its callers answer, and how long its prompts take, by language. */
interface Script {
  readonly behaviour: Behaviour
  readonly promptMs: Float64Array
}

const scripts = new WeakMap<FlowTable, Script>()

function scriptOf(table: FlowTable): Script {
  const known = scripts.get(table)
  if (known) return known
  const { definition } = table.line
  const { prompts, languages } = table.names
  const lengths = languages.flatMap(language => prompts.map(name => promptMs(definition, name, language)))
  const script = { behaviour: new Behaviour(table), promptMs: Float64Array.from(lengths) }
  scripts.set(table, script)
  return script
}

/** What callers hear, how long it takes, and what they do about it: press a key, keep silent, hang up. */
export class Listening {
  readonly #kinds: readonly CallerKind[]
  readonly #calls: CallView
  readonly #callers: CallerColumns
  readonly #calendar: Calendar
  readonly #behaviour: Behaviour
  readonly #habits: Habits | undefined
  readonly #luck = new RandomStream(0)
  readonly #promptMs: Float64Array
  readonly #prompts: number
  readonly #pieceMs: number
  readonly #offersCallback: number
  readonly #offersVoicemail: number
  #seed = 0
  #stream = 0

  constructor(plan: Plan, calls: CallView, callers: CallerColumns, calendar: Calendar) {
    this.#kinds = plan.callers.kinds
    this.#calls = calls
    this.#callers = callers
    this.#calendar = calendar
    const { behaviour, promptMs } = scriptOf(plan.table)
    this.#behaviour = behaviour
    this.#habits = haveHabits(plan) ? new Habits(plan, callers, behaviour) : undefined
    this.#promptMs = promptMs
    const { prompts } = plan.table.names
    this.#prompts = prompts.length
    this.#pieceMs = plan.line.definition.music[0].seconds * 1_000
    this.#offersCallback = prompts.indexOf('offer-callback')
    this.#offersVoicemail = prompts.indexOf('offer-voicemail')
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#stream = replication * STREAMS + STREAM_ACTS
    this.#habits?.begin(seed, replication)
  }

  hear(call: number, prompt: number, nowMs: number): void {
    const callers = this.#callers
    this.#habits?.hears(call, prompt)
    callers.heardMs[call] = Math.max(nowMs, callers.heardMs[call]!) + this.#lengthMs(call, prompt)
    if (prompt === this.#offersCallback) this.#consider(call, TAKES_CALLBACK)
    else if (prompt === this.#offersVoicemail) this.#consider(call, TAKES_VOICEMAIL)
  }

  /** What has been heard is enough: the caller hangs up behind it. */
  hangUpBehind(call: number): void {
    this.actAt(call, HANG_UP, this.#callers.heardMs[call]! + REACTION_MS)
  }

  /** An offer is taken by some; whoever has taken one listens to no other. */
  #consider(call: number, offer: number): void {
    const callers = this.#callers
    const { callbackAcceptance, voicemailAcceptance } = this.#kindOf(call)
    const acceptance = offer === TAKES_CALLBACK ? callbackAcceptance : voicemailAcceptance
    const share = acceptedShare(acceptance, callers.toldMinutes[call]!)
    // Who was about to hang up at the announcement before it may take the offer instead.
    const isDecided = callers.act[call]! >= 0 && callers.event[call] !== HANG_UP
    if (isDecided || this.#draw(call) >= share) return
    this.actAt(call, offer, callers.heardMs[call]! + REACTION_MS)
  }

  beAsked(call: number, prompt: number, timeoutMs: number, nowMs: number): void {
    const callers = this.#callers
    const fromMs = Math.max(nowMs, callers.heardMs[call]!)
    const lengthMs = this.#lengthMs(call, prompt)
    callers.heardMs[call] = fromMs + lengthMs
    // Whoever is called back as offered says no more about it.
    if (callers.asksBack[call] === 1 && this.#behaviour.isAside(this.#calls.state[call]!)) {
      this.actAt(call, HANG_UP, fromMs + lengthMs + REACTION_MS)
      return
    }
    const { silence, readingErrors } = this.#kindOf(call)
    const choice = this.#draw(call)
    const luck = choice - silence
    const speaking = this.#calls.language[call]!
    const state = this.#calls.state[call]!
    const intent = callers.intent[call]!
    const wanted = callers.wanted[call]!
    const answer =
      luck < 0 ? SILENCE : this.#behaviour.answer(state, intent, wanted, speaking, luck, readingErrors)
    const event = this.#habits ? this.#habits.instead(call, state, speaking, answer) : answer
    if (event === NOTHING) return
    if (event === SILENCE) {
      this.actAt(call, SILENCE, fromMs + lengthMs + timeoutMs)
      return
    }
    // Callers press a key somewhere between hearing their choice and the end of the prompt.
    const atMs = event === HANG_UP ? fromMs + lengthMs : fromMs + lengthMs * (0.4 + 0.6 * this.#draw(call))
    this.actAt(call, event, atMs + REACTION_MS)
  }

  /** The caller leaves a message: a few sentences, or none where a menu would have met with silence. */
  beRecorded(call: number, prompt: number, lengthMs: number, nowMs: number): void {
    const callers = this.#callers
    const toneMs = Math.max(nowMs, callers.heardMs[call]!) + this.#lengthMs(call, prompt)
    callers.heardMs[call] = toneMs
    const isSilent = this.#draw(call) < this.#kindOf(call).silence
    const spokenMs = MESSAGE_MIN_MS + this.#draw(call) * (MESSAGE_MAX_MS - MESSAGE_MIN_MS)
    if (isSilent) this.actAt(call, RECORDING_EMPTY, toneMs + RECORDING_SILENCE_MS)
    else this.actAt(call, RECORDING_KEPT, toneMs + Math.min(lengthMs, spokenMs))
  }

  /** The caller will do this then, and nothing else before. */
  actAt(call: number, event: number, atMs: number): void {
    const callers = this.#callers
    const before = callers.act[call]!
    if (before >= 0) this.#calendar.cancel(before)
    callers.event[call] = event
    callers.act[call] = this.#calendar.set(Math.round(atMs), RANK_ARRIVE, ACTS, call)
  }

  /** A key cuts off what is being spoken. */
  interrupt(call: number, nowMs: number): void {
    const callers = this.#callers
    if (callers.heardMs[call]! > nowMs) callers.heardMs[call] = nowMs
  }

  /** The caller no longer listens: what was to come of what was heard does not. */
  stop(call: number): void {
    this.doNothing(call)
    this.#callers.onMusic[call] = 0
  }

  /** Whatever the caller was going to do is not done any more. */
  doNothing(call: number): void {
    const callers = this.#callers
    if (callers.act[call]! >= 0) this.#calendar.cancel(callers.act[call]!)
    callers.act[call] = -1
  }

  /** The end of the piece of music in which a time falls; the time itself for a caller who hears none. */
  pieceEndMs(call: number, dueMs: number, nowMs: number): number {
    const callers = this.#callers
    if (callers.onMusic[call] === 0) return dueMs
    const fromMs = Math.max(nowMs, callers.heardMs[call]!)
    if (dueMs <= fromMs) return Math.ceil(fromMs)
    return Math.ceil(fromMs + Math.ceil((dueMs - fromMs) / this.#pieceMs) * this.#pieceMs)
  }

  #kindOf(call: number): CallerKind {
    return this.#kinds[this.#callers.kind[call]!]!
  }

  #draw(call: number): number {
    const callers = this.#callers
    const act = callers.acts[call]!++ % ACTS_OF_CALLER
    this.#luck.reseed(this.#seed, this.#stream, callers.number[call]! * ACTS_OF_CALLER + act)
    return this.#luck.next()
  }

  #lengthMs(call: number, prompt: number): number {
    return this.#promptMs[this.#calls.language[call]! * this.#prompts + prompt]!
  }
}
