import { expect, test } from 'vitest'
import { simulate } from '../../sim/simulate/simulate.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'

/** A busy line that takes long to forget that it began empty. */
const KEYS = {
  line: 'direct',
  arrivals: { callsPerHour: 200, intervalMinutes: 6 },
  handleSeconds: { distribution: 'exponential', mean: 180 },
  patienceSeconds: 'never',
  agents: 11,
  durationHours: 6,
  warmupHours: 0.1,
  replications: 60,
}

const said = async (keys: object): Promise<string[]> => {
  const { warnings } = await simulate(scenarioOf({ ...KEYS, ...keys }), direct, { workers: 1 })
  return warnings.filter(warning => warning.includes('warm-up'))
}

test('a warm-up that is too short is said to be, with what it was like and later is', async () => {
  const [warning] = await said({})
  expect(warning).toMatch(
    /^The warm-up of 0\.1 h is too short: in the first interval after it [\d.]+ callers wait on average, later [\d.]+\./,
  )
})

test('agents who start free show it where nobody waits', async () => {
  const keys = {
    handleSeconds: { distribution: 'constant', mean: 3_600 },
    agents: 300,
    patienceSeconds: 'never',
  }
  expect(
    (await said({ ...keys, warmupHours: 0.25, arrivals: { callsPerHour: 200, intervalMinutes: 15 } }))[0],
  ).toMatch(/\d % of agents’ time is taken on average, later 6\d\.\d %/)
})

test('nothing is said of one that is long enough, of none, or where the day changes anyhow', async () => {
  expect(await said({ warmupHours: 3 })).toEqual([])
  expect(await said({ warmupHours: 0 })).toEqual([])
  expect(await said({ agents: Array.from({ length: 60 }, (_, i) => 11 + (i % 2)) })).toEqual([])
  expect(await said({ replications: 1 })).toEqual([])
})
