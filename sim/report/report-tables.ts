import type { Report, Results } from '../simulate/simulate.ts'
import type { Interval } from '../statistics/interval.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { numberText, percentText, timeText } from './words.ts'

/** Longer tables are left to the CSV. */
const ROWS_MAX = 1_000

interface Column {
  readonly head: string
  readonly of: (results: Results) => Interval | null
  readonly words: (value: number) => string
}

/** All that the charts show, in numbers: the day, the queues and the intervals. */
export function reportTables(report: Report): Html {
  const { results, queues, intervals, scenario } = report
  const columns = columnsOf(scenario.targets.serviceLevel?.withinSeconds ?? 20)
  const day = row('day', results, columns)
  const shown = intervals.slice(0, ROWS_MAX)
  return html`<section><h2>In numbers</h2>
<p>Shares are of those who queued; ± is the half-width of the 95 % confidence interval. Calls count where they came in.</p>
${queues.length > 1 ? table('queue', columns, [...queues.map(queue => row(queue.name, queue, columns)), day]) : undefined}
${table(
  'from',
  [AGENTS, ...columns],
  [
    ...shown.map(one => row(startText(one.start, intervals), one, columns, numberText(one.agents))),
    row('day', results, columns, ''),
  ],
)}
${intervals.length > ROWS_MAX ? html`<p>The first ${numberText(ROWS_MAX)} of ${numberText(intervals.length)} intervals; the CSV has them all.</p>` : undefined}
</section>`
}

const AGENTS = { head: 'agents' } as const

function columnsOf(withinSeconds: number): Column[] {
  return [
    { head: 'calls', of: ({ calls }) => calls, words: numberText },
    { head: `in ${withinSeconds} s`, of: ({ serviceLevel }) => serviceLevel, words: percentText },
    { head: 'gave up', of: ({ abandonment }) => abandonment, words: percentText },
    { head: 'mean wait', of: ({ waitSeconds }) => waitSeconds, words: timeText },
    { head: 'nine in ten', of: ({ waitP90Seconds }) => waitP90Seconds, words: timeText },
    { head: 'waiting', of: ({ queueLength }) => queueLength, words: numberText },
    { head: 'occupancy', of: ({ occupancy }) => occupancy, words: percentText },
  ]
}

function table(first: string, columns: readonly { readonly head: string }[], rows: readonly Html[]): Html {
  return html`<div class="scroll"><table><thead><tr><th scope="col">${first}</th>${columns.map(({ head }) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>
`
}

function row(name: string, results: Results, columns: readonly Column[], agents?: string): Html {
  const cells = columns.map(({ of, words }) => {
    const value = of(results)
    return value ? html`<td>${words(value.mean)}${halfText(value, words)}</td>` : html`<td>–</td>`
  })
  const counted = agents === undefined ? undefined : html`<td>${agents}</td>`
  return html`<tr><th scope="row">${name}</th>${counted}${cells}</tr>
`
}

function halfText({ low, high }: Interval, words: (value: number) => string): Html | undefined {
  const half = (high - low) / 2
  return Number.isFinite(half) ? html` <small>±${words(half)}</small>` : undefined
}

/** The time; with the date where there are several days. */
function startText(start: string, intervals: Report['intervals']): string {
  const isOneDay = intervals[0]!.start.slice(0, 10) === intervals.at(-1)!.start.slice(0, 10)
  return isOneDay ? start.slice(11) : start.replace('T', ' ')
}
