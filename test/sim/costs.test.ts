import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { besideTable } from '../../sim/simulate/beside-table.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'
import { SpiedDay } from './spied-day.ts'

const HOUR = {
  line: 'direct',
  durationHours: 2,
  arrivals: { callsPerHour: 120 },
  handleSeconds: { distribution: 'exponential', mean: 180 },
  patienceSeconds: { distribution: 'exponential', mean: 120 },
  agents: 5,
  replications: 1,
}

const simulated = (keys: object) => simulate(scenarioOf({ ...HOUR, ...keys }), direct, { workers: 1 })

test('agents are paid by the hour, for skills on top, and for their time off the phones', async () => {
  const agents = {
    groups: [
      { name: 'day', count: [4, 4, 2, 2], skills: ['direct'] },
      { name: 'writers', count: 2, skills: [] },
    ],
  }
  const mail = { itemsPerHour: 4, handleSeconds: HOUR.handleSeconds, withinMinutes: 60 }
  const costs = { wagePerHour: { day: 20, writers: 15 }, skillPerHour: { direct: 2 } }
  const { cost } = await simulated({ agents, channels: { mail }, costs, shrinkage: 0.2 })
  // Six hours at 22 and four at 15, of which 80 % are on the phones.
  expect(cost!.wages!.mean).toBeCloseTo((6 * 22 + 4 * 15) / 0.8, 9)
  expect(cost!.intervals.map(({ wages }) => wages!.mean)).toEqual(
    [4, 4, 2, 2].map(count => (count * 0.5 * 22 + 15) / 0.8),
  )
  expect(cost!.total!.mean).toBeCloseTo(cost!.wages!.mean, 9)
})

test('agents with shifts are paid for their breaks, from the end of the warm-up to the end of the day', async () => {
  const shift = { start: '00:30', hours: 2, count: 3, breaks: [{ afterHours: 1, minutes: 15 }] }
  const agents = { groups: [{ name: 'day', shifts: [shift], skills: ['direct'] }] }
  const { cost } = await simulated({
    day: '2026-12-14',
    warmupHours: 1,
    agents,
    costs: { wagePerHour: 10 },
  })
  expect(cost!.wages!.mean).toBeCloseTo(30, 9)
})

test('lost callers, waits and minutes on the line cost what they cost', async () => {
  const costs = { lostCaller: 10, waitMinute: 0.5, telephonyMinute: 0.02 }
  const { cost, results } = await simulated({ costs })
  const { callers } = new SpiedDay(scenarioOf({ ...HOUR, costs }), direct).run()
  const minutes = callers.map(({ arrivedMs, endedMs }) => Math.ceil((endedMs - arrivedMs) / 60_000))
  expect(cost!.telephony!.mean).toBeCloseTo(0.02 * minutes.reduce((sum, each) => sum + each, 0), 9)
  expect(results.abandoned!.mean).toBeGreaterThan(10)
  expect(cost!.lostCallers!.mean).toBeCloseTo(10 * results.abandoned!.mean, 9)
  const waited = (results.waitSeconds!.mean * callers.length) / 60
  expect(cost!.waiting!.mean).toBeCloseTo(0.5 * waited, 6)
  const { total, lostCallers, waiting, telephony, perCall } = cost!
  expect(total!.mean).toBeCloseTo(lostCallers!.mean + waiting!.mean + telephony!.mean, 9)
  expect(perCall!.mean).toBeCloseTo(total!.mean / results.answered!.mean, 9)
})

test('who finds the queue full is lost as well', async () => {
  const { cost, results } = await simulated({ queueLimit: 0, costs: { lostCaller: 1 } })
  expect(cost!.lostCallers!.mean).toBeCloseTo(results.calls!.mean - results.answered!.mean, 9)
  expect(cost!.lostCallers!.mean).toBeGreaterThan(20)
})

test('a caller who waits for a callback is on no line meanwhile', async () => {
  const rush = {
    line: 'card-support',
    day: '2026-12-14',
    arrivals: { callsPerInterval: [150, 0, 0, 0] },
    patienceSeconds: 'never',
    readingErrors: 0,
    silence: 0,
    agents: 6,
    costs: { telephonyMinute: 1 },
  }
  const minutes = async (callbackAcceptance: number) => {
    const keys = { ...HOUR, ...rush, callbackAcceptance, replications: 2 }
    const { cost, results } = await simulate(scenarioOf(keys), cardSupport, { workers: 1 })
    return { cost: cost!.telephony!.mean, callbacks: results.callbacks!.mean }
  }
  const [without, back] = [await minutes(0), await minutes(1)]
  expect(back.callbacks).toBeGreaterThan(30)
  expect(back.cost).toBeLessThan(without.cost * 0.8)
  // Each of them still talks for three minutes on average.
  expect(back.cost).toBeGreaterThan(150 * 3)
})

test('the table says what each channel does and what a day costs', async () => {
  const chat = {
    itemsPerHour: 40,
    handleSeconds: HOUR.handleSeconds,
    withinMinutes: 2,
    patienceSeconds: HOUR.handleSeconds,
  }
  const report = await simulated({
    replications: 4,
    channels: { chat },
    costs: { currency: 'EUR', wagePerHour: 20, lostWriter: 3 },
  })
  const text = besideTable(report).join('\n')
  expect(text).toMatch(/^channel +came +done +in time +left +mean wait +waiting +of all time +at once$/m)
  expect(text).toMatch(
    /^chat +\d+ +\d+ +\d+\.\d % ±\d+\.\d +\d+ +\d+:\d\d +\d+\.\d +\d+\.\d % ±\d+\.\d +1\.0$/m,
  )
  expect(text).toMatch(
    /^Cost: EUR 3\d\d ±\d+: wages 200, writers who left \d+; \d\.\d\d for each call answered\.$/m,
  )
  const { cost, channels } = report
  expect(cost!.lostWriters!.mean).toBeCloseTo(3 * channels![0]!.abandoned!.mean, 9)
  expect(besideTable(await simulated({}))).toEqual([])
})
