import type { Response } from 'express'
import type { Phone } from '../carrier/local/phone.ts'
import type { PhoneEvent } from './pages/phone-view.ts'
import { phoneEvent } from './phone-events.ts'
import { PhoneFeed } from './phone-feed.ts'

/** A line that can be rung from a page. */
export interface RungByPage {
  /** Rings from this number, or one that nobody else has; `rung` is told when the line calls that number back. */
  ring(call: { from: string | undefined; rung: (phone: Phone) => void }): Promise<Phone>
  /** Tells of text messages to a number, until what this gives is called. */
  texts(
    number: string,
    arrives: (text: { readonly words: string; readonly atMs: number }) => void,
  ): () => void
  /** Where a call stands in its flow; empty once it is over for the line. */
  stateOf(callSid: string): Promise<string>
}

export type OnFault = (what: string, error: unknown) => void

/** A page that is gone for as long was closed, not loaded again: nobody holds the phone any more. */
const GONE_MS = 20_000

/** One call from a page, the call back that it led to, and the pages that look at it. */
export class PageCall {
  readonly #line: RungByPage
  readonly #onFault: OnFault
  readonly #feed = new PhoneFeed({ goneMs: GONE_MS, onGone: () => this.phone.hangUp() })
  #phone: Phone | undefined
  /** The call as it began; one called back is the same call of the line's. */
  #callSid = ''
  #beganMs = 0
  #state = ''
  #texts: (() => void) | undefined
  #looks = Promise.resolve()

  constructor(line: RungByPage, onFault: OnFault) {
    this.#line = line
    this.#onFault = onFault
  }

  /** The phone that is up, rings, or was the last to. */
  get phone(): Phone {
    return this.#phone!
  }

  get isOver(): boolean {
    return this.phone.isOver
  }

  begins(phone: Phone): void {
    this.#callSid = phone.callSid
    this.#beganMs = phone.diary[0]?.atMs ?? 0
    this.#phone = phone
    for (const happening of phone.diary) this.#happens(happening)
    phone.listen(happening => this.#happens(happening))
    this.#texts = this.#line.texts(phone.from, ({ words, atMs }) =>
      this.#tell({ afterMs: atMs - this.#beganMs, kind: 'text', text: words }),
    )
  }

  /** The line rings the number of this call; whoever is still talking there is engaged. */
  isCalledBack(phone: Phone): void {
    if (!this.isOver) {
      phone.refuse('busy')
      return
    }
    this.#phone = phone
    this.#tell({ afterMs: (phone.diary[0]?.atMs ?? this.#beganMs) - this.#beganMs, kind: 'rings' })
    phone.listen(happening => this.#happens(happening))
  }

  /** Sends all that happened after the event with this number, and what happens from now on. */
  follow(page: Response, lastId: number): void {
    this.#feed.follow(page, lastId)
  }

  /** Nobody can look at this call any more. */
  letGo(): void {
    this.#texts?.()
    this.#feed.letGo()
  }

  #happens(happening: Phone['diary'][number]): void {
    const event = phoneEvent(happening, this.#beganMs)
    if (!event) return
    this.#tell(event)
    if (event.kind === 'document' || event.kind === 'talks' || event.kind === 'status')
      this.#looksAtState(event.afterMs)
  }

  #tell(event: PhoneEvent): void {
    this.#feed.tell(event)
  }

  #looksAtState(afterMs: number): void {
    this.#looks = this.#looks
      .then(async () => {
        const state = await this.#line.stateOf(this.#callSid)
        if (state === this.#state) return
        this.#state = state
        this.#tell({ afterMs, kind: 'state', state })
      })
      .catch(error => this.#onFault('the state of a call from a page', error))
  }
}
