import { HOUR_MS } from '../../src/base/units.ts'
import type { Interval } from '../statistics/interval.ts'
import type { Plan } from '../world/plan.ts'
import type { Measure } from './measures.ts'

/** What an interval after the warm-up may be below the later ones, in parts, and still be called like them. */
const ALIKE: readonly (readonly [Measure, number, string])[] = [
  ['queueLength', 0.8, 'callers wait'],
  ['occupancy', 0.98, 'of agents’ time is taken'],
]

type Measured = Readonly<Record<Measure, Interval | null>>

/**
 * Says so when a warm-up is too short: in a scenario that is the same all the time, the first whole interval after it
 * is still clearly emptier than those of its second half. Where rates or agents change over the day nobody can tell,
 * and a line that opens empty has no warm-up. Source: comparing the beginning of a run with its end, after Schruben
 * 1982, Detecting Initialization Bias in Simulation Output.
 */
export function ofWarmUp(plan: Plan, intervals: readonly Measured[]): string[] {
  const { warmupMs, intervalMs, intervals: count } = plan
  const first = Math.ceil(warmupMs / intervalMs)
  const later = intervals.slice(first + Math.max(1, Math.ceil((count - first) / 2)))
  if (warmupMs === 0 || later.length === 0 || !isSteady(plan)) return []
  for (const [measure, alike, what] of ALIKE) {
    const early = intervals[first]![measure]
    const usual = later.reduce((sum, each) => sum + (each[measure]?.mean ?? 0), 0) / later.length
    if (!early || early.high >= alike * usual) continue
    return [
      `The warm-up of ${warmupMs / HOUR_MS} h is too short: in the first interval after it ${shown(early.mean, measure)} ${what} on average, ` +
        `later ${shown(usual, measure)}. Make warmupHours longer.`,
    ]
  }
  return []
}

function isSteady({ ratePerMs, groups }: Plan): boolean {
  const isSame = (list: readonly number[]): boolean => list.every(each => each === list[0])
  return isSame(ratePerMs) && groups.every(({ counts }) => isSame(counts))
}

function shown(value: number, measure: Measure): string {
  return measure === 'occupancy' ? `${(100 * value).toFixed(1)} %` : value.toFixed(value < 10 ? 2 : 0)
}
