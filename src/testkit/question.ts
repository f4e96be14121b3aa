import type { Key } from '../call/events.ts'
import type { Directive } from '../call/journal.ts'
import { mayBeCase } from '../line/case-number.ts'
import { signOf } from './keys.ts'

export type Ask = Extract<Directive, { do: 'ask' }>

/** Digits of a number that can be called; the carrier, which knows each country's plan, takes fewer of them. */
const NUMBER_MIN = 7
const NUMBER_MAX = 15

/** What the line waits for an answer to, and what was typed of it so far. */
export class Question {
  readonly prompt: string
  /** Keys at most, and at least. */
  readonly keys: number
  readonly least: number
  /** Until the line gives up on a key, the first or the next. */
  readonly timeoutMs: number
  /** Words are understood too. */
  readonly listens: boolean
  readonly #as: Ask['as']
  readonly #knowsCase: (digits: string) => boolean
  #typed = ''
  #told = 0

  constructor(
    { prompt, keys, least = keys, timeoutMs, speech, as }: Omit<Ask, 'do' | 'call'>,
    knowsCase: (digits: string) => boolean = () => false,
  ) {
    this.#knowsCase = knowsCase
    this.prompt = prompt
    this.keys = keys
    this.least = least
    this.timeoutMs = timeoutMs
    this.listens = speech === true
    this.#as = as
  }

  /** True where several keys make one answer. */
  get isEntry(): boolean {
    return this.keys > 1 || this.least < this.keys
  }

  get isSecret(): boolean {
    return this.#as === 'secret'
  }

  get isNumber(): boolean {
    return this.#as === 'number'
  }

  get isCase(): boolean {
    return this.#as === 'case'
  }

  /** The keys of an entry so far, as may be shown: a secret as dots. */
  get shown(): string {
    return this.isSecret ? this.#typed.replaceAll(/[^#]/g, '•') : this.#typed
  }

  /** The keys of an entry so far, without the # that ends them. */
  get entry(): string {
    return this.#typed.replace(/#$/, '')
  }

  /** The event of a key: itself, or of an entry nothing until it is complete. */
  press(key: Key): string | undefined {
    if (!this.isEntry) return `key.${key}`
    this.#typed += signOf(key)
    return key === 'pound' || this.entry.length === this.keys ? this.#result() : undefined
  }

  /** The event of no further key. */
  timesOut(): string {
    return this.#result()
  }

  /** The keys of an entry that nobody was told of yet, as may be shown; from now on they were. */
  takeUntold(): string {
    const untold = this.untold
    this.#told = this.#typed.length
    return untold
  }

  get untold(): string {
    return this.shown.slice(this.#told)
  }

  /** Begins anew, for a line that had no use for what was entered. */
  clear(): void {
    this.#typed = ''
    this.#told = 0
  }

  #result(): string {
    const { entry } = this
    if (entry === '') return 'silence'
    const isRight = /^\d+$/.test(entry) && entry.length >= this.least
    return isRight && this.#canBeCalled(entry) && this.#isRealCase(entry) ? 'entry.valid' : 'entry.invalid'
  }

  /** As if every case that may have been given was: the line itself looks it up. */
  #isRealCase(entry: string): boolean {
    return !this.isCase || mayBeCase(entry) || this.#knowsCase(entry)
  }

  #canBeCalled(entry: string): boolean {
    return !this.isNumber || (entry.length >= NUMBER_MIN && entry.length <= NUMBER_MAX)
  }
}
