import { HOUR_MS, MINUTE_MS } from '../../src/base/units.ts'
import { CHANNEL_WIDTH, LEFT } from '../world/channel-tally.ts'
import type { Day } from '../world/day.ts'
import type { Plan } from '../world/plan.ts'
import { ABANDONED, ANSWERED, MEASURED_MS, WAIT_MS, WIDTH } from '../world/tally.ts'
import type { Series } from './series.ts'

/** What is reported of the cost of a day: all of it, its parts, and all of it for each call answered. */
export const COST_MEASURES = [
  'total',
  'wages',
  'lostCallers',
  'waiting',
  'telephony',
  'lostWriters',
  'perCall',
] as const
export type CostMeasure = (typeof COST_MEASURES)[number]

/** Costs of a day in the order of `COST_MEASURES`. Wages fall where time is paid, all else where a call or item arrived. */
export function costSeries({ costs: counted, channels, tally }: Day, plan: Plan): Series[] {
  const { costs } = plan.scenario
  if (!counted || !costs) return []
  const { intervals } = plan
  const of = (value: (interval: number) => number) =>
    Float64Array.from({ length: intervals }, (_, i) => value(i))
  const phone = (column: number) => of(i => tally.cells[i * WIDTH + column]!)
  const abandoned = phone(ABANDONED)
  const waitMs = phone(WAIT_MS)
  const hours = phone(MEASURED_MS)
  const wages = of(i => paidPerHour(plan, i) * (hours[i]! / HOUR_MS))
  const lostCallers = of(i => (abandoned[i]! + counted.turnedAway[i]!) * costs.lostCaller)
  const waiting = of(i => (waitMs[i]! / MINUTE_MS) * costs.waitMinute)
  const telephony = of(i => counted.minutes[i]! * costs.telephonyMinute)
  const lostWriters = of(i => {
    let left = 0
    plan.channels.forEach((_, channel) => {
      left += channels!.cells[(channel * intervals + i) * CHANNEL_WIDTH + LEFT]!
    })
    return left * costs.lostWriter
  })
  const total = of(i => wages[i]! + lostCallers[i]! + waiting[i]! + telephony[i]! + lostWriters[i]!)
  const series: Readonly<Record<CostMeasure, Series>> = {
    total: { above: total },
    wages: { above: wages },
    lostCallers: { above: lostCallers },
    waiting: { above: waiting },
    telephony: { above: telephony },
    lostWriters: { above: lostWriters },
    perCall: { above: total, below: phone(ANSWERED) },
  }
  return COST_MEASURES.map(measure => series[measure])
}

/** Wages of the agents on the phones in an interval, an hour, with what is paid for their time off the phones. */
function paidPerHour({ groups, line, scenario }: Plan, interval: number): number {
  const { costs, shrinkage } = scenario
  if (!costs) return 0
  const { wagePerHour, skillPerHour } = costs
  let sum = 0
  for (const { name, queues, counts } of groups) {
    const wage = typeof wagePerHour === 'number' ? wagePerHour : (wagePerHour[name] ?? 0)
    const skills = queues.map(queue => skillPerHour[line.definition.queues[queue]!.name] ?? 0)
    sum += counts[interval]! * skills.reduce((total, more) => total + more, wage)
  }
  return sum / (1 - shrinkage)
}
