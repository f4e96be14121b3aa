import type { Interval } from '../statistics/interval.ts'
import type { ComparedReport } from './compare.ts'
import type { Measure } from './measures.ts'
import { lines } from './table.ts'

type Unit = 'share' | 'seconds' | 'count'

/** What a planner compares first. */
const SHOWN: readonly (readonly [Measure, string, Unit])[] = [
  ['calls', 'calls', 'count'],
  ['serviceLevel', 'service level', 'share'],
  ['abandonment', 'abandoned', 'share'],
  ['waitSeconds', 'mean wait', 'seconds'],
  ['waitP90Seconds', 'nine of ten wait at most', 'seconds'],
  ['occupancy', 'occupancy', 'share'],
  ['callsPerAgentDay', 'calls of an agent’s day', 'count'],
]

/** The day of one scenario beside that of the other, and the change: for a planner to read. */
export function comparisonTable(report: ComparedReport): string[] {
  return [
    '',
    ...lines(comparisonRows(report)),
    '',
    'Both met the same callers, so the change is known better than either; it is clear where ± is smaller than it.',
  ]
}

/** The cells of that table, the head first. */
export function comparisonRows({ results, cost, against }: ComparedReport): string[][] {
  const rows = SHOWN.map(([measure, name, unit]) =>
    row(name, unit, [results[measure], against.results[measure], against.change.results[measure]]),
  )
  const costs = against.change.cost
  if (costs)
    rows.push(row(`cost, ${costs.currency}`, 'count', [cost!.total, against.cost!.total, costs.total]))
  return [['against the other', 'this', 'other', 'change'], ...rows]
}

function row(name: string, unit: Unit, values: readonly (Interval | null)[]): string[] {
  const [before, after, change] = values
  return [name, text(before, unit, false), text(after, unit, false), text(change, unit, true)]
}

function text(interval: Interval | null | undefined, unit: Unit, isChange: boolean): string {
  if (!interval) return '–'
  const half = (interval.high - interval.low) / 2
  const sign = isChange && interval.mean > 0 ? '+' : ''
  const spread = isChange && Number.isFinite(half) ? ` ±${amount(half, unit)}` : ''
  return `${sign}${amount(interval.mean, unit)}${spread} ${UNITS[unit]}`.trimEnd()
}

const UNITS: Readonly<Record<Unit, string>> = { share: '%', seconds: 's', count: '' }

function amount(value: number, unit: Unit): string {
  if (unit === 'share') return (value * 100).toFixed(2)
  const digits = Math.abs(value) < 100 ? 1 : 0
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
