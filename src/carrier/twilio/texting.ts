import { caseNumberOf } from '../../line/case-number.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { textMessage } from '../../line/text-message.ts'
import type { TextDeed } from './effects.ts'
import type { Means } from './means.ts'
import { codeOf, isRefusal, isUndone } from './rest.ts'
import type { KeptText, Recipient } from './served.ts'

/** Twilio's codes of numbers that a text never reaches: invalid, no mobile, no country of ours, short codes. */
const UNREACHABLE: ReadonlySet<number | undefined> = new Set([21211, 21214, 21265, 21408, 21612, 21614])
/** Twilio's code for somebody who has texted STOP to our number. */
const STOPPED = 21610
/** The try before began at most so long ago; Twilio counts in whole seconds. */
const BEFORE_MS = 3_600_000

/** Sends text messages by REST. What may have been sent is not sent again: nobody is texted twice. */
export class Texting {
  readonly #means: () => Means
  /** Texts whose last try surely did not reach anybody. */
  readonly #undone = new Set<string>()

  constructor(means: () => Means) {
    this.#means = means
  }

  /** Gives what came of it. @throws to be tried again */
  async send(deed: TextDeed, attempt: number, held: AbortSignal): Promise<string> {
    const { rest, served, publicUrl } = this.#means()
    const to = await this.#recipientOf(deed)
    if (!to) return 'no number'
    if (to.refuses) return this.#keep(deed, to, { fate: to.refuses })
    const line = lineOf(this.#means(), deed.line)
    if (!line?.prompts[deed.prompt]) return 'the line says this no more'
    const body = await this.#wordsOf(deed, line, to)
    held.throwIfAborted()
    if (attempt > 1 && !this.#undone.delete(deed.text)) {
      const earlier = (await rest.textsTo(to.number)).find(
        sent => sent.body === body && sent.createdMs > served.nowMs - BEFORE_MS,
      )
      return this.#keep(deed, to, earlier ? { fate: 'sent', sid: earlier.sid } : { fate: 'unknown' })
    }
    let sid: string
    try {
      sid = await rest.text({ to: to.number, body, statusUrl: `${publicUrl}/text/${deed.text}/status` })
    } catch (error) {
      const code = codeOf(error)
      if (code === STOPPED) return this.#keep(deed, to, { fate: 'stopped' })
      if (UNREACHABLE.has(code)) return this.#keep(deed, to, { fate: 'unreachable' })
      if (isRefusal(error)) return this.#keep(deed, to, { fate: 'refused' })
      if (isUndone(error)) this.#undone.add(deed.text)
      throw error
    }
    return this.#keep(deed, to, { fate: 'sent', sid })
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
