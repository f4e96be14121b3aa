import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { simulate } from '../../sim/simulate/simulate.ts'

const FILE = 'sim/scenarios/ordinary-day.yaml'

async function occupancy(wrapUpShare: string): Promise<number> {
  const changes = { wrapUpShare, replications: '10' }
  const { results } = await simulate(parseScenario(readFileSync(FILE, 'utf8'), FILE, changes), cardSupport, {
    workers: 1,
  })
  return results.occupancy!.mean
}

const without = await occupancy('0')

test('agents who need no wrap-up take the next caller at once, though the line would grant them some', async () => {
  const next = await occupancy('0.0001')
  expect(Math.abs(without - next)).toBeLessThan(0.01)
})

test('a handle time is as long whatever part of it is wrap-up', async () => {
  const third = await occupancy('0.33')
  expect(Math.abs(without - third)).toBeLessThan(0.03)
})
