import { html } from 'htm/preact'
import { useState } from 'preact/hooks'
import type { Parts } from './agent-parts.ts'
import { useDeeds } from './deeds.ts'
import { moment } from './wall-words.ts'

const HOUR_MS = 3_600_000
/** By when an agent promises something. */
const TIMES = [
  ['1', 'within an hour', HOUR_MS],
  ['4', 'within four hours', 4 * HOUR_MS],
  ['24', 'by this time tomorrow', 24 * HOUR_MS],
  ['72', 'within three days', 72 * HOUR_MS],
] as const

/** What the caller of this call is promised becomes a task, so that it is not forgotten with the call. */
export function PromiseForm({
  view,
  nowMs,
  call,
}: Pick<Parts, 'view' | 'nowMs'> & { readonly call: number }) {
  const deeds = useDeeds('/api')
  const [note, setNote] = useState('')
  const [time, setTime] = useState('24')
  const [kept, setKept] = useState<{ readonly call: number; readonly words: string }>()
  const promise = async () => {
    const dueMs = Math.round(nowMs + TIMES.find(([key]) => key === time)![2])
    if (!(await deeds.do('tasks', { call, note, dueMs }))) return
    setNote('')
    setKept({ call, words: `Due ${moment(dueMs, nowMs, view.timeZone)}, in` })
  }
  return html`<section class="panel promise" aria-label="Promise">
    <h2>Promise</h2>
    <form
      onSubmit=${(event: Event) => {
        event.preventDefault()
        void promise()
      }}
    >
      <input
        aria-label="What is promised"
        placeholder="Something to do for this caller later"
        maxlength="2000"
        value=${note}
        onInput=${({ currentTarget }: { currentTarget: HTMLInputElement }) => setNote(currentTarget.value)}
      />
      <select
        aria-label="By when"
        value=${time}
        onChange=${({ currentTarget }: { currentTarget: HTMLSelectElement }) => setTime(currentTarget.value)}
      >
        ${TIMES.map(([key, words]) => html`<option key=${key} value=${key}>${words}</option>`)}
      </select>
      <button disabled=${note.trim() === '' || deeds.busy !== ''}>Promise</button>
    </form>
    ${deeds.wrong && html`<p class="aside" role="alert">${deeds.wrong}</p>`}
    ${kept?.call === call && html`<p class="aside" role="status">${kept.words} <a href="/tasks">the list of tasks</a>.</p>`}
  </section>`
}
