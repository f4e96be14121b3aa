import { html } from 'htm/preact'
import type { Parts } from './agent-parts.ts'
import { awaySentence, reasonWords } from './agent-words.ts'
import { Icon } from './wall-icon.ts'
import { clockLength } from './wall-words.ts'

/** Between calls: what the agent is, for how long, and the one button that is wanted most. */
export function Idle({ view, nowMs, deeds, leg }: Parts) {
  const { state, reason, sinceMs, reasons } = view
  const isAway = state === 'away'
  return html`<section class="idle" aria-label="Between calls">
    <p class="emblem state-${state}"><${Icon} shape=${state} /></p>
    <h2>${isAway ? reasonWords(reason) : 'Available'}</h2>
    <p class="length">${clockLength(nowMs - sinceMs)}</p>
    <p class="aside">
      ${
        isAway
          ? awaySentence(reason)
          : view.phone === 'browser'
            ? 'The next call rings in this page.'
            : 'The next call rings your telephone; press 1 there to take it.'
      }
    </p>
    ${
      isAway
        ? html`<button class="big go" data-key="a" disabled=${deeds.busy !== ''} onClick=${() => deeds.do('available')}>
            Be available <kbd>A</kbd>
          </button>`
        : html`<div class="reasons" role="group" aria-label="Go away">
            ${reasons.map(
              other => html`<button
                key=${other}
                disabled=${deeds.busy !== ''}
                onClick=${() => deeds.do('away', { reason: other })}
              >
                ${reasonWords(other)}
              </button>`,
            )}
          </div>`
    }
    ${
      view.phone === 'browser' &&
      html`<p class="telephone ${leg.state}">
        <span class="dot" aria-hidden="true"></span>
        ${leg.state === 'opening' ? 'Connecting the telephone…' : leg.state === 'failed' ? 'The telephone is not connected.' : 'The telephone is ready.'}
      </p>`
    }
  </section>`
}
