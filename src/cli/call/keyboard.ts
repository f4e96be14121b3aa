import type { Key } from '../../call/events.ts'
import { keyOf } from '../../testkit/keys.ts'

/** What a person at a keyboard does on the phone. */
export type Meant =
  | { readonly does: 'press'; readonly key: Key }
  | { readonly does: 'say'; readonly words: string }
  | { readonly does: 'record' }
  | { readonly does: 'hang-up' }
  /** A key that no phone has. */
  | { readonly does: 'other'; readonly name: string }

/** A key as Node tells of it. */
export interface Keypress {
  readonly name?: string
  readonly ctrl?: boolean
}

/** Makes a phone of a keyboard: keys are those of a phone, but for those that hang up, record, and begin to talk. */
export class Keyboard {
  /** What is being typed to be said; undefined while keys are the phone's. */
  words: string | undefined

  /** What a key means; undefined for one that only goes into the words. */
  typed(sign: string | undefined, { name, ctrl }: Keypress): Meant | undefined {
    if (ctrl && (name === 'c' || name === 'd')) return { does: 'hang-up' }
    if (this.words !== undefined) return this.#talks(this.words, sign ?? '', name)
    const key = keyOf(sign ?? '')
    if (key !== undefined) return { does: 'press', key }
    if (name === 'h') return { does: 'hang-up' }
    if (name === 'r') return { does: 'record' }
    if (name !== 't') return { does: 'other', name: name ?? sign ?? '' }
    this.words = ''
    return undefined
  }

  #talks(words: string, sign: string, name: string | undefined): Meant | undefined {
    if (name === 'return' || name === 'enter') {
      this.words = undefined
      return words.trim() === '' ? undefined : { does: 'say', words: words.trim() }
    }
    if (name === 'escape') this.words = undefined
    else if (name === 'backspace') this.words = [...words].slice(0, -1).join('')
    // Arrows and the like are signs that nobody says.
    else if (!/\p{Cc}/u.test(sign)) this.words = words + sign
    return undefined
  }
}
