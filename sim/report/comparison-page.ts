import type { ComparedReport } from '../simulate/compare.ts'
import { comparisonRows } from '../simulate/comparison-table.ts'
import type { Results } from '../simulate/simulate.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { textTable } from './page-table.ts'
import { highestEnd, roundTop } from './round-top.ts'
import { scenarioDifferences } from './scenario-differences.ts'
import { drawTimeChart } from './time-chart.ts'
import { percentText, timeText } from './words.ts'

const DIFFERENCES_MAX = 12
const LETTERS_MAX = 80

/** The other scenario beside this one: in what they differ, what came of it, and how sure the change is. */
export function besideTheOther(report: ComparedReport): Html {
  const found = scenarioDifferences(report.scenario, report.against.scenario)
  const shown = found
    .slice(0, DIFFERENCES_MAX)
    .map(({ key, one, other }) => [key, shortened(one), shortened(other)])
  return html`<section><h2>Beside the other</h2>
<p>Both met the same callers, so that the change from this scenario to the other is known better than either. It is clear
where ± is smaller than the change.</p>
${textTable(comparisonRows(report))}
${found.length === 0 ? html`<p>The two scenarios say the same.</p>` : textTable([['key', 'this', 'other'], ...shown])}
${found.length > DIFFERENCES_MAX ? html`<p>They differ in ${found.length - DIFFERENCES_MAX} more keys.</p>` : undefined}
<div class="charts">${bothCourses(report)}</div>
</section>`
}

/** Service level and mean wait of both in one chart each; none where their intervals are not the same. */
function bothCourses({ intervals, against, scenario }: ComparedReport): Html[] {
  const starts = intervals.map(({ start }) => start)
  const isSame =
    starts.length === against.intervals.length &&
    starts.every((start, i) => against.intervals[i]!.start === start)
  if (!isSame) return []
  const both = (measure: keyof Results) => [
    {
      name: 'other',
      values: against.intervals.map(one => one[measure]),
      tone: 'second',
      drawn: 'line',
    } as const,
    { name: 'this', values: intervals.map(one => one[measure]), tone: 'first', drawn: 'line' } as const,
  ]
  const waits = both('waitSeconds')
  const within = scenario.targets.serviceLevel?.withinSeconds ?? 20
  return [
    {
      title: `Answered within ${within} s, this and the other`,
      starts,
      series: both('serviceLevel'),
      top: 1,
      words: percentText,
    },
    {
      title: 'Mean wait, this and the other',
      starts,
      series: waits,
      top: roundTop(highestEnd(waits.flatMap(({ values }) => values))),
      words: timeText,
    },
  ].map(drawTimeChart)
}

function shortened(text = '–'): string {
  return text.length <= LETTERS_MAX ? text : `${text.slice(0, LETTERS_MAX - 1)}…`
}
