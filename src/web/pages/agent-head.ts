import { html } from 'htm/preact'
import { useRef } from 'preact/hooks'
import type { Shortcuts } from './agent-keys.ts'
import type { Parts } from './agent-parts.ts'
import { reasonWords } from './agent-words.ts'
import { Icon } from './wall-icon.ts'
import { clockLength, STATE_WORDS, timeOfDay } from './wall-words.ts'

/** Who this is, in which state and since when, where else to go, and what time it is. */
export function Head({ view, nowMs, deeds, shortcuts }: Parts & { shortcuts: Shortcuts }) {
  return html`<header class="head">
    <img src="/pages/mark.svg" alt="Holdline" width="30" height="30" />
    <h1>${view.agent}</h1>
    <${StateMenu} view=${view} nowMs=${nowMs} deeds=${deeds} />
    <nav aria-label="Pages">
      <a href="/">Wallboard</a>
      <a href="/tasks">Tasks</a>
      ${view.role === 'supervisor' && html`<a href="/supervise">Supervise</a>`}
      <form method="post" action="/logout"><button class="plain">Log out</button></form>
    </nav>
    <label class="keys-on" title="One key for each button, while you are not writing">
      <input type="checkbox" checked=${shortcuts.areOn} onChange=${shortcuts.toggle} /> Keys
    </label>
    <time class="clock">${timeOfDay(nowMs, view.timeZone)}</time>
  </header>`
}

/** The state of the agent, and the way to others. In a call it says what comes after it. */
function StateMenu({ view, nowMs, deeds }: Pick<Parts, 'view' | 'nowMs' | 'deeds'>) {
  const menu = useRef<HTMLDetailsElement>(null)
  const { state, reason, sinceMs, leaving, reasons } = view
  const isBusy = state !== 'away' && state !== 'available'
  const does = (deed: string, body?: object) => {
    if (menu.current) menu.current.open = false
    void deeds.do(deed, body)
  }
  const word = state === 'away' ? reasonWords(reason) : STATE_WORDS[state]
  return html`<details
    class="menu"
    ref=${menu}
    onKeyDown=${(event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !menu.current) return
      menu.current.open = false
      menu.current.querySelector('summary')?.focus()
    }}
  >
    <summary class="state-pill state-${state}">
      <${Icon} shape=${state} /> <b>${word}</b> <span class="since">${clockLength(nowMs - sinceMs)}</span>
      ${leaving && html`<span class="then">then away</span>`}
    </summary>
    <div class="choices">
      <p>${isBusy ? 'After this call' : 'What you do now'}</p>
      <button
        aria-pressed=${isBusy ? !leaving : state === 'available'}
        disabled=${deeds.busy !== ''}
        onClick=${() => does('available')}
      >
        <${Icon} shape="available" /> Available
      </button>
      ${reasons.map(
        other => html`<button
          key=${other}
          aria-pressed=${(isBusy ? leaving : state === 'away') && reason === other}
          disabled=${deeds.busy !== ''}
          onClick=${() => does('away', { reason: other })}
        >
          <${Icon} shape="away" /> ${reasonWords(other)}
        </button>`,
      )}
    </div>
  </details>`
}
