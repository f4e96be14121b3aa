import { VoiceDocument } from './twiml.ts'
import { speak } from './voices.ts'

/** What callers hear when we cannot answer; needs no state, no store and no clock. */
const WORDS: Readonly<Record<string, { sorry: string; goodbye: string; notHere: string; thanks: string }>> = {
  en: {
    sorry: 'We are sorry, something went wrong on our side. One moment, please.',
    goodbye: 'We are sorry, we cannot take your call right now. Please call again in a few minutes. Goodbye.',
    notHere: 'We are sorry, nobody can be reached at this number. Goodbye.',
    thanks: 'Thank you for calling. Goodbye.',
  },
  es: {
    sorry: 'Lo sentimos, algo falló de nuestro lado. Un momento, por favor.',
    goodbye:
      'Lo sentimos, ahora no podemos atender su llamada. Por favor llame otra vez en unos minutos. Hasta luego.',
    notHere: 'Lo sentimos, en este número no hay quien le atienda. Hasta luego.',
    thanks: 'Gracias por llamar. Hasta luego.',
  },
}

/** An apology, and once more to the start of the line: a caller who got that far keeps the place. */
export function sorryDocument(languages: readonly string[], startUrl: string): string {
  const response = new VoiceDocument()
  say(response, languages, 'sorry')
  response.redirect({ method: 'POST' }, startUrl)
  return response.toString()
}

/** Ends a call: one that we cannot serve (`goodbye`), that has heard all (`thanks`), or for no line (`notHere`). */
export function goodbyeDocument(
  languages: readonly string[],
  words: 'goodbye' | 'notHere' | 'thanks',
): string {
  const response = new VoiceDocument()
  say(response, languages, words)
  response.hangup()
  return response.toString()
}

/** Takes a call out of a Twilio queue, whose documents may hold little, to what follows the queue. */
export function leaveDocument(): string {
  const response = new VoiceDocument()
  response.leave()
  return response.toString()
}

/** Takes a call somewhere else without a word. */
export function redirectDocument(url: string): string {
  const response = new VoiceDocument()
  response.redirect({ method: 'POST' }, url)
  return response.toString()
}

/** Ends a leg without a word. */
export function hangUpDocument(): string {
  const response = new VoiceDocument()
  response.hangup()
  return response.toString()
}

/** For webhooks whose answer nobody hears. */
export function emptyDocument(): string {
  return new VoiceDocument().toString()
}

type Words = keyof (typeof WORDS)[string]

function say(response: VoiceDocument, languages: readonly string[], words: Words): void {
  const known = languages.filter(language => wordsIn(language))
  for (const language of known.length > 0 ? known : ['en-US'])
    speak(response, wordsIn(language)![words], language)
}

function wordsIn(language: string): (typeof WORDS)[string] | undefined {
  return WORDS[language.split('-', 1)[0]!]
}
