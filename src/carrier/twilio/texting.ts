import { caseNumberOf } from '../../line/case-number.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { textMessage } from '../../line/text-message.ts'
import type { TextDeed } from './effects.ts'
import type { Means } from './means.ts'
import type { KeptText, Recipient } from './served.ts'
import { TextsOnce } from './text-once.ts'

/** Sends text messages by REST. What may have been sent is not sent again: nobody is texted twice. */
export class Texting {
  readonly #means: () => Means
  readonly #texts: TextsOnce

  constructor(means: () => Means) {
    this.#means = means
    this.#texts = new TextsOnce(() => means().rest)
  }

  /** Gives what came of it. @throws to be tried again */
  async send(deed: TextDeed, attempt: number, held: AbortSignal): Promise<string> {
    const { served, publicUrl } = this.#means()
    const to = await this.#recipientOf(deed)
    if (!to) return 'no number'
    if (to.refuses) return this.#keep(deed, to, { fate: to.refuses })
    const line = lineOf(this.#means(), deed.line)
    if (!line?.prompts[deed.prompt]) return 'the line says this no more'
    const body = await this.#wordsOf(deed, line, to)
    held.throwIfAborted()
    const statusUrl = `${publicUrl}/text/${deed.text}/status`
    const once = { id: deed.text, attempt, to: to.number, body, statusUrl, nowMs: served.nowMs }
    return this.#keep(deed, to, await this.#texts.send(once))
  }

  async #recipientOf({ call, caller, to }: TextDeed): Promise<Recipient | undefined> {
    const { lookUp } = this.#means()
    if (to !== 'given') return caller === 0 ? undefined : lookUp.recipientOf({ caller })
    const { given } = await lookUp.digitsOf(call, caller)
    return given === undefined ? undefined : lookUp.recipientOf({ number: given })
  }

  async #wordsOf(deed: TextDeed, line: LineDefinition, { language, isTexted }: Recipient): Promise<string> {
    const { call, caller, prompt, values, hasCase } = deed
    const { about, case: known } = await this.#means().lookUp.digitsOf(call, caller)
    const open = about ?? (hasCase ? caseNumberOf(call) : known)
    const speaks = [deed.language, language].find(tag => tag !== undefined && line.languages.includes(tag))
    return textMessage(line, {
      prompt,
      language: speaks ?? line.languages[0],
      values: { ...NO_MOMENTS, ...values, ...(open !== undefined && { case: open }) },
      isFirst: !isTexted,
    })
  }

  async #keep(
    { text, line, call, prompt, asks }: TextDeed,
    { number }: Recipient,
    came: Pick<KeptText, 'fate' | 'sid'>,
  ): Promise<string> {
    await this.#means().served.keepText({ text, line, call, number, prompt, ...(asks && { asks }), ...came })
    return came.fate
  }
}

/** Where there is no moment, nobody can say when. */
const NO_MOMENTS = { openingMs: Number.POSITIVE_INFINITY, promisedMs: Number.POSITIVE_INFINITY }

function lineOf({ served }: Means, name: string): LineDefinition | undefined {
  const line = served.centre.lineOf(name)
  return line < 0 ? undefined : served.centre.centre.state.lines[line]!.table.line.definition
}
