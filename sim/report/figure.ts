import type { Html } from './markup.ts'
import { html } from './markup.ts'

/** One number that stands out, as `spreadText` has it, with its interval below; of a list of figures. */
export function figure(name: string, told: string | null): Html {
  const [mean, spread] = (told ?? '–').split(' (', 2)
  return html`<div><dt>${name}</dt><dd>${mean!}</dd>${spread === undefined ? undefined : html`<dd class="spread">${spread.slice(0, -1)}</dd>`}</div>`
}
