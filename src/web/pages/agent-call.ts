import { html } from 'htm/preact'
import type { Parts } from './agent-parts.ts'
import type { AgentCallView, AgentPageView } from './agent-view.ts'
import { callerName, languageName } from './agent-words.ts'
import { Icon } from './wall-icon.ts'
import { clockLength, title } from './wall-words.ts'

type OfCall = Parts & { readonly call: AgentCallView }

/** Who calls, what for, how long they waited, and what is known. */
export function CallCard({ view, call, nowMs }: OfCall) {
  const { caller, queue, line, matters, openCase, entered, waitedMs, isCallback, helps } = call
  const facts: [string, unknown][] = [
    ['For', html`<b>${title(queue)}</b> <span class="aside">${title(line)}</span>`],
    ['Waited', clockLength(waitedMs)],
    ['Open case', openCase],
    ['Keyed in', entered.length > 0 ? entered.join(', ') : null],
    ['Pending', matters.length > 0 ? matters.map(title).join(', ') : null],
  ]
  return html`<div class="card">
    <${Stage} view=${view} call=${call} nowMs=${nowMs} />
    <h2 class="who">${callerName(caller)}</h2>
    <p class="chips">
      ${caller.name !== null && caller.number !== null && html`<span class="chip">${caller.number}</span>`}
      ${caller.tier !== null && html`<span class="chip tier"><${Icon} shape="star" /> ${title(caller.tier)}</span>`}
      <span class="chip">${languageName(caller.language)}</span>
      ${isCallback && html`<span class="chip"><${Icon} shape="callback" /> Callback</span>`}
      ${helps !== null && html`<span class="chip">${helps} asks for help</span>`}
    </p>
    <dl class="facts">
      ${facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
  </div>`
}

/** How far the call is, and the time that counts there. */
function Stage({ view, call, nowMs }: { view: AgentPageView; call: AgentCallView; nowMs: number }) {
  const { word, ms } = stageOf(view, call, nowMs)
  return html`<p class="stage">
    <${Icon} shape=${view.state} /> <span>${word}</span>
    <time>${clockLength(ms)}</time>
    ${call.recording === 'on' && html`<span class="rec"><i aria-hidden="true"></i> Recording</span>`}
    ${call.recording === 'paused' && html`<span class="rec paused">Recording paused</span>`}
  </p>`
}

function stageOf(view: AgentPageView, call: AgentCallView, nowMs: number): { word: string; ms: number } {
  const { talkSinceMs, talkEndedMs, heldSinceMs } = call
  switch (view.state) {
    case 'ringing':
      return { word: 'Ringing', ms: nowMs - view.sinceMs }
    case 'reserved':
      return { word: 'Being called back', ms: nowMs - view.sinceMs }
    case 'wrap-up':
      return { word: 'Talked for', ms: (talkEndedMs ?? view.sinceMs) - (talkSinceMs ?? view.sinceMs) }
    default:
      return heldSinceMs === null
        ? { word: 'Talking', ms: nowMs - (talkSinceMs ?? view.sinceMs) }
        : { word: 'On hold', ms: nowMs - heldSinceMs }
  }
}
