import type { AgentStateName, BoardEvent, MinutesView, ToldView } from './board-view.ts'

/** `3:07`, and `1:03:07` from an hour on. */
export function clockLength(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const tail = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** `2–4`: minutes, as short as a column is narrow. */
export function minutesShort({ low, high }: MinutesView): string {
  return low === 0 ? `< ${high}` : `${low}–${high}`
}

/** What a caller was told, as it was said. */
export function toldSentence({ position, minutes }: ToldView): string {
  const wait = minutes && minutesSpoken(minutes)
  const place = position === null ? null : `number ${position} in line`
  return [place, wait].filter(part => part !== null).join(', ')
}

function minutesSpoken({ low, high }: MinutesView): string {
  if (high === 1) return 'within a minute'
  return low === 0 ? `up to ${high} minutes` : `between ${low} and ${high} minutes`
}

export function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`
}

/** `card-support` and `holdBilling` for people: `Card support`, `Hold billing`. */
export function title(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Time of day in the line's zone. */
export function timeOfDay(atMs: number, timeZone: string, seconds = false): string {
  return format(timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
    hourCycle: 'h23',
  }).format(atMs)
}

/** Day in the line's zone: `Monday 14 December`. */
export function day(atMs: number, timeZone: string): string {
  return format(timeZone, { weekday: 'long', day: 'numeric', month: 'long' }).format(atMs).replace(',', '')
}

/** Weekday and time: `Tue 08:00`; only the time on the same day. */
export function moment(atMs: number, nowMs: number, timeZone: string): string {
  const time = timeOfDay(atMs, timeZone)
  if (day(atMs, timeZone) === day(nowMs, timeZone)) return time
  return `${format(timeZone, { weekday: 'short' }).format(atMs)} ${time}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one costs a hundred times what using one does. */
function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + Object.keys(options).join()
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
  formats.set(key, known)
  return known
}

export const STATE_WORDS: Readonly<Record<AgentStateName, string>> = {
  talking: 'Talking',
  ringing: 'Ringing',
  'wrap-up': 'Wrap-up',
  available: 'Available',
  reserved: 'Dialling',
  away: 'Away',
}

const ENDINGS = {
  left: 'hung up in a menu',
  contained: 'was served without an agent',
  closed: 'found the line closed',
  'turned-away': 'found the queue full',
  voicemail: 'left a message',
  'callback-failed': 'could not be reached for the callback',
  'called-again': 'rang again before the callback came',
} as const

/** One line of the ticker. */
export function eventSentence(event: BoardEvent): string {
  switch (event.kind) {
    case 'arrived':
      return `Caller ${event.call} rang`
    case 'queued':
      return `Caller ${event.call} joined ${event.queue}`
    case 'told':
      return `Caller ${event.call} was told: ${toldSentence(event.told)}`
    case 'answered':
      return `${event.agent} answered caller ${event.call} after ${clockLength(event.waitMs)}`
    case 'abandoned':
      return `Caller ${event.call} hung up after ${clockLength(event.waitMs)} in ${event.queue}`
    case 'callback-kept':
      return `Caller ${event.call} will be called back, and keeps the place in ${event.queue}`
    case 'ended':
      return `Caller ${event.call} ${ENDINGS[event.outcome]}`
    case 'signed-in':
      return `${event.agent} signed in`
    case 'went-away':
      return `${event.agent} went away`
  }
}
