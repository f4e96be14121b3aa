import { DAY_MS, HOUR_MS } from '../base/units.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Reply, TextMeaning } from '../line/text-replies.ts'
import { isAnsweredByCarrier, meaningOf, replyText } from '../line/text-replies.ts'
import type { Runtime, View } from '../runtime/runtime.ts'
import { keepScore } from '../runtime/scores.ts'

/** A text message to a line. */
export interface ReceivedText {
  readonly sid: string
  readonly from: string
  /** The line's number. */
  readonly to: string
  readonly words: string
  readonly line: LineDefinition
}

/** Whoever gets such an answer again within this is a machine, and two machines would never stop. */
const ONE_ANSWER_WITHIN_MS = HOUR_MS
/** For so long a digit is the answer to a question for a score. */
const SCORE_WITHIN_MS = 3 * DAY_MS
/** Texts in that time that are looked through for the question. */
const LOOKED_THROUGH = 50

/** Takes the texts to a line: keeps them, heeds what they mean, and says what is answered. */
export class TextsReceived {
  readonly #runtime: Runtime

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /** Gives the answer, if there is one. */
  async take(view: View, text: ReceivedText): Promise<string | undefined> {
    const { store } = this.#runtime.options
    const { sid, from, to, words, line } = text
    const key = await view.callerKey(from)
    const caller = await store.caller(key)
    const said = meaningOf(words, { hasStopped: caller?.texts === 'stopped' })
    const isScore = said.means === 'score' && (await this.#keepsScore(view, key, said.score))
    const meaning = said.means === 'score' && !isScore ? ({ means: 'other' } as const) : said
    const reply = await this.#replyTo(view, key, meaning)
    view.keepPaper({
      ...{ kind: 'text', id: sid, caller: key, call: 0, state: meaning.means, atMs: view.atMs },
      body: { direction: 'in', line: line.name, words },
    })
    if (reply === undefined || isAnsweredByCarrier(words)) return undefined
    const tag = caller?.language ?? ''
    const language = line.languages.includes(tag) ? tag : line.languages[0]
    return replyText(line, reply, { language, number: to })
  }

  async #replyTo(view: View, key: number, meaning: TextMeaning): Promise<Reply | undefined> {
    switch (meaning.means) {
      case 'stop':
        view.changeCaller({ key, texts: 'stopped' })
        return 'stop'
      case 'start':
        view.changeCaller({ key, texts: 'welcome' })
        return 'start'
      case 'score':
        return 'score'
      case 'help':
        return (await this.#wasAnswered(view, key, 'help')) ? undefined : 'help'
      default:
        return (await this.#wasAnswered(view, key, 'other')) ? undefined : 'other'
    }
  }

  /** False where nobody asked for a score, or its call is still going on. */
  async #keepsScore(view: View, caller: number, score: number): Promise<boolean> {
    const { store, name } = this.#runtime.options
    const sinceMs = view.atMs - SCORE_WITHIN_MS
    const wanted = { kind: 'text', caller, sinceMs, newestFirst: true, limit: LOOKED_THROUGH } as const
    const texts = await store.papers(name, wanted)
    const asked = texts.find(({ body }) => body.direction === 'out' && body.asks === 'score')
    return asked !== undefined && (await keepScore(view, { call: asked.call, score, by: 'text' }))
  }

  async #wasAnswered(view: View, caller: number, state: string): Promise<boolean> {
    const { store, name } = this.#runtime.options
    const sinceMs = view.atMs - ONE_ANSWER_WITHIN_MS
    const before = await store.papers(name, { kind: 'text', caller, state, sinceMs, limit: 1 })
    return before.length > 0
  }
}
