import { expect, test } from 'vitest'
import { FEATURES } from './features.ts'
import { playDay } from './script.ts'

test('on one day everything that a live line can do happens, nobody is lost, and its journal replays to the byte', async () => {
  const { faults, features, calls, lost, replayed } = await playDay()
  expect(faults).toEqual([])
  expect(features).toEqual([...FEATURES])
  expect(calls).toBeGreaterThan(50)
  expect([lost, replayed.differingFacts]).toEqual([0, 0])
}, 240_000)
