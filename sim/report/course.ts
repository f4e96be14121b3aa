import type { Report, Results } from '../simulate/simulate.ts'
import type { Interval } from '../statistics/interval.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { highestEnd, roundCount, roundTop } from './round-top.ts'
import type { TimeChart } from './time-chart.ts'
import { drawTimeChart } from './time-chart.ts'
import { numberText, percentText, timeText } from './words.ts'

/** The course of the day in charts: waits, service level, occupancy, queue length, calls and agents by interval. */
export function courseOfDay(report: Report): Html {
  return html`<section><h2>The course of the day</h2>
<p>Lines are means over the simulated days, by time of arrival; bands are their 95 % confidence intervals.</p>
<div class="charts">${chartsOf(report).map(drawTimeChart)}</div></section>`
}

function chartsOf(report: Report): TimeChart[] {
  return [
    waits(report),
    serviceLevel(report),
    occupancy(report),
    queueLength(report),
    calls(report),
    agents(report),
  ]
}

function column(report: Report, measure: keyof Results): (Interval | null)[] {
  return report.intervals.map(interval => interval[measure])
}

function startsOf({ intervals }: Report): string[] {
  return intervals.map(({ start }) => start)
}

function waits(report: Report): TimeChart {
  const mean = column(report, 'waitSeconds')
  const nineInTen = column(report, 'waitP90Seconds')
  return {
    title: 'Waits',
    note: 'Of all who queued, whether they were answered or gave up.',
    starts: startsOf(report),
    series: [
      { name: 'nine in ten wait no longer', values: nineInTen, tone: 'second', drawn: 'line' },
      { name: 'mean wait', values: mean, tone: 'first', drawn: 'line' },
    ],
    top: roundTop(highestEnd([...mean, ...nineInTen])),
    words: timeText,
  }
}

function serviceLevel(report: Report): TimeChart {
  const target = report.scenario.targets.serviceLevel
  return {
    title: `Answered within ${target?.withinSeconds ?? 20} s`,
    starts: startsOf(report),
    series: [
      { name: 'answered in time', values: column(report, 'serviceLevel'), tone: 'first', drawn: 'line' },
    ],
    top: 1,
    ...(target && { target: { value: target.share, name: `target: at least ${percentText(target.share)}` } }),
    words: percentText,
  }
}

function occupancy(report: Report): TimeChart {
  const most = report.scenario.targets.occupancy
  return {
    title: 'Occupancy',
    note: 'The share of their time that agents spend in talk or wrap-up.',
    starts: startsOf(report),
    series: [{ name: 'busy', values: column(report, 'occupancy'), tone: 'first', drawn: 'line' }],
    top: 1,
    ...(most && { target: { value: most.share, name: `target: at most ${percentText(most.share)}` } }),
    words: percentText,
  }
}

function queueLength(report: Report): TimeChart {
  const values = column(report, 'queueLength')
  return {
    title: 'Queue length',
    note: 'Callers who wait on the line at a time.',
    starts: startsOf(report),
    series: [{ name: 'callers waiting', values, tone: 'first', drawn: 'line' }],
    top: roundCount(highestEnd(values)),
    words: numberText,
  }
}

function calls(report: Report): TimeChart {
  const values = column(report, 'calls')
  const abandoned = column(report, 'abandoned')
  return {
    title: 'Calls',
    note: 'Calls that come in, and those of them who give up waiting.',
    starts: startsOf(report),
    series: [
      { name: 'calls', values, tone: 'first', drawn: 'bars' },
      { name: 'gave up', values: abandoned, tone: 'second', drawn: 'bars' },
    ],
    top: roundCount(highestEnd(values)),
    words: numberText,
  }
}

function agents(report: Report): TimeChart {
  const values = report.intervals.map(({ agents: mean }) => ({ mean, low: mean, high: mean }))
  return {
    title: 'Agents',
    note: 'On the phones, as the scenario has them.',
    starts: startsOf(report),
    series: [{ name: 'agents', values, tone: 'first', drawn: 'steps' }],
    top: roundCount(highestEnd(values)),
    words: numberText,
  }
}
