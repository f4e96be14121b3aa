import { PARTS } from '../simulate/beside-table.ts'
import type { Report } from '../simulate/simulate.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { pageTable, tableRow, valueCell } from './page-table.ts'
import { highestEnd, roundCount } from './round-top.ts'
import { drawTimeChart } from './time-chart.ts'
import { moneyText, numberText, percentText, timeText } from './words.ts'

/** Work on other channels, where the scenario has any: what became of it, and how much of it waits in the course of the day. */
export function otherChannels({ channels = [], intervals }: Report): Html | undefined {
  if (channels.length === 0) return undefined
  const starts = intervals.map(({ start }) => start)
  const charts = channels.map(({ name, intervals: values }) => {
    const backlog = values.map(one => one.backlog)
    return drawTimeChart({
      title: `Waiting: ${name}`,
      note: 'Items that no agent has turned to, on average over the interval.',
      starts,
      series: [{ name: 'waiting', values: backlog, tone: 'first', drawn: 'line' }],
      top: roundCount(highestEnd(backlog)),
      words: numberText,
    })
  })
  const head = ['channel', 'came', 'done', 'in time', 'left', 'mean wait', 'waiting', 'of all agents’ time']
  const rows = channels.map(channel =>
    tableRow(channel.name, [
      valueCell(channel.arrived, numberText),
      valueCell(channel.handled, numberText),
      valueCell(channel.withinTarget, percentText),
      valueCell(channel.abandoned, numberText),
      valueCell(channel.waitSeconds, timeText),
      valueCell(channel.backlog, numberText),
      valueCell(channel.occupancy, percentText),
    ]),
  )
  return html`<section><h2>Other channels</h2>
<p>Work that the same agents do beside the phone.</p>
${pageTable({ head, rows })}
<div class="charts">${charts}</div>
</section>`
}

/** What the day costs, where the scenario says what things cost. */
export function costOfDay({ cost, intervals }: Report): Html | undefined {
  if (!cost) return undefined
  const values = cost.intervals.map(({ total }) => total)
  const chart = drawTimeChart({
    title: `Cost, ${cost.currency}`,
    note: 'Wages where the time is paid, all else where the call came in.',
    starts: intervals.map(({ start }) => start),
    series: [{ name: cost.currency, values, tone: 'first', drawn: 'bars' }],
    top: roundCount(highestEnd(values)),
    words: moneyText,
  })
  const rows = PARTS.flatMap(([measure, name]) => {
    const part = cost[measure]
    return part && part.mean > 0 ? [tableRow(name, [valueCell(part, moneyText)])] : []
  })
  return html`<section><h2>What it costs</h2>
${pageTable({ head: ['part', cost.currency], rows, foot: tableRow('in all', [valueCell(cost.total, moneyText)]) })}
<p>${valueCell(cost.perCall, moneyText)} for each call answered.</p>
<div class="charts">${chart}</div>
</section>`
}
