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
import { announcement, callerName } from './agent-words.ts'
import { useDeeds } from './deeds.ts'
import type { DeskCallView, DeskView } from './desk-view.ts'
import { useFeed, useNow } from './feed.ts'
import { useLeg } from './leg.ts'

function AgentPage() {
  const feed = useFeed<DeskView>({ events: '/agent/events', api: '/api/agent' })
  const nowMs = useNow(feed)
  const deeds = useDeeds('/api/agent')
  const { view, lost } = feed
  const leg = useLeg({ isWanted: view?.phone === 'browser', isTaken: view?.state === 'talking' })
  const draft = useDraft(view, deeds)
  const shortcuts = useShortcuts()
  const talked = useTalked(view)
  useTitle(view)
  if (!view)
    return html`<p class="arriving" role="status">${lost ? 'The server is away. Trying again…' : 'One moment…'}</p>`
  const { state } = view
  const isAfter = state === 'wrap-up'
  const call = isAfter && talked && talked.call === view.wrapUp?.call ? talked : view.call
  const isOn = isAfter || state === 'talking'
  const contacts = call !== null && isOn && html`<${Contacts} call=${call} view=${view} nowMs=${nowMs} />`
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
      call === null && !isAfter
        ? html`<${Idle} ...${parts} />`
        : html`<div class="work ${view.wrapUp && isOn ? '' : 'one'}">
            <div class="column">
              <section class="panel call" aria-label="Call">
                ${call === null ? html`<p class="stage">The call is over.</p>` : html`<${CallCard} ...${parts} call=${call} />`}
                ${call !== null && html`<${Controls} ...${parts} call=${call} />`}
                <${Talk} leg=${leg} isOver=${isAfter} />
              </section>
              ${state !== 'talking' && contacts}
            </div>
            <div class="column">
              ${view.wrapUp && isOn && html`<${Notes} ...${parts} wrapUp=${view.wrapUp} />`}
              ${state === 'talking' && contacts}
            </div>
          </div>`
    }
  </div>`
}

/** Whoever looks at another page sees by the title that a call rings. */
function useTitle(view: DeskView | undefined): void {
  const before = useRef(document.title)
  useEffect(() => {
    const rings = view?.state === 'ringing' && view.call
    document.title = rings ? `● ${callerName(view.call)} rings` : before.current
  }, [view])
}

/** The call that was talked to last, as it was then: who called is wanted until the note is written. */
function useTalked(view: DeskView | undefined): DeskCallView | undefined {
  const last = useRef<DeskCallView | undefined>(undefined)
  if (view?.state === 'talking' && view.call) last.current = view.call
  return last.current
}

render(html`<${AgentPage} />`, document.getElementById('page')!)
