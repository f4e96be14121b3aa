import { expect, test } from 'vitest'
import { simulate } from '../../sim/simulate/simulate.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'
import type { Spell } from './spied-day.ts'
import { SpiedDay } from './spied-day.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Twelve busy hours from eight in the morning: hardly any agent is ever idle. */
const BUSY = {
  line: 'direct',
  startHour: 8,
  durationHours: 12,
  arrivals: { callsPerHour: 240 },
  handleSeconds: { distribution: 'exponential', mean: 240 },
  patienceSeconds: { distribution: 'exponential', mean: 120 },
}

const EARLY = {
  start: '08:00',
  hours: 8,
  count: 10,
  breaks: [{ at: '10:00', minutes: 15 }],
  lunch: { afterHours: 4, minutes: 30, spreadMinutes: 100 },
}

function dayOf(group: object, keys: object = {}, replication = 0): SpiedDay {
  const groups = [{ name: 'all', skills: ['direct'], ...group }]
  return new SpiedDay(scenarioOf({ ...BUSY, agents: { groups }, ...keys }), direct).run(replication)
}

const spellsOf = ({ spells }: SpiedDay, agent: number): Spell[] => spells.filter(one => one.agent === agent)

/** Hours since midnight. */
const hour = (atMs: number) => (atMs % (24 * HOUR_MS)) / HOUR_MS

/** When an agent first signs in, by number. */
function comings(day: SpiedDay): (number | undefined)[] {
  const first: number[] = []
  for (const { agent, state, untilMs } of day.spells)
    if (state === 'away' && first[agent] === undefined) first[agent] = hour(untilMs)
  return Array.from({ length: day.centre.state.agents.count }, (_, agent) => first[agent])
}

test('agents work from the beginning of their shift to its end, and finish the call that they are in', () => {
  const day = dayOf({ shifts: [EARLY, { start: '12:00', hours: 8, count: 8 }] })
  expect(comings(day)).toEqual([...new Array(10).fill(8), ...new Array(8).fill(12)])
  const talks = day.spells.filter(({ agent, state }) => agent < 10 && state === 'talking')
  expect(Math.max(...talks.map(({ fromMs }) => hour(fromMs)))).toBeLessThanOrEqual(16)
  // Some are in a call at four o'clock, and stay for it.
  expect(talks.filter(({ untilMs }) => hour(untilMs) > 16).length).toBeGreaterThan(4)
  for (const { answeredMs, endedMs, abandonedMs } of day.callers)
    expect(answeredMs >= 0 ? endedMs : abandonedMs).toBeGreaterThan(0)
})

test('a break and lunch begin when the present call is over, and then last their full length', () => {
  const day = dayOf({ shifts: [EARLY] })
  let held = 0
  for (let agent = 0; agent < 10; agent++) {
    const spells = spellsOf(day, agent)
    const rests = spells.filter(({ state, fromMs }) => state === 'away' && hour(fromMs) > 8)
    expect(rests.map(({ fromMs, untilMs }) => (untilMs - fromMs) / MINUTE_MS)).toEqual([15, 30])
    const planned = [10, 12 + agent / 6]
    for (const [i, { fromMs }] of rests.entries()) {
      const late = hour(fromMs) - planned[i]!
      expect(late).toBeGreaterThan(-1e-6)
      if (late < 1e-6) continue
      held++
      const call = spells.find(({ state, untilMs }) => state === 'talking' && untilMs === fromMs)
      expect(hour(call!.fromMs)).toBeLessThanOrEqual(planned[i]! + 1e-6)
    }
  }
  expect(held).toBeGreaterThan(15)
})

test('only a part of the agents goes to a training, taken from all of them evenly', () => {
  const training = { at: '11:00', minutes: 60, share: 0.3, reason: 'training' }
  const day = dayOf({ shifts: [{ ...EARLY, breaks: [training], lunch: { afterHours: 5, minutes: 30 } }] })
  const trained = day.spells.filter(
    ({ state, fromMs, untilMs }) => state === 'away' && untilMs - fromMs === HOUR_MS && hour(fromMs) < 12.5,
  )
  expect(trained.map(({ agent }) => agent).sort()).toEqual([3, 6, 9])
})

test('the agents of an interval are those on the phones as planned, breaks left out', async () => {
  const groups = [{ name: 'all', skills: ['direct'], shifts: [EARLY] }]
  const scenario = scenarioOf({ ...BUSY, agents: { groups }, replications: 2 })
  const { intervals, results } = await simulate(scenario, direct, { workers: 1 })
  const agents = intervals.map(interval => interval.agents)
  // A quarter of an hour from ten; half an hour each from twelve to ten to two, one agent after the other.
  expect(agents.slice(0, 8)).toEqual([10, 10, 10, 10, 5, 10, 10, 10])
  expect(agents.slice(8, 13).reduce((sum, count) => sum + 10 - count, 0)).toBeCloseTo(10, 1)
  expect(agents.slice(16)).toEqual(new Array(8).fill(0))
  expect(results.occupancy!.mean).toBeGreaterThan(0.9)
})

test('a shift outside of the time simulated, and keys without effect, are warned of', async () => {
  const warningsOf = async (group: object, keys: object = {}) => {
    const groups = [{ name: 'all', skills: ['direct'], ...group }]
    const scenario = scenarioOf({ ...BUSY, durationHours: 1, agents: { groups }, replications: 2, ...keys })
    return (await simulate(scenario, direct, { workers: 1 })).warnings
  }
  const late = { start: '21:00', hours: 3, count: 2 }
  expect(await warningsOf({ shifts: [{ ...EARLY, count: 18 }, late] })).toEqual([
    'Nobody of group all keeps the shift from 21:00: it lies outside of the time simulated.',
  ])
  const outcomes = { unresolved: BUSY.handleSeconds, transferred: BUSY.handleSeconds }
  const warned = await warningsOf({ count: 18 }, { skillLevels: [{}, {}], handleByOutcome: outcomes })
  expect(warned.map(sentence => sentence.split(' ')[2])).toEqual([
    'skillLevels',
    'handleByOutcome.transferred',
    'handleByOutcome.unresolved',
  ])
  expect(
    await warningsOf({ count: 18 }, { handleByOutcome: { unresolved: BUSY.handleSeconds }, resolved: 0.9 }),
  ).toEqual([])
})

test('a shift that began the evening before is in its middle, with what is left of a break, when the day begins', () => {
  const night = {
    start: '22:00',
    hours: 9,
    count: 4,
    breaks: [
      { at: '00:00', minutes: 20 },
      { at: '01:50', minutes: 20 },
    ],
  }
  const day = dayOf({ shifts: [night] }, { startHour: 2, durationHours: 8 })
  expect(comings(day)).toEqual([2, 2, 2, 2])
  const rests = day.spells.filter(
    ({ state, fromMs, untilMs }) =>
      state === 'away' && hour(fromMs) >= 2 && fromMs > day.plan.startMs - 1 && untilMs > day.plan.startMs,
  )
  expect(rests.map(({ fromMs, untilMs }) => (untilMs - fromMs) / MINUTE_MS)).toEqual([10, 10, 10, 10])
})

test('shifts come again on each of their days, and only there', () => {
  const shift = { start: '09:00', hours: 2, count: 3, days: ['monday', 'wednesday'] }
  const day = dayOf({ shifts: [shift] }, { durationHours: 72, startHour: 0, arrivals: { callsPerHour: 30 } })
  const begins = day.spells
    .filter(({ agent, state }) => agent === 0 && state === 'away')
    .map(({ untilMs }) => (untilMs - day.plan.startMs) / HOUR_MS)
  // The day without a date is a Monday.
  expect(begins).toEqual([9, 57])
})

test('agents on vacation are just as many as planned, and those who fall ill as many on average', () => {
  const shifts = [{ start: '08:00', hours: 1, count: 20 }]
  const keys = { durationHours: 1, arrivals: { callsPerHour: 1 } }
  const here = (group: object, replication: number) =>
    comings(dayOf({ shifts, ...group }, keys, replication)).filter(atHour => atHour !== undefined).length
  const days = Array.from({ length: 60 }, (_, replication) => replication)
  const planned = days.map(replication => here({ vacation: 0.125 }, replication))
  // Two and a half of twenty.
  expect(new Set(planned)).toEqual(new Set([17, 18]))
  const came = days.map(replication => here({ absence: 0.1 }, replication))
  const mean = came.reduce((sum, count) => sum + count, 0) / came.length
  // 1,200 agent-days: ± 0.87 points are three standard deviations.
  expect(mean / 20).toBeGreaterThan(0.874)
  expect(mean / 20).toBeLessThan(0.926)
  expect(new Set(came).size).toBeGreaterThan(3)
})

test('who comes late is late by the time drawn, and goes without a break that is over by then', () => {
  const late = { share: 1, seconds: { distribution: 'constant', mean: 5_400 } }
  const shift = { start: '08:00', hours: 6, count: 3, breaks: [{ afterHours: 1, minutes: 15 }] }
  const day = dayOf({ shifts: [shift], late })
  expect(comings(day)).toEqual([9.5, 9.5, 9.5])
  expect(day.spells.filter(({ state, fromMs }) => state === 'away' && hour(fromMs) > 8)).toEqual([])
  const some = dayOf({ shifts: [{ ...shift, count: 40 }], late: { ...late, share: 0.25 } })
  const punctual = comings(some).filter(atHour => atHour === 8).length
  expect(punctual).toBeGreaterThan(20)
  expect(punctual).toBeLessThan(39)
})

test('the same agents are missing whatever else the scenario changes', () => {
  const missing = (keys: object) => {
    const here = comings(dayOf({ count: 30, absence: 0.3 }, { durationHours: 1, ...keys }, 3))
    return here.flatMap((atHour, agent) => (atHour === undefined ? [agent] : []))
  }
  expect(missing({}).length).toBeGreaterThan(3)
  expect(missing({ arrivals: { callsPerHour: 700 }, seed: 1 })).toEqual(missing({}))
  expect(missing({ seed: 2 })).not.toEqual(missing({}))
})

test('agents who come by the interval may be missing too, others on another day', () => {
  const day = dayOf(
    { count: 30, absence: 0.3 },
    { startHour: 22, durationHours: 4, arrivals: { callsPerHour: 60 } },
  )
  const evening = new Set(day.spells.flatMap(one => (one.untilMs < day.plan.startMs + 1 ? [one.agent] : [])))
  const changed = day.spells.filter(
    ({ state, untilMs }) => state === 'away' && untilMs === day.plan.startMs + 2 * HOUR_MS,
  )
  expect(evening.size).toBeGreaterThan(12)
  expect(changed.length).toBeGreaterThan(2)
  expect(changed.filter(({ agent }) => evening.has(agent))).toEqual([])
})
