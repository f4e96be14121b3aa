import type { LineDefinition } from './definition.ts'
import { renderPrompt, type SpokenValues, TYPICAL } from './speech.ts'

/** A text message as it is to be sent. */
export interface TextMessage {
  readonly prompt: string
  readonly language: string
  readonly values: SpokenValues
  /** The first to somebody also says how to stop them. */
  readonly isFirst: boolean
}

/** How texts are stopped, as carriers ask that it be said; other languages have it in English. */
const STOPPING: Readonly<Record<string, string>> = {
  en: 'Reply STOP to stop these texts.',
  es: 'Responda ALTO para no recibir más.',
}

/** The words of a text message: who sends it, the prompt with its values in digits, and how to stop them. */
export function textMessage(
  line: LineDefinition,
  { prompt, language, values, isFirst }: TextMessage,
): string {
  const words = renderPrompt(line, prompt, language, values, 'written')
  const stopping = STOPPING[language.split('-', 1)[0]!] ?? STOPPING.en
  return `${senderOf(line)}: ${words}${isFirst ? ` ${stopping}` : ''}`
}

/** The first text to somebody that a prompt makes on an ordinary day, for its length. */
export function typicalText(line: LineDefinition, prompt: string, language: string): string {
  return textMessage(line, { prompt, language, values: TYPICAL, isFirst: true })
}

/** Who texts and e-mails of a line say that they are from. */
export function senderOf({ sender, name }: Pick<LineDefinition, 'sender' | 'name'>): string {
  return sender ?? name
}

/** Signs of the GSM alphabet, which a text holds 160 of; and those that count twice. Source: 3GPP TS 23.038, 6.2.1. */
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const GSM_TWICE = new Set('^{}\\[~]|€\f')
const GSM_ONE = 160
const GSM_PART = 153
const UCS_ONE = 70
const UCS_PART = 67

/** Parts in which a text travels, each of which is paid for: one strange sign makes all of them less than half as long. */
export function segmentsOf(text: string): number {
  let gsm = 0
  for (const sign of text) {
    if (!GSM.has(sign) && !GSM_TWICE.has(sign)) return partsOf(text.length, UCS_ONE, UCS_PART)
    gsm += GSM.has(sign) ? 1 : 2
  }
  return partsOf(gsm, GSM_ONE, GSM_PART)
}

function partsOf(length: number, one: number, part: number): number {
  return length <= one ? 1 : Math.ceil(length / part)
}
