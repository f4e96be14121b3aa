import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'

type SayAttributes = VoiceResponse.SayAttributes

/**
 * Language and voice go together: a pair that does not fit can fail the verb. A language that is not here is spoken
 * by Twilio's own choice of voice for it.
 */
const VOICES: Readonly<Record<string, SayAttributes>> = {
  'en-US': { language: 'en-US', voice: 'Polly.Joanna' },
  'en-GB': { language: 'en-GB', voice: 'Polly.Amy' },
  'es-US': { language: 'es-US', voice: 'Polly.Lupe' },
  'es-MX': { language: 'es-MX', voice: 'Polly.Mia' },
  'es-ES': { language: 'es-ES', voice: 'Polly.Lucia' },
  'fr-CA': { language: 'fr-CA', voice: 'Polly.Chantal' },
  'fr-FR': { language: 'fr-FR', voice: 'Polly.Lea' },
  'de-DE': { language: 'de-DE', voice: 'Polly.Vicki' },
  'it-IT': { language: 'it-IT', voice: 'Polly.Bianca' },
  'pt-BR': { language: 'pt-BR', voice: 'Polly.Camila' },
  'pt-PT': { language: 'pt-PT', voice: 'Polly.Ines' },
  'ja-JP': { language: 'ja-JP', voice: 'Polly.Mizuki' },
}

/** Polly's limit, the lowest of those that our voices have. */
export const SAY_MAX_CHARACTERS = 3_000

/** A document, or a `<Gather>` in one: where words, audio and pauses can stand. */
export interface Sounds {
  say(attributes: SayAttributes, message: string): unknown
  play(attributes: VoiceResponse.PlayAttributes, url: string): unknown
  pause(attributes: VoiceResponse.PauseAttributes): unknown
}

/** Says a text, in several verbs where one would be too long. Nothing for an empty text. */
export function speak(sounds: Sounds, text: string, language: string): void {
  const attributes = VOICES[language] ?? ({ language } as SayAttributes)
  for (const part of splitText(text, SAY_MAX_CHARACTERS)) sounds.say(attributes, part)
}

/** Parts of at most `limit` characters, cut after a sentence where there is one, else between words. */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > limit) {
    const head = rest.slice(0, limit)
    const sentence = Math.max(...['. ', '? ', '! '].map(end => head.lastIndexOf(end) + 1))
    const cut = sentence > 0 ? sentence : head.lastIndexOf(' ') > 0 ? head.lastIndexOf(' ') : limit
    parts.push(rest.slice(0, cut).trim())
    rest = rest.slice(cut).trim()
  }
  return rest === '' ? parts : [...parts, rest]
}
