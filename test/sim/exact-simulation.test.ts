import { describe, expect, test } from 'vitest'
import type { Judged, SteadyQueue } from './judge.ts'
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

/** Simulates about so many calls and holds each measure against its exact value. */
function judge(queue: SteadyQueue, calls: number, exact: Partial<Record<keyof Judged, number>>): void {
  const found = judged(steadyScenario(queue, { calls, replications: 60 }))
  const verdicts = Object.entries(exact).map(([name, value]) => {
    const measure = name as keyof Judged
    return [name, verdict(found[measure], value, WIDEST[measure]!)]
  })
  expect(Object.fromEntries(verdicts)).toEqual(
    Object.fromEntries(Object.keys(exact).map(name => [name, 'inside'])),
  )
}

describe('a line where nobody can wait loses what Erlang B says', () => {
  test.each([
    [200, 180, 10, 400_000, 0.2145823431],
    [200, 180, 15, 500_000, 0.0364969455],
    [600, 270, 50, 500_000, 0.0541044722],
    [2_000, 180, 110, 1_000_000, 0.0274634484],
  ])('%d calls an hour of %d s, %d agents', (callsPerHour, handleSeconds, agents, calls, loss) => {
    const occupancy = (((callsPerHour * handleSeconds) / 3600) * (1 - loss)) / agents
    judge({ callsPerHour, handleSeconds, agents, queueLimit: 0 }, calls, { loss, occupancy })
  })
})

describe('callers who never hang up wait as Erlang C says', () => {
  test.each([
    [200, 180, 11, 2_500_000, 0.6821182047, 122.78127684, 0.3896138117],
    [200, 180, 13, 1_000_000, 0.285270453, 17.11622718, 0.7955947884],
    [200, 180, 14, 1_000_000, 0.1741319336, 7.83593701, 0.8883500192],
    [600, 270, 50, 3_000_000, 0.3638644672, 19.64868123, 0.7487593901],
  ])(
    '%d calls an hour of %d s, %d agents',
    (callsPerHour, handleSeconds, agents, calls, waitProbability, waitSeconds, serviceLevel) => {
      const occupancy = (callsPerHour * handleSeconds) / 3600 / agents
      const exact = { waitProbability, waitSeconds, serviceLevel, occupancy }
      judge({ callsPerHour, handleSeconds, agents }, calls, exact)
    },
  )
})

describe('callers who hang up wait as Erlang A says', () => {
  test.each([
    [200, 180, 300, 14, 0.1452601143, 0.0139837441, 4.19512324, 0.7042973256, 0.9167920919],
    [600, 270, 180, 45, 0.4715498263, 0.0653288347, 11.75919024, 0.9346711653, 0.7231292298],
    [600, 270, 180, 50, 0.2262851939, 0.0240303915, 4.32547048, 0.8783726476, 0.8972498714],
    [2_880, 60, 120, 50, 0.4677740686, 0.0309122492, 3.7094699, 0.9303242408, 0.9430189547],
  ])(
    '%d calls an hour of %d s, %d s of patience, %d agents',
    (callsPerHour, handleSeconds, patienceSeconds, agents, waitProbability, abandonment, waitSeconds, occupancy, serviceLevel) => {
      const exact = { waitProbability, abandonment, waitSeconds, occupancy, serviceLevel }
      judge({ callsPerHour, handleSeconds, patienceSeconds, agents }, 1_000_000, exact)
    },
  )
})
