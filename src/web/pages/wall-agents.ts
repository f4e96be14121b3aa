import { html } from 'htm/preact'
import type { AgentView, BoardView } from './board-view.ts'
import { Icon } from './wall-icon.ts'
import { clockLength, STATE_WORDS, title } from './wall-words.ts'

/** A tile for each agent, coloured, shaped and named by what the agent does. */
export function Agents({ view: { agents }, nowMs }: { view: BoardView; nowMs: number }) {
  const size = agents.shown.length > 48 ? 'many' : ''
  return html`<section class="panel agents" aria-label="Agents">
    <header><h2>Agents</h2><p class="note">what each does, and for how long</p></header>
    ${agents.shown.length === 0 && html`<p class="empty">Nobody is on the roster.</p>`}
    <ul class="tiles scroll ${size}">
      ${agents.shown.map(agent => html`<${Agent} key=${agent.name} agent=${agent} nowMs=${nowMs} />`)}
    </ul>
    ${agents.more > 0 && html`<p class="more">and ${agents.more} more</p>`}
  </section>`
}

function Agent({ agent, nowMs }: { agent: AgentView; nowMs: number }) {
  const { name, state, sinceMs, skills } = agent
  return html`<li class="tile state-${state}" title=${`${name} serves ${skills.join(', ')}`}>
    <p>
      <span class="name">${name}</span>
      ${state !== 'away' && html`<span class="time">${clockLength(nowMs - sinceMs)}</span>`}
    </p>
    <p>
      <span class="word"><${Icon} shape=${state} />${STATE_WORDS[state]}</span>
      <span class="with">${withWhom(agent)}</span>
    </p>
  </li>`
}

function withWhom({ call, queue, leaving, state, reason }: AgentView): string {
  if (state === 'away') return reason === 'none' ? '' : title(reason)
  const parts = []
  if (queue !== null) parts.push(title(queue.split('/').at(-1)!))
  if (call !== null) parts.push(String(call))
  if (leaving) parts.push('(then away)')
  return parts.join(' ')
}
