import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import type { Line } from '../../src/call/line.ts'
import { withQueues } from '../line/with-queues.ts'

const FILE = 'sim/scenarios/ordinary-day.yaml'

async function occupancy(wrapUpShare: string, line: Line = cardSupport): Promise<number> {
  const changes = { wrapUpShare, replications: '10' }
  const { results } = await simulate(parseScenario(readFileSync(FILE, 'utf8'), FILE, changes), line, {
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

test('where the line wants a code for every call, agents give it when they have wrapped up, and take the next', async () => {
  const line = withQueues(cardSupport, queue =>
    queue.wrapUpCodes ? { ...queue, wrapUpEnds: 'by-code' } : queue,
  )
  const [timed, byCode] = [await occupancy('0.33'), await occupancy('0.33', line)]
  // Wrap-up that takes longer than the line grants is cut where it is timed; a code is waited for.
  expect(byCode - timed).toBeGreaterThan(0)
  expect(byCode - timed).toBeLessThan(0.03)
  const atOnce = await occupancy('0', line)
  expect(Math.abs(atOnce - without)).toBeLessThan(0.001)
})
