import type { LineDefinition } from './definition.ts'
import { senderOf } from './text-message.ts'

/** What somebody means who texts a line. */
export type TextMeaning =
  | { readonly means: 'stop' | 'start' | 'help' | 'other' }
  /** How content, from 1 to 5, if that was asked. */
  | { readonly means: 'score'; readonly score: number }

/** Words that stop texts, as carriers and the law of the United States know them, and those that callers in Spanish use. */
const STOPS = words(
  'stop, stop all, stopall, unsubscribe, cancel, end, quit, opt out, optout, revoke, alto, baja, parar, cancelar, detener',
)
const STARTS = words('start, unstop, alta, comenzar, iniciar')
/** An answer to START's own question, from somebody who has stopped them; from others it may answer anything. */
const YES = words('yes, si')
const HELPS = words('help, info, ayuda')

/**
 * Words after which Twilio answers, and keeps by itself who wants no texts: an answer of ours would not arrive. The
 * word must stand alone, without a sign.
 */
const ANSWERED_BY_CARRIER = words(
  'stop, stopall, unsubscribe, cancel, end, quit, optout, revoke, start, unstop, yes',
)

const SCORES: readonly (readonly string[])[] = [
  ['1', 'one', 'uno'],
  ['2', 'two', 'dos'],
  ['3', 'three', 'tres'],
  ['4', 'four', 'cuatro'],
  ['5', 'five', 'cinco'],
]

/** @param hasStopped true for somebody who gets no texts any more */
export function meaningOf(text: string, { hasStopped }: { readonly hasStopped: boolean }): TextMeaning {
  const word = plain(text)
  if (STOPS.has(word)) return { means: 'stop' }
  if (STARTS.has(word) || (hasStopped && YES.has(word))) return { means: 'start' }
  if (HELPS.has(word)) return { means: 'help' }
  const score = SCORES.findIndex(ways => ways.includes(word.replace(/ ?(\/|of|de) ?5$/, ''))) + 1
  return score > 0 ? { means: 'score', score } : { means: 'other' }
}

/** True where the carrier itself says what there is to say. */
export function isAnsweredByCarrier(text: string): boolean {
  return ANSWERED_BY_CARRIER.has(text.trim().toLowerCase())
}

/** What a line can answer. */
export type Reply = keyof (typeof REPLIES)['en']

const REPLIES = {
  en: {
    stop: 'You will get no more texts from us. Reply START to get them again.',
    start: 'You will get our texts again. Reply STOP to stop them.',
    help: 'To speak with us, call {number}. Reply STOP to stop these texts.',
    score: 'Thank you for telling us.',
    other: 'Nobody reads the texts to this number. To speak with us, please call {number}.',
  },
  es: {
    stop: 'No recibirá más mensajes nuestros. Responda START para recibirlos de nuevo.',
    start: 'Recibirá de nuevo nuestros mensajes. Responda ALTO para no recibir más.',
    help: 'Para hablar con nosotros, llame al {number}. Responda ALTO para no recibir más.',
    score: 'Gracias por su opinión.',
    other: 'Nadie lee los mensajes a este número. Para hablar con nosotros, llame al {number}.',
  },
} as const

/**
 * The words of an answer to a text.
 * @param number that the person texted, which is the line's
 */
export function replyText(
  line: Pick<LineDefinition, 'sender' | 'name'>,
  reply: Reply,
  { language, number }: { readonly language: string; readonly number: string },
): string {
  const replies = language.split('-', 1)[0] === 'es' ? REPLIES.es : REPLIES.en
  return `${senderOf(line)}: ${replies[reply].replace('{number}', number)}`
}

/** Without case, accents, signs at its ends and more than one space. */
function plain(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return letters.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/\s+/g, ' ')
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(', '))
}
