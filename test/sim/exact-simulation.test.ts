import { expect, test } from 'vitest'
import { EXACT_VALUES } from './exact-values.ts'
import type { Judged } from './judge.ts'
import { judged, steadyScenario, verdict } from './judge.ts'

// The judge of the simulator: what callers and agents of the line `direct` met, through the real centre, against
// the exact values of reference/queueing.md, at a fixed seed. Intervals are those of 99.9 % confidence.

/**
 * Half-widths allowed, in parts of the value. Waits, and callers lost to them, come in bursts: to know them to one
 * percent takes up to 200 million calls, which is what the benchmark is for (`npm run bench -- exact`).
 */
const WIDEST: Partial<Record<keyof Judged, number>> = {
  occupancy: 0.01,
  serviceLevel: 0.03,
  loss: 0.08,
  waitProbability: 0.07,
  abandonment: 0.07,
  waitSeconds: 0.1,
}

/** Millions of calls by the values of `EXACT_VALUES`: more where busy times last longer. */
const MILLIONS = [0.4, 0.5, 0.5, 1, 2.5, 1, 1, 3, 1, 1, 1, 1]

test.each(EXACT_VALUES.map((values, i) => [values.name, values, MILLIONS[i]! * 1e6] as const))(
  '%s',
  (_, { queue, exact }, calls) => {
    const found = judged(steadyScenario(queue, { calls, replications: 60 }))
    const names = Object.keys(exact) as (keyof Judged)[]
    const verdicts = names.map(name => [name, verdict(found[name], exact[name]!, WIDEST[name]!)])
    expect(Object.fromEntries(verdicts)).toEqual(Object.fromEntries(names.map(name => [name, 'inside'])))
  },
)
