import { html } from 'htm/preact'
import type { SuperviseView } from './desk-view.ts'
import { clockLength, title } from './wall-words.ts'

/** Who waits where, and for how long already. */
export function Queues({ view: { queues }, nowMs }: { view: SuperviseView; nowMs: number }) {
  const lines = new Set(queues.map(({ line }) => line))
  return html`<section class="panel queues" aria-label="Queues">
    <header><h2>Queues</h2></header>
    <ul>
      ${queues.map(
        ({
          line,
          queue,
          waiting,
          longestSinceMs,
        }) => html`<li key=${`${line}/${queue}`} class=${waiting > 0 ? 'busy' : ''}>
          <p><b>${title(queue)}</b> ${lines.size > 1 && html`<small>${title(line)}</small>`}</p>
          <p>
            <b class="number">${waiting}</b>
            <small>${longestSinceMs === null ? 'nobody waits' : `longest ${clockLength(nowMs - longestSinceMs)}`}</small>
          </p>
        </li>`,
      )}
    </ul>
  </section>`
}
