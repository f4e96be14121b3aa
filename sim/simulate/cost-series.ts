import { HOUR_MS, MINUTE_MS } from '../../src/base/units.ts'
import type { PlannedShift } from '../world/agents/groups.ts'
import type { Day } from '../world/day.ts'
import { addTime } from '../world/period.ts'
import type { Plan } from '../world/plan.ts'
import { CHANNEL_WIDTH, LEFT } from '../world/tally/channel-tally.ts'
import { ABANDONED, ANSWERED, MEASURED_MS, WAIT_MS, WIDTH } from '../world/tally/tally.ts'
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
  const wages = wagesOf(plan, phone(MEASURED_MS))
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

/** Wages by interval after the warm-up, of agents at work, resting or missing, with what is paid for shrinkage. */
function wagesOf({ groups, line, scenario, ...period }: Plan, measuredMs: Float64Array): Float64Array {
  const { costs, shrinkage } = scenario
  const wages = new Float64Array(period.intervals)
  if (!costs) return wages
  const { wagePerHour, skillPerHour } = costs
  for (const group of groups) {
    const wage = typeof wagePerHour === 'number' ? wagePerHour : (wagePerHour[group.name] ?? 0)
    const skills = group.queues.map(queue => skillPerHour[line.definition.queues[queue]!.name] ?? 0)
    const perHour = skills.reduce((total, more) => total + more, wage) / (1 - shrinkage)
    const paidMs = group.shifts
      ? shiftMs(group.shifts, period)
      : group.counts.map((count, i) => count * measuredMs[i]!)
    paidMs.forEach((ms, i) => {
      wages[i]! += (ms / HOUR_MS) * perHour
    })
  }
  return wages
}

/** Time of shifts in each interval, rests included. */
function shiftMs(
  shifts: readonly PlannedShift[],
  {
    startMs,
    durationMs,
    warmupMs,
    intervalMs,
    intervals,
  }: Pick<Plan, 'startMs' | 'durationMs' | 'warmupMs' | 'intervalMs' | 'intervals'>,
): number[] {
  const paidMs = new Array<number>(intervals).fill(0)
  for (const { begins, count, lengthMs } of shifts)
    for (const { atMs } of begins) {
      const untilMs = Math.min(atMs + lengthMs, startMs + durationMs)
      const fromMs = Math.max(atMs, startMs + warmupMs)
      addTime({ sums: paidMs, first: 0, apart: 1 }, { startMs, intervalMs }, { fromMs, untilMs }, count)
    }
  return paidMs
}
