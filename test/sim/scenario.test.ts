import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkAgainstLine, checkLineIsKnown, durationHours } from '../../sim/scenario/check-against-line.ts'
import { SCHEMA_FILE, scenarioJsonSchema } from '../../sim/scenario/json-schema.ts'
import { DIRECT } from '../../sim/scenario/line-words.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { HOUR_MS } from '../../src/base/units.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'

const CARD_SUPPORT = {
  name: 'card-support',
  queues: ['billing', 'account', 'rewards', 'supervisors', 'night'],
  reached: ['billing', 'account', 'rewards'],
  intents: ['billing', 'account', 'rewards'],
  tiers: ['loyal', 'ordinary'],
  languages: ['en-US', 'es-US'],
  matters: ['payment-due'],
  transfers: (from: string) => from !== 'night',
}
const TWELVE_HOURS = { openMs: 12 * HOUR_MS }

const SMALLEST = `line: direct
arrivals: { callsPerHour: 600 }
handleSeconds: { distribution: exponential, mean: 270 }
patienceSeconds: never
agents: 45
`

describe('a planner writes a scenario', () => {
  test('five keys are enough, and the rest is filled in', () => {
    expect(parseScenario(SMALLEST, 'small.yaml')).toEqual({
      line: 'direct',
      warmupHours: 0,
      arrivals: { callsPerHour: 600, intervalMinutes: 30, dayVariation: 0 },
      intents: {},
      tiers: {},
      languages: {},
      handleSeconds: { distribution: 'exponential', mean: 270 },
      wrapUpShare: 0,
      patienceSeconds: 'never',
      readingErrors: 0.02,
      silence: 0.01,
      callbackAcceptance: 0,
      voicemailAcceptance: 0,
      openCases: 0,
      matters: {},
      shrinkage: 0,
      agents: 45,
      targets: { shiftHours: 8 },
      replications: 100,
      seed: 1,
    })
  })

  test('a target that is a bare share holds in every interval', () => {
    const { targets } = parseScenario(
      `${SMALLEST}targets: { abandonment: 0.05, occupancy: { share: 0.85, per: day } }`,
      'x.yaml',
    )
    expect(targets).toEqual({
      abandonment: { share: 0.05, per: 'interval' },
      occupancy: { share: 0.85, per: 'day' },
      shiftHours: 8,
    })
  })

  test('intents rounded to two digits are scaled to add up to one', () => {
    const { intents } = parseScenario(
      `${SMALLEST}intents: { billing: 0.33, account: 0.33, rewards: 0.33 }`,
      'x.yaml',
    )
    expect(intents.billing).toBeCloseTo(1 / 3, 12)
  })

  test.each(readyScenarios())(
    'the ready scenario %s fits its line and points editors to the schema',
    file => {
      const text = readFileSync(new URL(`../../sim/scenarios/${file}`, import.meta.url), 'utf8')
      const scenario = parseScenario(text, file)
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../scenario/scenario.schema.json')
      if (scenario.line === 'direct') checkAgainstLine(scenario, DIRECT, { openMs: 24 * HOUR_MS })
      else checkAgainstLine(scenario, CARD_SUPPORT, TWELVE_HOURS)
    },
  )

  test('the holiday peak has 6,000 calls, which 60 agents in shifts of eight hours can bear', () => {
    const url = new URL('../../sim/scenarios/holiday-peak.yaml', import.meta.url)
    const { arrivals, agents } = parseScenario(readFileSync(url, 'utf8'), 'holiday-peak.yaml')
    const calls = 'callsPerInterval' in arrivals ? sum(arrivals.callsPerInterval) : 0
    const agentHours = Array.isArray(agents) ? sum(agents) / 2 : 0
    expect(calls).toBe(6000)
    expect(agentHours).toBeLessThan(60 * 7)
    expect(agentHours * 3600).toBeGreaterThan(calls * 195)
  })

  test('the published schema is that of the program', () => {
    const published: unknown = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))
    const now: unknown = JSON.parse(JSON.stringify(scenarioJsonSchema()))
    expect(published, 'run: node sim/scenario/json-schema.ts && biome check --write sim/scenario').toEqual(
      now,
    )
  })
})

describe('a planner tries another value with --set', () => {
  test('a value is replaced, a nested one too, and one that was missing is added', () => {
    const scenario = parseScenario(SMALLEST, 'x.yaml', {
      'arrivals.callsPerHour': '500',
      'handleSeconds.mean': '2.5e2',
      'targets.serviceLevel': '{ share: 0.9, withinSeconds: 10 }',
      'targets.abandonment': '0.03',
      seed: '7',
    })
    expect(scenario.arrivals).toMatchObject({ callsPerHour: 500 })
    expect(scenario.handleSeconds).toMatchObject({ mean: 250 })
    expect(scenario.targets.serviceLevel).toEqual({ share: 0.9, withinSeconds: 10, per: 'interval' })
    expect(scenario.targets.abandonment?.share).toBe(0.03)
    expect(scenario.seed).toBe(7)
  })

  test('one entry of a list is replaced by its position', () => {
    const text = SMALLEST.replace('callsPerHour: 600', 'callsPerInterval: [1, 2, 3]')
    const scenario = parseScenario(text, 'x.yaml', { 'arrivals.callsPerInterval.1': '20' })
    expect(scenario.arrivals).toMatchObject({ callsPerInterval: [1, 20, 3] })
    expect(() => parseScenario(text, 'x.yaml', { 'arrivals.callsPerInterval.3': '20' })).toThrow(
      '--set arrivals.callsPerInterval.3=20: got position 3 of a list of 3, expected 0 to 2.',
    )
  })

  test('an empty value takes a key away, so that another may stand', () => {
    const { arrivals } = parseScenario(SMALLEST, 'x.yaml', {
      'arrivals.callsPerHour': '',
      'arrivals.callsPerInterval': '[5, 6]',
    })
    expect(arrivals).toEqual({ callsPerInterval: [5, 6], intervalMinutes: 30, dayVariation: 0 })
  })

  test('a wrong value is blamed on the option, not on the file', () => {
    expect(() => parseScenario(SMALLEST, 'x.yaml', { 'arrivals.callsPerHour': '-5' })).toThrow(
      '--set arrivals.callsPerHour: got -5, expected a number of at least 0.',
    )
    expect(() => parseScenario(SMALLEST, 'x.yaml', { 'arrivals.callPerHour': '5' })).toThrow(
      'did you mean callsPerHour?',
    )
    expect(() => parseScenario(SMALLEST, 'x.yaml', { 'agents.groups': '[]' })).toThrow(
      '--set agents.groups=[]: got 45 as agents, expected a map of keys there; set agents as a whole.',
    )
    expect(() => parseScenario(SMALLEST, 'x.yaml', { seed: '[1' })).toThrow(
      '--set seed=[1: got no YAML value',
    )
  })
})

describe('a planner slips, and is told what was got, what was expected, where, and what to do', () => {
  test.each([
    ['agents: 45', 'agent: 45', 'x.yaml:5 agent: got an unknown key "agent", expected one of line, '],
    ['agents: 45', 'agent: 45', 'did you mean agents?'],
    ['agents: 45', 'agents: -1', 'x.yaml:5 agents: got -1, expected a number of at least 0.'],
    ['agents: 45', 'agents: 4.5', 'got 4.5, expected a whole number, or a list, or a map of keys.'],
    ['agents: 45', 'agents: .nan', 'got NaN, expected a number, or a list, or a map of keys.'],
    [
      'agents: 45',
      'agents: [4, x]',
      'x.yaml:5 agents.1: got "x", expected a number. A whole number of agents. For example 45.',
    ],
    ['agents: 45\n', '', 'x.yaml:1 agents: is missing, expected a number, or a list'],
    ['600', '.nan', 'x.yaml:2 arrivals.callsPerHour: got NaN, expected a number.'],
    ['600', '.inf', 'x.yaml:2 arrivals.callsPerHour: got Infinity, expected a number.'],
    ['600', '600, callsPerInterval: [1]', 'got both callsPerHour and callsPerInterval, expected one of them'],
    ['callsPerHour: 600', 'dayVariation: 0.1', 'got neither callsPerHour nor callsPerInterval'],
    [
      'mean: 270',
      'mean: 4m',
      'x.yaml:3 handleSeconds.mean: got "4m", expected a number. The mean, in seconds.',
    ],
    [
      'exponential',
      'exponentail',
      'expected one of exponential, lognormal, gamma, weibull, constant, empirical',
    ],
    ['exponential', 'lognormal', 'handleSeconds.cv: is missing, expected a number.'],
    [
      'mean: 270',
      'mean: 270, cv: 1',
      'got an unknown key "cv", expected one of distribution, mean; remove it',
    ],
    ['never', 'nevr', 'got "nevr", expected a map of keys, or "never".'],
    [
      'never',
      '{ distribution: empirical }',
      'got neither values nor quantiles nor a hazard, expected one of them',
    ],
    [
      'never',
      '{ distribution: empirical, values: [1], hazard: [{ untilSeconds: 1, perMinute: 1 }] }',
      'got values and hazard, expected one of them',
    ],
    [
      'never',
      '{ distribution: empirical, hazard: [{ untilSeconds: 9, perMinute: 1 }, { untilSeconds: 8, perMinute: 1 }] }',
      'x.yaml:4 patienceSeconds.hazard.1.untilSeconds: got 8 after 9, expected each piece to end after',
    ],
    [
      'never',
      '{ distribution: empirical, hazard: [{ untilSeconds: 9, perMinute: 0 }] }',
      'patienceSeconds.hazard.0.perMinute: got 0 in the last piece, which goes on for ever, expected a number above 0',
    ],
    [
      'never',
      '{ distribution: empirical, hazard: [{ untilSecond: 9, perMinute: 1 }] }',
      'did you mean untilSeconds?',
    ],
    [
      'never',
      '{ distribution: weibull, mean: 60 }',
      'patienceSeconds.shape: is missing, expected a number. Below 1 most give up early',
    ],
    [
      'never',
      '{ distribution: empirical, quantiles: [5, 3] }',
      'got 3 after 5, expected quantiles that never',
    ],
    ['line: direct', 'line: direct\nday: 2026-02-30', 'expected a day of the calendar, YYYY-MM-DD.'],
    ['line: direct', 'line: direct\nintents: { a: 0.5 }', 'got shares that add up to 0.5, expected 1'],
    [
      'line: direct',
      'line: direct\ntiers: { a: 0.8, b: 0.7 }',
      'got shares that add up to 1.5, expected at most 1',
    ],
    [
      'line: direct',
      'line: direct\nsilence: 0.99',
      'x.yaml:1 readingErrors: got 0.02, expected at most 0.01',
    ],
    [
      'agents: 45',
      'agents: { groups: [{ name: a, count: 900000, skills: [direct] }, { name: b, count: [5, 200000], skills: [direct] }] }',
      'x.yaml:5 agents.groups: got 1,100,000 agents in all groups, expected at most 1,000,000; lower the counts.',
    ],
    [
      'line: direct',
      'line: direct\ndurationHours: 24\nreplications: 1000000',
      'replications: got 1,000,000, expected at most 208,333 with 48 intervals, whose results are kept',
    ],
    [
      'callsPerHour: 600 }',
      'callsPerHour: 600, intervalMinutes: 0.01 }\ndurationHours: 24',
      'x.yaml:2 arrivals.intervalMinutes: got 0.01, which cuts the 24 hours into 144,000 intervals, expected at most 40,000; take about 0.036 or more',
    ],
    ['line: direct', 'line: direct\nreplications: 0', 'got 0, expected a number of at least 1.'],
    [
      'line: direct',
      'line: direct\ndurationHours: 2\nwarmupHours: 2',
      'expected less than durationHours (2)',
    ],
    ['line: direct', 'line: direct\nline: other', 'x.yaml:2 is no YAML: Map keys must be unique'],
    ['line: direct', 'line: direct\n  x: 1', 'x.yaml:1 is no YAML: Nested mappings'],
  ])('%j written as %j: %s', (right, wrong, message) => {
    const text = SMALLEST.replace(right, wrong)
    expect(() => parseScenario(text, 'x.yaml')).toThrow(WrongInput)
    expect(messageOf(() => parseScenario(text, 'x.yaml'))).toContain(message)
  })

  test('an empty file, a list and a text are no scenario', () => {
    for (const text of ['', '- 1', 'hello']) {
      expect(() => parseScenario(text, 'x.yaml')).toThrow('expected a map of keys')
    }
  })

  test('all slips are told at once', () => {
    const text = SMALLEST.replace('600', '-1').replace('270', '-1').replace('agents: 45', 'agents: 0.5')
    const message = messageOf(() => parseScenario(text, 'x.yaml'))
    expect(message.split('\n')).toHaveLength(4)
    expect(message).toContain('x.yaml has 3 problems:')
  })

  test('lists of different lengths are caught before the line is known', () => {
    const text = SMALLEST.replace('callsPerHour: 600', 'callsPerInterval: [1, 2, 3]').replace('45', '[4, 5]')
    expect(messageOf(() => parseScenario(text, 'x.yaml'))).toContain(
      'x.yaml:5 agents: got 2 entries, expected 3, one for each interval',
    )
    expect(messageOf(() => parseScenario(text, 'x.yaml', { durationHours: '1' }))).toContain('take 1 away')
    expect(messageOf(() => parseScenario(text, 'x.yaml', { durationHours: '1.25' }))).toContain(
      'expected minutes that divide the duration of 1.25 hours',
    )
  })
})

describe('a scenario meets its line', () => {
  const text = SMALLEST.replace('direct', 'card-support')
  const check = (change: Record<string, string>, hours = TWELVE_HOURS) =>
    messageOf(() => checkAgainstLine(parseScenario(text, 'x.yaml', change), CARD_SUPPORT, hours))

  test('a line that does not exist is named with the nearest', () => {
    const scenario = parseScenario(SMALLEST.replace('direct', 'card-suport'), 'x.yaml')
    expect(() => checkLineIsKnown(scenario, ['card-support', 'direct'])).toThrow(
      'x.yaml:1 line: got "card-suport", expected one of the lines card-support, direct; did you mean card-support?',
    )
    expect(() => checkLineIsKnown(scenario, ['card-suport'])).not.toThrow()
  })

  test('names that the line does not know are told with those that it knows', () => {
    expect(check({ intents: '{ biling: 1 }' })).toBe(
      '--set intents: intents.biling: got "biling", expected one of the intents of line card-support: billing, account, rewards; did you mean billing?',
    )
    expect(check({ tiers: '{ gold: 0.1 }' })).toContain('tiers of line card-support: loyal, ordinary')
    expect(check({ languages: '{ fr-FR: 0.1 }' })).toContain('languages of line card-support: en-US, es-US')
  })

  test('the direct line has no intents to share out', () => {
    const scenario = parseScenario(SMALLEST, 'x.yaml', { intents: '{ billing: 1 }' })
    expect(() => checkAgainstLine(scenario, DIRECT, { openMs: 24 * HOUR_MS })).toThrow(
      'got billing, but line direct declares no intent; remove intents.',
    )
  })

  test('every queue needs a handle time and a group that serves it', () => {
    const each = '{ distribution: constant, mean: 60 }'
    expect(check({ handleSeconds: `{ billing: ${each}, account: ${each} }` })).toContain(
      'got no handle time for queue rewards',
    )
    expect(
      check({ agents: '{ groups: [{ name: a, count: 3, skills: [billing, acount, rewards] }] }' }),
    ).toMatch(/did you mean account\?\n.*got no group that serves queue account/)
  })

  test('lists fit the opening hours, unless a duration is given', () => {
    const calls = { 'arrivals.callsPerHour': '', 'arrivals.callsPerInterval': '[1, 2, 3, 4]' }
    expect(check(calls)).toContain('got 4 entries, expected 24, one for each interval')
    expect(check({ ...calls, durationHours: '2' })).toBe('')
    expect(check({}, { openMs: 0 })).toContain('line card-support has no opening hours without a day')
    expect(durationHours(parseScenario(text, 'x.yaml'), TWELVE_HOURS)).toBe(12)
  })
})

function readyScenarios(): string[] {
  return readdirSync(new URL('../../sim/scenarios/', import.meta.url)).filter(file => file.endsWith('.yaml'))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}

/** What a call throws, or nothing. */
function messageOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (error) {
    if (error instanceof WrongInput) return error.message
    throw error
  }
  return ''
}
