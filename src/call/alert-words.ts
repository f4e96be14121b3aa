import { MINUTE_MS, SECOND_MS } from '../base/units.ts'
import { wallClock } from '../line/zone.ts'
import type { AlertDirective } from './journal.ts'

type Worded = Omit<AlertDirective, 'do' | 'to'>

/**
 * What became of an alert, in plain words: "billing: longest wait 9 minutes, above 5 minutes (since 10:42)".
 * @param timeZone the line's
 */
export function alertWords(alert: Worded, timeZone: string): string {
  return `${alert.queue ?? 'the whole line'}: ${alertSentence(alert, timeZone)}`
}

/** As `alertWords`, without the queue. */
export function alertSentence(alert: Worded, timeZone: string): string {
  const { state, because, sinceMs } = alert
  const since = clock(timeZone, sinceMs)
  if (state === 'raised') return `${measured(alert)}, ${limit(alert)} (since ${since})`
  const was = `${limit(alert)} since ${since}`
  if (because === 'closed') return `over, for the line has closed; ${subject(alert)} was ${was}`
  if (because === 'rule-gone') return `over, for the line has no such rule any more: ${alert.rule}`
  const now = alert.value === undefined ? 'nothing to measure' : measured(alert)
  return `over, ${now} (was ${was})`
}

function clock(timeZone: string, atMs: number): string {
  const { hour, minute } = wallClock(timeZone, atMs)
  return `${hour}:${String(minute).padStart(2, '0')}`
}

/** What the rule looks at, without a value. */
function subject({ measure, agents }: Worded): string {
  switch (measure) {
    case 'estimate':
      return 'the wait to expect'
    case 'longest-wait':
      return 'the longest wait'
    case 'service-level':
      return 'the service level'
    case 'abandonment':
      return 'the share of callers who gave up'
    case 'agents':
      return `the number of agents ${agents}`
    case 'callbacks-overdue':
      return 'the latest callback'
    case 'waiting':
      return 'the number of callers waiting'
    case 'talk':
      return 'the longest talk'
    case 'wrap-up':
      return 'the longest wrap-up'
  }
}

function measured(alert: Worded): string {
  const { measure, agents = '', withinSeconds = 0, windowMinutes = 0 } = alert
  const value = alert.value ?? 0
  const inWindow = `in the last ${plural(windowMinutes, 'minute')}`
  switch (measure) {
    case 'estimate':
      if (alert.value === null) return 'nobody is signed in, so nobody can say how long the wait is'
      return value > 0 ? `who joins now waits up to ${lasting(value)}` : 'who joins now is answered at once'
    case 'longest-wait':
      return value > 0 ? `longest wait ${lasting(value)}` : 'nobody waits'
    case 'service-level':
      return `${percent(value)} answered within ${lasting(withinSeconds)} ${inWindow}`
    case 'abandonment':
      return `${percent(value)} gave up ${inWindow}`
    case 'agents':
      return `${plural(value, 'agent')} ${agents}`
    case 'callbacks-overdue':
      return value > 0 ? `a callback is ${lasting(value)} late` : 'no callback is late'
    case 'waiting':
      return value === 1 ? '1 caller waits' : `${value} callers wait`
    case 'talk':
      return value > 0 ? `longest talk ${lasting(value)}` : 'nobody talks'
    case 'wrap-up':
      return value > 0 ? `longest wrap-up ${lasting(value)}` : 'nobody wraps up'
  }
}

function limit({ measure, above, below }: Worded): string {
  const threshold = above ?? below!
  const side = above === undefined ? 'below' : 'above'
  if (measure === 'service-level' || measure === 'abandonment') return `${side} ${percent(threshold)}`
  if (measure === 'agents' || measure === 'waiting') return `${side} ${threshold}`
  return `${side} ${lasting(threshold)}`
}

/** In minutes from two of them on; nobody decides by the second then. */
function lasting(seconds: number): string {
  const ms = seconds * SECOND_MS
  if (ms < 2 * MINUTE_MS && ms % MINUTE_MS !== 0) return plural(Math.round(seconds), 'second')
  return plural(Math.round(ms / MINUTE_MS), 'minute')
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
