import { html } from 'htm/preact'
import type { OfCall } from './agent-controls.ts'
import type { AgentCallView, AgentPageView, WrapUpView } from './agent-view.ts'
import { when } from './agent-words.ts'
import { clockLength, title } from './wall-words.ts'

/** So near its end a wrap-up that ends by itself is shown in another colour. */
const SOON_MS = 10_000
const KEYS_MAX = 9

/** What is noted of the call, while it is talked and after it. */
export function Notes(parts: OfCall) {
  const { view, nowMs, deeds, draft } = parts
  const { wrapUp } = view
  const codes = wrapUp?.codes ?? []
  const isForced = wrapUp !== null && wrapUp.untilMs === null
  const isMissing = isForced && draft.code === ''
  return html`<section class="panel notes ${wrapUp ? 'wrapping' : ''}" aria-label="Notes">
    <header>
      <h2>${wrapUp ? 'Wrap-up' : 'Notes'}</h2>
      ${wrapUp && html`<${Left} wrapUp=${wrapUp} nowMs=${nowMs} />`}
    </header>
    ${
      codes.length > 0 &&
      html`<fieldset class="codes">
        <legend>How it ended</legend>
        ${codes.map(
          (code, index) => html`<button
            key=${code}
            type="button"
            data-key=${index < KEYS_MAX ? String(index + 1) : null}
            aria-pressed=${draft.code === code}
            onClick=${() => draft.set({ code })}
          >
            ${index < KEYS_MAX && html`<kbd>${index + 1}</kbd>`} ${title(code)}
          </button>`,
        )}
      </fieldset>`
    }
    <label class="note-field">
      <span>Note <small class="aside">${draft.isSaved ? (draft.note === '' ? '' : 'saved') : 'kept in this browser'}</small></span>
      <textarea
        rows="5"
        maxlength="2000"
        placeholder="What the next one who talks to this caller should know"
        value=${draft.note}
        onInput=${(event: Event) => draft.set({ note: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
    </label>
    ${
      wrapUp &&
      html`<fieldset class="resolved">
          <legend>Is it resolved?</legend>
          ${[true, false].map(
            answer => html`<button
              key=${String(answer)}
              type="button"
              aria-pressed=${draft.resolved === answer}
              onClick=${() => draft.set({ resolved: draft.resolved === answer ? null : answer })}
            >
              ${answer ? 'Yes' : 'Not yet'}
            </button>`,
          )}
        </fieldset>
        <button class="big go" data-key="ctrl+enter" disabled=${isMissing || deeds.busy !== ''} onClick=${draft.finish}>
          ${view.leaving ? 'Done, then away' : 'Done, next call'} <kbd>Ctrl ↵</kbd>
        </button>
        ${isMissing && html`<p class="aside">Choose how it ended first.</p>`}`
    }
  </section>`
}

function Left({ wrapUp, nowMs }: { wrapUp: WrapUpView; nowMs: number }) {
  const { untilMs } = wrapUp
  if (untilMs === null) return html`<p class="left">until you are done</p>`
  const leftMs = Math.max(0, untilMs - nowMs)
  return html`<p class="left ${leftMs <= SOON_MS ? 'soon' : ''}"><time>${clockLength(leftMs)}</time> left</p>`
}

/** Earlier contacts of the caller, the latest first. */
export function Contacts({ call, view, nowMs }: { call: AgentCallView; view: AgentPageView; nowMs: number }) {
  const { contacts } = call
  return html`<section class="panel contacts" aria-label="Earlier contacts">
    <h2>Earlier contacts</h2>
    ${contacts.length === 0 && html`<p class="aside">None that we know of.</p>`}
    <ol>
      ${contacts.map(
        ({ atMs, queue, agent, outcome, code, note }) => html`<li key=${atMs}>
          <p>
            <time>${when(atMs, nowMs, view.timeZone)}</time> <b>${title(queue)}</b>
            <span class="aside">${[agent, code === null ? title(outcome) : title(code)].filter(Boolean).join(', ')}</span>
          </p>
          ${note !== null && html`<p class="said">${note}</p>`}
        </li>`,
      )}
    </ol>
  </section>`
}
