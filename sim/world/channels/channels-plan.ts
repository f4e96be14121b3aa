import { HOUR_MS, MINUTE_MS, NEVER_MS } from '../../../src/base/units.ts'
import { hourOfWeek, wallClock } from '../../../src/line/zone.ts'
import { Distribution } from '../../distribution.ts'
import type { Channel } from '../../scenario/channels.ts'
import type { Scenario } from '../../scenario/scenario.ts'

/** A channel of other work, as numbers. Times are milliseconds. */
export interface PlannedChannel {
  readonly name: string
  /** When each stretch of one rate ends, and the items expected per millisecond in it. */
  readonly untilMs: readonly number[]
  readonly ratePerMs: readonly number[]
  /** Items that wait at the beginning, and the age of the oldest. */
  readonly backlog: number
  readonly oldestMs: number
  readonly handle: Distribution
  readonly patience: Distribution
  /** Whoever writes waits there for an agent. */
  readonly isConversation: boolean
  /** In how long an item should be answered. */
  readonly withinMs: number
  /** An item goes before callers once it is so old; `NEVER_MS` where callers always go first. */
  readonly urgentAfterMs: number
  readonly keepAvailable: number
  readonly atOnce: number
  readonly slowdown: number
  readonly interruptible: boolean
  /** By number of the plan's groups, whether it does this work. */
  readonly isDoneBy: readonly boolean[]
}

/** The part of time that a plan simulates. */
interface Period {
  readonly startMs: number
  readonly durationMs: number
  readonly intervalMs: number
}

/** The channels of a scenario, the one that goes first at the head. */
export function plannedChannels(
  { channels = {} }: Scenario,
  period: Period,
  zone: string,
  groups: readonly { readonly name: string }[],
): PlannedChannel[] {
  return Object.entries(channels).map(([name, channel]) => {
    const { groups: doneBy, patienceSeconds, urgentMinutes, withinMinutes } = channel
    return {
      name,
      ...ratesOf(channel, period, zone),
      backlog: channel.backlog.items,
      oldestMs: channel.backlog.oldestHours * HOUR_MS,
      handle: new Distribution(channel.handleSeconds, `channels.${name}.handleSeconds`),
      patience: new Distribution(
        patienceSeconds === undefined || patienceSeconds === 'never'
          ? { distribution: 'never' }
          : patienceSeconds,
        `channels.${name}.patienceSeconds`,
      ),
      isConversation: patienceSeconds !== undefined,
      withinMs: withinMinutes * MINUTE_MS,
      urgentAfterMs:
        urgentMinutes === undefined ? NEVER_MS : Math.max(0, withinMinutes - urgentMinutes) * MINUTE_MS,
      keepAvailable: channel.keepAvailable,
      atOnce: channel.atOnce,
      slowdown: channel.slowdown,
      interruptible: channel.interruptible,
      isDoneBy: groups.map(group => doneBy === undefined || doneBy.includes(group.name)),
    }
  })
}

function ratesOf(
  { itemsPerHour, itemsPerInterval }: Channel,
  { startMs, durationMs, intervalMs }: Period,
  zone: string,
): Pick<PlannedChannel, 'untilMs' | 'ratePerMs'> {
  const endMs = startMs + durationMs
  if (itemsPerInterval)
    return {
      untilMs: itemsPerInterval.map((_, i) => Math.min(endMs, startMs + (i + 1) * intervalMs)),
      ratePerMs: itemsPerInterval.map(items => items / intervalMs),
    }
  if (!Array.isArray(itemsPerHour)) return { untilMs: [endMs], ratePerMs: [(itemsPerHour ?? 0) / HOUR_MS] }
  const untilMs: number[] = []
  const ratePerMs: number[] = []
  for (let atMs = startMs; atMs < endMs; atMs = untilMs.at(-1)!) {
    ratePerMs.push(itemsPerHour[hourOfWeek(zone, atMs) % itemsPerHour.length]! / HOUR_MS)
    // To the next full hour of the clock; a scenario may begin between two minutes.
    const nextMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS + (60 - wallClock(zone, atMs).minute) * MINUTE_MS
    untilMs.push(Math.min(endMs, nextMs))
  }
  return { untilMs, ratePerMs }
}
