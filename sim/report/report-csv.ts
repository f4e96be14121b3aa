import { csvText } from '../../src/base/csv.ts'
import type { ComparedReport, Comparison } from '../simulate/compare.ts'
import type { Report } from '../simulate/simulate.ts'
import type { Interval } from '../statistics/interval.ts'

const COLUMNS = ['scope', 'name', 'start', 'measure', 'mean', 'low', 'high'] as const

/** What a report says of one thing: measures, and words and numbers beside them. */
type Told = Readonly<Record<string, unknown>>

/**
 * A report as one long table, a measure a row: of the `day`, of a `queue` by its `name`, of an `interval` by its
 * `start`. Means and the ends of their 95 % intervals are as exact as they were computed, and empty where there are
 * none. `agents` of an interval are as many as the scenario says. A `channel` and the `cost`, in the currency that is
 * its name, have rows of the day without a start, and of each interval with one. So have the `other` scenario, where two
 * were compared, and the `change` to it, with rows for each queue by its name.
 */
export function reportCsv(report: Report | ComparedReport): string {
  return csvText([
    COLUMNS,
    ...rowsOf(['day', '', ''], report.results),
    ...report.queues.flatMap(({ name, ...told }) => rowsOf(['queue', name, ''], told)),
    ...report.intervals.flatMap(({ start, minutes: _, agents, ...told }) => [
      ['interval', '', start, 'agents', agents, '', ''],
      ...rowsOf(['interval', '', start], told),
    ]),
    ...besideRows(report),
    ...('against' in report ? againstRows(report.against) : []),
  ])
}

function besideRows({ channels = [], cost, intervals }: Report): (string | number)[][] {
  const both = (
    scope: string,
    name: string,
    { intervals: parts, ...told }: Told & { intervals: readonly Told[] },
  ) => [
    ...rowsOf([scope, name, ''], told),
    ...parts.flatMap((part, i) => rowsOf([scope, name, intervals[i]!.start], part)),
  ]
  return [
    ...channels.flatMap(channel => both('channel', channel.name, channel)),
    ...(cost ? both('cost', cost.currency, cost) : []),
  ]
}

function againstRows(against: Comparison): (string | number)[][] {
  return [...comparedRows('other', against), ...comparedRows('change', against.change)]
}

function comparedRows(
  scope: string,
  { results, queues, intervals, cost }: Comparison['change'],
): (string | number)[][] {
  const { intervals: _, ...costOfDay } = cost ?? { intervals: [] }
  return [
    ...rowsOf([scope, '', ''], { ...results, cost: costOfDay }),
    ...queues.flatMap(({ name, ...told }) => rowsOf([scope, name, ''], told)),
    ...intervals.flatMap(({ start, ...told }) => rowsOf([scope, '', start], told)),
  ]
}

function rowsOf(
  of: readonly [scope: string, name: string, start: string],
  told: Told,
): (string | number)[][] {
  return measuresIn(told).map(([measure, interval]) => [
    ...of,
    measure,
    ...(interval ? [interval.mean, interval.low, interval.high].map(numberCell) : ['', '', '']),
  ])
}

/** Measures at any depth, with the names of what they are in before their own, such as `waitQuantiles.p90`. */
function measuresIn(told: Told, within = ''): [string, Interval | null][] {
  return Object.entries(told).flatMap(([key, value]): [string, Interval | null][] => {
    if (value === null) return [[within + key, null]]
    if (typeof value !== 'object') return []
    return isInterval(value) ? [[within + key, value]] : measuresIn(value as Told, `${within}${key}.`)
  })
}

function isInterval(value: object): value is Interval {
  return 'mean' in value && 'low' in value && 'high' in value
}

function numberCell(value: number): number | '' {
  return Number.isFinite(value) ? value : ''
}
