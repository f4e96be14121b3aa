import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { direct } from '../../src/call/direct.ts'
import { promptMs } from '../../src/line/speech.ts'
import { scenarioOf } from './judge.ts'
import { SpiedDay } from './spied-day.ts'

const PERFECT = { readingErrors: 0, silence: 0 }

/** An hour on card support with 600 callers and too few agents, so that many wait. */
function cardHour(keys: Readonly<Record<string, unknown>>): SpiedDay {
  const scenario = scenarioOf({
    line: 'card-support',
    day: '2026-12-14',
    durationHours: 1,
    arrivals: { callsPerHour: 600 },
    intents: { billing: 0.5, account: 0.3, rewards: 0.2 },
    handleSeconds: { distribution: 'lognormal', mean: 195, cv: 0.8 },
    patienceSeconds: { distribution: 'exponential', mean: 180 },
    agents: 28,
    ...keys,
  })
  return new SpiedDay(scenario, cardSupport).run()
}

const directHour = (keys: Readonly<Record<string, unknown>>, replication = 0) =>
  new SpiedDay(
    scenarioOf({
      line: 'direct',
      durationHours: 2,
      arrivals: { callsPerHour: 600 },
      handleSeconds: { distribution: 'exponential', mean: 270 },
      patienceSeconds: { distribution: 'exponential', mean: 180 },
      agents: 45,
      ...keys,
    }),
    direct,
  ).run(replication)

test('queues to which no caller comes by day need neither agents nor a handle time, and by night the night queue does', () => {
  const handle = { distribution: 'exponential', mean: 60 }
  const keys = {
    handleSeconds: { billing: handle, account: handle, rewards: handle },
    agents: { groups: [{ name: 'day', count: 4, skills: ['billing', 'account', 'rewards'] }] },
  }
  expect(cardHour(keys).callers.length).toBeGreaterThan(0)
  expect(() => cardHour({ ...keys, durationHours: 24 })).toThrow(/serves queue night/)
})

test('callers who make no mistakes reach the queue that serves what they want', () => {
  for (const intent of ['billing', 'account', 'rewards']) {
    const { callers } = cardHour({ ...PERFECT, intents: { [intent]: 1 } })
    expect(callers.length).toBeGreaterThan(500)
    expect(new Set(callers.map(({ queue }) => queue))).toEqual(new Set([intent]))
  }
})

test('callers who slip end in other queues at times, and everyone ends somewhere', () => {
  const { callers } = cardHour({ readingErrors: 0.2, silence: 0.1, intents: { billing: 1 } })
  const elsewhere = callers.filter(({ queue }) => queue !== 'billing')
  expect(elsewhere.length).toBeGreaterThan(20)
  expect(elsewhere.length).toBeLessThan(callers.length / 2)
  for (const { endedMs } of callers) expect(endedMs).toBeGreaterThan(0)
})

test('whoever joins a queue is answered or abandons, and never both', () => {
  const { callers } = cardHour({})
  const queued = callers.filter(({ queuedMs }) => queuedMs >= 0)
  expect(queued.length).toBeGreaterThan(500)
  for (const { answeredMs, abandonedMs, outcome } of queued) {
    expect([answeredMs >= 0, abandonedMs >= 0].filter(Boolean)).toHaveLength(1)
    expect(outcome).toBe(answeredMs >= 0 ? 'answered' : 'abandoned')
  }
  expect(queued.filter(({ answeredMs }) => answeredMs >= 0).length).toBeGreaterThan(300)
})

test('what waiting callers are told comes at the end of a piece of music', () => {
  const { offBeatMs, callers } = cardHour({})
  expect(callers.filter(({ heard }) => heard.includes('queue-position-and-wait')).length).toBeGreaterThan(100)
  expect(offBeatMs.length).toBeGreaterThan(200)
  expect(Math.max(...offBeatMs)).toBeLessThanOrEqual(1)
})

test('a caller whom a recorded answer serves hears it to its end and hangs up, contained', () => {
  const { callers } = cardHour({ ...PERFECT, intents: { statements: 1 } })
  expect(new Set(callers.map(({ outcome }) => outcome))).toEqual(new Set(['contained']))
  for (const { heard, arrivedMs, endedMs, queuedMs } of callers) {
    expect(heard.at(-1)).toBe('anything-else')
    expect(heard).toContain('about-statements')
    expect(endedMs - arrivedMs).toBeGreaterThan(20_000)
    expect(queuedMs).toBe(-1)
  }
})

test('a key cuts short what is spoken: callers are through the menus sooner than these take', () => {
  const { callers, plan } = cardHour({ ...PERFECT, intents: { billing: 1 }, agents: 200 })
  const { definition } = plan.line
  const menus = ['welcome', 'for-spanish', 'notice-holiday-disputes', 'main', 'billing']
  const spokenMs = menus.reduce((sum, prompt) => sum + promptMs(definition, prompt, 'en-US'), 0)
  const took = callers.map(({ arrivedMs, queuedMs }) => queuedMs - arrivedMs)
  expect(Math.max(...took)).toBeLessThan(spokenMs + 3_000)
  expect(took.filter(ms => ms < spokenMs).length).toBeGreaterThan(callers.length / 2)
  expect(Math.min(...took)).toBeGreaterThan(spokenMs * 0.4)
})

test('callers who would rather speak Spanish change to it before they choose', () => {
  const english = cardHour({ ...PERFECT, languages: { 'en-US': 1 } })
  const spanish = cardHour({ ...PERFECT, languages: { 'es-US': 1 } })
  const mains = ({ callers }: SpiedDay) =>
    new Set(callers.map(({ heard }) => heard.filter(prompt => prompt === 'main').length))
  expect(mains(english)).toEqual(new Set([1]))
  expect(mains(spanish)).toEqual(new Set([2]))
})

test('callers who take the callback that they are offered are called back and answered', () => {
  const { callers } = cardHour({ ...PERFECT, agents: 10, callbackAcceptance: 1 })
  const kept = callers.filter(({ keptPlace }) => keptPlace)
  expect(kept.length).toBeGreaterThan(20)
  for (const { heard, outcome, answeredMs } of kept) {
    expect(heard).toContain('callback-number')
    expect([outcome, answeredMs >= 0]).toEqual(['answered', true])
    expect(heard).toContain('callback-here')
  }
})

test('nobody takes a callback where nobody wants one', () => {
  const { callers } = cardHour({ ...PERFECT, agents: 10, callbackAcceptance: 0 })
  expect(callers.filter(({ heard }) => heard.includes('offer-callback')).length).toBeGreaterThan(20)
  expect(callers.filter(({ keptPlace }) => keptPlace)).toEqual([])
})

test('no agent is idle while somebody waits whom the agent could serve', () => {
  const groups = [
    { name: 'billing', count: 14, skills: ['billing'] },
    { name: 'rest', count: 12, skills: ['account', 'rewards'] },
    { name: 'all', count: 4, skills: ['billing', 'account', 'rewards'] },
  ]
  for (const day of [cardHour({ agents: { groups } }), directHour({})]) {
    expect(day.waitingMs).toBeGreaterThan(0)
    expect(day.idleWhileWaiting).toEqual([])
  }
})

test("Little's law: callers waiting over time are callers times their waits", () => {
  const { callers, waitingMs } = directHour({})
  const waits = callers.map(
    ({ queuedMs, answeredMs, abandonedMs }) => Math.max(answeredMs, abandonedMs) - queuedMs,
  )
  expect(waitingMs).toBe(waits.reduce((sum, waitMs) => sum + waitMs, 0))
  expect(waitingMs).toBeGreaterThan(600_000)
})

test('two staffings meet the same callers: when they come, how long they talk and how long they would wait', () => {
  const [few, many] = [directHour({ agents: 40 }), directHour({ agents: 48 })]
  expect(few.callers.map(({ arrivedMs }) => arrivedMs)).toEqual(
    many.callers.map(({ arrivedMs }) => arrivedMs),
  )
  const talks = ({ callers }: SpiedDay) =>
    callers.map(({ answeredMs, endedMs }) => (answeredMs < 0 ? -1 : endedMs - answeredMs))
  const patiences = ({ callers }: SpiedDay) =>
    callers.map(({ abandonedMs, queuedMs }) => (abandonedMs < 0 ? -1 : abandonedMs - queuedMs))
  for (const seen of [talks, patiences]) {
    const [a, b] = [seen(few), seen(many)]
    const both = a.flatMap((value, i) => (value >= 0 && b[i]! >= 0 ? [[value, b[i]]] : []))
    expect(both.length).toBeGreaterThan(10)
    for (const [one, other] of both) expect(one).toBe(other)
  }
})

test('the same seed and replication give the same day, another of them another', () => {
  const arrivals = (keys: object, replication = 0) =>
    directHour({ ...keys }, replication).callers.map(({ arrivedMs, endedMs }) => [arrivedMs, endedMs])
  expect(arrivals({ seed: 7 })).toEqual(arrivals({ seed: 7 }))
  expect(arrivals({ seed: 7 })).not.toEqual(arrivals({ seed: 8 }))
  expect(arrivals({ seed: 7 })).not.toEqual(arrivals({ seed: 7 }, 1))
})

test('agents whose shift ends finish the call that they are in', () => {
  const { callers } = directHour({
    arrivals: { callsPerInterval: [300, 300, 0, 0], intervalMinutes: 30 },
    agents: [45, 45, 0, 45],
    patienceSeconds: 'never',
  })
  // At the end of the first hour everybody goes; who talks then talks to the end, who waits waits for the next shift.
  const hourMs = callers[0]!.arrivedMs - (callers[0]!.arrivedMs % 3_600_000) + 3_600_000
  const talking = callers.filter(({ answeredMs, endedMs }) => answeredMs < hourMs && endedMs > hourMs)
  expect(talking.length).toBeGreaterThan(30)
  const answeredMs = callers.map(caller => caller.answeredMs)
  expect(answeredMs.filter(atMs => atMs > hourMs && atMs < hourMs + 1_800_000)).toEqual([])
  expect(Math.min(...answeredMs)).toBeGreaterThan(0)
})
