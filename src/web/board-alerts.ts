import { alertSentence } from '../call/alert-words.ts'
import type { AlertDirective, Entry } from '../call/journal.ts'
import { NamedAlerts } from '../call/named-alerts.ts'
import type { State } from '../centre/state.ts'
import type { AlertsView, AlertView } from './pages/board-view.ts'

/** An alert of today, or one that lasts. */
export interface RememberedAlert {
  readonly id: string
  readonly raisedMs: number
  /** What became of it last. */
  readonly latest: AlertDirective
  /** When it was over; null while it lasts. */
  readonly overMs: number | null
}

/** What the board remembers of alerts. */
export interface AlertsMemory {
  readonly named: NamedAlerts['raised']
  /** In the order in which they were raised. */
  readonly all: RememberedAlert[]
}

export interface Acknowledgement {
  /** Who, as they signed in. */
  readonly by: string
  readonly atMs: number
}

/** More than anybody reads; the oldest that are over make room. */
const REMEMBERED_MAX = 200
const OVER_SHOWN = 20

export function freshAlerts(): AlertsMemory {
  return { named: new Map(), all: [] }
}

/** Takes up what a fact led to. */
export function noteAlerts({ named, all }: AlertsMemory, entry: Entry): void {
  for (const { id, raisedMs, atMs, alert } of new NamedAlerts(named).note(entry)) {
    const at = all.findIndex(remembered => remembered.id === id)
    const overMs = alert.state === 'recovered' ? atMs : null
    const remembered = { id, raisedMs, latest: alert, overMs }
    if (at >= 0) all[at] = remembered
    else all.push(remembered)
  }
  while (all.length > REMEMBERED_MAX) {
    const oldest = all.findIndex(({ overMs }) => overMs !== null)
    if (oldest < 0) return
    all.splice(oldest, 1)
  }
}

/** What lasts, and what was raised since the day began. */
export function alertsView(
  state: State,
  { all }: AlertsMemory,
  noted: ReadonlyMap<string, Acknowledgement>,
  dayFromMs: number,
): AlertsView {
  const latestFirst = all.toReversed()
  const over = latestFirst.filter(({ overMs }) => overMs !== null && overMs >= dayFromMs)
  const view = (alert: RememberedAlert) => alertView(state, alert, noted.get(alert.id) ?? null)
  return {
    raised: latestFirst.filter(({ overMs }) => overMs === null).map(view),
    over: over.slice(0, OVER_SHOWN).map(view),
    more: Math.max(0, over.length - OVER_SHOWN),
  }
}

function alertView(
  state: State,
  { id, raisedMs, latest, overMs }: RememberedAlert,
  acknowledged: Acknowledgement | null,
): AlertView {
  const { line, rule } = latest
  const at = state.lines.findIndex(({ table }) => table.names.line === line)
  const timeZone = state.lines[at]?.table.line.definition.timeZone ?? 'UTC'
  const now = overMs === null ? { ...latest, ...presentValue(state, at, rule) } : latest
  const words = alertSentence(now, timeZone)
  return { id, line, queue: now.queue ?? null, rule, words, raisedMs, overMs, acknowledged }
}

/** What was measured at the last look, and where. */
function presentValue(state: State, line: number, rule: string): Pick<AlertDirective, 'value' | 'queue'> {
  const watched = state.alerts.find(watched => watched.line === line && watched.rule.name === rule)
  if (!watched?.standing.isRaised) return {}
  const { value, queue } = watched.standing.measured
  const name = state.queues.settings[queue]?.name
  return {
    ...(value !== undefined && { value: Number.isFinite(value) ? value : null }),
    ...(name !== undefined && { queue: name }),
  }
}
