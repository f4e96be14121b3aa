import { describe, expect, test } from 'vitest'
import { erlangA } from '../../sim/exact/erlang-a.ts'
import { erlangB } from '../../sim/exact/erlang-b.ts'
import type { Report } from '../../sim/simulate/simulate.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { reportTable } from '../../sim/simulate/table.ts'
import { forewarning } from '../../sim/simulate/warnings.ts'
import type { Interval } from '../../sim/statistics/interval.ts'
import { planOf } from '../../sim/world/plan.ts'
import { direct } from '../../src/call/direct.ts'
import { clinic } from './clinic.ts'
import { DIRECT_HOURS, scenarioOf } from './judge.ts'

const ZERO = { distribution: 'constant', mean: 0 }

const simulated = (keys: object): Promise<Report> =>
  simulate(scenarioOf({ ...DIRECT_HOURS, ...keys }), direct, { workers: 1 })

/** Three half-widths: of many such comparisons hardly one fails by chance. */
function holds(interval: Interval | null, exact: number): void {
  const { mean, high } = interval!
  expect(Math.abs(mean - exact)).toBeLessThan(3 * (high - mean) + 1e-12)
}

test('a sound scenario has no warnings', async () => {
  const report = await simulated({})
  expect(report.warnings).toEqual([])
  expect(reportTable(report)).not.toContain('Warning')
})

describe('absurd but legal scenarios end with a true answer and a warning', () => {
  test('no agents: nobody is answered, and all who lose patience abandon', async () => {
    const { results, warnings } = await simulated({ agents: 0 })
    expect([results.answered!.mean, results.abandonment!.mean, results.serviceLevel!.mean]).toEqual([0, 1, 0])
    expect([results.occupancy, results.answerSeconds, results.callsPerAgentDay]).toEqual([null, null, null])
    holds(results.waitSeconds, 180)
    expect(warnings).toEqual(['No agent is on the phones all day: nobody is answered.'])
  })

  test('no agents and endless patience: all are left waiting, and their wait is not called nothing', async () => {
    const { results, warnings } = await simulated({ agents: 0, patienceSeconds: 'never', durationHours: 1 })
    expect([results.answered!.mean, results.abandoned!.mean, results.serviceLevel!.mean]).toEqual([0, 0, 0])
    expect(results.leftWaiting!.mean).toBe(results.calls!.mean)
    // Twelve hours behind the end, and half of the hour before it.
    expect(results.waitSeconds!.mean).toBeCloseTo(12.5 * 3_600, -2.5)
    expect(results.waitP99Seconds!.mean).toBeGreaterThan(12 * 3_600)
    expect(warnings[1]).toMatch(/^\d{3} callers still wait 12 hours after the end, and count as neither/)
  })

  test('no callers: nothing is defined but that nothing came and nobody worked', async () => {
    const { results, warnings } = await simulated({ arrivals: { callsPerHour: 0 } })
    expect([results.calls!.mean, results.answered!.mean, results.occupancy!.mean]).toEqual([0, 0, 0])
    expect([results.serviceLevel, results.abandonment, results.waitSeconds]).toEqual([null, null, null])
    expect(warnings).toEqual(['Nobody rings: there is no wait and no share to speak of.'])
  })

  test('no patience: whoever is not answered at once is gone, as Erlang B says', async () => {
    const { results, warnings } = await simulated({ patienceSeconds: ZERO, warmupHours: 1 })
    expect(results.waitSeconds!.mean).toBe(0)
    expect(results.serviceLevel!.mean).toBeCloseTo(1 - results.abandonment!.mean, 9)
    holds(results.abandonment, erlangB(45, 45))
    expect(warnings).toEqual([
      'Callers wait 0 s on average before they hang up: whoever is not answered at once is gone.',
    ])
  })

  test('calls that take no time: everyone is answered at once and nobody is ever busy', async () => {
    const { results, warnings } = await simulated({ handleSeconds: ZERO, agents: 2 })
    expect([results.serviceLevel!.mean, results.abandoned!.mean, results.occupancy!.mean]).toEqual([1, 0, 0])
    expect(warnings).toEqual([
      'Agents are busy for 0 % of their time: far fewer would do as well.',
      'Calls of queue direct take 0 s on average: agents have hardly anything to do, and their number says nothing.',
    ])
  })

  test('ten times too many callers: every agent always busy, nine in ten callers lost', async () => {
    const { results, warnings } = await simulated({ arrivals: { callsPerHour: 6_000 }, warmupHours: 1 })
    const exact = erlangA({ callsPerHour: 6_000, handleSeconds: 270, patienceSeconds: 180, agents: 45 })
    expect(results.occupancy!.mean).toBeGreaterThan(0.999)
    holds(results.abandonment, exact.abandonment)
    holds(results.waitSeconds, exact.waitSeconds)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(
      /^The work is (9\.\d+|10(\.\d)?) times what the agents on the phones can do: about (89|90)(\.\d)? % of/,
    )
  })

  test('ten times too many callers who never hang up: the queue fills, and no steady wait is claimed', async () => {
    const { results, warnings } = await simulated({
      arrivals: { callsPerHour: 6_000 },
      patienceSeconds: 'never',
      durationHours: 2,
    })
    const { answered, turnedAway, calls } = results
    expect(answered!.mean + turnedAway!.mean).toBeCloseTo(calls!.mean, 9)
    expect(warnings.join('\n')).toContain('no steady wait is behind these figures')
    expect(reportTable(await simulated({ queueLimit: 0 }))).toMatch(/\d+ callers found the queue full/)
  })

  test('one agent alone: as the exact formula says, and not without a warning', async () => {
    const { results, warnings } = await simulated({
      arrivals: { callsPerHour: 10 },
      agents: 1,
      durationHours: 200,
    })
    const exact = erlangA({ callsPerHour: 10, handleSeconds: 270, patienceSeconds: 180, agents: 1 })
    holds(results.occupancy, exact.occupancy)
    holds(results.abandonment, exact.abandonment)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^One agent alone answers/)
  })

  test('a hundred thousand agents: nobody waits, and a warning says that far fewer would do', async () => {
    const { results, warnings } = await simulated({
      agents: 100_000,
      arrivals: { callsPerHour: 10_000 },
      durationHours: 0.5,
      replications: 2,
    })
    expect([results.serviceLevel!.mean, results.abandoned!.mean]).toEqual([1, 0])
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^Agents are busy for 0\.\d+ % of their time/)
  })

  test('everything at once', async () => {
    const { results, warnings } = await simulated({
      arrivals: { callsPerHour: 100_000 },
      durationHours: 0.25,
      handleSeconds: ZERO,
      patienceSeconds: ZERO,
      agents: 10_000,
      announcements: { balking: 1 },
      callbackAcceptance: 1,
      voicemailAcceptance: [{ fromMinutes: 0, share: 1 }],
      silence: 1,
      readingErrors: 0,
      queueLimit: 0,
    })
    expect([results.serviceLevel!.mean, results.occupancy!.mean]).toEqual([1, 0])
    expect(warnings.map(warning => warning.split(' ').slice(0, 4).join(' '))).toEqual([
      'Agents are busy for',
      'Callers wait 0 s',
      'Calls of queue direct',
      'The key announcements changes',
      'The key callbackAcceptance changes',
      'The key voicemailAcceptance changes',
    ])
  })

  test('a full queue turns callers away, who neither queue nor abandon, and says so', async () => {
    const { results, queues } = await simulated({ arrivals: { callsPerHour: 6_000 }, queueLimit: 5 })
    const queued = queues[0]!.calls!.mean
    expect(results.calls!.mean).toBeGreaterThan(queued * 5)
    expect(results.turnedAway!.mean).toBeCloseTo(results.calls!.mean - queued, 9)
    expect(results.answered!.mean + results.abandoned!.mean).toBeCloseTo(queued, 9)
    expect(queues[0]!.turnedAway).toBeNull()
  })

  test('agents who are there for half of the day alone: the intervals without are named', async () => {
    const { warnings } = await simulated({
      arrivals: { callsPerHour: 60 },
      agents: [60, 0, 0, 0, 0, 0, 0, 60],
    })
    expect(warnings).toEqual([
      'No agent is on the phones in an interval in which callers queue: 01:00, 01:30, 02:00, 02:30 and 1 more.',
    ])
  })

  test('one kind of callers without patience is named', async () => {
    const { warnings } = await simulated({
      callers: [
        { name: 'robots', share: 0.5, patienceSeconds: ZERO },
        { name: 'people', share: 0.5 },
      ],
    })
    expect(warnings).toEqual([
      'Callers (robots) wait 0 s on average before they hang up: whoever is not answered at once is gone.',
    ])
  })
})

test('a simulation that takes hours is announced before it begins, and an ordinary one is not', () => {
  const planned = (keys: object) => planOf(scenarioOf({ ...DIRECT_HOURS, ...keys }), direct)
  expect(forewarning(planned({}))).toBeUndefined()
  expect(forewarning(planned({ arrivals: { callsPerHour: 100_000_000 }, replications: 1_000 }))).toBe(
    'These are 400,000,000,000 calls, 111 hours at a million a second: fewer --replications, a shorter day or more --workers take less.',
  )
})

describe('on a line with menus', () => {
  const LINE = clinic()
  const HOURS = {
    ...DIRECT_HOURS,
    line: 'clinic',
    arrivals: { callsPerHour: 100 },
    agents: 12,
    durationHours: 1,
  }
  const report = (keys: object) => simulate(scenarioOf({ ...HOURS, ...keys }), LINE, { workers: 1 })

  test('keys that change nothing on another line change something here', async () => {
    const { warnings } = await report({ announcements: { balking: 0.5 }, callbackAcceptance: 0.5 })
    expect(warnings).toEqual([])
  })

  test('a group that is never there leaves its queue unanswered, and the queue is named', async () => {
    const { warnings, results } = await report({
      agents: {
        groups: [{ name: 'nobody', count: 0, skills: LINE.definition.queues.map(({ name }) => name) }],
      },
    })
    expect(results.answered!.mean).toBe(0)
    expect(warnings[0]).toBe('No agent is on the phones all day: nobody is answered.')
  })
})
