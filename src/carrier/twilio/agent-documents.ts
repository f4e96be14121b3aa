import { MINUTE_MS } from '../../base/units.ts'
import { VoiceDocument } from './twiml.ts'
import { speak } from './voices.ts'

/** What an agent is told of the caller before taking the call. */
export interface Whisper {
  readonly language: string
  readonly line: string
  readonly queue: string
  /** Empty for an ordinary caller. */
  readonly tier: string
  readonly name: string | undefined
  /** The last digits of the caller's number, by which the agent knows one from another; empty for a withheld one. */
  readonly lastDigits: string
  readonly waitMs: number
  /** Number of the caller's open case; absent where there is none. */
  readonly openCase?: string
  readonly isCallback: boolean
  /** The caller is gone and has left a message. */
  readonly isMessage: boolean
  /** The agent who asks for help with the call, and for how long the two have talked; absent for an offer. */
  readonly helps?: { readonly agent: string; readonly talkMs: number }
}

interface Words {
  offer(whisper: Whisper, minutes: number): string
  help(agent: string, minutes: number): string
  watch(agent: string): string
  readonly press: string
  readonly pressToHear: string
  who(name: string | undefined, lastDigits: string): string
  readonly gone: string
}

const ENGLISH: Words = {
  offer: ({ line, queue, tier, name, lastDigits, openCase, isCallback, isMessage }, minutes) => {
    const who = ENGLISH.who(name, lastDigits)
    const waited = minutes === 0 ? 'less than a minute' : minutes === 1 ? 'one minute' : `${minutes} minutes`
    const kind = isMessage ? 'Message' : isCallback ? 'Callback' : 'Call'
    return `${kind} for ${spokenName(queue)}, ${spokenName(line)}, from ${who}${tier ? `, ${spokenName(tier)}` : ''}. Waited ${waited}.${openCase === undefined ? '' : ` Open case ${spaced(openCase)}.`}`
  },
  help: (agent, minutes) =>
    `${agent} asks for your help with a caller${minutes === 0 ? '' : minutes === 1 ? ' of one minute' : ` of ${minutes} minutes`}.`,
  watch: agent => `This is the talk of ${agent}. Press 1 to come in.`,
  press: 'Press 1 to take the call.',
  pressToHear: 'Press 1 to hear it.',
  who: (name, lastDigits) =>
    name ?? (lastDigits ? `a number ending in ${spaced(lastDigits)}` : 'a withheld number'),
  gone: 'The caller is no longer there. Thank you. Goodbye.',
}

const SPANISH: Words = {
  offer: ({ line, queue, tier, name, lastDigits, openCase, isCallback, isMessage }, minutes) => {
    const who = SPANISH.who(name, lastDigits)
    const waited = minutes === 0 ? 'menos de un minuto' : minutes === 1 ? 'un minuto' : `${minutes} minutos`
    const kind = isMessage ? 'Mensaje' : isCallback ? 'Devolución de llamada' : 'Llamada'
    return `${kind} para ${spokenName(queue)}, ${spokenName(line)}, de ${who}${tier ? `, ${spokenName(tier)}` : ''}. Esperó ${waited}.${openCase === undefined ? '' : ` Caso abierto ${spaced(openCase)}.`}`
  },
  help: (agent, minutes) =>
    `${agent} le pide ayuda con una llamada${minutes === 0 ? '' : minutes === 1 ? ' de un minuto' : ` de ${minutes} minutos`}.`,
  watch: agent => `Esta es la conversación de ${agent}. Oprima el uno para entrar.`,
  press: 'Oprima el uno para tomar la llamada.',
  pressToHear: 'Oprima el uno para oírlo.',
  who: (name, lastDigits) =>
    name ?? (lastDigits ? `un número que termina en ${spaced(lastDigits)}` : 'un número oculto'),
  gone: 'Quien llamó ya no está. Gracias. Hasta luego.',
}

const KEY_SECONDS = 5

/** Tells an agent who calls, for what, and how long they waited, and asks for the key that takes the call. */
export function offerDocument(whisper: Whisper, urls: KeyUrls): string {
  const { offer, help, press, pressToHear } = wordsIn(whisper.language)
  const { helps, waitMs, isMessage } = whisper
  const asks = helps ? `${help(spokenName(helps.agent), Math.floor(helps.talkMs / MINUTE_MS))} ` : ''
  const text = `${asks}${offer(whisper, Math.floor(waitMs / MINUTE_MS))} ${isMessage ? pressToHear : press}`
  return keyDocument(text, whisper.language, urls)
}

/** Tells a supervisor whose talk it is, and asks for the key that leads into it. */
export function watchDocument(whom: string, language: string, urls: KeyUrls): string {
  return keyDocument(wordsIn(language).watch(spokenName(whom)), language, urls)
}

/** What is asked when an agent presses a key, and when not. */
export interface KeyUrls {
  readonly key: string
  readonly silent: string
}

function keyDocument(text: string, language: string, urls: KeyUrls): string {
  const response = new VoiceDocument()
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    finishOnKey: '',
    timeout: KEY_SECONDS,
    action: urls.key,
    method: 'POST',
  })
  speak(gather, text, language)
  // A machine that picked up presses nothing.
  response.redirect({ method: 'POST' }, urls.silent)
  return response.toString()
}

/** A caller as agents know one from another. */
export function whoCalls(language: string, name: string | undefined, lastDigits: string): string {
  return wordsIn(language).who(name, lastDigits)
}

/** For an agent who came too late: the caller hung up, or somebody else was faster. */
export function goneDocument(language: string): string {
  const response = new VoiceDocument()
  speak(response, wordsIn(language).gone, language)
  response.hangup()
  return response.toString()
}

function wordsIn(language: string): Words {
  return language.startsWith('es') ? SPANISH : ENGLISH
}

function spaced(digits: string): string {
  return [...digits].join(' ')
}

/** Names of lines and queues are words joined by dashes. */
function spokenName(name: string): string {
  return name.replaceAll('-', ' ')
}
