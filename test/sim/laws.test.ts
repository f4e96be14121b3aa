import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { BUSY_MS, STAFFED_MS, WAITING_MS, WIDTH } from '../../sim/world/tally/tally.ts'
import type { AgentPicture, CallPicture } from '../centre/picture.ts'
import type { Moment } from '../centre/world.ts'
import { ALL_LAWS } from '../laws/all-laws.ts'
import { KINDS } from '../laws/kinds.ts'
import { story } from '../laws/story.ts'
import { between } from './between.ts'
import { clinic } from './clinic.ts'
import { scenarioOf } from './judge.ts'
import type { LawfulDay } from './lawful-day.ts'
import { lawfulDay } from './lawful-day.ts'

// Random days of two lines, every moment of which is looked at: the laws that hold for the centre whatever is done to
// it hold with the callers and agents of the simulator, and what the simulator counts is what was there to be seen.

const RUNS = Number(process.env.LAWS_RUNS ?? 16)
const INTERVALS = 3

const share = (max: number) => between(0, max)
const byInterval = (min: number, max: number) =>
  fc.array(fc.noBias(fc.integer({ min, max })), { minLength: INTERVALS, maxLength: INTERVALS })

const AGAIN = { share: 0.8, delaySeconds: { distribution: 'exponential', mean: 200 } }

const MESSAGE = { distribution: 'exponential', mean: 300 }

/** What callers and agents of any line do. */
const habits = {
  seed: fc.nat(1_000_000),
  durationHours: fc.constant((INTERVALS * 15) / 60),
  arrivals: byInterval(4, 40).map(callsPerInterval => ({ intervalMinutes: 15, callsPerInterval })),
  handleSeconds: fc.constant({ distribution: 'lognormal', mean: 195, cv: 0.8 }),
  patienceSeconds: fc.oneof(
    fc.constant('never'),
    fc.integer({ min: 20, max: 600 }).map(mean => ({ distribution: 'exponential', mean })),
  ),
  callbackAcceptance: share(1),
  voicemailAcceptance: share(0.5),
  readingErrors: share(0.3),
  silence: share(0.2),
  openCases: share(1),
  wrapUpShare: fc.constantFrom(0, 0.2, 0.5),
  zeroPressers: share(0.5),
  menuHangUps: share(0.1),
  resolved: share(1),
  announcements: fc.record({ balking: share(1), hangUps: share(0.1) }),
  channels: fc.constantFrom({}, { email: { itemsPerHour: 10, handleSeconds: MESSAGE, withinMinutes: 60 } }),
  redials: fc.constantFrom({}, { afterAbandoning: AGAIN, afterUnresolved: AGAIN, afterResolved: AGAIN }),
}

const cardDays = fc
  .record({
    ...habits,
    // In the morning, before the line opens, and into the evening.
    startHour: fc.constantFrom(8, 7.75, 19.5),
    tiers: share(1).map(loyal => ({ loyal })),
    groups: fc.tuple(byInterval(0, 5), byInterval(1, 5)),
    ringNoAnswer: share(0.5),
    handsOn: share(0.4),
    shifts: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ groups: [few, all], ringNoAnswer, handsOn, shifts, ...keys }) => ({
    ...keys,
    transfers: { billing: { account: handsOn }, rewards: { billing: handsOn / 2 } },
    escalations: handsOn / 4,
    line: 'card-support',
    day: '2026-12-14',
    agents: {
      groups: [
        { name: 'few', count: few, skills: ['billing', 'messages'], ringNoAnswer },
        {
          name: 'all',
          count: all,
          skills: ['account', 'rewards', 'billing', 'night', 'supervisors', 'messages'],
        },
        {
          name: 'shifts',
          shifts: [{ start: '08:10', hours: 4, count: shifts, breaks: [{ afterHours: 0.2, minutes: 5 }] }],
          skills: ['rewards', 'account'],
          late: { share: 0.5, seconds: { distribution: 'exponential', mean: 120 } },
        },
      ],
    },
  }))

const clinicDays = fc
  .record({ ...habits, agents: byInterval(1, 6) })
  .map(keys => ({ ...keys, line: 'clinic' }))

const days = fc.oneof(cardDays, clinicDays)

let lived: LawfulDay[]
beforeAll(() => {
  lived = fc
    .sample(days, { numRuns: RUNS, seed: 3 })
    .map(keys => lawfulDay(scenarioOf(keys), keys.line === 'clinic' ? clinic() : cardSupport))
})

test.each(Object.entries(ALL_LAWS))('on simulated days, %s', (_, law) => {
  for (const { witnessed } of lived) {
    const breach = law(witnessed)
    expect(breach && `${breach.because}\n${story(witnessed, breach.at)}`).toBeUndefined()
  }
})

/**
 * The time that callers spent waiting on the line, all together, as it was to be seen from moment to moment. Whoever
 * is called back waited for that, and no more on the line, though the agent's phone may ring a little while then.
 */
function seenWaitingMs({ plan, witnessed }: LawfulDay, isCounted = (_: CallPicture) => true): number {
  const endMs = plan.startMs + plan.durationMs
  const calledBack = new Set<number>()
  const waits = (call: CallPicture) =>
    (call.phase === 'waiting' || call.phase === 'offered') &&
    !call.filed &&
    !calledBack.has(call.number) &&
    isCounted(call)
  let sumMs = 0
  let beforeMs = plan.startMs
  let waiting = 0
  for (const { atMs, seen, after } of witnessed.moments) {
    const nowMs = Math.min(atMs, endMs)
    sumMs += waiting * (nowMs - beforeMs)
    beforeMs = nowMs
    for (const event of seen) {
      if (event.sees === 'keptPlace') calledBack.add(event.call)
      else if (event.sees === 'queued') calledBack.delete(event.call)
    }
    waiting = after.calls.filter(waits).length
  }
  return sumMs
}

test('callers wait for as long, all together, as somebody sees them wait: Little’s law, of every day', () => {
  let waitedMs = 0
  for (const one of lived) {
    const { cells, intervals, queues } = one.day.tally
    const counted = (cell: number) => cells[cell * WIDTH + WAITING_MS]!
    const sums = Array.from({ length: intervals + queues }, (_, cell) => counted(cell))
    const seenMs = seenWaitingMs(one)
    expect(sums.slice(0, intervals).reduce((sum, ms) => sum + ms, 0)).toBe(seenMs)
    expect(sums.slice(intervals)).toEqual(
      sums.slice(intervals).map((_, queue) => seenWaitingMs(one, call => call.queue === queue)),
    )
    waitedMs += seenMs
  }
  expect(waitedMs).toBeGreaterThan(RUNS * 60_000)
})

test('agents are counted as busy and as there for as long as somebody sees them so', () => {
  for (const { plan, day, witnessed } of lived) {
    // Whoever writes e-mail meanwhile is away from the phone, and counts as busy: not for this centre to see.
    if (plan.scenario.channels && Object.keys(plan.scenario.channels).length > 0) continue
    const endMs = plan.startMs + plan.durationMs
    const seenMs = { there: 0, busy: 0 }
    let beforeMs = plan.startMs
    let states: readonly AgentPicture['state'][] = []
    for (const { atMs, after } of [...witnessed.moments, { atMs: endMs, after: witnessed.picture }]) {
      const nowMs = Math.min(atMs, endMs)
      for (const state of states) {
        if (state === 'away') continue
        seenMs.there += nowMs - beforeMs
        if (state !== 'available') seenMs.busy += nowMs - beforeMs
      }
      beforeMs = nowMs
      states = after.agents.map(({ state }) => state)
    }
    const { cells, intervals } = day.tally
    const sum = (column: number) =>
      Array.from({ length: intervals }, (_, i) => cells[i * WIDTH + column]!).reduce((a, b) => a + b, 0)
    expect({ there: sum(STAFFED_MS), busy: sum(BUSY_MS) }).toEqual(seenMs)
  }
})

const JUDGED: Readonly<Record<string, (moment: Moment) => boolean>> = {
  'a caller hangs up while waiting': ({ seen }) => seen.some(({ sees }) => sees === 'abandoned'),
  'a caller is called back': ({ directed }) => directed.some(({ does }) => does === 'dial'),
  'a caller leaves a message': KINDS['a caller leaves a message']!,
  'an agent hears a message': KINDS['an agent hears a message']!,
  'an agent is rung for the caller who wants just that agent':
    KINDS['an agent is rung for the caller who wants just that agent']!,
  'a phone rings out': ({ fact, directed }) =>
    fact === 'agentsAreDue' && directed.some(({ does }) => does === 'stopRinging'),
  'an agent hands a caller on': KINDS['a caller is handed on']!,
  'an agent goes': ({ fact, changed }) => fact === 'goesAway' && changed,
  'an agent wraps up': ({ fact, changed }) => fact === 'isReady' && changed,
}

test.each(Object.entries(JUDGED))('the days hold what there is to judge: %s', (_, isOne) => {
  expect(lived.flatMap(({ witnessed }) => witnessed.moments).filter(isOne).length).toBeGreaterThan(2)
})
