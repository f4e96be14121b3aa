import { KEYS } from '../call/events.ts'
import { enteredNumber } from '../carrier/twilio/entered-number.ts'
import { zonesOf } from '../carrier/twilio/number-zones.ts'
import type { Phone, Question } from '../carrier/twilio/phones.ts'
import type { LineDefinition } from '../line/definition.ts'
import { intentOf } from '../line/phrases.ts'
import type { Secret } from '../store/rows.ts'
import type { Hook } from './webhooks.ts'
import { MissingField } from './webhooks.ts'

/** What a caller answered, by keys or in words. Empty for an answer of neither. */
export interface Answer {
  readonly digits: string
  readonly speech: string
}

/** What an answer means to a flow, and what of it is kept beside the journal. */
export interface Judged {
  readonly event: string
  readonly keeps: readonly Secret[]
  /** Where a number is that was entered to be called at. */
  readonly zone?: string | undefined
}

export interface Asked {
  readonly phone: Phone
  readonly line: LineDefinition
  /** Whether these digits are the number of a case that there is. */
  readonly isCase?: boolean
  /** The line's own number, which says in which country callers enter theirs. */
  readonly own: string
}

const KEY_NAMES: Readonly<Record<string, string>> = { '*': 'star', '#': 'pound' }

/** The answer that a webhook brings. How sure the recogniser is may be left out, so nothing depends on it. */
export function answerIn(hook: Hook): Answer {
  const [digits, speech] = [hook.field('Digits'), hook.field('SpeechResult')]
  if (digits === undefined && speech === undefined)
    throw new MissingField('neither Digits nor SpeechResult is in a webhook of key')
  return { digits: digits ?? '', speech: speech?.trim() ?? '' }
}

/** Judges an answer by what was asked; undefined for one to nothing. */
export function judge(
  { digits, speech }: Answer,
  { phone, line, own, isCase = false }: Asked,
): Judged | undefined {
  const { asks } = phone
  if (digits !== '') return asks && isEntry(asks) ? entered(digits, asks, { own, isCase }) : pressed(digits)
  if (!asks) return undefined
  if (speech === '') return { event: 'silence', keeps: [] }
  return asks.speech ? said(speech, asks, line, phone.language ?? line.languages[0]) : undefined
}

function isEntry({ keys, least = keys }: Question): boolean {
  return keys > 1 || least < keys
}

function pressed(digits: string): Judged | undefined {
  const key = KEY_NAMES[digits[0]!] ?? digits[0]!
  return (KEYS as readonly string[]).includes(key) ? { event: `key.${key}`, keeps: [] } : undefined
}

/** What was entered is for the agent, right or wrong; a secret is for nobody. */
function entered(
  digits: string,
  { keys, least = keys, as }: Question,
  { own, isCase }: Pick<Required<Asked>, 'own' | 'isCase'>,
): Judged {
  const isWhole = /^\d+$/.test(digits) && digits.length >= least && digits.length <= keys
  const number = as === 'number' && isWhole ? enteredNumber(digits, own) : undefined
  const isValid = isWhole && (as !== 'number' || number !== undefined) && (as !== 'case' || isCase)
  const keeps: Secret[] = as === 'secret' ? [] : [{ what: 'digits', value: digits }]
  if (number !== undefined) keeps.push({ what: 'number', value: number })
  if (as === 'case' && isValid) keeps.push({ what: 'case', value: digits })
  const zone = number === undefined ? undefined : zonesOf(number)
  return { event: isValid ? 'entry.valid' : 'entry.invalid', keeps, ...(zone !== undefined && { zone }) }
}

function said(speech: string, { as }: Question, line: LineDefinition, language: string): Judged {
  const intent = intentOf(line, language, speech)
  return {
    event: intent === undefined ? 'said.unclear' : `said.${intent}`,
    keeps: as === 'secret' ? [] : [{ what: 'speech', value: speech }],
  }
}
