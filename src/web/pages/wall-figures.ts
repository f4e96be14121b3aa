import { html } from 'htm/preact'
import type { AgentStateName, BoardView } from './board-view.ts'
import { Icon } from './wall-icon.ts'
import { clockLength, percent, STATE_WORDS } from './wall-words.ts'

const STATES: readonly AgentStateName[] = ['talking', 'ringing', 'reserved', 'wrap-up', 'available', 'away']

/** The numbers that are read from the other end of the room. */
export function Figures({ view, nowMs }: { view: BoardView; nowMs: number }) {
  const { waiting, today } = view
  const longest = waiting.longestSinceMs === null ? null : nowMs - waiting.longestSinceMs
  return html`<section class="figures" aria-label="Key figures">
    <${Figure} name="Waiting" value=${waiting.count} note=${waitingNote(waiting)} />
    <${Figure}
      name="Longest wait now"
      value=${longest === null ? '0:00' : clockLength(longest)}
      note=${`today ${clockLength(today.longestWaitMs)}, mean ${clockLength(today.meanWaitMs ?? 0)}`}
    />
    <${ServiceLevel} view=${view} />
    <${Figure}
      name="Gave up waiting"
      value=${percent(today.abandonment)}
      note=${`${today.abandoned} of ${today.decided} who queued`}
    />
    <${AgentsAtWork} view=${view} />
    <${Today} view=${view} />
  </section>`
}

function waitingNote({ ringing, callbacks }: BoardView['waiting']): string {
  const kept = callbacks === 1 ? '1 callback' : `${callbacks} callbacks`
  return `${ringing} ringing, ${kept}`
}

function Figure({ name, value, note }: { name: string; value: string | number; note: string }) {
  return html`<div class="figure">
    <h2>${name}</h2>
    <p class="number">${value}</p>
    <p class="note">${note}</p>
  </div>`
}

/** Service level against its target: in a number, a word and a mark on a bar. */
function ServiceLevel({ view: { today, recent, target } }: { view: BoardView }) {
  const level = today.serviceLevel
  const met = level !== null && level >= target.share
  const standing = met ? 'met' : 'missed'
  const share = Math.round(target.share * 100)
  return html`<div class="figure level ${level === null ? '' : standing}">
    <h2>Answered in ${target.withinSeconds} s</h2>
    <p class="number">
      ${percent(level)}
      <span class="beside">last 30 min <b>${percent(recent.serviceLevel)}</b></span>
    </p>
    <div class="bar" aria-hidden="true">
      <div class="fill" style=${{ width: `${(level ?? 0) * 100}%` }}></div>
      <div class="goal" style=${{ left: `${share}%` }}></div>
    </div>
    <p class="note">
      ${
        level === null
          ? html`target ${share} %`
          : html`<span class="verdict"><${Icon} shape=${standing} /> ${met ? 'on' : 'below'} the target of ${share} %</span>`
      }
    </p>
  </div>`
}

function AgentsAtWork({ view: { agents, today } }: { view: BoardView }) {
  const shown = STATES.filter(state => agents.counts[state] > 0 || PERMANENT.has(state))
  return html`<div class="figure wide">
    <h2>Agents <span class="aside">occupied ${percent(today.occupancy)} of their time today</span></h2>
    <ul class="states">
      ${shown.map(
        state => html`<li class="state-${state}" key=${state}>
          <span class="count">${agents.counts[state]}</span>
          <span class="word"><${Icon} shape=${state} />${STATE_WORDS[state]}</span>
        </li>`,
      )}
    </ul>
    <div class="stack" aria-hidden="true">
      ${STATES.map(
        state =>
          html`<div class="state-${state}" key=${state} style=${{ flexGrow: agents.counts[state] }}></div>`,
      )}
    </div>
  </div>`
}

/** States that keep their place while nobody is in them, so that the eye finds them. */
const PERMANENT: ReadonlySet<AgentStateName> = new Set(['talking', 'wrap-up', 'available', 'away'])

function Today({ view: { today } }: { view: BoardView }) {
  const rows: readonly [string, number][] = [
    ['answered', today.answered],
    ['self-service', today.contained],
    ['callbacks', today.callbacksKept],
    ['turned away', today.turnedAway + today.closed],
  ]
  return html`<div class="figure wide today">
    <div>
      <h2>Calls today</h2>
      <p class="number">${today.calls}</p>
    </div>
    <dl>
      ${rows.map(([name, count]) => html`<div key=${name}><dt>${name}</dt><dd>${count}</dd></div>`)}
    </dl>
  </div>`
}
