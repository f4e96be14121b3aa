import { caseNumberOf } from '../../line/case-number.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { textMessage } from '../../line/text-message.ts'
import { MailRefused } from '../mail/mailer.ts'
import { surveyToken } from '../mail/survey-link.ts'
import { surveyMail } from '../mail/survey-mail.ts'
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
    const line = lineOf(this.#means(), deed.line)
    if (!line?.prompts[deed.prompt]) return 'the line says this no more'
    if (to.refuses) return this.#orByMail(deed, line, to, { fate: to.refuses })
    const body = await this.#wordsOf(deed, line, to)
    held.throwIfAborted()
    const statusUrl = `${publicUrl}/text/${deed.text}/status`
    const once = { id: deed.text, attempt, to: to.number, body, statusUrl, nowMs: served.nowMs }
    return this.#orByMail(deed, line, to, await this.#texts.send(once))
  }

  async #recipientOf({ call, caller, to }: TextDeed): Promise<Recipient | undefined> {
    const { lookUp } = this.#means()
    if (to !== 'given') return caller === 0 ? undefined : lookUp.recipientOf({ caller })
    const { given } = await lookUp.digitsOf(call, caller)
    return given === undefined ? undefined : lookUp.recipientOf({ number: given })
  }

  async #wordsOf(deed: TextDeed, line: LineDefinition, { language, isTexted }: Recipient): Promise<string> {
    const { prompt, values } = deed
    const open = await this.#caseOf(deed)
    return textMessage(line, {
      prompt,
      language: languageFor(deed, line, language),
      values: { ...NO_MOMENTS, ...values, ...(open !== undefined && { case: open }) },
      isFirst: !isTexted,
    })
  }

  async #caseOf({ call, caller, hasCase }: TextDeed): Promise<string | undefined> {
    const { about, case: known } = await this.#means().lookUp.digitsOf(call, caller)
    return about ?? (hasCase ? caseNumberOf(call) : known)
  }

  /** Keeps what came of a text; a question for a score that does not reach anybody by text goes by e-mail, if it can. */
  async #orByMail(
    deed: TextDeed,
    line: LineDefinition,
    to: Recipient,
    came: Pick<KeptText, 'fate' | 'sid'>,
  ): Promise<string> {
    const kept = await this.#keep(deed, to, came)
    const isLost = came.fate !== 'sent' && came.fate !== 'unknown'
    return isLost && (await this.#mails(deed, line, to)) ? this.#keep(deed, to, { fate: 'mailed' }) : kept
  }

  /** False where nobody can be asked by e-mail. @throws to be tried again */
  async #mails(deed: TextDeed, line: LineDefinition, { email, language }: Recipient): Promise<boolean> {
    const { surveys, served, publicUrl } = this.#means()
    if (deed.asks !== 'score' || deed.call === 0 || email === undefined || !surveys) return false
    const open = await this.#caseOf(deed)
    const mail = surveyMail(line, {
      language: languageFor(deed, line, language),
      link: `${publicUrl}/survey/${surveyToken(deed.call, served.nowMs, surveys.key)}`,
      ...(open !== undefined && { case: open }),
    })
    try {
      await surveys.mailer.send({ to: email, id: deed.text, ...mail })
      return true
    } catch (error) {
      if (error instanceof MailRefused) return false
      throw error
    }
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

/** The language of the call, else that of the caller's record, as far as the line speaks them. */
function languageFor({ language }: TextDeed, line: LineDefinition, recorded: string | undefined): string {
  const known = [language, recorded].find(tag => tag !== undefined && line.languages.includes(tag))
  return known ?? line.languages[0]
}

/** Where there is no moment, nobody can say when. */
const NO_MOMENTS = { openingMs: Number.POSITIVE_INFINITY, promisedMs: Number.POSITIVE_INFINITY }

function lineOf({ served }: Means, name: string): LineDefinition | undefined {
  const line = served.centre.lineOf(name)
  return line < 0 ? undefined : served.centre.centre.state.lines[line]!.table.line.definition
}
