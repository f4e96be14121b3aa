import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/units.ts'
import { VoiceDocument } from './twiml.ts'
import type { Sounds } from './voices.ts'
import { speak } from './voices.ts'

/** A message as the agent who took it hears it. */
export interface HeardMessage {
  readonly language: string
  /**
   * The URL of its sound; `not-yet` while the carrier has not made the file, `none` where there is none, `heard` for an
   * agent who is only asked once more.
   */
  readonly sound: string
  /** Who left it and how long ago, for an agent who hears it first. */
  readonly introduced?: { readonly who: string; readonly agoMs: number }
  /** Whether the caller can be called back: `withheld` where there is no number to call, `not-here` where the line does not. */
  readonly callBack: 'possible' | 'withheld' | 'not-here'
}

export interface MessageUrls {
  /** Takes the key that the agent presses. */
  readonly key: string
  /** Asked for when none is pressed. */
  readonly silent: string
  /** Asked for again when the file may be there. */
  readonly later: string
}

interface Words {
  introduced(who: string, ago: string): string
  readonly notYet: string
  readonly none: string
  readonly callBack: Readonly<Record<HeardMessage['callBack'], string>>
  readonly again: string
  readonly done: string
}

const ENGLISH: Words = {
  introduced: (who, ago) => `Message from ${who}, left ${ago}.`,
  notYet: 'The recording is being made. One moment, please.',
  none: 'There is no recording of it that could be played.',
  callBack: {
    possible: 'To call back now, press 1.',
    withheld: 'There is no number at which to call back.',
    'not-here': '',
  },
  again: 'To hear it again, press 2.',
  done: 'When you are done, press 3, or hang up.',
}

const SPANISH: Words = {
  introduced: (who, ago) => `Mensaje de ${who}, ${ago}.`,
  notYet: 'La grabación se está preparando. Un momento, por favor.',
  none: 'No hay grabación que se pueda reproducir.',
  callBack: {
    possible: 'Para devolver la llamada ahora, oprima el uno.',
    withheld: 'No hay número al que devolver la llamada.',
    'not-here': '',
  },
  again: 'Para oírlo otra vez, oprima el dos.',
  done: 'Al terminar, oprima el tres, o cuelgue.',
}

/** So long an agent may think, or write down, before being asked again. */
const KEY_SECONDS = 20
/** Between two looks whether the file is there. */
const LATER_SECONDS = 3

/** Plays a message to the agent who took it, and asks what is to be done. */
export function messageDocument(message: HeardMessage, urls: MessageUrls): string {
  const { language, sound, introduced, callBack } = message
  const words = wordsIn(language)
  const response = new VoiceDocument()
  if (sound === 'not-yet') {
    introduce(response, message)
    if (introduced) speak(response, words.notYet, language)
    response.pause({ length: LATER_SECONDS })
    response.redirect({ method: 'POST' }, urls.later)
    return response.toString()
  }
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    finishOnKey: '',
    timeout: KEY_SECONDS,
    action: urls.key,
    method: 'POST',
  })
  introduce(gather, message)
  if (sound === 'none') speak(gather, words.none, language)
  else if (sound !== 'heard') gather.play({}, sound)
  const choices = [words.callBack[callBack], sound === 'none' ? '' : words.again, words.done]
  speak(gather, choices.filter(choice => choice !== '').join(' '), language)
  response.redirect({ method: 'POST' }, urls.silent)
  return response.toString()
}

function introduce(sounds: Sounds, { language, introduced }: HeardMessage): void {
  if (!introduced) return
  const { who, agoMs } = introduced
  speak(sounds, wordsIn(language).introduced(who, ago(language, agoMs)), language)
}

/** "35 minutes ago", in the largest unit of which there is one. */
function ago(language: string, ms: number): string {
  const format = new Intl.RelativeTimeFormat(language)
  const [unit, length] = ms >= DAY_MS ? (['day', DAY_MS] as const) : hoursOrMinutes(ms)
  return format.format(-Math.floor(ms / length), unit)
}

function hoursOrMinutes(ms: number) {
  return ms >= HOUR_MS ? (['hour', HOUR_MS] as const) : (['minute', MINUTE_MS] as const)
}

function wordsIn(language: string): Words {
  return language.startsWith('es') ? SPANISH : ENGLISH
}
