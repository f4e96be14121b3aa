import { EXACT_VALUES, type ExactValues } from '../sim/exact-values.ts'
import type { Judged } from '../sim/judge.ts'
import { interval999, judged, steadyScenario } from '../sim/judge.ts'
import type { Measured, Row } from './measured.ts'

const GOAL_PERCENT = 0.5
const CALLS = 400_000
const REPLICATIONS = 20

/**
 * How closely the simulator hits the exact values: each queue is simulated until all its measures are known to half
 * a percent at 99.9 % confidence, or its time is up; the rows then say how closely they are known.
 */
export async function run({ quick }: { quick: boolean }): Promise<Measured> {
  const rows = EXACT_VALUES.flatMap(values => approach(values, quick ? 2_000 : 75_000))
  return { name: 'exact values: half-widths of the 99.9 % intervals around what was simulated', rows }
}

function approach({ name, queue, exact }: ExactValues, forMs: number): Row[] {
  const measures = Object.keys(exact) as (keyof Judged)[]
  const seen = new Map<keyof Judged, number[]>(measures.map(measure => [measure, []]))
  const startMs = performance.now()
  for (let seed = 1; performance.now() - startMs < forMs; seed++) {
    const found = judged(steadyScenario(queue, { calls: CALLS, replications: REPLICATIONS, more: { seed } }))
    for (const measure of measures) seen.get(measure)!.push(...found[measure])
    if (measures.every(measure => interval999(seen.get(measure)!).relative * 100 <= GOAL_PERCENT)) break
  }
  return measures.map(measure => {
    const { low, high, relative } = interval999(seen.get(measure)!)
    const isInside = exact[measure]! >= low && exact[measure]! <= high
    return {
      what: `${name}: ${measure}`,
      value: relative * 100,
      unit: isInside ? '%, exact value inside' : '%, EXACT VALUE OUTSIDE',
      goal: `≤ ${GOAL_PERCENT}`,
    }
  })
}
