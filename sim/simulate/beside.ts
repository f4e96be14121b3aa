import type { Interval } from '../statistics/interval.ts'
import type { Day } from '../world/day.ts'
import type { Plan } from '../world/plan.ts'
import { takesMessages } from '../world/tally/message-tally.ts'
import type { ChannelMeasure } from './channel-series.ts'
import { CHANNEL_MEASURES, channelSeries } from './channel-series.ts'
import type { CostMeasure } from './cost-series.ts'
import { COST_MEASURES, costSeries } from './cost-series.ts'
import type { MessageMeasure } from './message-series.ts'
import { MESSAGE_MEASURES, messageSeries } from './message-series.ts'
import type { Series } from './series.ts'
import { aloneOf, valuesOf } from './series.ts'

type ChannelResults = Readonly<Record<ChannelMeasure, Interval | null>>
type MessageResults = Readonly<Record<MessageMeasure, Interval | null>>
type CostResults = Readonly<Record<CostMeasure, Interval | null>>

/** What a report says beside its calls, where the scenario has other channels or costs, or the line takes messages. */
export interface Beside {
  readonly channels?: readonly ({
    readonly name: string
    readonly intervals: readonly ChannelResults[]
  } & ChannelResults)[]
  readonly messages?: { readonly intervals: readonly MessageResults[] } & MessageResults
  readonly cost?: { readonly currency: string; readonly intervals: readonly CostResults[] } & CostResults
}

function seriesOf(day: Day, plan: Plan): Series[] {
  return [...channelSeries(day, plan), ...messageSeries(day, plan), ...costSeries(day, plan)]
}

/** How many values a replication has beside those of its calls, see `besideOf`. */
export function besideWidth(plan: Plan): number {
  return (costsAt(plan) + (plan.scenario.costs ? COST_MEASURES.length : 0)) * (1 + plan.intervals)
}

/** How many series come before those of messages, and before those of costs. */
function messagesAt({ channels }: Plan): number {
  return channels.length * CHANNEL_MEASURES.length
}

function costsAt(plan: Plan): number {
  return messagesAt(plan) + (takesMessages(plan) ? MESSAGE_MEASURES.length : 0)
}

/** What a replication came to beside its calls: by measure, of the day and then of each interval. */
export function besideOf(day: Day, plan: Plan): Float64Array {
  const values = new Float64Array(besideWidth(plan))
  seriesOf(day, plan).forEach((series, i) => {
    values.set(valuesOf(series), i * (1 + plan.intervals))
  })
  return values
}

/** What one replication alone says of each of these values. */
export function besideAlone(day: Day, plan: Plan): (Interval | null)[] {
  const warm = Math.ceil(plan.warmupMs / plan.intervalMs)
  return seriesOf(day, plan).flatMap(series => aloneOf(series, warm))
}

/** The report of what there is beside calls. @param of what is said of each value, see `besideOf` */
export function besideReport(plan: Plan, of: (index: number) => Interval | null): Beside {
  const { channels, intervals, scenario } = plan
  const results = <M extends string>(measures: readonly M[], first: number, cell: number) =>
    Object.fromEntries(
      measures.map((measure, i) => [measure, of((first + i) * (1 + intervals) + cell)]),
    ) as Record<M, Interval | null>
  const both = <M extends string>(measures: readonly M[], first: number) => ({
    ...results(measures, first, 0),
    intervals: Array.from({ length: intervals }, (_, i) => results(measures, first, 1 + i)),
  })
  return {
    ...(channels.length > 0 && {
      channels: channels.map(({ name }, i) => ({
        name,
        ...both(CHANNEL_MEASURES, i * CHANNEL_MEASURES.length),
      })),
    }),
    ...(takesMessages(plan) && { messages: both(MESSAGE_MEASURES, messagesAt(plan)) }),
    ...(scenario.costs && {
      cost: { currency: scenario.costs.currency, ...both(COST_MEASURES, costsAt(plan)) },
    }),
  }
}
