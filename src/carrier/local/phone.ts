import type { Clock } from '../../base/clock.ts'
import type { CallStatus, Happening, Listener } from './happenings.ts'
import type { Leg } from './leg.ts'

/** Half a second of waiting among keys. */
const WAIT_MS = 500

/**
 * A phone on one call, in the hands of a test, a page or a simulated person: presses keys, speaks, hangs up, and
 * keeps a diary of all that happened in the call.
 */
export class Phone {
  /** All that happened in the call, first to last. */
  readonly diary: Happening[] = []
  readonly #leg: Leg
  readonly #clock: Clock
  readonly #listeners = new Set<Listener>()

  constructor(leg: Leg, clock: Clock) {
    this.#leg = leg
    this.#clock = clock
  }

  get callSid(): string {
    return this.#leg.sid
  }

  /** Who calls, and whom. */
  get from(): string {
    return this.#leg.options.from
  }

  get to(): string {
    return this.#leg.options.to
  }

  /** Its own number, whoever rang whom. */
  get number(): string {
    return this.#leg.options.direction === 'inbound' ? this.from : this.to
  }

  get status(): CallStatus {
    return this.#leg.status
  }

  get isOver(): boolean {
    return this.#leg.isOver
  }

  /** The phones that can be heard in a conference now, by their CallSids; none while on hold. */
  get hears(): string[] {
    return (this.#leg.hears?.() ?? []).map(({ sid }) => sid)
  }

  /** What was said to the caller so far, line by line. */
  get said(): string[] {
    return this.diary.flatMap(happening => (happening.kind === 'says' ? [happening.text] : []))
  }

  /** The documents that the line answered with. */
  get documents(): string[] {
    return this.diary.flatMap(happening =>
      happening.kind === 'answer' && happening.purpose === 'document' ? [happening.text] : [],
    )
  }

  /** What the line did wrong in this call, for its developer. */
  get alerts(): string[] {
    return this.diary.flatMap(happening => (happening.kind === 'alert' ? [happening.text] : []))
  }

  /** Picks up a phone that rings. */
  answer(): void {
    this.#leg.bell?.answer()
  }

  /** Does not take a call that rings. */
  refuse(how: 'busy' | 'failed' = 'busy'): void {
    this.#leg.bell?.refuse(how)
  }

  /** Presses keys one after the other: 0 to 9, *, #, and w to wait for half a second. */
  press(keys: string): void {
    const [key, ...others] = keys
    if (key === undefined || this.isOver) return
    if (key === 'w') {
      this.#clock.at(this.#clock.nowMs() + WAIT_MS, () => this.press(others.join('')))
      return
    }
    const { keypad } = this.#leg
    this.#leg.tell({ kind: 'pressed', key, isHeard: keypad !== undefined })
    keypad?.key(key)
    this.press(others.join(''))
  }

  /** Says something; takes as long as saying it takes. */
  speak(text: string): void {
    if (this.isOver) return
    const { keypad } = this.#leg
    this.#leg.tell({ kind: 'spoke', text, isHeard: keypad !== undefined })
    keypad?.speech(text)
  }

  /** Hangs up; also ends a call that still rings here. */
  hangUp(): void {
    const { bell, options } = this.#leg
    if (bell) bell.refuse('busy')
    else
      this.#leg.ends(
        this.#leg.status === 'ringing' && options.direction === 'inbound' ? 'no-answer' : 'completed',
      )
  }

  /** Hangs up in the very moment in which something happens in this call: the worst one, as a test chooses. */
  hangUpWhen(isMoment: (happening: Happening) => boolean): void {
    const stop = this.listen(happening => {
      if (!isMoment(happening)) return
      stop()
      this.hangUp()
    })
  }

  /** Is called for all that happens from here on. Gives what ends that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Resolves as soon as something happens for which `test` holds, also if it has happened already. */
  until(test: (happening: Happening) => boolean): Promise<Happening> {
    const known = this.diary.find(test)
    if (known) return Promise.resolve(known)
    return new Promise(resolve => {
      const stop = this.listen(happening => {
        if (!test(happening)) return
        stop()
        resolve(happening)
      })
    })
  }

  /** Takes note of something; for the carrier alone. */
  note(happening: Happening): void {
    this.diary.push(happening)
    for (const listener of [...this.#listeners]) listener(happening)
  }
}
