import type { Share } from '../base/wilson.ts'
import type { ResultsReport } from '../runtime/read-results.ts'
import type { MeanTime, ResultsRow } from '../runtime/results-row.ts'

const HEAD = ['', 'contacts', 'answered', 'satisfaction', 'resolved', 'so far', 'wait', 'talk'] as const

/** Results as tables for a person. */
export function resultsText(report: ResultsReport): string {
  const { from, to, lines, total, channels, queues, agents } = report
  const groups = [[...channels, total], ...[queues, agents].filter(rows => rows.length > 0)]
  const cells = groups.map(rows => rows.map(cellsOf))
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...cells.flat().map(row => row[column]!.length)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd()
  return [
    `${lines.join(', ')} · ${from} to ${to}`,
    '',
    line(HEAD),
    ...cells.flatMap((rows, index) => [...(index > 0 ? [''] : []), ...rows.map(line)]),
    '',
    'Satisfaction: the mean of the scores, 1 as 0 %, 5 as 100 %. Resolved: served, and not heard of again on the same',
    'matter within seven days; contacts younger than that are counted under "so far". Wait: all waits on the line, also',
    'those given up; callbacks are not in it. In brackets: 95 % confidence, and of how many.',
    ...(total.withheld > 0
      ? [`Left out of resolved: ${count(total.withheld)} of callers without a number.`]
      : []),
  ].join('\n')
}

function cellsOf(row: ResultsRow): string[] {
  const { name, contacts, answered, satisfaction, resolution, soFar, wait, talk } = row
  return [
    ...[name, count(contacts), count(answered), shareText(satisfaction), shareText(resolution)],
    soFar.count === 0 ? '' : `${count(soFar.count - soFar.returned)} of ${count(soFar.count)}`,
    ...[timeText(wait), timeText(talk)],
  ]
}

function shareText(share: Share | null): string {
  if (!share) return '–'
  const percent = (part: number) => String(Math.round(part * 100))
  return `${percent(share.share)} % (${percent(share.low)}–${percent(share.high)}, of ${count(share.count)})`
}

function timeText(time: MeanTime | null): string {
  if (!time) return '–'
  const { meanMs, lowMs, highMs } = time
  return lowMs === null ? clock(meanMs) : `${clock(meanMs)} (${clock(lowMs)}–${clock(highMs!)})`
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
