import type { Interval } from '../statistics/interval.ts'
import type { CostMeasure } from './cost-series.ts'
import type { Report } from './simulate.ts'
import { clock, lines, percent, whole } from './table.ts'

/** The parts of a cost, as a reader is told them. */
export const PARTS: readonly (readonly [CostMeasure, string])[] = [
  ['wages', 'wages'],
  ['lostCallers', 'lost callers'],
  ['waiting', 'waiting'],
  ['telephony', 'telephony'],
  ['lostWriters', 'writers who left'],
]

/** Other channels, messages and cost, for a planner to read below the calls; nothing where there are none. */
export function besideTable({ channels = [], messages, cost }: Report): string[] {
  const rows = channels.map(channel => [
    channel.name,
    count(channel.arrived),
    count(channel.handled),
    percent(channel.withinTarget),
    count(channel.abandoned),
    channel.waitSeconds ? duration(channel.waitSeconds.mean) : '–',
    channel.backlog ? channel.backlog.mean.toFixed(1) : '–',
    percent(channel.occupancy),
    channel.inHand ? channel.inHand.mean.toFixed(1) : '–',
  ])
  const head = [
    'channel',
    'came',
    'done',
    'in time',
    'left',
    'mean wait',
    'waiting',
    'of all time',
    'at once',
  ]
  return [
    ...(rows.length > 0 ? ['', ...lines([head, ...rows])] : []),
    ...(cost ? ['', costLine(cost)] : []),
    ...(messages ? messageLine(messages) : []),
  ]
}

function messageLine({ heard, waitSeconds, backlogAtEnd }: NonNullable<Report['messages']>): string[] {
  if ((heard?.mean ?? 0) + (backlogAtEnd?.mean ?? 0) === 0) return []
  const after = waitSeconds ? ` after ${duration(waitSeconds.mean)} on average` : ''
  return ['', `Agents heard ${count(heard)} messages${after}; ${count(backlogAtEnd)} wait at the end.`]
}

function costLine(cost: NonNullable<Report['cost']>): string {
  const parts = PARTS.flatMap(([measure, name]) => {
    const mean = cost[measure]?.mean ?? 0
    return mean > 0 ? [`${name} ${whole(mean)}`] : []
  })
  const half = cost.total ? (cost.total.high - cost.total.low) / 2 : Number.NaN
  const spread = Number.isFinite(half) ? ` ±${whole(half)}` : ''
  const each = cost.perCall ? `; ${cost.perCall.mean.toFixed(2)} for each call answered` : ''
  const made = parts.length > 0 ? `: ${parts.join(', ')}` : ''
  return `Cost: ${cost.currency} ${count(cost.total)}${spread}${made}${each}.`
}

function count(interval: Interval | null): string {
  return interval ? whole(interval.mean) : '–'
}

/** Minutes and seconds, or hours where it is long. */
function duration(seconds: number): string {
  return seconds < 3_600 ? clock(seconds) : `${(seconds / 3_600).toFixed(1)} h`
}
