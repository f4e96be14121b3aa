import { csvText } from '../base/csv.ts'
import type { Share } from '../base/wilson.ts'
import type { ResultsReport } from './read-results.ts'
import type { MeanTime, ResultsRow } from './results-row.ts'

const COLUMNS = [
  'from',
  'to',
  'of',
  'name',
  'contacts',
  'answered',
  ...['satisfaction', 'satisfactionLow', 'satisfactionHigh', 'scores'],
  ...['resolved', 'resolvedLow', 'resolvedHigh', 'resolvedOf', 'soFar', 'soFarReturned', 'withheld'],
  ...['waitSeconds', 'waitSecondsLow', 'waitSecondsHigh', 'waits'],
  ...['talkSeconds', 'talkSecondsLow', 'talkSecondsHigh', 'talks'],
] as const

/** Results as CSV with a header: shares from 0 to 1, empty where there is nothing to say. */
export function resultsCsv({ from, to, total, channels, queues, agents }: ResultsReport): string {
  const groups = [
    ['all', [total]],
    ['channel', channels],
    ['queue', queues],
    ['agent', agents],
  ] as const
  const rows = groups.flatMap(([of, rows]) => rows.map(row => [from, to, of, ...cellsOf(row)]))
  return csvText([COLUMNS, ...rows])
}

function cellsOf(row: ResultsRow): (string | number)[] {
  const { name, contacts, answered, satisfaction, resolution, soFar, withheld, wait, talk } = row
  return [
    ...[name, contacts, answered, ...shareCells(satisfaction), ...shareCells(resolution)],
    ...[soFar.count, soFar.returned, withheld, ...timeCells(wait), ...timeCells(talk)],
  ]
}

function shareCells(share: Share | null): (string | number)[] {
  if (!share) return ['', '', '', 0]
  return [...[share.share, share.low, share.high].map(part => part.toFixed(4)), share.count]
}

function timeCells(time: MeanTime | null): (string | number)[] {
  if (!time) return ['', '', '', 0]
  const seconds = [time.meanMs, time.lowMs, time.highMs].map(ms =>
    ms === null ? '' : (ms / 1_000).toFixed(1),
  )
  return [...seconds, time.count]
}
