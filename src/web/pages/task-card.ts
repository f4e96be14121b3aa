import { html } from 'htm/preact'
import { useState } from 'preact/hooks'
import type { Deeds } from './deeds.ts'
import type { TasksView, TaskView } from './tasks-view.ts'
import { day, timeOfDay, title } from './wall-words.ts'

interface CardProps {
  readonly task: TaskView
  readonly view: TasksView
  readonly deeds: Deeds
}

/** One task: what it is about, when it is due, what was done so far, and what can be done now. */
export function TaskCard({ task, view, deeds }: CardProps) {
  const { state, isOverdue, history, note } = task
  return html`<li class="card ${state} ${isOverdue ? 'overdue' : ''}">
    <h3>${headline(task)}</h3>
    <p class="due">
      ${isOverdue && html`<b class="pill alarm">Overdue</b>`}
      ${task.dueMs !== null && state !== 'done' && html`Due ${moment(task.dueMs, view)}`}
    </p>
    ${note !== null && html`<blockquote>${note}</blockquote>`}
    <p class="aside">${aboutCall(task, view)}</p>
    <ol class="history">
      ${history.map(
        ({ atMs, who, did, note }, index) => html`<li key=${index}>
          <span class="aside">${moment(atMs, view)}</span> ${who === null ? title(did) : `${who}: ${did}`}${note === null ? '' : `. ${note}`}
        </li>`,
      )}
    </ol>
    <${Doing} task=${task} view=${view} deeds=${deeds} />
  </li>`
}

function headline({ what, score, agent, state, takenBy }: TaskView): string {
  const whose = agent === null ? '' : ` by ${agent}`
  const subject = {
    'follow-up': `Not content: ${score} of 5${agent === null ? '' : `, after talking to ${agent}`}`,
    promise: `Promised${whose}`,
    message: 'Message',
  }[what]
  return state === 'taken' ? `${subject} · ${takenBy} has it` : subject
}

function aboutCall({ call, number, line, queue }: TaskView, { tasks }: TasksView): string {
  const isOneLine = tasks.every(task => task.line === line)
  const where = [...(isOneLine ? [] : [line]), ...(queue === null ? [] : [queue])].map(title).join(', ')
  return [`Call ${call}`, number === null ? 'number withheld' : `number ${number}`, where]
    .filter(part => part !== '')
    .join(' · ')
}

/** Buttons: what is theirs to do depends on who has the task. */
function Doing({ task: { id, state, takenBy, number, history }, view: { who }, deeds }: CardProps) {
  const [note, setNote] = useState('')
  const button = (deed: string, words: string, body: object = {}) => html`<button
    disabled=${deeds.busy !== ''}
    onClick=${() => void deeds.do(deed, { id, ...body })}
  >
    ${words}
  </button>`
  if (state === 'open') return html`<div class="doing">${button('take', 'Take')}</div>`
  if (takenBy !== who) return state === 'done' && html`<div class="doing">${button('reopen', 'Reopen')}</div>`
  const isTold = history.at(-1)!.did === 'told the caller'
  if (state === 'done')
    return html`<div class="doing">
      ${button('reopen', 'Reopen')} ${number !== null && !isTold && button('tell', 'Tell the caller by text')}
    </div>`
  return html`<div class="doing">
    <input
      aria-label="What was done"
      placeholder="What was done for the caller"
      maxlength="2000"
      value=${note}
      onInput=${({ currentTarget }: { currentTarget: HTMLInputElement }) => setNote(currentTarget.value)}
    />
    ${button('done', 'Done', { note })} ${number !== null && button('done', 'Done, and tell by text', { note, tell: true })}
    ${number !== null && button('call-back', 'Call back')} ${button('give-back', 'Give back')}
  </div>`
}

function moment(atMs: number, { nowMs, timeZone }: TasksView): string {
  const [date, today] = [day(atMs, timeZone), day(nowMs, timeZone)]
  const time = timeOfDay(atMs, timeZone)
  return date === today ? time : `${date}, ${time}`
}
