import type { Report, Results } from '../simulate/simulate.ts'
import type { Interval } from '../statistics/interval.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { pageTable, tableRow, valueCell } from './page-table.ts'
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
  const heads = columns.map(({ head }) => head)
  const byQueue = pageTable({
    head: ['queue', ...heads],
    rows: queues.map(queue => row(queue.name, queue, columns)),
    foot: row('day', results, columns),
  })
  const byTime = pageTable({
    head: ['time', 'agents', ...heads],
    rows: intervals
      .slice(0, ROWS_MAX)
      .map(one => row(startText(one.start, intervals), one, columns, numberText(one.agents))),
    foot: row('day', results, columns, ''),
  })
  return html`<section><h2>In numbers</h2>
<p>Shares are of those who queued; ± is the half-width of the 95 % confidence interval. Calls count where they came in.</p>
${queues.length > 1 ? byQueue : undefined}
${byTime}
${intervals.length > ROWS_MAX ? html`<p>The first ${numberText(ROWS_MAX)} of ${numberText(intervals.length)} intervals; the CSV has them all.</p>` : undefined}
</section>`
}

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

function row(name: string, results: Results, columns: readonly Column[], ...first: string[]): Html {
  const cells = columns.map(({ of, words }) => valueCell(of(results), words))
  return tableRow(name, [...first, ...cells])
}

/** The time; with the date where there are several days. */
function startText(start: string, intervals: Report['intervals']): string {
  const isOneDay = intervals[0]!.start.slice(0, 10) === intervals.at(-1)!.start.slice(0, 10)
  return isOneDay ? start.slice(11) : start.replace('T', ' ')
}
