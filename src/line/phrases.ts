import type { LineDefinition } from './definition.ts'

type Speaks = Pick<LineDefinition, 'intents' | 'phrases'>

/**
 * The intent that a caller's words mean: the one of whose phrases most words were said; of two alike the one that the
 * line names first. Undefined where no phrase was said whole.
 * @param said what a recogniser heard, in any case and with any signs
 */
export function intentOf(
  { intents, phrases = {} }: Speaks,
  language: string,
  said: string,
): string | undefined {
  const heard = ` ${wordsOf(said).join(' ')} `
  let best: string | undefined
  let most = 0
  for (const intent of intents) {
    for (const phrase of phrases[intent]?.[language] ?? []) {
      const words = wordsOf(phrase)
      if (words.length <= most || !heard.includes(` ${words.join(' ')} `)) continue
      best = intent
      most = words.length
    }
  }
  return best
}

/** All that callers may say in a language, for a recogniser to expect. */
export function phrasesIn({ intents, phrases = {} }: Speaks, language: string): string[] {
  return intents.flatMap(intent => phrases[intent]?.[language] ?? [])
}

/** Words without case, accents and signs, as recognisers differ in them. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}
