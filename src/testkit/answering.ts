import { SECOND_MS } from '../base/units.ts'
import type { Key } from '../call/events.ts'
import type { Directive } from '../call/journal.ts'
import type { Did, Happening } from './diary.ts'
import { type Ask, Question } from './question.ts'
import { Recording } from './recording.ts'
import { lengthText } from './time.ts'
import type { Timers } from './timers.ts'

type Record = Extract<Directive, { do: 'record' }>

/** Whom answers are told to. */
interface Listener {
  /** The diary. */
  tell(did: Did, what?: string, more?: Partial<Happening>): void
  /** The flow. */
  hear(event: string): void
  /** Whether these digits are the number of the caller's open case. */
  knowsCase(digits: string): boolean
}

/** How a caller answers what the line asks: by digits, by a message, by silence. */
export class Answering {
  question: Question | undefined
  recording: Recording | undefined
  /** Times that the line gave up on an answer. */
  silences = 0
  /** What was entered last, unless it was a secret. */
  entry: string | undefined
  /** The number to be called at that was entered last. */
  number: string | undefined
  /** The number of the case that was entered. */
  about: string | undefined
  /** Length of the message that was kept last. */
  recordedMs: number | undefined
  readonly #timers: Timers
  readonly #listener: Listener

  constructor(timers: Timers, listener: Listener) {
    this.#timers = timers
    this.#listener = listener
  }

  /** True while it is the caller's turn. */
  get isAwaited(): boolean {
    return this.question !== undefined || this.recording !== undefined
  }

  /** @param quietMs when the prompt has been spoken */
  asks(directive: Ask, quietMs: number): void {
    this.question = new Question(directive, digits => this.#listener.knowsCase(digits))
    this.#awaits(quietMs)
  }

  /** @param toneMs when the prompt has been spoken */
  records({ seconds }: Record, toneMs: number): void {
    this.recording = new Recording({ toneMs, mostMs: seconds * SECOND_MS })
    this.#setEnd(this.recording)
  }

  /** A key of an entry. */
  types(key: Key): void {
    const { question } = this
    if (!question) return
    const event = question.press(key)
    this.#awaits(this.#timers.nowMs)
    if (event !== undefined) this.#enters(question, event)
  }

  /** The caller speaks after the tone. Gives when that is over; undefined where nothing is recorded. */
  speaks(ms: number): number | undefined {
    const { recording } = this
    if (!recording) return undefined
    const untilMs = recording.speaks(ms, this.#timers.nowMs)
    this.#setEnd(recording)
    return untilMs
  }

  /** The caller is done with the message. False before the tone, where nothing is recorded yet. */
  endsMessage(): boolean {
    const { recording } = this
    const { nowMs } = this.#timers
    if (!recording?.hasBegun(nowMs)) return false
    this.#endsRecording(recording.takenMs(nowMs))
    return true
  }

  /** The caller is about to hang up: true where a message was begun, which is kept. */
  isLeftWithMessage(): boolean {
    const ms = this.recording?.takenMs(this.#timers.nowMs) ?? 0
    if (ms > 0) this.#keeps(ms)
    return ms > 0
  }

  /** Tells of keys that were not the whole of an entry, so that they stand before what comes next. */
  tellRest(): void {
    const rest = this.question?.takeUntold() ?? ''
    if (rest !== '') this.#listener.tell('pressed', rest)
  }

  /** No answer is wanted any more. */
  ends(): void {
    this.tellRest()
    this.#timers.forget('answer')
    this.#timers.forget('recording')
    this.question = undefined
    this.recording = undefined
  }

  #endsRecording(ms: number): void {
    this.#timers.forget('recording')
    this.recording = undefined
    if (ms > 0) this.#keeps(ms)
    else {
      this.silences++
      this.#listener.tell('recorded', 'nothing')
    }
    this.#listener.hear(ms > 0 ? 'recording.kept' : 'recording.empty')
  }

  #keeps(ms: number): void {
    this.recordedMs = ms
    this.#listener.tell('recorded', lengthText(ms), { recordedMs: ms })
  }

  #setEnd(recording: Recording): void {
    const { endsMs } = recording
    this.#timers.set('recording', endsMs, () => this.#endsRecording(recording.saidMs(endsMs)))
  }

  #awaits(fromMs: number): void {
    const { question } = this
    if (!question) return
    this.#timers.set('answer', fromMs + question.timeoutMs, () => {
      const event = question.timesOut()
      if (event !== 'silence') return this.#enters(question, event)
      this.question = undefined
      this.silences++
      this.#listener.tell('was silent')
      this.#listener.hear(event)
    })
  }

  #enters(question: Question, event: string): void {
    const { entry, shown, isSecret, isNumber, isCase } = question
    if (event === 'entry.valid') {
      this.entry = isSecret ? undefined : entry
      if (isNumber) this.number = entry
      if (isCase) this.about = entry
    }
    question.clear()
    this.#awaits(this.#timers.nowMs)
    this.#listener.tell('entered', shown)
    this.#listener.hear(event)
  }
}
