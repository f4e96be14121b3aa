import { html } from 'htm/preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Parts } from './agent-parts.ts'
import { useDeeds } from './deeds.ts'
import { moment } from './wall-words.ts'

const HOUR_MS = 3_600_000
/** By when something is promised. */
const TERMS: readonly (readonly [words: string, afterMs: number])[] = [
  ['within the hour', HOUR_MS],
  ['in three hours', 3 * HOUR_MS],
  ['by tomorrow', 24 * HOUR_MS],
  ['within three days', 72 * HOUR_MS],
  ['within a week', 168 * HOUR_MS],
]

/** What the agent promises the caller becomes a task, which somebody does by the time that was given. */
export function Promised({ call, view, nowMs }: Pick<Parts, 'view' | 'nowMs'> & { readonly call: number }) {
  const deeds = useDeeds('/api')
  const [isOpen, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const [term, setTerm] = useState(2)
  const [kept, setKept] = useState<readonly string[]>([])
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isOpen) input.current?.focus()
  }, [isOpen])
  const keeps = async (event: Event) => {
    event.preventDefault()
    const dueMs = Math.round(nowMs + TERMS[term]![1])
    if (!(await deeds.do('tasks', { call, note, dueMs }))) return
    setKept(before => [...before, `${note} Due ${moment(dueMs, nowMs, view.timeZone)}.`])
    setNote('')
    setOpen(false)
  }
  return html`<div class="promise">
    <ul role="status">
      ${kept.map(promise => html`<li key=${promise}>Promised: ${promise}</li>`)}
    </ul>
    ${
      isOpen
        ? html`<form onSubmit=${keeps}>
            <label>
              <span>What you promised</span>
              <input
                maxlength="2000"
                required
                value=${note}
                placeholder="Call back when the dispute is decided"
                ref=${input}
                onInput=${(event: Event) => setNote((event.target as HTMLInputElement).value)}
              />
            </label>
            <label>
              <span>By when</span>
              <select value=${term} onChange=${(event: Event) => setTerm(Number((event.target as HTMLSelectElement).value))}>
                ${TERMS.map(([words], index) => html`<option key=${words} value=${index}>${words}</option>`)}
              </select>
            </label>
            ${deeds.wrong && html`<p class="wrong" role="alert">${deeds.wrong}</p>`}
            <div class="controls">
              <button class="go" disabled=${note.trim() === '' || deeds.busy !== ''}>Keep the promise</button>
              <button type="button" onClick=${() => setOpen(false)}>Cancel</button>
            </div>
          </form>`
        : html`<button type="button" data-key="m" onClick=${() => setOpen(true)}>Promise something <kbd>M</kbd></button>`
    }
  </div>`
}
