import fc from 'fast-check'
import { expect, test } from 'vitest'
import { constantHandle } from '../../sim/exact/constant-handle.ts'
import { erlangA, erlangAServiceLevels } from '../../sim/exact/erlang-a.ts'
import { erlangB } from '../../sim/exact/erlang-b.ts'
import { erlangC, erlangCServiceLevel } from '../../sim/exact/erlang-c.ts'
import { oneAgentWaitSeconds } from '../../sim/exact/one-agent.ts'
import { meanInterval } from '../../sim/statistics/interval.ts'
import { between } from './between.ts'
import type { Judged, SteadyQueue } from './judge.ts'
import { judged, steadyScenario } from './judge.ts'

// Queues that nobody chose, through the real centre, against what formulas know of them. Of all comparisons together
// one may be wrong by chance in a thousand tries of other seeds: each interval has 1 − 0.001 ÷ comparisons of
// confidence (Bonferroni).

const COMPARISONS = 100
const CONFIDENCE = 1 - 0.001 / COMPARISONS
const QUEUES = 5
const CALLS = 100_000
const REPLICATIONS = 20
const WITHIN_SECONDS = 20

type Exact = Partial<Record<keyof Judged, number>>

/** Half-widths that still say something: of shares as they are, of waits in parts of the value. */
const WIDEST: Exact = {
  occupancy: 0.03,
  serviceLevel: 0.1,
  loss: 0.03,
  waitProbability: 0.12,
  abandonment: 0.03,
  waitSeconds: 0.8,
}

/** A queue of so many agents, how busy they are, and how long calls are. */
const agents = fc.noBias(fc.integer({ min: 1, max: 25 }))
const handleSeconds = fc.noBias(fc.integer({ min: 60, max: 600 }))

/**
 * Load of agents whose callers all wait: as much as the queue forgets its beginning by within the warm-up. It forgets
 * at the rate (√nμ − √λ)², an eighth of μ at least.
 */
function bearable(agents: number, part: number): number {
  return agents * (0.2 + 0.8 * part) * (1 - 1 / Math.sqrt(8 * agents)) ** 2
}

const callsPerHour = (erlangs: number, handleSeconds: number) => (erlangs * 3600) / handleSeconds

const part = between(0, 1)

const lossy = fc
  .record({ agents, handleSeconds, load: between(0.4, 1.3) })
  .map(({ agents, handleSeconds, load }) => ({
    queue: { agents, handleSeconds, callsPerHour: callsPerHour(agents * load, handleSeconds), queueLimit: 0 },
    exact: { loss: erlangB(agents * load, agents), occupancy: load * (1 - erlangB(agents * load, agents)) },
  }))
  .filter(({ exact: { loss } }) => loss > 0.01)

const patient = fc
  .record({ agents, handleSeconds, part })
  .map(({ agents, handleSeconds, part }) => {
    const queue = { agents, handleSeconds, callsPerHour: callsPerHour(bearable(agents, part), handleSeconds) }
    const { waitProbability, waitSeconds, occupancy } = erlangC(queue)
    const serviceLevel = erlangCServiceLevel(queue, WITHIN_SECONDS)
    return { queue, exact: { waitProbability, waitSeconds, occupancy, serviceLevel } }
  })
  .filter(({ exact: { waitProbability } }) => waitProbability > 0.05)

const impatient = fc
  .record({
    agents,
    handleSeconds,
    load: between(0.5, 1.5),
    patience: between(0.2, 3),
  })
  .map(({ agents, handleSeconds, load, patience }) => {
    const patienceSeconds = Math.round(handleSeconds * patience)
    const queue = {
      ...{ agents, handleSeconds, patienceSeconds },
      callsPerHour: callsPerHour(agents * load, handleSeconds),
    }
    const serviceLevel = erlangAServiceLevels(queue, WITHIN_SECONDS).ofAll
    return { queue, exact: { ...erlangA(queue), serviceLevel } }
  })
  .filter(({ exact: { abandonment } }) => abandonment > 0.01)

const regular = fc
  .record({ agents, handleSeconds, part })
  .map(({ agents, handleSeconds, part }) => {
    const erlangs = bearable(agents, part)
    const queue = { agents, handleSeconds, callsPerHour: callsPerHour(erlangs, handleSeconds) }
    return { queue, exact: { ...constantHandle(queue), occupancy: erlangs / agents } }
  })
  .filter(({ exact: { waitProbability } }) => waitProbability > 0.05)

const lone = fc.record({ handleSeconds, part, cv: between(0.3, 1.3) }).map(({ handleSeconds, part, cv }) => {
  const erlangs = bearable(1, part)
  const queue = { agents: 1, handleSeconds, callsPerHour: callsPerHour(erlangs, handleSeconds) }
  return {
    queue,
    more: { handleSeconds: { distribution: 'lognormal', mean: handleSeconds, cv } },
    exact: { waitSeconds: oneAgentWaitSeconds({ ...queue, handleCv: cv }), occupancy: erlangs },
  }
})

interface Case {
  readonly queue: SteadyQueue
  readonly more?: object
  readonly exact: Exact
}

const KINDS: readonly (readonly [string, fc.Arbitrary<Case>, (queue: SteadyQueue) => object])[] = [
  ['nobody waits (Erlang B)', lossy, () => ({})],
  ['nobody hangs up (Erlang C)', patient, () => ({})],
  ['callers lose patience (Erlang A)', impatient, () => ({})],
  [
    'all calls are equally long (Crommelin)',
    regular,
    ({ handleSeconds: mean }) => ({ handleSeconds: { distribution: 'constant', mean } }),
  ],
  ['one agent, lognormal handle times (Pollaczek and Khinchine)', lone, () => ({})],
]

test('so many intervals are looked at as each has its share of the doubt', () => {
  const each = KINDS.map(
    ([, queues]) => Object.keys(fc.sample(queues, { numRuns: 1, seed: 1 })[0]!.exact).length,
  )
  expect(each.reduce((sum, measures) => sum + measures, 0) * QUEUES).toBeLessThanOrEqual(COMPARISONS)
})

test.each(KINDS)('random queues in which %s', (_, queues, moreOf) => {
  const found = fc.sample(queues, { numRuns: QUEUES, seed: 1 }).map(({ queue, exact, more }, seed) => {
    const scenario = steadyScenario(queue, {
      calls: CALLS,
      replications: REPLICATIONS,
      // Days as intervals: nobody looks at hours, and there are thousands of them.
      more: {
        seed,
        arrivals: { callsPerHour: queue.callsPerHour, intervalMinutes: 1_440 },
        ...moreOf(queue),
        ...more,
      },
    })
    return { queue, wrong: objections(judged(scenario), exact) }
  })
  expect(found.filter(({ wrong }) => wrong.length > 0)).toEqual([])
})

/** Measures whose interval does not hold the exact value, or is too wide to say anything. */
function objections(found: Judged, exact: Exact): string[] {
  return (Object.keys(exact) as (keyof Judged)[]).flatMap(name => {
    const { mean, low, high } = meanInterval(found[name], CONFIDENCE)!
    const value = exact[name]!
    const told = `${name}: exactly ${value}, found ${mean} from ${low} to ${high}`
    const widest = WIDEST[name]! * (name === 'waitSeconds' ? value : 1)
    return value < low || value > high || (high - low) / 2 > widest ? [told] : []
  })
}
