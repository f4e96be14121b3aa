import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'
import type { SeenCaller } from './spied-day.ts'
import { SpiedDay } from './spied-day.ts'

const SECOND_MS = 1_000

/** Four hours in which everybody talks for just a hundred seconds. */
const ALIKE = {
  line: 'direct',
  durationHours: 4,
  arrivals: { callsPerHour: 300 },
  handleSeconds: { distribution: 'constant', mean: 100 },
  patienceSeconds: 'never',
}

const everybody = (keys: object, group: object = {}) => {
  const groups = [{ name: 'all', skills: ['direct'], count: 20, ...group }]
  return new SpiedDay(scenarioOf({ ...ALIKE, agents: { groups }, ...keys }), direct).run()
}

/** Lengths of each agent's talks in seconds, in order. */
function talks({ spells, centre }: SpiedDay): number[][] {
  const lists: number[][] = Array.from({ length: centre.state.agents.count }, () => [])
  for (const { agent, state, fromMs, untilMs } of spells)
    if (state === 'talking') lists[agent]!.push((untilMs - fromMs) / SECOND_MS)
  return lists
}

test('each agent has a speed of their own, the same for all calls and whoever else is there', () => {
  const own = talks(everybody({}, { count: 200, speed: { cv: 0.2 } })).map(list => [...new Set(list)])
  const speeds = own.flatMap(list => (list.length > 0 ? [list] : []))
  expect(speeds.every(list => list.length === 1)).toBe(true)
  const seconds = speeds.map(([one]) => one!)
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length
  const deviation = Math.sqrt(seconds.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (seconds.length - 1))
  expect(seconds.length).toBeGreaterThan(150)
  expect(mean).toBeGreaterThan(95)
  expect(mean).toBeLessThan(105)
  expect(deviation).toBeGreaterThan(16)
  expect(deviation).toBeLessThan(24)
  const few = talks(everybody({}, { count: 12, speed: { cv: 0.2 } })).map(([first]) => first)
  expect(few).toEqual(own.slice(0, 12).map(([first]) => first))
})

test('new agents get faster with every call, by the same part for each doubling, and the others are as before', () => {
  const learning = { firstCall: 1.6, perDoubling: 0.8, share: 0.25 }
  const lists = talks(everybody({}, { learning }))
  for (const [agent, list] of lists.entries()) {
    const expected = list.map((_, i) => (agent < 15 ? 100 : 100 + 60 * 0.8 ** Math.log2(i + 1)))
    expect(list.length).toBeGreaterThan(20)
    list.forEach((seconds, i) => {
      expect(seconds).toBeCloseTo(expected[i]!, 2)
    })
  }
  const [experienced] = talks(everybody({}, { learning: { ...learning, share: 1, handledBefore: 1_023 } }))
  expect(experienced![0]).toBeCloseTo(100 + 60 * 0.8 ** 10, 2)
})

test('whoever is busy without a pause slows down, and a break brings the pace back', () => {
  const tiredness = { aboveOccupancy: 0.5, overMinutes: 30, slower: 0.4 }
  const shift = { start: '00:00', hours: 4, count: 1, breaks: [{ afterHours: 3, minutes: 60 }] }
  const keys = { arrivals: { callsPerHour: 100 }, durationHours: 5 }
  const day = everybody(keys, { count: undefined, shifts: [{ ...shift, hours: 5 }], tiredness })
  const [list] = talks(day)
  // Occupancy felt after so long without a pause is 1 − e^(−age ÷ 30 min).
  let busySeconds = 0
  const before = list!.slice(0, 60)
  for (const seconds of before) {
    const felt = 1 - Math.exp(-busySeconds / 1_800)
    expect(seconds).toBeCloseTo(100 * (1 + (0.4 * Math.max(0, felt - 0.5)) / 0.5), 0)
    busySeconds += seconds
  }
  expect(before.at(-1)).toBeGreaterThan(130)
  const rested = day.spells.findIndex(({ state, fromMs }) => state === 'away' && fromMs > day.plan.startMs)
  const next = day.spells.slice(rested + 1).find(({ state }) => state === 'talking')!
  expect((next.untilMs - next.fromMs) / SECOND_MS).toBeCloseTo(100, 0)
})

test('a lower level of skill takes longer for that queue, and for no other', () => {
  const groups = [{ name: 'all', count: 40, skills: [{ queue: 'account', level: 2 }, 'billing', 'rewards'] }]
  const day = new SpiedDay(
    scenarioOf({
      ...ALIKE,
      line: 'card-support',
      day: '2026-12-14',
      agents: { groups },
      skillLevels: [{}, { handle: 1.5 }],
    }),
    cardSupport,
  ).run()
  const seconds = (queue: string) =>
    new Set(
      day.callers.flatMap(one =>
        one.queue === queue && one.answeredMs >= 0 ? [(one.endedMs - one.answeredMs) / SECOND_MS] : [],
      ),
    )
  expect(seconds('account')).toEqual(new Set([150]))
  expect(seconds('billing')).toEqual(new Set([100]))
})

test('wrap-up by a distribution of its own comes on top of the talk, by queue where it says so', async () => {
  const secondsOfCall = async (wrapUpSeconds: object) => {
    const keys = { ...ALIKE, agents: 30, durationHours: 5, warmupHours: 1, replications: 10, wrapUpSeconds }
    const { results } = await simulate(scenarioOf(keys), direct, { workers: 1 })
    return (results.occupancy!.mean * 30 * 4 * 3_600) / results.answered!.mean
  }
  const constant = { distribution: 'constant', mean: 30 }
  expect(await secondsOfCall(constant)).toBeCloseTo(130, 0)
  expect(await secondsOfCall({ direct: constant })).toBeCloseTo(130, 0)
  const drawn = await secondsOfCall({ distribution: 'exponential', mean: 30 })
  // 12,000 calls: ± 0.9 are three standard deviations.
  expect(Math.abs(drawn - 130)).toBeLessThan(0.9)
  expect(drawn).not.toBeCloseTo(130, 3)
})

test('a call that is not resolved takes its own time, and less skill leaves more of them', async () => {
  const unresolved = { distribution: 'constant', mean: 160 }
  const keys = { resolved: 0.8, handleByOutcome: { unresolved }, skillLevels: [{}, { resolved: 0.75 }] }
  const longOnes = (level: number) => {
    const seconds = talks(everybody(keys, { skills: [{ queue: 'direct', level }] })).flat()
    expect(new Set(seconds)).toEqual(new Set([100, 160]))
    return seconds.filter(one => one === 160).length / seconds.length
  }
  // Of 1,200 talks: ± 3.5 and ± 4.3 points are three standard deviations.
  expect(Math.abs(longOnes(1) - 0.2)).toBeLessThan(0.035)
  expect(Math.abs(longOnes(2) - 0.4)).toBeLessThan(0.043)
})

const CARD_DAY = {
  ...ALIKE,
  line: 'card-support',
  day: '2026-12-14',
  intents: { account: 1 },
  readingErrors: 0,
  silence: 0,
}
const SKILLS = ['billing', 'account', 'rewards']

/** A day on which callers are answered at once, and what each heard and did. */
function cardDay(keys: object): SeenCaller[] {
  const groups = [{ name: 'all', count: 60, skills: [...SKILLS, 'supervisors'] }]
  return new SpiedDay(scenarioOf({ ...CARD_DAY, agents: { groups }, ...keys }), cardSupport).run().callers
}

test('agents hand on the share of calls that the scenario says, and the next agent helps', () => {
  const callers = cardDay({ transfers: { account: { billing: 0.3, rewards: 0.1 } } })
  const handedOn = callers.filter(({ heard }) => heard.includes('transfer'))
  const share = handedOn.length / callers.length
  // 1,200 callers: ± 4.2 points are three standard deviations.
  expect(share).toBeGreaterThan(0.358)
  expect(share).toBeLessThan(0.442)
  const to = (queue: string) => handedOn.filter(caller => caller.queue === queue).length
  expect(to('billing') + to('rewards')).toBe(handedOn.length)
  expect(to('billing') / to('rewards')).toBeGreaterThan(2)
  expect(new Set(callers.map(({ outcome }) => outcome))).toEqual(new Set(['answered']))
})

test('a call that is handed on takes the agent who does so another time', () => {
  const transferred = { distribution: 'constant', mean: 40 }
  const callers = cardDay({
    transfers: { account: { billing: 1 } },
    handleByOutcome: { transferred },
  })
  expect(callers.length).toBeGreaterThan(1_000)
  // The first talk takes forty seconds; the second, which takes a hundred, begins at once.
  for (const { answeredMs, endedMs } of callers) expect(endedMs - answeredMs).toBe(100_000)
  const first = callers.map(caller => caller.queuedMs)
  expect(first.every(ms => ms > 0)).toBe(true)
})

test('calls are escalated to supervisors where the flow has a way to them', () => {
  const callers = cardDay({ escalations: 0.2 })
  const escalated = callers.filter(({ heard }) => heard.includes('escalate'))
  expect(escalated.length / callers.length).toBeGreaterThan(0.16)
  expect(escalated.length / callers.length).toBeLessThan(0.24)
  expect(new Set(escalated.map(({ queue }) => queue))).toEqual(new Set(['supervisors']))
})

test('calls that are handed on are counted where they came from', async () => {
  const groups = [{ name: 'all', count: 60, skills: [...SKILLS, 'supervisors'] }]
  const keys = { ...CARD_DAY, agents: { groups }, transfers: { account: { billing: 1 } }, replications: 2 }
  const { results, queues } = await simulate(scenarioOf(keys), cardSupport, { workers: 1 })
  expect(results.transfers!.mean).toBe(results.calls!.mean)
  const handedOn = queues.flatMap(({ name, transfers }) => (transfers!.mean > 0 ? [name] : []))
  expect(handedOn).toEqual(['account'])
  // Two agents help each caller.
  expect(results.answered!.mean).toBe(2 * results.calls!.mean)
})

test('nobody is handed on without end', () => {
  const callers = cardDay({ transfers: { account: { billing: 1 }, billing: { account: 1 } } })
  const times = callers.map(({ heard }) => heard.filter(prompt => prompt === 'transfer').length)
  expect(new Set(times)).toEqual(new Set([3]))
})

test('an agent who lets the phone ring costs the caller the ring time, and others are asked', async () => {
  const agents = { groups: [{ name: 'all', count: 90, skills: ['direct'], ringNoAnswer: 0.25 }] }
  const keys = { ...ALIKE, agents, replications: 20 }
  const { results } = await simulate(scenarioOf(keys), direct, { workers: 1 })
  // Nobody ever waits for anything but a phone of twenty seconds: so often as the odds say.
  const { low, high } = results.waitSeconds!
  expect(low).toBeLessThan(20 / 3)
  expect(high).toBeGreaterThan(20 / 3)
  expect(high - low).toBeLessThan(0.5)
  expect(results.abandoned!.mean).toBe(0)
  expect(results.missedOffers!.mean / results.calls!.mean).toBeCloseTo(1 / 3, 1)
})

test('who misses offer after offer is put away by the line, and comes back after a while', () => {
  const ringNoAnswer = { share: 1, backAfterMinutes: 7 }
  const groups = [{ name: 'all', count: 3, skills: SKILLS, ringNoAnswer }]
  const keys = { ...CARD_DAY, agents: { groups }, arrivals: { callsPerHour: 30 }, durationHours: 1 }
  const day = new SpiedDay(scenarioOf({ ...keys, patienceSeconds: ALIKE.handleSeconds }), cardSupport).run()
  const { missedOffers } = cardSupport.definition.limits
  for (const agent of [0, 1, 2]) {
    const spells = day.spells.filter(one => one.agent === agent)
    const away = spells.filter(({ state, fromMs }) => state === 'away' && fromMs > day.plan.startMs)
    expect(away.length).toBeGreaterThan(0)
    for (const spell of away) {
      expect((spell.untilMs - spell.fromMs) / 60_000).toBe(7)
      const rings = spells.filter(({ state, untilMs }) => state === 'ringing' && untilMs <= spell.fromMs)
      expect(rings.length).toBeGreaterThanOrEqual(missedOffers)
    }
  }
  expect(day.callers.filter(({ answeredMs }) => answeredMs >= 0)).toEqual([])
})

test('agents who differ in nothing give the very results of agents who are not described', async () => {
  const keys = { ...ALIKE, agents: 9, wrapUpShare: 0.2, replications: 3 }
  const handleSeconds = { distribution: 'lognormal', mean: 100, cv: 0.8 }
  const resultsOf = async (more: object) => {
    const report = await simulate(scenarioOf({ ...keys, handleSeconds, ...more }), direct, { workers: 1 })
    return [report.results, report.queues, report.intervals]
  }
  const plain = await resultsOf({})
  const everyAgent = {
    speed: { cv: 0 },
    learning: { firstCall: 1, perDoubling: 0.9 },
    tiredness: { aboveOccupancy: 0.9, overMinutes: 60, slower: 0 },
    absence: 0,
    vacation: 0,
    ringNoAnswer: 0,
  }
  expect(await resultsOf({ everyAgent, skillLevels: [{}] })).toEqual(plain)
})

const SMALL = { ...ALIKE, agents: 5 }
const ofGroup = (keys: object) => ({ agents: { groups: [{ name: 'a', skills: ['direct'], ...keys }] } })
const shift = (keys: object) => ofGroup({ shifts: [{ start: '08:00', hours: 8, count: 2, ...keys }] })

test.each([
  [ofGroup({}), 'agents.groups.0: got neither count nor shifts'],
  [ofGroup({ count: 2, shifts: [{ start: '08:00', hours: 8, count: 2 }] }), 'got both count and shifts'],
  [shift({ start: '8am' }), 'agents.groups.0.shifts.0.start: expected a time of day from "00:00" to "24:00"'],
  [shift({ breaks: [{ minutes: 15 }] }), 'shifts.0.breaks.0: got neither at nor afterHours'],
  [shift({ breaks: [{ at: '07:00', minutes: 15 }] }), 'got one at 07:00, expected it within the shift'],
  [shift({ lunch: { afterHours: 9, minutes: 30 } }), 'got one 9 hours after the beginning'],
  [
    shift({
      breaks: [
        { afterHours: 2, minutes: 30, spreadMinutes: 60 },
        { afterHours: 2.75, minutes: 15 },
      ],
    }),
    'expected the one to be over for every agent before the other',
  ],
  [ofGroup({ count: 3, late: { share: 0.1, seconds: ALIKE.handleSeconds } }), 'no shifts to be late for'],
  [{ everyAgent: { late: { share: 0.1, seconds: ALIKE.handleSeconds } } }, 'everyAgent.late: got agents who'],
  [ofGroup({ count: 3, skills: [{ queue: 'direct', level: 2 }] }), 'got 2, but nothing says what it means'],
  [{ skillLevels: [{ handle: 0 }] }, 'skillLevels.0.handle: got 0, expected a number of at least 0.05'],
  [
    { wrapUpShare: 0.2, wrapUpSeconds: ALIKE.handleSeconds },
    'got wrap-up by a distribution of its own beside wrapUpShare (0.2)',
  ],
  [{ transfers: { direct: { direct: 0.6 } } }, 'hand callers on: none.'],
  [{ transfers: { direkt: { direct: 0.6 } } }, 'did you mean direct?'],
  [{ transfers: { direct: { a: 0.6, b: 0.6 } } }, 'got shares that add up to 1.2, expected at most 1'],
  [{ escalations: 0.1 }, 'no call of line direct can be handed on to a queue "supervisors"'],
  [{ everyAgent: { absense: 0.1 } }, 'did you mean absence?'],
])('a slip is told with what to do: %j', async (keys, message) => {
  await expect(async () => simulate(scenarioOf({ ...SMALL, ...keys }), direct)).rejects.toThrow(message)
})

test('queues that only handed-on callers reach need somebody too', () => {
  const groups = [{ name: 'all', count: 5, skills: SKILLS }]
  const scenario = scenarioOf({ ...CARD_DAY, agents: { groups }, escalations: 0.1 })
  expect(() => new SpiedDay(scenario, cardSupport)).toThrow('no group that serves queue supervisors')
})
