import { MINUTE_MS, NEVER_MS, SECOND_MS } from '../base/units.ts'
import { ALERT_CHANGES } from '../call/directives.ts'
import type { AlertRule } from '../line/alert-rule.ts'
import { WINDOW_MINUTES, WITHIN_SECONDS } from '../line/alert-rule.ts'
import type { Measured, Watched } from './alert-judgement.ts'
import { atRest, judge, NOTHING, settle } from './alert-judgement.ts'
import type { Moment } from './alert-measures.ts'
import { measure, momentOf } from './alert-measures.ts'
import type { CallWindow } from './alert-window.ts'
import { callWindow, countCall } from './alert-window.ts'
import type { State } from './state.ts'

const RAISED = ALERT_CHANGES.indexOf('raised')
const TOLD_AGAIN = ALERT_CHANGES.indexOf('told-again')
const RECOVERED = ALERT_CHANGES.indexOf('recovered')
const CLOSED = ALERT_CHANGES.indexOf('closed')
const GONE = ALERT_CHANGES.indexOf('rule-gone')

/** How often rules are looked at while a line is open or has callers. */
export const LOOK_EVERY_MS = 15_000

/** Ends the alerts of a line whose new version does not have their rules: called before it takes the old one's place. */
export function dropRules(state: State, line: number, rules: readonly AlertRule[]): void {
  for (const watched of state.alerts) {
    if (watched.line !== line || rules.some(rule => isSame(rule, watched.rule))) continue
    if (watched.standing.isRaised) tell(state, watched, GONE, NOTHING, watched.standing.beyondMs)
  }
}

/**
 * Takes up the rules of a line that is new, or has a new version: a rule that goes by the same name and looks at the
 * same thing goes on where it stood.
 */
export function takeRules(state: State, line: number): void {
  const { table, queues } = state.lines[line]!
  const { alerts = [] } = state.takesAlerts ? table.line.definition : {}
  const before = state.alerts.filter(watched => watched.line === line)
  const others = state.alerts.filter(watched => watched.line !== line)
  const taken = alerts.map((rule, place): Watched => {
    const known = before.find(watched => isSame(rule, watched.rule))
    const about = rule.queue === undefined ? [...queues] : [queues[table.names.queues.indexOf(rule.queue)]!]
    const { standing = atRest() } = known ?? {}
    return { line, place, rule, queues: about, standing, window: windowOf(rule, known) }
  })
  state.alerts = [...others, ...taken].sort((a, b) => a.line - b.line || a.place - b.place)
  if (taken.length > 0) wakeBy(state, nextLook(state, line, false))
}

function isSame(rule: AlertRule, other: AlertRule): boolean {
  return rule.name === other.name && rule.measure === other.measure && rule.queue === other.queue
}

/** Counts go on in a window that means what it meant. */
function windowOf(rule: AlertRule, known: Watched | undefined): CallWindow | undefined {
  if (rule.measure !== 'service-level' && rule.measure !== 'abandonment') return undefined
  const { windowMinutes = WINDOW_MINUTES, withinSeconds = WITHIN_SECONDS } = rule
  const before = known?.rule
  const isAsBefore =
    (before?.windowMinutes ?? WINDOW_MINUTES) === windowMinutes &&
    (before?.withinSeconds ?? WITHIN_SECONDS) === withinSeconds
  return (isAsBefore ? known?.window : undefined) ?? callWindow(windowMinutes * MINUTE_MS)
}

/** A caller rang: a line that slept has its rules looked at again. */
export function watchArrival(state: State, line: number): void {
  if (state.alertsWakeMs > state.nowMs + LOOK_EVERY_MS && state.alerts.some(watched => watched.line === line))
    wakeBy(state, state.nowMs + LOOK_EVERY_MS)
}

/** A caller was answered, or gave up, after so long; for rules that count calls. */
export function countFate(state: State, queue: number, fate: 'answered' | 'abandoned', waitMs: number): void {
  for (const { rule, queues, window } of state.alerts) {
    if (!window || !queues.includes(queue)) continue
    const { withinSeconds = WITHIN_SECONDS } = rule
    const isInTime = fate === 'answered' && waitMs <= withinSeconds * SECOND_MS
    countCall(window, rule.measure === 'abandonment' ? fate === 'abandoned' : isInTime, state.nowMs)
  }
}

/** Looks at all rules, and asks to be woken for the next look. False before it is time. */
export function lookAtRules(state: State): boolean {
  if (state.nowMs < state.alertsWakeMs) return false
  state.alertsWakeMs = NEVER_MS
  if (state.alerts.length === 0) return true
  const moment = momentOf(state)
  for (const watched of state.alerts) look(state, watched, moment)
  let nextMs = NEVER_MS
  for (const line of new Set(state.alerts.map(({ line }) => line)))
    nextMs = Math.min(nextMs, nextLook(state, line, moment.live[line]! > 0))
  wakeBy(state, nextMs)
  return true
}

function look(state: State, watched: Watched, moment: Moment): void {
  const { line, rule, queues, standing, window } = watched
  const { atMs, live } = moment
  const isOpen = state.lines[line]!.hours.at(atMs).status === 'open'
  const about = isOpen ? queues : queues.filter(queue => state.queues.settings[queue]!.isAlwaysServed)
  if (about.length === 0 || (!isOpen && (rule.always !== true || live[line] === 0))) {
    if (standing.isRaised) tell(state, watched, CLOSED, NOTHING, standing.beyondMs)
    settle(standing)
    return
  }
  const measured = measure(state, rule, about, window, moment)
  const { beyondMs } = standing
  standing.measured = measured
  switch (judge(standing, rule, measured.value, atMs)) {
    case 'raised':
      tell(state, watched, RAISED, measured, standing.beyondMs)
      return
    case 'told again':
      tell(state, watched, TOLD_AGAIN, measured, beyondMs)
      return
    case 'recovered':
      tell(state, watched, RECOVERED, measured, beyondMs)
  }
}

function tell(
  state: State,
  { line, place, queues }: Watched,
  change: number,
  { value = Number.NaN, queue }: Measured,
  sinceMs: number,
): void {
  const about = queue < 0 && queues.length === 1 ? queues[0]! : queue
  state.out.alert(line, place, about, change, value, sinceMs)
}

/** When the rules of a line are to be looked at next: soon while it is open or has callers, else as it opens. */
function nextLook(state: State, line: number, hasCallers: boolean): number {
  const { hours } = state.lines[line]!
  if (hasCallers || hours.at(state.nowMs).status === 'open') return state.nowMs + LOOK_EVERY_MS
  return hours.nextOpening(state.nowMs) ?? NEVER_MS
}

function wakeBy(state: State, dueMs: number): void {
  if (dueMs >= state.alertsWakeMs) return
  state.alertsWakeMs = dueMs
  state.out.wakeAlerts(dueMs)
}
