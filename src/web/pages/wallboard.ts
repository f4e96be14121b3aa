import { html, render } from 'htm/preact'
import type { BoardView, LineView } from './board-view.ts'
import type { Feed } from './feed.ts'
import { useFeed, useNow } from './feed.ts'
import { Agents } from './wall-agents.ts'
import { Alerts } from './wall-alerts.ts'
import { Chart } from './wall-chart.ts'
import { Figures } from './wall-figures.ts'
import { Menus } from './wall-menus.ts'
import { PlaybackBar } from './wall-playback.ts'
import { Queues } from './wall-queues.ts'
import { Ticker } from './wall-ticker.ts'
import { day, moment, timeOfDay, title } from './wall-words.ts'

function Wall() {
  const feed = useFeed<BoardView>({ events: '/events', api: '/api/board' })
  const nowMs = useNow(feed)
  const { view, lost } = feed
  if (!view)
    return html`<p class="arriving" role="status">${lost ? 'No connection to the centre. Trying again…' : 'Listening to the centre…'}</p>`
  const part = { view, nowMs }
  return html`<div class="wall ${lost ? 'lost' : ''}">
    <${Head} feed=${feed} nowMs=${nowMs} />
    <${Figures} ...${part} />
    <${Alerts} ...${part} />
    <div class="floor">
      <${Queues} ...${part} />
      <${Agents} ...${part} />
      <${Menus} ...${part} />
      <${Chart} view=${view} />
      <${Ticker} view=${view} />
    </div>
  </div>`
}

function Head({ feed: { view, lost }, nowMs }: { feed: Feed<BoardView>; nowMs: number }) {
  const { lines, timeZone, speed, playback } = view as BoardView
  return html`<header class="head">
    <img src="/pages/mark.svg" alt="Holdline" width="32" height="32" />
    ${lines.map(
      line => html`<div class="line" key=${line.name}>
        <h1>${title(line.name)}</h1>
        <${Opening} line=${line} nowMs=${nowMs} timeZone=${timeZone} />
      </div>`,
    )}
    <div class="connection" role="status">${lost && html`<span class="pill alarm">Connection lost; these numbers are old. Trying again…</span>`}</div>
    ${playback && html`<span class="pill rehearsal">Recording</span>`}
    ${speed !== 1 && !playback && html`<span class="pill rehearsal">Rehearsal, ${speed} × as fast</span>`}
    <p class="clock"><span>${day(nowMs, timeZone)}</span><time>${timeOfDay(nowMs, timeZone, true)}</time></p>
    ${playback && html`<${PlaybackBar} playback=${playback} nowMs=${nowMs} timeZone=${timeZone} />`}
  </header>`
}

function Opening({ line, nowMs, timeZone }: { line: LineView; nowMs: number; timeZone: string }) {
  const { status, untilMs } = line
  const when = untilMs === null ? '' : moment(untilMs, nowMs, timeZone)
  if (status === 'open')
    return html`<span class="pill open">Open${when ? ` until ${when}` : ' day and night'}</span>`
  const why = status === 'holiday' ? 'Holiday' : 'Closed'
  return html`<span class="pill closed">${why}${when ? `, opens ${when}` : ''}</span>`
}

render(html`<${Wall} />`, document.getElementById('page')!)
