import { html, render } from 'htm/preact'
import { useEffect, useRef } from 'preact/hooks'
import { CallCard } from './agent-call.ts'
import { Controls } from './agent-controls.ts'
import { useDraft } from './agent-draft.ts'
import { Head } from './agent-head.ts'
import { Idle } from './agent-idle.ts'
import { useShortcuts } from './agent-keys.ts'
import { Contacts, Notes } from './agent-notes.ts'
import { Talk } from './agent-talk.ts'
import type { AgentPageView } from './agent-view.ts'
import { announcement, callerName } from './agent-words.ts'
import { useDeeds } from './deeds.ts'
import { useFeed, useNow } from './feed.ts'
import { useLeg } from './leg.ts'

function AgentPage() {
  const feed = useFeed<AgentPageView>({ events: '/agent/events', api: '/api/agent' })
  const nowMs = useNow(feed)
  const deeds = useDeeds('/api/agent')
  const { view, lost } = feed
  const leg = useLeg({ isWanted: view?.phone === 'browser', isTaken: view?.state === 'talking' })
  const draft = useDraft(view, deeds)
  const shortcuts = useShortcuts()
  useTitle(view)
  if (!view)
    return html`<p class="arriving" role="status">${lost ? 'The server is away. Trying again…' : 'One moment…'}</p>`
  const { call, state } = view
  const parts = { view, nowMs, deeds, leg, draft }
  return html`<div class="desk state-${state}">
    <${Head} ...${parts} shortcuts=${shortcuts} />
    <div class="banners">
      ${lost && html`<p class="banner alarm" role="alert">The server is away: what you see is old, and buttons do nothing. A call goes on. Trying again…</p>`}
      ${leg.wrong && html`<p class="banner warning" role="alert">${leg.wrong}</p>`}
      ${
        deeds.wrong &&
        html`<p class="banner warning" role="alert">
          ${deeds.wrong} <button class="plain" onClick=${deeds.forgive}>Dismiss</button>
        </p>`
      }
    </div>
    <p class="visually-hidden" aria-live="assertive">${announcement(view)}</p>
    ${
      call === null
        ? html`<${Idle} ...${parts} />`
        : html`<div class="work">
            <section class="panel call" aria-label="Call">
              <${CallCard} ...${parts} call=${call} />
              <${Controls} ...${parts} call=${call} />
              <${Talk} leg=${leg} isOver=${state === 'wrap-up'} />
            </section>
            <div class="beside">
              ${(state === 'talking' || state === 'wrap-up') && html`<${Notes} ...${parts} call=${call} />`}
              <${Contacts} call=${call} view=${view} nowMs=${nowMs} />
            </div>
          </div>`
    }
  </div>`
}

/** Whoever looks at another page sees by the title that a call rings. */
function useTitle(view: AgentPageView | undefined): void {
  const before = useRef(document.title)
  useEffect(() => {
    const rings = view?.state === 'ringing' && view.call
    document.title = rings ? `● ${callerName(view.call.caller)} rings` : before.current
  }, [view])
}

render(html`<${AgentPage} />`, document.getElementById('page')!)
