import { html } from 'htm/preact'
import type { BoardView, MenuView } from './board-view.ts'
import { clockLength, title } from './wall-words.ts'

/** Who is in the menus, and the words that they hear there. */
export function Menus({ view: { menus, lines }, nowMs }: { view: BoardView; nowMs: number }) {
  return html`<section class="panel menus" aria-label="Menus">
    <header>
      <h2>In the menus</h2>
      <p class="note">${menus.count} ${menus.count === 1 ? 'caller hears' : 'callers hear'} a menu or a message</p>
    </header>
    ${menus.places.length === 0 && html`<p class="empty">Nobody is in a menu.</p>`}
    <ul class="scroll">
      ${menus.places.map(
        place =>
          html`<${Place} key=${place.line + place.state} place=${place} nowMs=${nowMs} named=${lines.length > 1} />`,
      )}
    </ul>
  </section>`
}

function Place({ place, nowMs, named }: { place: MenuView; nowMs: number; named: boolean }) {
  const { line, state, text, count, calls } = place
  return html`<li class="place">
    <span class="count">${count}</span>
    <div>
      <h3>${named ? `${title(line)}: ` : ''}${title(state)}</h3>
      ${text !== '' && html`<p class="words">“${text}”</p>`}
      <p class="calls">
        ${calls.map(
          ({ call, sinceMs, language }) =>
            html`<span key=${call} class="chip">${call} <b>${clockLength(nowMs - sinceMs)}</b> ${language.split('-')[0]}</span>`,
        )}
        ${count > calls.length && html`<span class="chip">and ${count - calls.length} more</span>`}
      </p>
    </div>
  </li>`
}
