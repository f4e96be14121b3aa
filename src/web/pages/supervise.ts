import { html, render } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'
import { Talk } from './agent-talk.ts'
import type { AlertsView } from './board-view.ts'
import { useDeeds } from './deeds.ts'
import type { SuperviseView } from './desk-view.ts'
import { useFeed, useNow } from './feed.ts'
import { Agents } from './supervise-agents.ts'
import { useWatching } from './supervise-leg.ts'
import { Queues } from './supervise-queues.ts'
import { Alerts } from './wall-alerts.ts'
import { timeOfDay } from './wall-words.ts'

const ALERTS_EVERY_MS = 4_000
const HOW = { listen: 'You listen to', whisper: 'You whisper to', join: 'You are in the talk of' } as const

function Supervise() {
  const feed = useFeed<SuperviseView>({ events: '/supervise/events', api: '/api/supervise' })
  const nowMs = useNow(feed)
  const deeds = useDeeds('/api/supervise')
  const { view, lost } = feed
  const watching = view?.watching ?? null
  const alerts = useAlerts()
  const { leg, watch } = useWatching(view, deeds)
  if (!view)
    return html`<p class="arriving" role="status">${lost ? 'The server is away. Trying again…' : 'One moment…'}</p>`
  return html`<div class="desk wide">
    <header class="head">
      <img src="/pages/mark.svg" alt="Holdline" width="30" height="30" />
      <h1>Supervise</h1>
      <nav aria-label="Pages">
        <a href="/">Wallboard</a>
        <a href="/tasks">Tasks</a>
        <a href="/results">Results</a>
        <a href="/agent">My desk</a>
        <form method="post" action="/logout"><button class="plain">Log out</button></form>
      </nav>
      <time class="clock">${timeOfDay(nowMs, view.timeZone)}</time>
    </header>
    <div class="banners">
      ${lost && html`<p class="banner alarm" role="alert">The server is away: what you see is old. Trying again…</p>`}
      ${[leg.wrong, deeds.wrong]
        .filter(wrong => wrong !== '')
        .map(wrong => html`<p key=${wrong} class="banner warning" role="alert">${wrong}</p>`)}
      ${
        watching &&
        html`<div class="banner watching" role="status">
          <p>${HOW[watching.how]} <b>${watching.agent}</b></p>
          <button class="stop" disabled=${deeds.busy !== ''} onClick=${() => deeds.do('stop')}>Stop</button>
          <${Talk} leg=${leg} isOver=${watching.how === 'listen'} />
        </div>`
      }
    </div>
    ${alerts && html`<${Alerts} view=${{ alerts, timeZone: view.timeZone, lines: linesOf(view) }} nowMs=${nowMs} />`}
    <div class="floor">
      <${Agents} view=${view} nowMs=${nowMs} deeds=${deeds} watch=${watch} />
      <${Queues} view=${view} nowMs=${nowMs} />
    </div>
  </div>`
}

function linesOf({ queues }: SuperviseView): readonly string[] {
  return [...new Set(queues.map(({ line }) => line))]
}

/** Alerts raise themselves seldom: asked for now and then. */
function useAlerts(): AlertsView | undefined {
  const [alerts, setAlerts] = useState<AlertsView>()
  useEffect(() => {
    const look = () => {
      fetch('/api/alerts')
        .then(async response => {
          if (response.ok) setAlerts((await response.json()) as AlertsView)
        })
        // The feed of the page tells that the server is away.
        .catch(() => {})
    }
    look()
    const timer = setInterval(look, ALERTS_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return alerts
}

render(html`<${Supervise} />`, document.getElementById('page')!)
