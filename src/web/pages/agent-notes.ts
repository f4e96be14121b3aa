import { html } from 'htm/preact'
import type { Parts } from './agent-parts.ts'
import { Promised } from './agent-promise.ts'
import { when } from './agent-words.ts'
import type { ContactView, DeskCallView, DeskView, WrapUpView } from './desk-view.ts'
import { clockLength, title } from './wall-words.ts'

/** So near its end a wrap-up that ends by itself is shown in another colour. */
const SOON_MS = 10_000
const KEYS_MAX = 9

/** What is noted of the call, while it is talked and after it. */
export function Notes({ view, nowMs, deeds, draft, wrapUp }: Parts & { readonly wrapUp: WrapUpView }) {
  const { codes, isCodeWanted, isCoded } = wrapUp
  const isAfter = view.state === 'wrap-up'
  const isMissing = isCodeWanted && !isCoded && draft.code === ''
  return html`<section class="panel notes ${isAfter ? 'wrapping' : ''}" aria-label="Notes">
    <header>
      <h2>${isAfter ? 'Wrap-up' : 'Notes'}</h2>
      ${isAfter && html`<${Left} wrapUp=${wrapUp} nowMs=${nowMs} />`}
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
    <${Promised} key=${wrapUp.call} call=${wrapUp.call} view=${view} nowMs=${nowMs} />
    ${
      isAfter &&
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
  const { endsMs } = wrapUp
  if (endsMs === null) return html`<p class="left">until you say how it ended</p>`
  const leftMs = Math.max(0, endsMs - nowMs)
  return html`<p class="left ${leftMs <= SOON_MS ? 'soon' : ''}"><time class="amount">${clockLength(leftMs)}</time> left</p>`
}

/** The caller's calls before and what was noted about them, the latest first. */
export function Contacts({ call, view, nowMs }: { call: DeskCallView; view: DeskView; nowMs: number }) {
  const { notes, contacts } = call
  const calls = [...new Set([...contacts, ...notes].map(({ call }) => call))].sort((a, b) => b - a)
  return html`<section class="panel contacts" aria-label="Earlier contacts">
    <h2>Earlier contacts</h2>
    ${calls.length === 0 && html`<p class="aside">Nothing is noted.</p>`}
    <ol>
      ${calls.map(other => {
        const contact = contacts.find(({ call }) => call === other)
        const note = notes.find(({ call }) => call === other)
        const atMs = (contact ?? note)!.atMs
        const who = contact?.agent ?? note?.agent
        return html`<li key=${other}>
          <p>
            <time>${when(atMs, nowMs, view.timeZone)}</time> ${who !== undefined && who !== null && html`<b>${who}</b>`}
            ${contact && html`<span class="aside">${wordsOf(contact)}</span>`}
          </p>
          ${note && note.text !== '' && html`<p class="said">${note.text}</p>`}
        </li>`
      })}
    </ol>
  </section>`
}

/** A call in a few words: for what, how it ended, and how content the caller was. */
function wordsOf({ queue, outcome, code, score }: ContactView): string {
  const parts = [queue, code ?? outcome].filter(part => part !== null).map(title)
  return [...parts, ...(score === null ? [] : [`${score} of 5`])].join(', ')
}
