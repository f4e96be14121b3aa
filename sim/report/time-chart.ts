import type { Interval } from '../statistics/interval.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { timeMarks } from './time-axis.ts'
import { spreadText } from './words.ts'

/** One line of a chart, with the band of its confidence intervals. */
export interface Series {
  readonly name: string
  readonly values: readonly (Interval | null)[]
  /** Which of the page's colours. */
  readonly tone: 'first' | 'second'
  /** `bars` for what is counted in an interval; `steps` for what stays the same throughout one. */
  readonly drawn: 'line' | 'bars' | 'steps'
}

/** A chart of what happened in the course of a day. */
export interface TimeChart {
  readonly title: string
  readonly note?: string
  /** Wall clock of each interval, `YYYY-MM-DDTHH:MM`. */
  readonly starts: readonly string[]
  readonly series: readonly Series[]
  /** Value at the upper edge; the lower is 0. */
  readonly top: number
  readonly target?: { readonly value: number; readonly name: string }
  readonly words: (value: number) => string
}

/** A drawing is so many units wide and high, and is stretched to the room that there is. */
const SIZE = 1_000
/** More intervals than this are too narrow to point at. */
const POINTED_AT_MAX = 400
const DOTS_MAX = 60
/** A time needs about a tenth of a chart. */
const MARKS = 9
/** A mark that begins later would reach beyond the chart. */
const LAST_MARK = 0.95

export function drawTimeChart(chart: TimeChart): Html {
  const { title, note, starts, series, top, target, words } = chart
  const marks = timeMarks(starts, starts.length / MARKS).filter(
    ({ index }) => index / starts.length <= LAST_MARK,
  )
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  const isKeyed = series.length > 1 || target !== undefined
  return html`<figure class="chart">
<figcaption><h3>${title}</h3>${note === undefined ? undefined : html`<p>${note}</p>`}${isKeyed ? keys(chart) : undefined}</figcaption>
<div class="plot">
<div class="ys">${ticks.filter((_, i) => i % 2 === 0).map(part => html`<span style="bottom:${part * 100}%">${words(part * top)}</span>`)}</div>
<svg viewBox="0 0 ${SIZE} ${SIZE}" preserveAspectRatio="none" role="img" aria-label="${title}, by interval">
${ticks.map(part => html`<path class="grid" d="M0 ${y(part * top, top)}H${SIZE}"/>`)}
${series.flatMap(one => drawSeries(one, top))}
${target === undefined ? undefined : html`<path class="target" d="M0 ${y(target.value, top)}H${SIZE}"/>`}
${starts.length > POINTED_AT_MAX ? undefined : starts.map((start, i) => pointedAt(chart, start, i))}
</svg>
<div class="xs">${marks.map(({ index, text }) => html`<span style="left:${rounded((index / starts.length) * 100)}%">${text}</span>`)}</div>
</div>
</figure>
`
}

function keys({ series, target }: TimeChart): Html {
  return html`<p class="keys">${series.map(({ name, tone }) => html`<span class="${tone}">${name}</span>`)}${target === undefined ? undefined : html`<span class="goal">${target.name}</span>`}</p>`
}

function drawSeries({ values, tone, drawn }: Series, top: number): Html[] {
  if (drawn === 'bars') return drawBars(values, tone, top)
  const runs = runsOf(values)
  if (drawn === 'steps')
    return runs.map(run => html`<path class="line ${tone}" d="${stepsOf(run, values, top)}"/>`)
  const at = (i: number, value: number) => `${x(i + 0.5, values.length)} ${y(value, top)}`
  const bands = runs.flatMap(run => {
    const known = run.filter(i => Number.isFinite(values[i]!.high - values[i]!.low))
    if (known.length < 2) return []
    const upper = known.map(i => at(i, values[i]!.high))
    const lower = known.map(i => at(i, values[i]!.low)).reverse()
    return [html`<path class="band ${tone}" d="M${[...upper, ...lower].join('L')}Z"/>`]
  })
  const lines = runs.map(
    run => html`<path class="line ${tone}" d="M${run.map(i => at(i, values[i]!.mean)).join('L')}"/>`,
  )
  const dots =
    values.length > DOTS_MAX
      ? []
      : runs.flat().map(i => html`<path class="dot ${tone}" d="M${at(i, values[i]!.mean)}h0"/>`)
  return [...bands, ...lines, ...dots]
}

function drawBars(values: Series['values'], tone: string, top: number): Html[] {
  return values.flatMap((value, i) => {
    if (!value) return []
    const [left, right] = [x(i + 0.08, values.length), x(i + 0.92, values.length)]
    return [html`<path class="bar ${tone}" d="M${left} ${SIZE}V${y(value.mean, top)}H${right}V${SIZE}Z"/>`]
  })
}

function stepsOf(run: readonly number[], values: Series['values'], top: number): string {
  const steps = run.map(i => `V${y(values[i]!.mean, top)}H${x(i + 1, values.length)}`)
  return `M${x(run[0]!, values.length)} ${y(values[run[0]!]!.mean, top)}${steps.join('')}`
}

/** Intervals in a row in which there is a value. */
function runsOf(values: Series['values']): number[][] {
  const runs: number[][] = []
  values.forEach((value, i) => {
    if (!value) return
    if (i > 0 && values[i - 1]) runs.at(-1)!.push(i)
    else runs.push([i])
  })
  return runs
}

/** The numbers of an interval, for whoever points at it. */
function pointedAt({ series, starts, words, top }: TimeChart, start: string, i: number): Html {
  const said = series.flatMap(({ name, values }) => {
    const value = values[i]
    return value ? [`${name} ${spreadText(value, words, top)}`] : []
  })
  const at =
    starts[0]!.slice(0, 10) === starts.at(-1)!.slice(0, 10) ? start.slice(11) : start.replace('T', ' ')
  const left = x(i, starts.length)
  const width = rounded(SIZE / starts.length)
  return html`<rect class="hit" x="${left}" y="0" width="${width}" height="${SIZE}"><title>${[at, ...said].join('\n')}</title></rect>`
}

function x(interval: number, intervals: number): number {
  return rounded((interval / intervals) * SIZE)
}

function y(value: number, top: number): number {
  return rounded(SIZE - Math.max(0, Math.min(1, value / top)) * SIZE)
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10
}
