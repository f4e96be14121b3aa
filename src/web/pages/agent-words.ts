import type { DeskCallView, DeskView } from './desk-view.ts'
import { day, timeOfDay, title } from './wall-words.ts'

/** Who calls, as an agent would say it. */
export function callerName({ name, number }: Pick<DeskCallView, 'name' | 'number'>): string {
  if (name !== null || number === null) return name ?? 'Withheld number'
  return number.startsWith('…') ? `Number ending in ${number.slice(1)}` : number
}

const REASONS: Readonly<Record<string, string>> = {
  none: 'Away',
  other: 'Something else',
  'missed-calls': 'Missed calls',
  'put-away': 'Put away',
  'not-in-roster': 'Not in the roster',
}

/** Why an agent is away, in words. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? title(reason)
}

/** What an agent who is away should know of it. */
export function awaySentence(reason: string): string {
  return AWAY_SENTENCES[reason] ?? 'Calls pass you by until you are available.'
}

const AWAY_SENTENCES: Readonly<Record<string, string>> = {
  'missed-calls':
    'Calls rang here and nobody took them, so they pass you by now. Be available when you are back.',
  'cut-off':
    'Your telephone was cut off in a call. The caller has been apologised to, and goes on in the old place.',
  'put-away': 'A supervisor has put you away.',
  'not-in-roster': 'You are in the roster no more; ask a supervisor.',
}

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language' })

/** `es-US` as `Spanish`. */
export function languageName(tag: string): string {
  return LANGUAGES.of(tag.split('-')[0]!) ?? tag
}

/** When something was that may be long ago: the time of today, the day of all else. */
export function when(atMs: number, nowMs: number, timeZone: string): string {
  if (day(atMs, timeZone) === day(nowMs, timeZone)) return `today ${timeOfDay(atMs, timeZone)}`
  const date = { day: 'numeric', month: 'short', year: 'numeric' } as const
  return new Intl.DateTimeFormat('en-GB', { ...date, timeZone }).format(atMs)
}

/** What somebody who does not see the page is told when it changes. */
export function announcement({ state, call, reason, wrapUp }: DeskView): string {
  switch (state) {
    case 'ringing':
      return call ? `A call rings: ${callerName(call)}, for ${title(call.queue)}.` : 'A call rings.'
    case 'talking':
      return call?.isHeld ? 'The caller hears music.' : 'You are talking to the caller.'
    case 'wrap-up':
      return wrapUp?.isCodeWanted ? 'The call is over. Choose how it ended.' : 'The call is over.'
    case 'available':
      return 'You are available.'
    case 'reserved':
      return 'A caller is being called back for you.'
    case 'away':
      return reason === 'none' ? 'You are away.' : `You are away: ${reasonWords(reason)}.`
  }
}
