import { HOUR_MS, MINUTE_MS } from '../../src/base/units.ts'
import { weekdayOf } from '../../src/line/zone.ts'
import { type FittedBusyness, fitBusyness } from './busyness.ts'
import type { ChosenDays } from './days.ts'
import type { LoggedCall } from './read-row.ts'

/** An interval with less than this share of the median interval's calls is before opening or after closing. */
const LEAST_SHARE = 0.05

/** Fewer days than this say nothing about how days differ. */
const DAYS_FOR_VARIATION = 3

export interface FittedArrivals {
  /** Of the first interval and the end of the last, since midnight. */
  readonly startHour: number
  readonly endHour: number
  /** Mean over the days. */
  readonly callsPerInterval: readonly number[]
  readonly callsPerDay: number
  /** Calls of those days that came before the first interval or after the last, and are left out. */
  readonly callsOutside: number
  /** Coefficient of variation of a day's busyness, beyond Poisson's chance. */
  readonly dayVariation: number
  /** The days that it was taken from. */
  readonly variationDays: number
  /** How intervals differ by themselves; undefined where the log does not show that they do. */
  readonly busyness: FittedBusyness | undefined
}

/** Since midnight; the end may lie beyond 24. */
export interface Hours {
  readonly startHour: number
  readonly endHour: number
}

/**
 * Calls for agents, by interval of joining the queue, averaged over days. The hours, if not given, are those from
 * the first to the last interval in which agents took calls on at least half of the days alike, and not hardly any.
 */
export function fitArrivals(
  offered: readonly LoggedCall[],
  days: ChosenDays,
  intervalMinutes: number,
  hours?: Hours,
): FittedArrivals {
  const chosen = new Set(days.dates)
  const today = offered.filter(({ date }) => chosen.has(date))
  const stepMs = intervalMinutes * MINUTE_MS
  const { first, last } = hours ? givenIntervals(hours, stepMs) : openIntervals(offered, days.alike, stepMs)
  const counts = new Array<number>(last - first + 1).fill(0)
  for (const { queuedAtMs } of today) {
    const interval = Math.floor(queuedAtMs / stepMs) - first
    if (interval >= 0 && interval < counts.length) counts[interval]!++
  }
  const busyness = fitBusyness(countsOfDays(today, days.dates, { first, last, stepMs }))
  const inside = counts.reduce((sum, count) => sum + count, 0)
  const startMs = first * stepMs
  const endMs = (last + 1) * stepMs
  return {
    startHour: startMs / HOUR_MS,
    endHour: endMs / HOUR_MS,
    callsPerInterval: counts.map(count => Math.round((count / days.dates.length) * 10) / 10),
    callsPerDay: inside / days.dates.length,
    callsOutside: today.length - inside,
    ...variation(offered, days, { startMs, endMs }),
    ...(busyness && { dayVariation: busyness.dayVariation }),
    busyness,
  }
}

/** Calls of each day by interval. */
function countsOfDays(
  offered: readonly LoggedCall[],
  dates: readonly string[],
  { first, last, stepMs }: { readonly first: number; readonly last: number; readonly stepMs: number },
): number[][] {
  const byDate = new Map(dates.map(date => [date, new Array<number>(last - first + 1).fill(0)]))
  for (const { date, queuedAtMs } of offered) {
    const counts = byDate.get(date)
    const interval = Math.floor(queuedAtMs / stepMs) - first
    if (counts && interval >= 0 && interval < counts.length) counts[interval]!++
  }
  return [...byDate.values()]
}

function givenIntervals({ startHour, endHour }: Hours, stepMs: number): { first: number; last: number } {
  return {
    first: Math.floor((startHour * HOUR_MS) / stepMs),
    last: Math.ceil((endHour * HOUR_MS) / stepMs) - 1,
  }
}

function openIntervals(
  offered: readonly LoggedCall[],
  dates: readonly string[],
  stepMs: number,
): { first: number; last: number } {
  const alike = new Set(dates)
  const intervals = new Map<number, { calls: number; daysServing: Set<string> }>()
  for (const { queuedAtMs, outcome, date } of offered) {
    if (!alike.has(date)) continue
    const at = Math.floor(queuedAtMs / stepMs)
    const interval = intervals.get(at) ?? { calls: 0, daysServing: new Set() }
    interval.calls++
    if (outcome === 'served') interval.daysServing.add(date)
    intervals.set(at, interval)
  }
  const served = [...intervals].filter(([, { daysServing }]) => daysServing.size >= dates.length / 2)
  const sizes = served.map(([, { calls }]) => calls).sort((a, b) => a - b)
  const least = LEAST_SHARE * (sizes[Math.floor(sizes.length / 2)] ?? 0)
  const open = served.filter(([, { calls }]) => calls >= least)
  // A log so thin that no interval is open on half of its days still has calls somewhere.
  const used = (open.length > 0 ? open : [...intervals]).map(([at]) => at)
  return { first: Math.min(...used), last: Math.max(...used) }
}

/**
 * Daily totals are Poisson given the day's busyness, so their variance is mean + mean² · cv², which gives cv by
 * moments (0 where days differ less than chance would have it). One or two days say nothing; then all open days
 * alike serve, each against the mean of its own weekday.
 */
function variation(
  offered: readonly LoggedCall[],
  days: ChosenDays,
  hours: { readonly startMs: number; readonly endMs: number },
): Pick<FittedArrivals, 'dayVariation' | 'variationDays'> {
  const enough = days.dates.length >= DAYS_FOR_VARIATION
  const dates = enough ? days.dates : days.alike
  const totals = new Map(dates.map(date => [date, 0]))
  for (const { date, queuedAtMs } of offered) {
    const total = totals.get(date)
    if (total === undefined || queuedAtMs < hours.startMs || queuedAtMs >= hours.endMs) continue
    totals.set(date, total + 1)
  }
  const groups = Map.groupBy(totals, ([date]) => (enough ? 'all' : weekdayOf(date)))
  let beyondChance = 0
  let freedom = 0
  for (const group of groups.values()) {
    if (group.length < 2) continue
    const mean = group.reduce((sum, [, calls]) => sum + calls, 0) / group.length
    if (mean === 0) continue
    const squares = group.reduce((sum, [, calls]) => sum + (calls - mean) ** 2, 0)
    beyondChance += (squares - mean * (group.length - 1)) / mean ** 2
    freedom += group.length - 1
  }
  const dayVariation = freedom === 0 ? 0 : Math.sqrt(Math.max(0, beyondChance / freedom))
  return { dayVariation, variationDays: freedom === 0 ? 0 : dates.length }
}
