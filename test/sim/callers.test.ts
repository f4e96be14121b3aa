import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { direct } from '../../src/call/direct.ts'
import { scenarioOf } from './judge.ts'
import type { SeenCaller } from './spied-day.ts'
import { SpiedDay } from './spied-day.ts'

const exponential = (mean: number) => ({ distribution: 'exponential', mean })

/** An hour on card support, with agents for everybody unless told. */
function hour(keys: Readonly<Record<string, unknown>>): SeenCaller[] {
  const scenario = scenarioOf({
    line: 'card-support',
    day: '2026-12-14',
    durationHours: 1,
    arrivals: { callsPerHour: 600 },
    intents: { billing: 1 },
    handleSeconds: exponential(60),
    patienceSeconds: 'never',
    readingErrors: 0,
    silence: 0,
    agents: 100,
    ...keys,
  })
  return new SpiedDay(scenario, cardSupport).run().callers
}

/** An hour on a line without menus. */
function directHour(keys: Readonly<Record<string, unknown>>): SeenCaller[] {
  const scenario = scenarioOf({
    line: 'direct',
    durationHours: 1,
    arrivals: { callsPerHour: 300 },
    handleSeconds: exponential(100),
    patienceSeconds: exponential(180),
    agents: 100,
    ...keys,
  })
  return new SpiedDay(scenario, direct).run().callers
}

const share = (callers: readonly SeenCaller[], of: (caller: SeenCaller) => boolean) =>
  callers.filter(of).length / callers.length

describe('several kinds of callers', () => {
  test('each kind wants what it wants, and comes as often as its share says', () => {
    const callers = hour({
      callers: [
        { name: 'collectors', share: 0.3, intents: { rewards: 1 } },
        { name: 'the rest', share: 0.7 },
      ],
    })
    expect(share(callers, ({ queue }) => queue === 'rewards')).toBeCloseTo(0.3, 1)
    expect(share(callers, ({ queue }) => queue === 'billing')).toBeCloseTo(0.7, 1)
  })

  test('a kind has its own patience, and the others that of the scenario', () => {
    const callers = directHour({
      agents: 0,
      patienceSeconds: { distribution: 'constant', mean: 90 },
      callers: [
        { name: 'hasty', share: 0.5, patienceSeconds: { distribution: 'constant', mean: 20 } },
        { name: 'patient', share: 0.5 },
      ],
    })
    const waits = callers.map(({ queuedMs, abandonedMs }) => abandonedMs - queuedMs)
    expect(new Set(waits)).toEqual(new Set([20_000, 90_000]))
    expect(waits.filter(ms => ms === 20_000).length / waits.length).toBeCloseTo(0.5, 1)
  })

  test('kinds that do not differ are the same callers, to the millisecond', () => {
    const kinds = ['one', 'other'].map(name => ({ name, share: 0.5 }))
    expect(hour({ callers: kinds, agents: 20 })).toEqual(hour({ agents: 20 }))
  })

  test('whom another kind joins are the same callers as before, if their kind says what the scenario said', () => {
    const kinds = [
      { name: 'all', share: 0.9 },
      { name: 'few', share: 0.1, patienceSeconds: 'never' },
    ]
    expect(directHour({ callers: kinds })).toEqual(directHour({}))
  })

  test('kinds take what they are offered as they like, and are known as they are', () => {
    const callers = hour({
      agents: 8,
      callers: [
        { name: 'by phone', share: 0.5, openCases: 1 },
        { name: 'any time', share: 0.5, callbackAcceptance: 1 },
      ],
    })
    const offered = callers.filter(({ heard }) => heard.includes('offer-callback'))
    const known = (caller: SeenCaller) => caller.heard.some(prompt => /case/.test(prompt))
    expect(share(offered, ({ keptPlace }) => keptPlace)).toBeCloseTo(0.5, 1)
    expect(offered.filter(caller => known(caller) && caller.keptPlace)).toEqual([])
    expect(share(callers, known)).toBeCloseTo(0.5, 1)
  })
})

describe('what a planner gets wrong about kinds of callers is said with its place', () => {
  const wrong = (callers: unknown) => () =>
    new SpiedDay(
      scenarioOf({
        line: 'card-support',
        durationHours: 1,
        arrivals: { callsPerHour: 60 },
        handleSeconds: exponential(60),
        patienceSeconds: 'never',
        agents: 1,
        callers,
      }),
      cardSupport,
    )

  test('shares that do not add up', () => {
    expect(wrong([{ name: 'some', share: 0.4 }])).toThrow(
      'callers: got shares that add up to 0.4, expected 1; every caller is of one kind, so change one of them.',
    )
  })

  test('a name twice', () => {
    const kinds = [
      { name: 'some', share: 0.4 },
      { name: 'some', share: 0.6 },
    ]
    expect(wrong(kinds)).toThrow('callers.1.name: got "some" again')
  })

  test('a key that no kind has, and an intent that the line has not', () => {
    expect(wrong([{ name: 'some', share: 1, silense: 0.1 }])).toThrow('did you mean silence?')
    expect(wrong([{ name: 'some', share: 1, intents: { biling: 1 } }])).toThrow(
      /callers\.0\.intents\.biling: got "biling".* did you mean billing\?/,
    )
  })

  test('more slips than there are answers, named once for those who have them', () => {
    const kinds = [
      { name: 'some', share: 0.5, silence: 0.5, readingErrors: 0.7 },
      { name: 'more', share: 0.5 },
    ]
    expect(wrong(kinds)).toThrow(/callers\.0\.readingErrors: got 0\.7, expected at most 0\.5/)
    expect(wrong(kinds)).not.toThrow(/callers\.1/)
  })
})
