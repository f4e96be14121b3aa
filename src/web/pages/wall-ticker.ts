import { html } from 'htm/preact'
import type { BoardEvent, BoardView } from './board-view.ts'
import type { Shape } from './wall-icon.ts'
import { Icon } from './wall-icon.ts'
import { eventSentence, timeOfDay } from './wall-words.ts'

const SHAPES: Readonly<Record<BoardEvent['kind'], Shape>> = {
  arrived: 'arrived',
  queued: 'queued',
  told: 'told',
  answered: 'talking',
  abandoned: 'abandoned',
  'callback-kept': 'callback',
  ended: 'away',
  'signed-in': 'available',
  'went-away': 'away',
}

/** What has just happened, the latest first. */
export function Ticker({ view: { events, timeZone } }: { view: BoardView }) {
  return html`<section class="panel ticker" aria-label="Just now">
    <header><h2>Just now</h2><p class="note">as it happens</p></header>
    ${events.length === 0 && html`<p class="empty">Nothing has happened yet.</p>`}
    <ol class="scroll" role="log" aria-live="polite" aria-relevant="additions" tabindex="0">
      ${events.toReversed().map(
        event => html`<li key=${event.id} class=${`event ${event.kind}`}>
          <time>${timeOfDay(event.atMs, timeZone, true)}</time>
          <${Icon} shape=${SHAPES[event.kind]} />
          <span>${eventSentence(event)}</span>
        </li>`,
      )}
    </ol>
  </section>`
}
