import type { LineDefinition } from '../line/definition.ts'
import type { SpokenValues } from '../line/speech.ts'
import { textMessage } from '../line/text-message.ts'
import type { TextMeaning } from '../line/text-replies.ts'
import { meaningOf } from '../line/text-replies.ts'

/** A text message as the line sends it. */
export interface IncomingText {
  readonly prompt: string
  readonly language: string
  readonly values: SpokenValues
  readonly asksScore: boolean
}

/** The text messages of one caller, over all calls. */
export class Inbox {
  readonly #line: LineDefinition
  #hasStopped = false
  #isFirst = true
  #asksScore = false

  constructor(line: LineDefinition) {
    this.#line = line
  }

  /** Gives the words of a text as it arrives; nothing for a caller who has stopped them. */
  takes({ asksScore, ...text }: IncomingText): string | undefined {
    if (this.#hasStopped) return undefined
    const words = textMessage(this.#line, { ...text, isFirst: this.#isFirst })
    this.#isFirst = false
    this.#asksScore ||= asksScore
    return words
  }

  /** The caller texts the line. Gives what that means; a score only where one was asked for. */
  sends(words: string): TextMeaning {
    const meaning = meaningOf(words, { hasStopped: this.#hasStopped })
    if (meaning.means === 'stop') this.#hasStopped = true
    if (meaning.means === 'start') this.#hasStopped = false
    return meaning.means === 'score' && !this.#asksScore ? { means: 'other' } : meaning
  }
}
