import type { AwayReason } from '../../call/away.ts'
import type { AGENT_STATES } from '../../centre/agents.ts'
import { VoiceDocument } from './twiml.ts'
import { speak } from './voices.ts'

/** Where an agent who signs in by phone is: each step asks for something, and is a URL of its own. */
export type SignInStep = 'id' | 'pin' | 'menu' | 'reason'

/** Reasons by the keys that stand for them, from 1 on. */
export const KEYED_REASONS = ['break', 'lunch', 'training', 'meeting', 'end-of-work'] as const
type KeyedReason = (typeof KEYED_REASONS)[number]

/** What an agent does now, as it is spoken. */
export interface Standing {
  readonly state: (typeof AGENT_STATES)[number]
  readonly reason: AwayReason
  readonly leaving: boolean
}

/** How a call for signing in ends. */
export type SignInEnd = 'signed-in' | 'away' | 'after-call' | 'refused' | 'waits'

interface Words {
  readonly asks: Readonly<Record<SignInStep, string>>
  readonly other: string
  readonly wrong: string
  readonly ends: Readonly<Record<SignInEnd, string>>
  readonly reasons: Readonly<Record<KeyedReason, string>>
  stands(standing: Standing): string
}

const ENGLISH: Words = {
  asks: {
    id: "Signing in of agents. Enter your agent's number, then pound.",
    pin: 'Now your PIN, then pound.',
    menu: 'To take calls, press 1. To go away, press 2. To hear this again, press 3.',
    reason: 'For a break, press 1. Lunch, 2. Training, 3. A meeting, 4. The end of your work, 5.',
  },
  other: 'For English, press star and pound.',
  wrong: 'That is not right.',
  ends: {
    'signed-in': 'You take calls now. Goodbye.',
    away: 'You are away now. Goodbye.',
    'after-call': 'You are away as soon as this call is done with. Goodbye.',
    refused: 'You cannot be signed in. Goodbye.',
    waits: 'There were too many wrong PINs. Please try again in some minutes. Goodbye.',
  },
  reasons: {
    break: 'on a break',
    lunch: 'at lunch',
    training: 'in training',
    meeting: 'in a meeting',
    'end-of-work': 'at the end of your work',
  },
  stands: ({ state, reason, leaving }) => {
    if (state !== 'away') return leaving ? 'You go away after this call.' : 'You take calls.'
    const why = reason === 'missed-calls' ? 'since you missed calls' : reasonIn(ENGLISH, reason)
    return why === undefined ? 'You are away.' : `You are away, ${why}.`
  },
}

const SPANISH: Words = {
  asks: {
    id: 'Ingreso de agentes. Marque su número de agente y luego numeral.',
    pin: 'Ahora su clave y luego numeral.',
    menu: 'Para recibir llamadas, oprima 1. Para ausentarse, oprima 2. Para oír esto otra vez, oprima 3.',
    reason: 'Para un descanso, oprima 1. Almuerzo, 2. Capacitación, 3. Reunión, 4. Fin del trabajo, 5.',
  },
  other: 'Para español, oprima asterisco y numeral.',
  wrong: 'No es correcto.',
  ends: {
    'signed-in': 'Ahora recibe llamadas. Hasta luego.',
    away: 'Ahora está ausente. Hasta luego.',
    'after-call': 'Estará ausente en cuanto termine esta llamada. Hasta luego.',
    refused: 'No se pudo ingresar. Hasta luego.',
    waits: 'Hubo demasiadas claves incorrectas. Inténtelo otra vez en unos minutos. Hasta luego.',
  },
  reasons: {
    break: 'en un descanso',
    lunch: 'en el almuerzo',
    training: 'en capacitación',
    meeting: 'en una reunión',
    'end-of-work': 'por fin del trabajo',
  },
  stands: ({ state, reason, leaving }) => {
    if (state !== 'away') return leaving ? 'Se ausenta después de esta llamada.' : 'Recibe llamadas.'
    const why = reason === 'missed-calls' ? 'por llamadas perdidas' : reasonIn(SPANISH, reason)
    return why === undefined ? 'Está ausente.' : `Está ausente, ${why}.`
  },
}

const ID_KEYS = 8
const PIN_KEYS = 64
const KEY_SECONDS = 8

export interface Asked {
  readonly step: SignInStep
  readonly language: string
  /** The language that star chooses instead; none where there is but one. */
  readonly other?: string
  /** The answer before was wrong. */
  readonly isAgain?: boolean
  /** How the agent stands, where the step tells it. */
  readonly standing?: Standing
}

/** Asks an agent for the next thing; `urls.silent` is where a call goes on in which nobody presses anything. */
export function signInDocument(
  { step, language, other, isAgain = false, standing }: Asked,
  urls: { readonly keys: string; readonly silent: string },
): string {
  const words = wordsIn(language)
  const response = new VoiceDocument()
  const isEntry = step === 'id' || step === 'pin'
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: step === 'id' ? ID_KEYS : step === 'pin' ? PIN_KEYS : 1,
    finishOnKey: isEntry ? '#' : '',
    timeout: KEY_SECONDS,
    action: urls.keys,
    method: 'POST',
  })
  const parts = [isAgain ? words.wrong : '', standing ? words.stands(standing) : '', words.asks[step]]
  speak(gather, parts.filter(part => part !== '').join(' '), language)
  if (step === 'id' && other !== undefined) speak(gather, wordsIn(other).other, other)
  response.redirect({ method: 'POST' }, urls.silent)
  return response.toString()
}

/** Says how it ended, and lets the agent's phone be free: it is to ring. */
export function signInEndDocument(end: SignInEnd, language: string): string {
  const response = new VoiceDocument()
  speak(response, wordsIn(language).ends[end], language)
  response.hangup()
  return response.toString()
}

/** True for a language in which agents can be spoken to; in others English is spoken. */
export function speaksToAgents(language: string): boolean {
  return language.startsWith('en') || language.startsWith('es')
}

function reasonIn(words: Words, reason: AwayReason): string | undefined {
  return KEYED_REASONS.includes(reason as KeyedReason) ? words.reasons[reason as KeyedReason] : undefined
}

function wordsIn(language: string): Words {
  return language.startsWith('es') ? SPANISH : ENGLISH
}
