import { html } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'
import type { AlertsView, AlertView } from './board-view.ts'
import { Icon } from './wall-icon.ts'
import { clockLength, timeOfDay, title } from './wall-words.ts'

/** Of those that are over, so many stay in sight for a while. */
const OVER_SHOWN = 3
const IN_SIGHT_MS = 15 * 60_000

/** Of a page that shows alerts. */
interface Alerted {
  readonly alerts: AlertsView
  readonly timeZone: string
  /** As many as there are in the centre. */
  readonly lines: { readonly length: number }
  /** Of a recording, whose alerts nobody can take note of any more. */
  readonly playback?: unknown
}

/** What supervisors are alerted to: the raised ones at once, those just over beside them. Nothing on a quiet day. */
export function Alerts({ view, nowMs }: { view: Alerted; nowMs: number }) {
  const { alerts, timeZone, lines, playback } = view
  const over = alerts.over.filter(({ overMs }) => nowMs - overMs! < IN_SIGHT_MS).slice(0, OVER_SHOWN)
  if (alerts.raised.length === 0 && over.length === 0) return null
  const of = { timeZone, nowMs, isOneLine: lines.length === 1 }
  return html`<section class="alerts" aria-label="Alerts">
    ${alerts.raised.length > 0 && html`<${AllRaised} alerts=${alerts} isRecorded=${playback !== undefined} ...${of} />`}
    <${Over} alerts=${alerts} shown=${over} ...${of} />
  </section>`
}

interface Of {
  readonly timeZone: string
  readonly nowMs: number
  readonly isOneLine: boolean
}

/** Only while there are any is it asked who looks at them. */
function AllRaised({ alerts, isRecorded, ...of }: Of & { alerts: AlertsView; isRecorded: boolean }) {
  const mayAcknowledge = useSupervisor() && !isRecorded
  return html`<ul role="alert">
    ${alerts.raised.map(
      alert => html`<${Raised} key=${alert.id} alert=${alert} ...${of} mayAcknowledge=${mayAcknowledge} />`,
    )}
  </ul>`
}

function Raised({
  alert,
  nowMs,
  timeZone,
  isOneLine,
  mayAcknowledge,
}: Of & { alert: AlertView; mayAcknowledge: boolean }) {
  const { words, raisedMs, acknowledged } = alert
  const [refused, setRefused] = useState('')
  const takeNote = async () => setRefused(await acknowledge(alert.id))
  return html`<li class="alert ${acknowledged ? 'noted' : ''}">
    <${Icon} shape="missed" />
    <strong>${placeOf(alert, isOneLine)}</strong>
    <span class="words">${words}</span>
    <span class="time">${clockLength(nowMs - raisedMs)}</span>
    ${
      acknowledged
        ? html`<span class="by"><${Icon} shape="met" />${acknowledged.by}, ${timeOfDay(acknowledged.atMs, timeZone)}</span>`
        : mayAcknowledge && html`<button onClick=${takeNote}>Take note</button>`
    }
    ${refused && html`<span class="refused" role="status">${refused}</span>`}
  </li>`
}

function Over({
  alerts: { over, more },
  shown,
  timeZone,
  isOneLine,
}: Of & { alerts: AlertsView; shown: readonly AlertView[] }) {
  const others = over.length + more - shown.length
  if (over.length === 0) return null
  return html`<ul class="over" aria-label="Over today">
    ${shown.map(
      alert => html`<li class="alert" key=${alert.id}>
        <${Icon} shape="met" />
        <strong>${placeOf(alert, isOneLine)}</strong>
        <span class="words">${alert.words}</span>
        <span class="time">${timeOfDay(alert.overMs!, timeZone)}</span>
      </li>`,
    )}
    ${others > 0 && html`<li class="note">${others} more today</li>`}
  </ul>`
}

function placeOf({ line, queue }: AlertView, isOneLine: boolean): string {
  if (queue === null) return isOneLine ? 'The whole line' : title(line)
  return isOneLine ? title(queue) : `${title(line)}, ${title(queue)}`
}

/** Gives why it was refused; empty where it was taken. */
async function acknowledge(alert: string): Promise<string> {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch('/api/alerts/ack', {
      method: 'POST',
      headers,
      body: JSON.stringify({ alert }),
    })
    if (response.ok) return ''
    return ((await response.json()) as { error: string }).error
  } catch {
    return 'No connection; try again.'
  }
}

/** True for whoever may take note of alerts. */
function useSupervisor(): boolean {
  const [is, setIs] = useState(false)
  useEffect(() => {
    void fetch('/api/who')
      .then(response => (response.ok ? response.json() : { role: 'agent' }))
      .then(({ role }: { role: string }) => setIs(role !== 'agent'))
      .catch(() => {})
  }, [])
  return is
}
