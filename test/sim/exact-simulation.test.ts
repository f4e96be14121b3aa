import { expect, test } from 'vitest'
import { EXACT_VALUES } from './exact-values.ts'
import type { Judged } from './judge.ts'
import { interval999, judgedWithControls, steadyScenario, verdict } from './judge.ts'

// The judge of the simulator: what callers and agents of the line `direct` met, through the real centre, against
// the exact values of reference/queueing.md, at a fixed seed. Intervals are those of 99.9 % confidence. They are
// corrected by how many called and how long they talked, which would hide a simulator with wrong calls; so whether
// those are what they should be is judged too.

/**
 * Half-widths allowed, in parts of the value. Waits, and callers lost to them, come in bursts: to know them to one
 * percent takes many millions of calls, which is what the benchmark is for (`npm run bench -- exact`).
 */
const WIDEST: Partial<Record<keyof Judged, number>> = {
  occupancy: 0.002,
  serviceLevel: 0.011,
  loss: 0.04,
  waitProbability: 0.025,
  abandonment: 0.045,
  waitSeconds: 0.06,
}

/** Millions of calls by the values of `EXACT_VALUES`: more where busy times last longer. */
const MILLIONS = [0.4, 0.5, 0.5, 1, 2.5, 1, 1, 3, 1, 1, 1, 1]

test.each(EXACT_VALUES.map((values, i) => [values.name, values, MILLIONS[i]! * 1e6] as const))(
  '%s',
  (_, { queue, exact }, calls) => {
    const { found, controls } = judgedWithControls(steadyScenario(queue, { calls, replications: 60 }))
    const names = Object.keys(exact) as (keyof Judged)[]
    const verdicts = names.map(name => [name, verdict(found[name], exact[name]!, WIDEST[name]!, controls)])
    controls.columns.forEach((column, i) => {
      const { low, high } = interval999(column.map(value => value + controls.means[i]!))
      expect([low <= 0, high >= 0]).toEqual([true, true])
    })
    expect(Object.fromEntries(verdicts)).toEqual(Object.fromEntries(names.map(name => [name, 'inside'])))
  },
)
