import { html } from 'htm/preact'
import { useRef, useState } from 'preact/hooks'
import { reasonWords } from './agent-words.ts'
import type { AgentStateName } from './board-view.ts'
import type { Deeds } from './deeds.ts'
import type { SupervisedView, SuperviseView } from './desk-view.ts'
import type { Watching } from './supervise-leg.ts'
import { Icon } from './wall-icon.ts'
import { clockLength, STATE_WORDS, title } from './wall-words.ts'

interface Floor {
  readonly view: SuperviseView
  readonly nowMs: number
  readonly deeds: Deeds
  readonly watch: Watching['watch']
}

const ORDER: readonly AgentStateName[] = ['talking', 'wrap-up', 'ringing', 'reserved', 'available', 'away']

/** All agents, those first whose talk or wrap-up is long; what each does, and what can be done about it. */
export function Agents({ view, nowMs, deeds, watch }: Floor) {
  const [shown, setShown] = useState<AgentStateName | ''>('')
  const isLong = (agent: SupervisedView) => agent.longFromMs !== null && nowMs >= agent.longFromMs
  const count = (state: AgentStateName) => view.agents.filter(agent => agent.state === state).length
  const agents = view.agents
    .filter(({ state }) => shown === '' || state === shown)
    .toSorted(
      (a, b) =>
        Number(isLong(b)) - Number(isLong(a)) ||
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
        a.name.localeCompare(b.name),
    )
  return html`<section class="panel agents" aria-label="Agents">
    <header>
      <h2>Agents</h2>
      <div class="filter" role="group" aria-label="Show only">
        ${ORDER.filter(state => count(state) > 0).map(
          state => html`<button
            key=${state}
            class="state-${state}"
            aria-pressed=${shown === state}
            onClick=${() => setShown(before => (before === state ? '' : state))}
          >
            <${Icon} shape=${state} /> ${STATE_WORDS[state]} <b>${count(state)}</b>
          </button>`,
        )}
      </div>
    </header>
    ${view.agents.length === 0 && html`<p class="aside">Nobody is on the roster.</p>`}
    <ul>
      ${agents.map(
        agent => html`<${Agent}
          key=${agent.name}
          agent=${agent}
          isLong=${isLong(agent)}
          view=${view}
          nowMs=${nowMs}
          deeds=${deeds}
          watch=${watch}
        />`,
      )}
    </ul>
  </section>`
}

function Agent({
  agent,
  isLong,
  view,
  nowMs,
  deeds,
  watch,
}: Floor & { agent: SupervisedView; isLong: boolean }) {
  const { name, state, reason, sinceMs, queue, call, leaving, role } = agent
  const word = state === 'away' ? reasonWords(reason) : STATE_WORDS[state]
  return html`<li class="agent state-${state} ${isLong ? 'long' : ''}">
    <p class="name"><b>${name}</b> ${role === 'supervisor' && html`<small>supervisor</small>`}</p>
    <p class="does">
      <${Icon} shape=${state} /> <span>${word}</span>
      <time>${clockLength(nowMs - sinceMs)}</time>
      ${isLong && html`<span class="mark">long</span>`}
      ${leaving && state !== 'away' && html`<small>then away</small>`}
    </p>
    <p class="with">${[queue && title(queue), call].filter(Boolean).join(' ')}</p>
    <div class="acts">
      ${
        state === 'talking' &&
        view.phone !== null &&
        (['listen', 'whisper', 'join'] as const).map(
          how => html`<button
            key=${how}
            aria-label=${`${title(how)}: ${name}`}
            aria-pressed=${view.watching?.agent === name && view.watching.how === how}
            disabled=${deeds.busy !== ''}
            onClick=${() => watch(how, name)}
          >
            ${title(how)}
          </button>`,
        )
      }
      ${state !== 'away' && !leaving && html`<${PutAway} name=${name} view=${view} deeds=${deeds} />`}
    </div>
  </li>`
}

function PutAway({ name, view, deeds }: Pick<Floor, 'view' | 'deeds'> & { name: string }) {
  const menu = useRef<HTMLDetailsElement>(null)
  return html`<details class="menu" ref=${menu}>
    <summary aria-label=${`Put away: ${name}`}>Put away</summary>
    <div class="choices">
      <p>Why ${name} takes no more calls</p>
      ${view.reasons.map(
        reason => html`<button
          key=${reason}
          onClick=${() => {
            if (menu.current) menu.current.open = false
            void deeds.do('put-away', { agent: name, reason })
          }}
        >
          ${reasonWords(reason)}
        </button>`,
      )}
    </div>
  </details>`
}
