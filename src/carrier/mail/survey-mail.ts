import type { LineDefinition } from '../../line/definition.ts'
import { senderOf } from '../../line/text-message.ts'

interface Words {
  readonly subject: string
  readonly thanks: string
  readonly caseNumber: string
  readonly asks: string
}

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    subject: 'how was your call?',
    thanks: 'Thank you for calling.',
    caseNumber: 'Your case number is {case}.',
    asks: 'How content are you with the call? One click tells us:',
  },
  es: {
    subject: '¿cómo estuvo su llamada?',
    thanks: 'Gracias por llamar.',
    caseNumber: 'Su número de caso es {case}.',
    asks: '¿Qué tan satisfecho quedó con la llamada? Un clic nos lo dice:',
  },
}

export interface SurveyMail {
  readonly language: string
  readonly link: string
  /** The caller's case, if there is one. */
  readonly case?: string
}

/** The words of an e-mail that asks how content a caller was, for one who cannot be texted. */
export function surveyMail(
  line: Pick<LineDefinition, 'sender' | 'name'>,
  { language, link, case: open }: SurveyMail,
): { subject: string; text: string } {
  const words = WORDS[language.split('-', 1)[0]!] ?? WORDS.en!
  const about = open === undefined ? [] : [words.caseNumber.replace('{case}', open)]
  const sender = senderOf(line)
  return {
    subject: `${sender}: ${words.subject}`,
    text: `${[words.thanks, ...about].join(' ')}\n\n${words.asks}\n${link}\n\n${sender}\n`,
  }
}
