import type { Rest } from './rest.ts'
import { codeOf, isRefusal, isUndone } from './rest-errors.ts'
import type { TextFate } from './served.ts'

/** Twilio's codes of numbers that a text never reaches: invalid, no mobile, no country of ours, short codes. */
const UNREACHABLE: ReadonlySet<number | undefined> = new Set([21211, 21214, 21265, 21408, 21612, 21614])
/** Twilio's code for somebody who has texted STOP to our number. */
const STOPPED = 21610
/** The try before began at most so long ago; Twilio counts in whole seconds. */
const BEFORE_MS = 3_600_000

export interface TextOnce {
  /** The same for every try. */
  readonly id: string
  readonly attempt: number
  readonly to: string
  readonly body: string
  readonly statusUrl: string
  readonly nowMs: number
}

/** What came of a text; `sid` is Twilio's identifier, of one that it took. */
export interface TextOutcome {
  readonly fate: TextFate
  readonly sid?: string
}

/** Sends texts by REST. What may have been sent is not sent again: nobody is texted twice. */
export class TextsOnce {
  readonly #rest: () => Rest
  /** Texts whose last try surely did not reach anybody. */
  readonly #undone = new Set<string>()

  constructor(rest: () => Rest) {
    this.#rest = rest
  }

  /** @throws to be tried again */
  async send({ id, attempt, to, body, statusUrl, nowMs }: TextOnce): Promise<TextOutcome> {
    const rest = this.#rest()
    if (attempt > 1 && !this.#undone.delete(id)) {
      const isEarlier = (sent: { readonly body: string; readonly createdMs: number }) =>
        sent.body === body && sent.createdMs > nowMs - BEFORE_MS
      const earlier = (await rest.textsTo(to)).find(isEarlier)
      return earlier ? { fate: 'sent', sid: earlier.sid } : { fate: 'unknown' }
    }
    try {
      return { fate: 'sent', sid: await rest.text({ to, body, statusUrl }) }
    } catch (error) {
      const code = codeOf(error)
      if (code === STOPPED) return { fate: 'stopped' }
      if (UNREACHABLE.has(code)) return { fate: 'unreachable' }
      if (isRefusal(error)) return { fate: 'refused' }
      if (isUndone(error)) this.#undone.add(id)
      throw error
    }
  }
}
