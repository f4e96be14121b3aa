import { html } from 'htm/preact'
import { useRef } from 'preact/hooks'
import type { OfCall } from './agent-parts.ts'
import { callerName, languageName, when } from './agent-words.ts'
import type { DeskCallView, DeskView } from './desk-view.ts'
import { Icon } from './wall-icon.ts'
import { clockLength, title } from './wall-words.ts'

/** Who calls, what for, how long they waited, and what is known. */
export function CallCard({ view, call, nowMs }: OfCall) {
  const { name, number, tier, isPreferred, language, isCallback, helps } = call
  return html`<div class="card">
    <${Stage} view=${view} call=${call} nowMs=${nowMs} />
    <h2 class="who">${callerName(call)}</h2>
    <p class="chips">
      ${name !== null && number !== null && html`<span class="chip">${number}</span>`}
      ${isPreferred && html`<span class="chip tier"><${Icon} shape="star" /> ${title(tier)}</span>`}
      <span class="chip">${languageName(language)}</span>
      ${isCallback && html`<span class="chip"><${Icon} shape="callback" /> Callback</span>`}
      ${helps !== null && html`<span class="chip">${helps} asks for your help</span>`}
    </p>
    <${Facts} call=${call} view=${view} nowMs=${nowMs} />
  </div>`
}

function Facts({ call, view, nowMs }: { call: DeskCallView; view: DeskView; nowMs: number }) {
  const { queue, line, matters, openCase, entered, recordings, waitedMs } = call
  const since = openCase?.openedMs ? ` since ${when(openCase.openedMs, nowMs, view.timeZone)}` : ''
  const said = (kind: string) => entered.filter(({ what }) => what === kind).map(({ value }) => value)
  const facts: [string, unknown][] = [
    ['For', html`<b>${title(queue)}</b> <span class="aside">${title(line)}</span>`],
    ['Waited', clockLength(waitedMs)],
    ['Open case', openCase && html`<b>${openCase.number}</b><span class="aside">${since}</span>`],
    ['Keyed in', said('digits').join(', ')],
    ['Said', said('speech').join('; ')],
    ['Message', recordings.flatMap(({ transcript }) => transcript ?? []).join('; ')],
    ['To be called at', said('number').at(-1)],
    ['Pending', matters.map(title).join(', ')],
  ]
  return html`<dl class="facts">
    ${facts
      .filter(([, value]) => value)
      .map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`
}

/** How far the call is, and the time that counts there. */
function Stage({ view, call, nowMs }: { view: DeskView; call: DeskCallView; nowMs: number }) {
  const heldMs = useHeld(call, nowMs)
  const { word, ms } = stageOf(view, call, heldMs, nowMs)
  return html`<p class="stage">
    <${Icon} shape=${view.state} /> <span>${word}</span>
    <time>${clockLength(ms)}</time>
    ${view.state === 'talking' && call.recording === 'on' && html`<span class="rec"><i aria-hidden="true"></i> Recording</span>`}
    ${view.state === 'talking' && call.recording === 'paused' && html`<span class="rec paused">Not recorded now</span>`}
  </p>`
}

/** How long the caller has been hearing music, as far as this page has seen it. */
function useHeld({ isHeld }: DeskCallView, nowMs: number): number {
  const sinceMs = useRef(0)
  if (!isHeld) sinceMs.current = 0
  else if (sinceMs.current === 0) sinceMs.current = nowMs
  return isHeld ? nowMs - sinceMs.current : 0
}

function stageOf(
  { state, sinceMs }: DeskView,
  call: DeskCallView,
  heldMs: number,
  nowMs: number,
): { word: string; ms: number } {
  switch (state) {
    case 'ringing':
      return { word: 'Ringing', ms: nowMs - sinceMs }
    case 'reserved':
      return { word: 'Being called back', ms: nowMs - sinceMs }
    case 'wrap-up':
      return { word: 'Talked for', ms: sinceMs - call.sinceMs }
    default:
      return call.isHeld ? { word: 'On hold', ms: heldMs } : { word: 'Talking', ms: nowMs - call.sinceMs }
  }
}
