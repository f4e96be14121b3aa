import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { clinic } from './clinic.ts'
import { scenarioOf } from './judge.ts'
import type { SeenCaller } from './spied-day.ts'
import { SpiedDay } from './spied-day.ts'

const HOUR = {
  durationHours: 1,
  arrivals: { callsPerHour: 400 },
  handleSeconds: { distribution: 'exponential', mean: 60 },
  patienceSeconds: 'never',
  readingErrors: 0,
  silence: 0,
  agents: 100,
}

/** An hour on card support with agents for everybody. */
function cardHour(keys: Readonly<Record<string, unknown>>): SeenCaller[] {
  const line = { line: 'card-support', day: '2026-12-14' }
  return new SpiedDay(scenarioOf({ ...HOUR, ...line, ...keys }), cardSupport).run().callers
}

const share = (callers: readonly SeenCaller[], of: (caller: SeenCaller) => boolean) =>
  callers.filter(of).length / callers.length

test('whoever presses 0 at every menu talks to an agent, whatever the call is for', () => {
  for (const intent of ['rewards', 'statements']) {
    const callers = cardHour({ zeroPressers: 1, intents: { [intent]: 1 } })
    expect(new Set(callers.map(({ queue }) => queue))).toEqual(new Set(['account']))
    for (const { heard, outcome } of callers) {
      expect(heard.filter(prompt => prompt === 'to-agent')).toHaveLength(1)
      expect(outcome).toBe('answered')
    }
  }
})

test('those who press 0 still choose their language, and the others go where they always went', () => {
  const callers = cardHour({ zeroPressers: 0.3, intents: { rewards: 1 }, languages: { 'es-US': 1 } })
  const zero = callers.filter(({ heard }) => heard.includes('to-agent'))
  expect(zero.length / callers.length).toBeCloseTo(0.3, 1)
  expect(new Set(zero.map(({ heard }) => heard.filter(prompt => prompt === 'main').length))).toEqual(
    new Set([2]),
  )
  const others = callers.filter(caller => !zero.includes(caller))
  expect(new Set(others.map(({ queue }) => queue))).toEqual(new Set(['rewards']))
})

test('where 0 leads nowhere callers who press it slip until they are through', () => {
  const scenario = scenarioOf({ ...HOUR, line: 'clinic', zeroPressers: 1 })
  const { callers } = new SpiedDay(scenario, clinic()).run()
  expect(callers.length).toBeGreaterThan(300)
  for (const { heard, outcome } of callers) {
    expect(heard).toContain('birthday-again')
    expect(outcome).toBe('answered')
  }
})

test('callers who hang up in menus do so at any of the questions, and the others do not notice', () => {
  const keys = { intents: { rewards: 1 } }
  const [all, some] = [cardHour(keys), cardHour({ ...keys, menuHangUps: 0.2 })]
  const gone = some.filter(({ outcome }) => outcome === 'left')
  // Everybody is asked what it is about, and what about rewards.
  expect(gone.length / some.length).toBeCloseTo(1 - 0.8 ** 2, 1)
  const lastHeard = new Set(gone.map(({ heard }) => heard.at(-1)))
  expect(lastHeard).toEqual(new Set(['main', 'rewards']))
  const byNumber = new Map(all.map(caller => [caller.number, caller]))
  for (const caller of some) if (!gone.includes(caller)) expect(caller).toEqual(byNumber.get(caller.number))
})

test('nobody hangs up at a question that comes after a queue', () => {
  const keys = { intents: { billing: 1 }, agents: 3, callbackAcceptance: 1, menuHangUps: 0.1 }
  const kept = cardHour(keys).filter(({ heard }) => heard.includes('callback-number'))
  expect(kept.length).toBeGreaterThan(20)
  expect(share(kept, ({ keptPlace }) => keptPlace)).toBe(1)
})

test('a recorded answer contents the share of callers that the scenario says, and the others ask for an agent', () => {
  const callers = cardHour({ selfService: 0.6, intents: { statements: 1 } })
  expect(share(callers, ({ outcome }) => outcome === 'contained')).toBeCloseTo(0.6, 1)
  const others = callers.filter(({ outcome }) => outcome !== 'contained')
  expect(new Set(others.map(({ queue, outcome }) => `${queue} ${outcome}`))).toEqual(
    new Set(['billing answered']),
  )
  for (const { heard } of others) expect(heard).toContain('about-statements')
})

test('habits that nobody has change nothing, to the millisecond', () => {
  const none = { zeroPressers: 0, menuHangUps: 0, selfService: 1, resolved: 1, redials: { most: 3 } }
  expect(cardHour({ ...none, silence: 0.1, agents: 10 })).toEqual(cardHour({ silence: 0.1, agents: 10 }))
})
