import { expect, test } from 'vitest'
import { planOf } from '../../sim/world/plan.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'

const BASE = {
  line: 'direct',
  durationHours: 2,
  arrivals: { callsPerHour: 60 },
  handleSeconds: { distribution: 'exponential', mean: 180 },
  patienceSeconds: 'never',
  agents: { groups: [{ name: 'day', count: 4, skills: ['direct'] }] },
}
const MAIL = {
  itemsPerHour: 20,
  handleSeconds: { distribution: 'exponential', mean: 300 },
  withinMinutes: 1_440,
}

const planned = (keys: object) => () => planOf(scenarioOf({ ...BASE, ...keys }), direct)

test.each([
  ['two ways for items to come', { ...MAIL, itemsPerInterval: [1, 2, 3, 4] }, /got both itemsPerHour and/],
  ['none', { ...MAIL, itemsPerHour: undefined }, /got neither itemsPerHour nor/],
  ['half a day', { ...MAIL, itemsPerHour: new Array(12).fill(1) }, /at least 24 items/],
  [
    'a day and a bit',
    { ...MAIL, itemsPerHour: new Array(30).fill(1) },
    /got 30 hours, expected 24 of a day or 168/,
  ],
  [
    'too short a list',
    { ...MAIL, itemsPerHour: undefined, itemsPerInterval: [1, 2] },
    /got 2 entries, expected 4/,
  ],
  ['a group that is not there', { ...MAIL, groups: ['dya'] }, /groups of agents day; did you mean day\?/],
  ['slow work on one thing', { ...MAIL, slowdown: 0.3 }, /slowdown: got 0.3, expected 0 for one item/],
  ['a chat that is put aside', { ...MAIL, interruptible: true, atOnce: 2 }, /interruptible: got true/],
  ['no end of a chat', { ...MAIL, atOnce: 99 }, /got 99, expected a number of at most 20/],
  ['a slip of the pen', { ...MAIL, patience: 3 }, /unknown key "patience", expected one of itemsPerHour/],
])('a channel with %s is refused, with what to do', (_, mail, message) => {
  expect(planned({ channels: { mail } })).toThrow(message)
})

test.each([
  ['a wage of nobody', { wagePerHour: { night: 20 } }, /costs.wagePerHour.night: got "night"/],
  [
    'a skill that is none',
    { skillPerHour: { billing: 2 } },
    /costs.skillPerHour.billing: got "billing".*direct/,
  ],
  ['dollars by their sign', { currency: '$' }, /three capital letters/],
  ['less than nothing', { lostCaller: -1 }, /got -1, expected a number of at least 0/],
])('costs with %s are refused, with what to do', (_, costs, message) => {
  expect(planned({ costs })).toThrow(message)
})

test('a group without skills is refused, unless it does a channel', () => {
  const agents = { groups: [...BASE.agents.groups, { name: 'writers', count: 1, skills: [] }] }
  expect(planned({ agents })).toThrow(/agents.groups.1.skills: got none/)
  expect(planned({ agents, channels: { mail: MAIL } })().groups[1]!.queues).toEqual([])
})
