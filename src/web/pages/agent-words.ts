import type { AgentPageView, CallerCardView } from './agent-view.ts'
import { day, timeOfDay, title } from './wall-words.ts'

/** Who calls, as an agent would say it. */
export function callerName({ name, number }: CallerCardView): string {
  return name ?? number ?? 'Withheld number'
}

const REASONS: Readonly<Record<string, string>> = {
  'missed-offers': 'Calls went unanswered',
  'cut-off': 'Your telephone was cut off',
}

/** Why an agent is away, in words. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? title(reason)
}

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' })

/** `es-US` as `Spanish`. */
export function languageName(tag: string): string {
  return LANGUAGES.of(tag.split('-')[0]!) ?? tag
}

/** When something was that may be long ago: the time of today, the day of all else. */
export function when(atMs: number, nowMs: number, timeZone: string): string {
  if (day(atMs, timeZone) === day(nowMs, timeZone)) return `Today ${timeOfDay(atMs, timeZone)}`
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(atMs)
}

/** What somebody who does not see the page is told when it changes. */
export function announcement({ state, call, reason, wrapUp }: AgentPageView): string {
  switch (state) {
    case 'ringing':
      return call ? `A call rings: ${callerName(call.caller)}, for ${title(call.queue)}.` : 'A call rings.'
    case 'talking':
      return call?.heldSinceMs ? 'The caller is on hold.' : 'You are talking to the caller.'
    case 'wrap-up':
      return wrapUp?.untilMs === null ? 'The call is over. Choose how it ended.' : 'The call is over.'
    case 'available':
      return 'You are available.'
    case 'reserved':
      return 'A caller is being called back for you.'
    case 'away':
      return reason === null ? 'You are away.' : `You are away: ${reasonWords(reason)}.`
  }
}
