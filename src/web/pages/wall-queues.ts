import { html } from 'htm/preact'
import type { BoardView, CallerView, MinutesView, QueueView } from './board-view.ts'
import { Icon } from './wall-icon.ts'
import { clockLength, minutesShort, percent, title, toldSentence } from './wall-words.ts'

interface QueuesProps {
  readonly view: BoardView
  readonly nowMs: number
}

/** A column for each queue: who waits, for how long still, and what they were told about it. */
export function Queues({ view, nowMs }: QueuesProps) {
  return html`<section class="panel queues" aria-label="Queues">
    ${view.queues.map(queue => html`<${Queue} key=${queue.name} queue=${queue} nowMs=${nowMs} />`)}
  </section>`
}

function Queue({ queue, nowMs }: { queue: QueueView; nowMs: number }) {
  const { callers, more } = queue
  return html`<article class="queue">
    <header>
      <h2>${title(queue.name)}</h2>
      <p class="size"><strong>${queue.waiting}</strong> waiting</p>
      <p class="note">${noteOf(queue)}</p>
    </header>
    ${
      callers.length === 0
        ? html`<p class="empty">Nobody waits.${queue.agents === 0 && ' Nobody is signed in for this queue either.'}</p>`
        : html`<div class="scroll"><table>
            <thead>
              <tr>
                <th scope="col"><span class="visually-hidden">Position</span></th>
                <th scope="col">Caller</th>
                <th scope="col" class="right">Waited</th>
                <th scope="col" class="right">Est. left</th>
                <th scope="col" class="right">Was told</th>
              </tr>
            </thead>
            <tbody>
              ${callers.map(caller => html`<${Caller} key=${caller.call} caller=${caller} nowMs=${nowMs} />`)}
            </tbody>
          </table></div>`
    }
    ${more > 0 && html`<p class="more">and ${more} more</p>`}
  </article>`
}

function noteOf({ agents, serviceLevel, satisfaction, messages }: QueueView): string {
  const toHear = messages === 0 ? '' : `, ${messages} ${messages === 1 ? 'message' : 'messages'} to hear`
  const content = satisfaction === null ? '' : `, ${percent(satisfaction)} content`
  return `${agents} ${agents === 1 ? 'agent' : 'agents'}, ${percent(serviceLevel)} in time${content}${toHear}`
}

function Caller({ caller, nowMs }: { caller: CallerView; nowMs: number }) {
  const { call, state, position, tier, preferred, sinceMs, agent } = caller
  return html`<tr class="caller ${state}">
    <td class="position">${position > 0 ? position : html`<${Icon} shape=${state === 'ringing' ? 'ringing' : 'callback'} />`}</td>
    <td>
      <span class="call">${call}</span>
      ${preferred && html`<span class="tier" title=${tier} role="img" aria-label=${tier}><${Icon} shape="star" /><span class="label">${tier}</span></span>`}
      ${state === 'message' && html`<span class="tier">message</span>`}
      ${isCallback(state) && html`<span class="tier callback" title="callback" role="img" aria-label="callback"><${Icon} shape="callback" /><span class="label">callback</span></span>`}
    </td>
    <td class="right time">${clockLength(nowMs - sinceMs)}</td>
    ${
      agent !== null || state === 'resting'
        ? html`<td class="right" colspan="2">${busyWith(caller)}</td>`
        : html`<${Estimate} caller=${caller} nowMs=${nowMs} />`
    }
  </tr>`
}

function isCallback(state: CallerView['state']): boolean {
  return state === 'callback' || state === 'dialling' || state === 'resting'
}

function busyWith({ state, agent }: CallerView): string {
  if (state === 'resting') return 'not reached yet'
  return state === 'ringing' || state === 'message' ? `ringing ${agent}` : `dialled for ${agent}`
}

/** What the wait would be told as now, beside what was told: where the two differ, the caller knows less. */
function Estimate({ caller: { estimate, told }, nowMs }: { caller: CallerView; nowMs: number }) {
  const over = told?.minutes && nowMs > told.atMs + told.minutes.high * 60_000
  const words = told === null ? '' : toldSentence(told)
  return html`
    <td class="right">${estimate ? html`<${Minutes} of=${estimate} />` : '–'}</td>
    <td class="right told ${over ? 'over' : ''}" title=${over ? `${words}: that time has passed` : words}>
      ${told === null ? '' : told.minutes ? html`<${Minutes} of=${told.minutes} />` : `no. ${told.position}`}
      ${over && html`<span class="flag"><${Icon} shape="missed" /><span class="visually-hidden">passed</span></span>`}
    </td>`
}

function Minutes({ of }: { of: MinutesView }) {
  return html`${minutesShort(of)}<span class="unit"> min</span>`
}
