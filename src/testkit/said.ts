import type { LineDefinition } from '../line/definition.ts'
import { intentOf } from '../line/phrases.ts'

/** What a line makes of words. */
interface Understood {
  /** Of the flow's alphabet. */
  readonly event: string
  /** The words, and what they were taken for. */
  readonly shown: string
}

/** What a recogniser and the line's phrases make of words; the name of an intent stands for whatever means it. */
export function understood(definition: LineDefinition, language: string, words: string): Understood {
  if (isIntent(definition, words)) return { event: `said.${words}`, shown: words }
  const intent = intentOf(definition, language, words) ?? 'unclear'
  return { event: `said.${intent}`, shown: `“${words}” (${intent})` }
}

/** True for the name of an intent, and for `unclear`. */
export function isIntent({ intents }: LineDefinition, words: string): boolean {
  return words === 'unclear' || intents.includes(words)
}
