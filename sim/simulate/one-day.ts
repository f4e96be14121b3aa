import { SECOND_MS } from '../../src/base/units.ts'
import { batchCount, batchMeansInterval } from '../statistics/batch-means.ts'
import type { Interval } from '../statistics/interval.ts'
import { meanInterval } from '../statistics/interval.ts'
import { sectionsInterval } from '../statistics/sections.ts'
import { Day } from '../world/day.ts'
import type { Plan } from '../world/plan.ts'
import type { Tally } from '../world/tally/tally.ts'
import { ABANDONED, ANSWERED, LEFT_WAITING, WIDTH } from '../world/tally/tally.ts'
import { besideAlone } from './beside.ts'
import type { Counted } from './measures.ts'
import { COUNTED, formulas, MEASURES, measuresOf, OF_WAITS, QUANTILES } from './measures.ts'

/**
 * Simulates one replication alone. Consecutive intervals of its day, after the warm-up, are the batches from which
 * the spread of the day's measures is taken; of queues and intervals one day gives a value but nothing about its
 * spread. By cell and measure, see `measuredOf`.
 */
export function simulateOnce(plan: Plan): { events: number; intervals: (Interval | null)[] } {
  const day = new Day(plan)
  const events = day.run(plan.scenario.seed, 0)
  const intervals = Array.from(measuresOf(day.tally, plan), value => meanInterval([value]))
  COUNTED.forEach((measure, i) => {
    intervals[i] = ofCounts(day.tally, plan, measure)
  })
  ofWaits(day.tally, plan, intervals)
  return { events, intervals: [...intervals, ...besideAlone(day, plan)] }
}

function warmIntervals(plan: Plan): number {
  return Math.ceil(plan.warmupMs / plan.intervalMs)
}

function ofCounts({ cells, intervals }: Tally, plan: Plan, measure: Counted): Interval | null {
  const { above, below, times = 1 } = formulas(plan)[measure]
  const warm = warmIntervals(plan)
  const column = (which: number): Float64Array =>
    Float64Array.from({ length: intervals - warm }, (_, i) => cells[(warm + i) * WIDTH + which]!)
  const counts = column(above)
  if (below !== undefined) return scaled(batchMeansInterval(counts, column(below)), times)
  return scaled(batchMeansInterval(counts, new Float64Array(counts.length).fill(1)), counts.length)
}

function ofWaits(tally: Tally, plan: Plan, intervals: (Interval | null)[]): void {
  const warm = warmIntervals(plan)
  const length = tally.intervals - warm
  const batches = batchCount(length)
  const quantiles = new Float64Array(OF_WAITS.length)
  const sections: number[][] = OF_WAITS.map(() => [])
  for (let batch = 0; batch < batches; batch++) {
    const from = warm + Math.ceil((batch * length) / batches)
    const until = warm + Math.ceil(((batch + 1) * length) / batches)
    const cells = Array.from({ length: until - from }, (_, i) => from + i)
    const sum = (which: number): number =>
      cells.reduce((total, cell) => total + tally.cells[cell * WIDTH + which]!, 0)
    tally.waits.quantiles(
      cells,
      { answered: sum(ANSWERED), abandoned: sum(ABANDONED) + sum(LEFT_WAITING) },
      QUANTILES,
      quantiles,
      0,
    )
    quantiles.forEach((quantile, i) => {
      sections[i]!.push(quantile / SECOND_MS)
    })
  }
  sections.forEach((values, i) => {
    const at = MEASURES.indexOf(OF_WAITS[i]!)
    intervals[at] = sectionsInterval(intervals[at]?.mean ?? Number.NaN, values)
  })
}

function scaled(interval: Interval | null, times: number): Interval | null {
  if (!interval) return null
  return { mean: interval.mean * times, low: interval.low * times, high: interval.high * times }
}
