import type { Interval } from '../statistics/interval.ts'
import { timeMarks } from './time-axis.ts'

/** Rows of a chart, each of eight levels. */
export const ROWS = 5
const LEVELS = 8
const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
const SHADE = '░'
const TARGET = '┄'

/** Characters to the left of a chart. */
export const GUTTER = 6

/** A chart of a terminal: what one measure came to, from left to right. */
export interface BlockChart {
  readonly title: string
  readonly values: readonly (Interval | null)[]
  /** Value at the upper edge; the lower is 0. */
  readonly top: number
  /** A line across the chart. */
  readonly target?: number
  /** The words for a value at the left edge. */
  readonly words: (value: number) => string
}

/**
 * The rows of a chart, the upper first, without its title: solid to the low end of each interval, shaded to its high
 * end. Where one value says nothing about the spread, solid to the value.
 * @param cells characters for each value
 */
export function drawBlocks({ values, top, target, words }: BlockChart, cells: number): string[] {
  const bars = values.map(value => heightsOf(value, top))
  const targetRow = target === undefined ? -1 : Math.floor(levelOf(target, top) / LEVELS - 1e-9)
  return Array.from({ length: ROWS }, (_, i) => {
    const row = ROWS - 1 - i
    const label = row === ROWS - 1 ? words(top) : row === 0 ? words(0) : ''
    const empty = row === targetRow ? TARGET : ' '
    const drawn = bars.map(bar => cellOf(bar, row, empty).repeat(cells))
    return `${label.padStart(GUTTER - 2)} │${drawn.join('')}`
  })
}

interface Heights {
  readonly solid: number
  readonly shaded: number
}

function heightsOf(value: Interval | null, top: number): Heights {
  if (!value) return { solid: 0, shaded: 0 }
  const { mean, low, high } = value
  const isKnown = Number.isFinite(high - low)
  const solid = levelOf(isKnown ? low : mean, top)
  return { solid, shaded: Math.max(solid, levelOf(isKnown ? high : mean, top)) }
}

/** What there is of a thing is never drawn as nothing. */
function levelOf(value: number, top: number): number {
  if (value <= 0) return 0
  return Math.min(ROWS * LEVELS, Math.max(1, Math.round((value / top) * ROWS * LEVELS)))
}

function cellOf({ solid, shaded }: Heights, row: number, empty: string): string {
  const inRow = Math.min(LEVELS, solid - row * LEVELS)
  if (inRow > 0) return BLOCKS[inRow]!
  return shaded >= (row + 0.5) * LEVELS ? SHADE : empty
}

/** Characters of a time or a date, and between two of them. */
const MARK = 5
const BETWEEN_MARKS = 2

/**
 * The line of times below a chart.
 * @param starts `YYYY-MM-DDTHH:MM`, one for each value
 */
export function axisOf(starts: readonly string[], cells: number): string {
  const marks = timeMarks(starts, (MARK + BETWEEN_MARKS) / cells)
  return marks.reduce((axis, { index, text }) => axis.padEnd(GUTTER + index * cells) + text, '')
}
