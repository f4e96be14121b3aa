import type { Interval } from '../statistics/interval.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'

export interface PageTable {
  /** The head, beginning with what the rows are. */
  readonly head: readonly string[]
  readonly rows: readonly Html[]
  /** What the rows come to together. */
  readonly foot?: Html
}

/** A table that moves in a frame of its own where it is wider than the page. */
export function pageTable({ head: [first, ...columns], rows, foot }: PageTable): Html {
  const heads = columns.map(name => html`<th scope="col">${name}</th>`)
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table by ${first}"><table>
<thead><tr><th scope="col">${first}</th>${heads}</tr></thead>
<tbody>${rows}</tbody>${foot ? html`<tfoot>${foot}</tfoot>` : undefined}
</table></div>
`
}

/** A row that begins with its name. */
export function tableRow(name: string, cells: readonly (string | Html)[]): Html {
  return html`<tr><th scope="row">${name}</th>${cells.map(cell => html`<td>${cell}</td>`)}</tr>
`
}

/** A mean, and the half-width of its interval where that is known. */
export function valueCell(value: Interval | null, words: (value: number) => string): Html | string {
  if (!value) return '–'
  const half = (value.high - value.low) / 2
  return html`${words(value.mean)}${Number.isFinite(half) ? html` <small>±${words(half)}</small>` : undefined}`
}

/** A table of texts: the head first, each row beginning with its name. */
export function textTable([head, ...rows]: readonly (readonly string[])[]): Html {
  return pageTable({ head: head!, rows: rows.map(([name, ...cells]) => tableRow(name!, cells)) })
}
