import { expect, test } from 'vitest'
import { simulate } from '../../sim/simulate/simulate.ts'
import { Day } from '../../sim/world/day.ts'
import { planOf } from '../../sim/world/plan.ts'
import * as counted from '../../sim/world/tally/channel-tally.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'

const HANDLE = { distribution: 'constant', mean: 600 }
const MAIL = { itemsPerHour: 0, handleSeconds: HANDLE, withinMinutes: 60 }

const DAY = {
  line: 'direct',
  day: '2026-12-14',
  durationHours: 4,
  arrivals: { callsPerHour: 0 },
  handleSeconds: { distribution: 'exponential', mean: 180 },
  patienceSeconds: 'never',
  agents: 1,
}

/** What the first day of a scenario counts in a column of a channel, by interval. */
function counts(keys: object, channel = 0) {
  const plan = planOf(scenarioOf({ ...DAY, ...keys }), direct)
  const day = new Day(plan)
  day.run(plan.scenario.seed, 0)
  const { backlogs } = day.channels!
  return (column: number | 'waitedMs' | 'atEnd') =>
    typeof column === 'string'
      ? [...backlogs[channel]![column]]
      : Array.from(
          { length: plan.intervals },
          (_, i) => day.channels!.cells[(channel * plan.intervals + i) * counted.CHANNEL_WIDTH + column]!,
        )
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

test('a backlog is worked off in its order, and what is over its limit by then was late', () => {
  // 30 items of ten minutes take one agent five hours; the oldest came two hours before.
  const of = counts({ channels: { mail: { ...MAIL, backlog: { items: 30, oldestHours: 2 } } } })
  expect(of(counted.ARRIVED)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  expect(of(counted.HANDLED)).toEqual([2, 3, 3, 3, 3, 3, 3, 3])
  expect(of('atEnd')).toEqual([27, 24, 21, 18, 15, 12, 9, 6])
  expect(of(counted.WORK_MS)).toEqual(new Array(8).fill(1_800_000))
  // Each has waited longer than an hour when its turn comes, and those that are left have too.
  expect(sum(of(counted.IN_TIME))).toBe(0)
  expect(sum(of(counted.JUDGED))).toBe(30)
})

test('an item that is not due before the end is neither in time nor late', () => {
  const of = counts({ agents: 0, channels: { mail: { ...MAIL, withinMinutes: 300, backlog: 5 } } })
  expect(sum(of(counted.JUDGED))).toBe(0)
  const due = counts({ agents: 0, channels: { mail: { ...MAIL, withinMinutes: 239, backlog: 5 } } })
  expect(sum(due(counted.JUDGED))).toBe(5)
  expect(sum(due('waitedMs'))).toBe(5 * 4 * 3_600_000)
})

test('overdue work of one channel goes before work of another that comes first in the scenario', () => {
  const first = { ...MAIL, withinMinutes: 600, backlog: 12 }
  const second = { ...MAIL, withinMinutes: 5, backlog: { items: 12, oldestHours: 1 } }
  const inOrder = { first, second }
  expect(sum(counts({ durationHours: 2, channels: inOrder })(counted.HANDLED))).toBe(12 - 1)
  const urgent = { first, second: { ...second, urgentMinutes: 0 } }
  expect(sum(counts({ durationHours: 2, channels: urgent })(counted.HANDLED))).toBe(0)
  expect(sum(counts({ durationHours: 2, channels: urgent }, 1)(counted.HANDLED))).toBe(12 - 1)
})

test('whoever leaves finishes the item first, and is staffed and busy until then', async () => {
  const scenario = scenarioOf({
    ...DAY,
    agents: [1, 1, 0, 0, 0, 0, 0, 0],
    replications: 2,
    channels: { mail: { ...MAIL, handleSeconds: { distribution: 'constant', mean: 1_500 }, backlog: 9 } },
  })
  const { channels, intervals } = await simulate(scenario, direct, { workers: 1 })
  // Three items from 0:00 to 1:15, with the end of work at 1:00.
  expect(channels![0]!.handled!.mean).toBe(3)
  expect(intervals.map(({ occupancy }) => occupancy?.mean)).toEqual([
    1,
    1,
    1,
    ...new Array(5).fill(undefined),
  ])
})

const CHAT = { ...MAIL, itemsPerHour: 12, handleSeconds: { distribution: 'constant', mean: 60 } }
const PHONE = { name: 'phone', count: 2, skills: ['direct'] }
const WRITERS = { name: 'writers', count: 12, skills: [] }

const simulated = (keys: object) =>
  simulate(scenarioOf({ ...DAY, arrivals: { callsPerHour: 30 }, replications: 2, ...keys }), direct, {
    workers: 1,
  })

test('only the groups that do a channel do it', async () => {
  const agents = { groups: [PHONE, WRITERS] }
  // Writers have a channel of their own in any case.
  const of = { letters: { ...CHAT, groups: ['writers'], itemsPerHour: 0 } }
  const waited = async (group: string) => {
    const { channels } = await simulated({ agents, channels: { chat: { ...CHAT, groups: [group] }, ...of } })
    return channels![0]!.waitSeconds!.mean
  }
  expect(await waited('writers')).toBe(0)
  expect(await waited('phone')).toBeGreaterThan(10)
})

test('agents who take no calls do the work before others leave the phone for it', async () => {
  const alone = await simulated({ agents: { groups: [PHONE] } })
  const spared = await simulated({ agents: { groups: [PHONE, WRITERS] }, channels: { chat: CHAT } })
  expect(spared.channels![0]!.waitSeconds!.mean).toBe(0)
  expect(spared.results.waitSeconds).toEqual(alone.results.waitSeconds)
  const taken = await simulated({ agents: { groups: [PHONE] }, channels: { chat: CHAT } })
  expect(taken.results.waitSeconds!.mean).toBeGreaterThan(alone.results.waitSeconds!.mean)
})

test('items come by the hours of the line’s clock, for a day or for a week', () => {
  const night = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 0 : 60))
  const keys = { durationHours: 48, arrivals: { callsPerHour: 0, intervalMinutes: 360 } }
  const of = counts({ ...keys, channels: { mail: { ...MAIL, itemsPerHour: night } } })
  const came = of(counted.ARRIVED)
  expect([came[0], came[4]]).toEqual([0, 0])
  for (const items of [1, 2, 3, 5, 6, 7].map(i => came[i]!)) expect(Math.abs(items - 360)).toBeLessThan(80)
  // From Monday, 14 December, on: nothing on Tuesdays.
  const week = Array.from({ length: 168 }, (_, hour) => (Math.floor(hour / 24) === 1 ? 0 : 60))
  const days = counts({ ...keys, channels: { mail: { ...MAIL, itemsPerHour: week } } })(counted.ARRIVED)
  expect(sum(days.slice(0, 4))).toBeGreaterThan(1_200)
  expect(days.slice(4)).toEqual([0, 0, 0, 0])
})

test('a channel’s items are the same whoever works and whatever else there is', () => {
  const mail = { ...MAIL, itemsPerHour: 20, handleSeconds: { distribution: 'exponential', mean: 300 } }
  const alone = counts({ agents: 3, channels: { mail } })
  const others = counts(
    { agents: 9, arrivals: { callsPerHour: 50 }, channels: { chat: { ...mail, itemsPerHour: 7 }, mail } },
    1,
  )
  expect(others(counted.ARRIVED)).toEqual(alone(counted.ARRIVED))
  expect(sum(alone(counted.ARRIVED))).toBeGreaterThan(50)
})

test('time that items wait is the backlog over time, whatever becomes of them', () => {
  const chat = {
    ...MAIL,
    itemsPerHour: 40,
    atOnce: 2,
    slowdown: 0.5,
    patienceSeconds: { distribution: 'exponential', mean: 300 },
  }
  // Nobody writes in the last hours, so that every wait is over at the end.
  const of = counts({
    agents: 2,
    channels: { chat: { ...chat, itemsPerHour: undefined, itemsPerInterval: [40, 40, 40, 0, 0, 0, 0, 0] } },
  })
  expect(sum(of('waitedMs'))).toBe(sum(of(counted.WAIT_MS)))
  expect(sum(of(counted.WAITS))).toBe(sum(of(counted.ARRIVED)))
  expect(sum(of(counted.LEFT))).toBeGreaterThan(5)
  expect(sum(of(counted.LEFT)) + sum(of(counted.HANDLED))).toBe(sum(of(counted.ARRIVED)))
})

test('a channel that nobody does, that is not worked off or to which nothing comes is warned of', async () => {
  const warnings = async (keys: object, mail: object) =>
    (await simulated({ ...keys, channels: { mail: { ...CHAT, ...mail } } })).warnings.join(' ')
  expect(await warnings({ agents: 5 }, {})).not.toContain('mail')
  expect(await warnings({ agents: 5 }, { itemsPerHour: 0 })).toContain('Nothing comes to channel mail.')
  expect(await warnings({ agents: 5 }, { keepAvailable: 5 })).toContain(
    'Nothing of channel mail is done all day, by agents or anybody else.',
  )
  expect(await warnings({ agents: 2 }, { itemsPerHour: 200 })).toMatch(
    /Channel mail comes faster than it is done: \d+ items wait at the end/,
  )
})
