import { eventNumber, KEYS } from '../../../src/call/events.ts'
import type { Choice } from '../../../src/call/flow.ts'
import type { FlowTable } from '../../../src/call/flow-table.ts'

/** The caller has what the call was for, or nobody here can give it: hangs up. */
export const HANG_UP = -1
/** Nothing can be keyed here. */
export const NOTHING = -2

/** The key that callers press everywhere who want an agent and nothing else. */
export const KEY_0 = eventNumber('key.0')
const FIRST_KEY = KEY_0
const SILENCE = eventNumber('silence')
const ENTRY_VALID = eventNumber('entry.valid')
const ENTRY_INVALID = eventNumber('entry.invalid')

/** What callers can do where a flow waits for them, looked up by state, intent and language. */
interface Options {
  /** By intent and wanted language: the right event, or `HANG_UP`. */
  readonly right: Int32Array
  /** Keys that do something, of which a slip presses any. */
  readonly keys: Int32Array
  /** The share of answers that are slips, where the flow says; else it is as in all questions. */
  readonly slips?: number
}

/** How callers answer the questions of one flow: by `meta.asks`, which is all that they understand of it. */
export class Behaviour {
  readonly #table: FlowTable
  readonly #intents: readonly string[]
  readonly #languages: readonly string[]
  readonly #options: (Options | null | undefined)[] = []
  /** By state, then by wanted and spoken language. */
  readonly #insistence: (Int32Array | undefined)[] = []

  constructor(table: FlowTable) {
    this.#table = table
    this.#intents = table.line.definition.intents
    this.#languages = table.names.languages
  }

  /**
   * The event by which a caller answers in this state; one who slips presses a random key.
   * @param luck from 0 to 1; below `slips`, the share of answers that are slips, the caller slips
   */
  answer(
    state: number,
    intent: number,
    wanted: number,
    speaking: number,
    luck: number,
    slips: number,
  ): number {
    const options = this.#optionsOf(state)
    if (!options) return NOTHING
    const share = options.slips ?? slips
    if (luck < share) return options.keys[Math.floor((luck / share) * options.keys.length)]!
    const languages = this.#languages.length
    return options.right[(intent * languages + wanted) * languages + speaking]!
  }

  /** True for a question whose answers serve no wish, such as at what other time to be called back. */
  isAside(state: number): boolean {
    const asks = this.#table.asks(state)
    if (asks?.kind !== 'choice') return false
    return Object.values(asks.choices).every(({ serves, speaks }) => serves.length === 0 && !speaks)
  }

  /**
   * The event by which a caller answers in this state who wants an agent, whatever is offered; `NOTHING` where such a
   * caller answers as all do: what language to speak, whether a number is right.
   */
  insists(state: number, wanted: number, speaking: number): number {
    this.#insistence[state] ??= this.#workInsistence(state)
    return this.#insistence[state][wanted * this.#languages.length + speaking]!
  }

  #workInsistence(state: number): Int32Array {
    const asks = this.#table.asks(state)
    const languages = this.#languages.length
    const insistence = new Int32Array(languages ** 2).fill(NOTHING)
    const ifHeard = (event: number) => (this.#table.hears(state, event) ? event : SILENCE)
    if (asks?.kind === 'entry') return insistence.fill(ifHeard(ENTRY_INVALID))
    if (asks?.kind !== 'choice') return insistence
    const spoken = Object.values(asks.choices).map(({ speaks }) => speaks)
    if (spoken.every(speaks => speaks !== undefined)) return insistence
    return insistence.map((_, cell) => {
      const wanted = Math.floor(cell / languages)
      const isUnderstood = wanted === cell % languages || !spoken.includes(this.#languages[wanted]!)
      return isUnderstood ? ifHeard(KEY_0) : NOTHING
    })
  }

  #optionsOf(state: number): Options | null {
    const known = this.#options[state]
    if (known !== undefined) return known
    const options = this.#work(state)
    this.#options[state] = options
    return options
  }

  #work(state: number): Options | null {
    const asks = this.#table.asks(state)
    if (!asks || asks.kind === 'nothing' || asks.kind === 'recording') return null
    if (asks.kind === 'confirmation') {
      const right = new Int32Array(this.#cells()).fill(keyEvent(asks.yes))
      return { right, keys: Int32Array.of(keyEvent(asks.no)) }
    }
    if (asks.kind === 'entry') {
      const right = new Int32Array(this.#cells()).fill(ENTRY_VALID)
      return { right, keys: Int32Array.of(ENTRY_INVALID), slips: 1 - asks.oddsRight }
    }
    const choices = Object.entries(asks.choices)
    const keys = Int32Array.from(choices, ([key]) => keyEvent(key))
    const right = new Int32Array(this.#cells())
    const languages = this.#languages.length
    for (let cell = 0; cell < right.length; cell++) {
      const speaking = cell % languages
      const wanted = Math.floor(cell / languages) % languages
      const intent = this.#intents[Math.floor(cell / languages / languages)]
      right[cell] = this.#choose(choices, intent, this.#languages[wanted]!, wanted === speaking)
    }
    return { right, keys }
  }

  /** Cells for each intent, wanted and spoken language; a line without intents has callers with one. */
  #cells(): number {
    return Math.max(1, this.#intents.length) * this.#languages.length ** 2
  }

  /**
   * Own language first, unless it is spoken already; then the key that serves the intent; the only key there is; else
   * the caller is content. Where languages alone are offered, and not the own, the caller waits for what follows.
   */
  #choose(
    choices: [string, Choice][],
    intent: string | undefined,
    language: string,
    isSpoken: boolean,
  ): number {
    const own = choices.find(([, { speaks }]) => speaks === language)
    const offersLanguages = choices.length > 0 && choices.every(([, { speaks }]) => speaks !== undefined)
    if (own && (offersLanguages || !isSpoken)) return keyEvent(own[0])
    const serves = choices.find(([, choice]) => intent !== undefined && choice.serves.includes(intent))
    if (serves) return keyEvent(serves[0])
    if (offersLanguages) return SILENCE
    const [only, ...others] = choices
    // Star and pound only go back and repeat: whoever took them would go round without end.
    return only && others.length === 0 && !/^(star|pound)$/.test(only[0]) ? keyEvent(only[0]) : HANG_UP
  }
}

function keyEvent(key: string): number {
  return FIRST_KEY + (KEYS as readonly string[]).indexOf(key)
}
