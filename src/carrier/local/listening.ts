import type { Clock } from '../../base/clock.ts'
import type { Keypad } from './leg.ts'
import { Stretch } from './stretch.ts'

export interface ListeningOptions {
  readonly clock: Clock
  readonly takesKeys: boolean
  readonly takesSpeech: boolean
  /** True where words cut off a prompt as keys do. */
  readonly isCutBySpeech: boolean
  readonly keysMax: number
  /** Keys that end the entry. */
  readonly finishOnKey: string
  readonly timeoutMs: number
  /** Silence after words. */
  readonly speechTimeoutMs: number
  readonly speechMaxMs: number
  spokenMs(text: string): number
}

export type Said =
  | { readonly kind: 'nothing'; readonly finishedOn: string }
  | { readonly kind: 'keys'; readonly keys: string; readonly finishedOn: string }
  | { readonly kind: 'words'; readonly text: string }

/** Listens to one answer: from the first word of the question until the answer is whole, or there is none. */
export class Listening implements Keypad {
  readonly #options: ListeningOptions
  readonly #stretch: Stretch<Said>
  readonly #prompts: Stretch<'answered'>
  #keys = ''
  #words: string[] = []
  #speechUntilMs = 0
  #speechFromMs = 0
  #cancelTimer = () => {}

  constructor(around: Stretch<unknown>, options: ListeningOptions) {
    this.#options = options
    this.#stretch = new Stretch<Said>(around)
    this.#prompts = new Stretch<'answered'>(this.#stretch)
  }

  /** Listens while the question is asked, and after it. */
  async during(ask: (prompts: Stretch<'answered'>) => Promise<void>): Promise<Said> {
    try {
      const ended = await this.#stretch.spend(async whole => {
        await this.#prompts.spend(ask)
        if (this.#keys === '' && this.#words.length === 0) this.#finishAfter(this.#options.timeoutMs)
        return whole.wait<never>(() => undefined)
      })
      return ended.isCut ? ended.reason : ended.value
    } finally {
      this.#cancelTimer()
    }
  }

  key(key: string): void {
    const { takesKeys, finishOnKey, keysMax, timeoutMs } = this.#options
    // Whichever comes first, keys or words, is the answer.
    if (!takesKeys || this.#words.length > 0) return
    this.#prompts.cut('answered')
    const isEnd = finishOnKey.includes(key)
    if (!isEnd) this.#keys += key
    if (isEnd) this.#finish(key)
    else if (this.#keys.length >= keysMax) this.#finish('')
    else this.#finishAfter(timeoutMs)
  }

  speech(text: string): void {
    const { takesSpeech, clock, spokenMs, speechMaxMs, speechTimeoutMs, isCutBySpeech } = this.#options
    if (!takesSpeech || this.#keys !== '') return
    if (!isCutBySpeech && !this.#prompts.isCut && this.#words.length === 0 && !this.#isAsked) return
    this.#prompts.cut('answered')
    const nowMs = clock.nowMs()
    if (this.#words.length === 0) this.#speechFromMs = nowMs
    this.#words.push(text)
    this.#speechUntilMs = Math.max(nowMs, this.#speechUntilMs) + spokenMs(text)
    const whenSilentMs = this.#speechUntilMs + speechTimeoutMs
    this.#finishAfter(Math.min(whenSilentMs, this.#speechFromMs + speechMaxMs) - nowMs)
  }

  #isAsked = false

  #finishAfter(ms: number): void {
    const { clock } = this.#options
    this.#isAsked = true
    this.#cancelTimer()
    this.#cancelTimer = clock.at(clock.nowMs() + ms, () => this.#finish(''))
  }

  #finish(finishedOn: string): void {
    this.#cancelTimer()
    if (this.#words.length > 0) this.#stretch.cut({ kind: 'words', text: this.#words.join(' ') })
    else if (this.#keys === '') this.#stretch.cut({ kind: 'nothing', finishedOn })
    else this.#stretch.cut({ kind: 'keys', keys: this.#keys, finishedOn })
  }
}
