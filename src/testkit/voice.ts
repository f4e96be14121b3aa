import type { Directive } from '../call/journal.ts'
import type { SpokenDigits } from '../line/speech.ts'
import type { Ear } from './ear.ts'

type Prompt = Extract<Directive, { do: 'say' | 'ask' | 'record' }>

/** Speaks prompts into a caller's ear, in the language of the call, with what only the carrier knows of the caller. */
export class Voice {
  language: string
  readonly #ear: Ear
  readonly #digits: () => SpokenDigits

  constructor(language: string, ear: Ear, digits: () => SpokenDigits) {
    this.language = language
    this.#ear = ear
    this.#digits = digits
  }

  /** Gives when it will have been spoken. */
  speaks(directive: Prompt): number {
    this.#ear.say(directive.prompt, this.language, {
      ...this.#digits(),
      ...(directive.do === 'say' && toldBy(directive)),
    })
    return this.#ear.quietMs
  }
}

function toldBy({
  position,
  lowMinutes,
  highMinutes,
  openingMs,
  promisedMs,
  quieterMs,
}: Extract<Prompt, { do: 'say' }>) {
  return {
    ...(position !== undefined && { position }),
    ...(highMinutes !== undefined && { lowMinutes: lowMinutes ?? 0, highMinutes }),
    ...(openingMs !== undefined && { openingMs }),
    ...(promisedMs !== undefined && { promisedMs }),
    ...(quieterMs !== undefined && { quieterMs }),
  }
}
