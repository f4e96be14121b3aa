import { SECOND_MS } from '../../src/base/units.ts'
import type { Box, Graph } from '../../src/call/draw-graph.ts'
import type { Traffic } from '../../src/call/traffic.ts'
import { countText, shareText } from '../../src/call/traffic.ts'
import type { WaitSpan } from '../world/tally/waits.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'

/** Spans of waiting: close together at the beginning, where most of them end. */
export const SPANS_MS: readonly number[] = [
  0, 10, 20, 30, 60, 90, 120, 180, 240, 300, 600, 900, 1_800, 3_600,
].map(seconds => seconds * SECOND_MS)

const STATES_MAX = 12

/** Where callers hang up without an agent: after how long a wait, and in which states of the flow. */
export function whereCallersGiveUp(spans: readonly WaitSpan[], graph: Graph, traffic: Traffic): Html {
  return html`<div class="charts">${afterWaiting(spans)}${inStates(graph, traffic)}</div>`
}

function afterWaiting(spans: readonly WaitSpan[]): Html {
  const until = spans.findLastIndex(({ reached }) => Math.round(reached) > 0) + 1
  const shown = spans.slice(0, until)
  const most = Math.max(1, ...shown.map(({ gaveUp }) => gaveUp))
  const isNobody = shown.every(({ gaveUp }) => gaveUp === 0)
  const rows = shown.map(({ fromMs, reached, gaveUp }, i) => {
    const untilMs = spans[i + 1]?.fromMs
    return bar({
      name:
        untilMs === undefined
          ? `${spanText(fromMs)} and longer`
          : `${spanText(fromMs)} to ${spanText(untilMs)}`,
      part: gaveUp / most,
      words: `${countText(Math.round(gaveUp))} of ${countText(Math.round(reached))} (${shareText(gaveUp, reached)})`,
    })
  })
  return html`<figure class="chart"><figcaption><h3>After how long a wait</h3>
<p>Callers in a queue who hang up, of those who were still waiting when the time began.</p></figcaption>
${isNobody ? html`<p>Nobody gives up waiting.</p>` : html`<table class="bars"><tbody>${rows}</tbody></table>`}</figure>
`
}

function inStates({ root }: Graph, traffic: Traffic): Html {
  const states = root.inside
    .map(box => ({ name: box.path.join('.'), isQueue: waits(box), ...traffic.at(box.path) }))
    .filter(({ hangUps }) => hangUps > 0)
    .sort((a, b) => b.hangUps - a.hangUps)
  const most = Math.max(1, ...states.map(({ hangUps }) => hangUps))
  const rows = states.slice(0, STATES_MAX).map(({ name, isQueue, hangUps, visits }) =>
    bar({
      name: isQueue ? `${name} (queue)` : name,
      part: hangUps / most,
      words: `${countText(hangUps)} of ${countText(visits)} ${visits === 1 ? 'visit' : 'visits'}${hangUps > visits ? '' : ` (${shareText(hangUps, visits)})`}`,
    }),
  )
  const left = states.slice(STATES_MAX).reduce((sum, { hangUps }) => sum + hangUps, 0)
  return html`<figure class="chart"><figcaption><h3>In which state of the flow</h3>
<p>Calls that end there without an agent. In a queue that is giving up; behind a recorded answer it is being served.</p></figcaption>
${states.length === 0 ? html`<p>Nobody hangs up without an agent.</p>` : html`<table class="bars"><tbody>${rows}</tbody></table>`}
${left > 0 ? html`<p>${countText(left)} more in ${states.length - STATES_MAX} other states.</p>` : undefined}</figure>
`
}

function bar({
  name,
  part,
  words,
}: {
  readonly name: string
  readonly part: number
  readonly words: string
}): Html {
  return html`<tr><th scope="row">${name}</th><td class="bar"><span style="width:${(part * 100).toFixed(1)}%"></span></td><td>${words}</td></tr>
`
}

function waits(box: Box): boolean {
  return box.kind === 'queue' || box.inside.some(waits)
}

function spanText(ms: number): string {
  const seconds = ms / SECOND_MS
  return seconds < 120 ? `${seconds} s` : `${seconds / 60} min`
}
