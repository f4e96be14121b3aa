import { CallError } from './call-error.ts'
import type { Leg } from './leg.ts'
import type { Webhooks } from './webhooks.ts'

export interface MediaOptions {
  readonly webhooks: Webhooks
  /** How long what is at a URL lasts. */
  lengthMs(url: string): number
  /** False to take it on trust that there is something to play. */
  readonly isFetched: boolean
}

/** Recordings that a line lets play: fetched by GET, and kept where the answer allows it. */
export class Media {
  readonly #options: MediaOptions
  readonly #kept = new Set<string>()

  constructor(options: MediaOptions) {
    this.#options = options
  }

  lengthMs(url: string): number {
    return this.#options.lengthMs(url)
  }

  /** True for what need not be asked for again. */
  isKept(url: string): boolean {
    return this.#kept.has(url)
  }

  keep(url: string): void {
    this.#kept.add(url)
  }

  /** Gets hold of what is to be played. @throws CallError 11200, 11205 or 13420 where it cannot be had */
  async fetch(leg: Leg, url: string): Promise<void> {
    if (!this.#options.isFetched || this.#kept.has(url)) return
    const answer = await this.#options.webhooks.send({
      purpose: 'sound',
      callSid: leg.sid,
      url,
      method: 'GET',
      fields: {},
    })
    if (!answer.type.startsWith('audio/')) {
      const sentence = `what is to be played is of the type ${answer.type || 'unknown'}; expected audio.`
      throw new CallError(13420, sentence, { url })
    }
    if (answer.isLasting) this.#kept.add(url)
  }
}
