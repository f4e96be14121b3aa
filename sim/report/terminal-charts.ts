import type { Report } from '../simulate/simulate.ts'
import { clock } from '../simulate/table.ts'
import type { Interval } from '../statistics/interval.ts'
import type { BlockChart } from './block-chart.ts'
import { axisOf, drawBlocks, GUTTER } from './block-chart.ts'
import { highestEnd, roundTop } from './round-top.ts'

/** Between charts that stand side by side. */
const GAP = 3
const ABREAST_MAX = 3
/** A bar is at most so wide. */
const CELLS_MAX = 4
/** Narrower than this there is no room for a chart, its title and its times. */
const COLUMNS_MIN = 40
/** By so much the last time may reach beyond its bar. */
const LAST_MARK = 4

/**
 * The course of a day as small charts in plain text, beside or below each other as the terminal is wide: mean wait,
 * service level and occupancy by interval, with their confidence intervals. None for a day of one interval, nor on a
 * terminal without room for them.
 * @param columns width of the terminal
 */
export function terminalCharts(report: Report, columns: number): string[] {
  if (report.intervals.length < 2 || columns < COLUMNS_MIN) return []
  const merged = Math.ceil(report.intervals.length / (columns - GUTTER - LAST_MARK))
  const { charts, starts } = chartsOf(report, merged)
  const drawn = (cells: number) =>
    charts.map(chart => [chart.title, ...drawBlocks(chart, cells), axisOf(starts, cells)])
  const { blocks, abreast } = fitted(drawn, columns)
  const lines: string[] = []
  for (let i = 0; i < blocks.length; i += abreast) lines.push('', ...sideBySide(blocks.slice(i, i + abreast)))
  return [...lines, '', ...wrapped(legend(report, merged, charts), columns)]
}

type Blocks = readonly (readonly string[])[]

/** As many beside each other as there is room for; then with bars as wide as there is room for. */
function fitted(drawn: (cells: number) => Blocks, columns: number): { blocks: Blocks; abreast: number } {
  for (let abreast = ABREAST_MAX; abreast > 1; abreast--) {
    for (let cells = CELLS_MAX; cells > 0; cells--) {
      const blocks = drawn(cells)
      const widths = blocks.slice(0, abreast).map(widthOf)
      const width = widths.reduce((sum, one) => sum + one, GAP * (abreast - 1))
      if (width <= columns) return { blocks, abreast }
    }
  }
  let cells = CELLS_MAX
  while (cells > 1 && Math.max(...drawn(cells).map(widthOf)) > columns) cells--
  return { blocks: drawn(cells), abreast: 1 }
}

function widthOf(block: readonly string[]): number {
  return Math.max(...block.map(line => line.length))
}

function chartsOf(report: Report, merged: number): { charts: BlockChart[]; starts: string[] } {
  const { targets } = report.scenario
  const groups = inGroups(report.intervals, merged)
  const starts = groups.map(([first]) => first!.start)
  const byCalls = (of: 'waitSeconds' | 'serviceLevel') =>
    groups.map(group => together(group.map(one => ({ value: one[of], weight: one.calls?.mean ?? 0 }))))
  const waits = byCalls('waitSeconds')
  const occupancy = groups.map(group =>
    together(group.map(one => ({ value: one.occupancy, weight: one.agents * one.minutes }))),
  )
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const shares = { top: 1, words: percent }
  const level = targets.serviceLevel
  const most = targets.occupancy
  const charts: BlockChart[] = [
    { title: 'mean wait, minutes:seconds', values: waits, top: roundTop(highestEnd(waits)), words: clock },
    {
      title: `answered in ${level?.withinSeconds ?? 20} s${level ? `, target ${percent(level.share)}` : ''}`,
      values: byCalls('serviceLevel'),
      ...shares,
      ...(level && { target: level.share }),
    },
    {
      title: `occupancy${most ? `, at most ${percent(most.share)}` : ''}`,
      values: occupancy,
      ...shares,
      ...(most && { target: most.share }),
    },
  ]
  return { charts, starts }
}

function legend({ replications }: Report, merged: number, charts: readonly BlockChart[]): string {
  return [
    replications === 1
      ? 'One day says nothing about the spread of an interval.'
      : 'Solid to the low end of the 95 % interval, shaded to its high end.',
    ...(charts.some(({ target }) => target !== undefined) ? ['┄ is the target.'] : []),
    ...(merged > 1 ? [`A bar stands for ${merged} intervals.`] : []),
  ].join(' ')
}

function inGroups<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) =>
    values.slice(i * size, (i + 1) * size),
  )
}

/** The weighted mean of intervals that share a bar, no surer than they are one by one. */
function together(
  parts: readonly { readonly value: Interval | null; readonly weight: number }[],
): Interval | null {
  if (parts.length === 1) return parts[0]!.value
  const known = parts.flatMap(({ value, weight }) => (value && weight > 0 ? [{ value, weight }] : []))
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return null
  const mean = (of: keyof Interval) =>
    known.reduce((sum, { value, weight }) => sum + value[of] * weight, 0) / total
  return { mean: mean('mean'), low: mean('low'), high: mean('high') }
}

function sideBySide(blocks: Blocks): string[] {
  const widths = blocks.map(widthOf)
  return blocks[0]!.map((_, row) =>
    blocks
      .map((block, i) => block[row]!.padEnd(widths[i]!))
      .join(' '.repeat(GAP))
      .trimEnd(),
  )
}

function wrapped(text: string, columns: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    if (line.length + 1 + word.length > columns) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}
