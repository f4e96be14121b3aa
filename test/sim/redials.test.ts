import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { reportTable } from '../../sim/simulate/table.ts'
import { Absent } from '../../sim/world/callers/absent.ts'
import { Arriving } from '../../sim/world/callers/arriving.ts'
import { planOf } from '../../sim/world/plan.ts'
import { direct } from '../../src/call/direct.ts'
import { clinic } from './clinic.ts'
import { judged, scenarioOf, verdict } from './judge.ts'
import type { SeenCaller } from './spied-day.ts'
import { SpiedDay } from './spied-day.ts'

const constant = (mean: number) => ({ distribution: 'constant', mean })
const exponential = (mean: number) => ({ distribution: 'exponential', mean })
const always = (delaySeconds: object) => ({ share: 1, delaySeconds })

const DIRECT = {
  line: 'direct',
  durationHours: 1,
  arrivals: { callsPerHour: 200 },
  handleSeconds: exponential(60),
  patienceSeconds: constant(30),
  agents: 0,
}
const CARD = {
  line: 'card-support',
  day: '2026-12-14',
  durationHours: 1,
  arrivals: { callsPerHour: 300 },
  intents: { billing: 0.6, rewards: 0.4 },
  handleSeconds: exponential(180),
  patienceSeconds: exponential(90),
  readingErrors: 0,
  silence: 0,
  agents: 8,
}

const directHour = (keys: object) => new SpiedDay(scenarioOf({ ...DIRECT, ...keys }), direct).run().callers
const cardHour = (keys: object) => new SpiedDay(scenarioOf({ ...CARD, ...keys }), cardSupport).run().callers

/** The calls of each caller, in order. */
function byCaller(calls: readonly SeenCaller[]): SeenCaller[][] {
  return [...Map.groupBy(calls, ({ number }) => number).values()]
}

describe('callers who gave up', () => {
  test('ring again after the delay, as often as the scenario lets them', () => {
    const redials = { afterAbandoning: always(constant(60)), most: 2 }
    const callers = byCaller(directHour({ redials }))
    expect(callers.length).toBeGreaterThan(150)
    const startMs = Math.floor(callers[0]![0]!.arrivedMs / 3_600_000) * 3_600_000
    for (const calls of callers) {
      const [first, ...again] = calls.map(({ arrivedMs }) => arrivedMs)
      // Thirty seconds of patience and sixty at home; nobody rings after the hour.
      const due = [90_000, 180_000].map(ms => first! + ms).filter(atMs => atMs < startMs + 3_600_000)
      expect(again).toEqual(due)
    }
  })

  test('are the same people: tier, wishes and patience stay', () => {
    const redials = { afterAbandoning: always(exponential(400)), most: 3 }
    const callers = byCaller(cardHour({ redials, tiers: { loyal: 0.5 }, languages: { 'es-US': 0.5 } }))
    const several = callers.filter(calls => calls.filter(({ queue }) => queue !== '').length > 1)
    expect(several.length).toBeGreaterThan(20)
    for (const calls of several) {
      const joined = calls.filter(({ queue }) => queue !== '')
      const traits = joined.map(({ tier, queue, heard }) => {
        const isSpanish = heard.filter(prompt => prompt === 'main').length === 2
        return `${tier} ${queue} ${isSpanish ? 'Spanish' : 'English'}`
      })
      expect(new Set(traits).size).toBe(1)
      const waits = calls.flatMap(({ queuedMs, abandonedMs }) =>
        abandonedMs < 0 ? [] : abandonedMs - queuedMs,
      )
      expect(new Set(waits).size).toBeLessThan(2)
    }
  })

  test('get their old place back within the minutes in which the line keeps it', () => {
    const at = (seconds: number) => {
      const redials = { afterAbandoning: always(constant(seconds)), most: 1 }
      const calls = byCaller(cardHour({ redials, intents: { billing: 1 }, patienceSeconds: constant(60) }))
      return calls.filter(
        ([first, second]) => first!.abandonedMs >= 0 && second !== undefined && second.queuedMs >= 0,
      )
    }
    const soon = at(60)
    expect(soon.length).toBeGreaterThan(20)
    for (const [first, second] of soon) expect(second!.placeMs).toBe(first!.placeMs)
    const late = at(600)
    expect(late.length).toBeGreaterThan(20)
    for (const [first, second] of late) expect(second!.placeMs).toBeGreaterThan(first!.placeMs)
  })

  test('are found by a caller at the moment in which they would have come without them', () => {
    const redials = { afterAbandoning: { share: 0.5, delaySeconds: exponential(300) } }
    const firsts = byCaller(cardHour({ redials })).map(([first]) => first!.arrivedMs)
    expect(firsts).toEqual(cardHour({}).map(({ arrivedMs }) => arrivedMs))
  })

  test('in a menu ring again as those in the queue do', () => {
    const redials = { afterAbandoning: always(constant(60)), most: 1 }
    const callers = byCaller(cardHour({ redials, menuHangUps: 0.3, agents: 100 }))
    const left = callers.filter(([first]) => first!.outcome === 'left')
    const again = left.filter(calls => calls.length === 2)
    expect(left.length).toBeGreaterThan(100)
    expect(again.length / left.length).toBeGreaterThan(0.9)
    // Another call, other luck: not all hang up again.
    const isThrough = again.filter(([, second]) => second!.queue !== '')
    expect(isThrough.length / again.length).toBeGreaterThan(0.3)
    expect(isThrough.length / again.length).toBeLessThan(0.7)
  })

  test('do not ring while they are owed a callback, have left a message, or know that the line is closed', () => {
    const redials = { afterAbandoning: always(constant(60)) }
    const kept = byCaller(cardHour({ redials, callbackAcceptance: 1, patienceSeconds: 'never', agents: 4 }))
    expect(kept.flat().filter(({ keptPlace }) => keptPlace).length).toBeGreaterThan(20)
    for (const calls of kept) if (calls[0]!.keptPlace) expect(calls).toHaveLength(1)

    const scenario = scenarioOf({ ...DIRECT, line: 'clinic', agents: 3, voicemailAcceptance: 1, redials })
    const recorded = byCaller(new SpiedDay(scenario, clinic()).run().callers)
    const left = recorded.filter(([first]) => first!.outcome === 'voicemail')
    expect(left.length).toBeGreaterThan(5)
    for (const calls of left) expect(calls).toHaveLength(1)

    const night = byCaller(cardHour({ redials, startHour: 3, agents: 1 }))
    const closed = night.filter(([first]) => first!.outcome === 'closed')
    expect(closed.length).toBeGreaterThan(100)
    for (const calls of closed) expect(calls).toHaveLength(1)
  })
})

describe('callers whose matter is not settled', () => {
  const redials = { afterUnresolved: always(constant(20)), most: 100 }

  test('ring until it is: calls per caller are one over the share that talks resolve', () => {
    const found = judged(
      scenarioOf({ ...DIRECT, durationHours: 24, agents: 60, resolved: 0.6, redials, replications: 12 }),
    )
    const perCaller = found.calls.map((calls, i) => calls / (calls - found.redials[i]!))
    expect(verdict(perCaller, 1 / 0.6, 0.02)).toBe('inside')
    expect(verdict(found.returnedWithinSevenDays, 0.4, 0.03)).toBe('inside')
    expect(verdict(found.firstCallResolution, 0.6, 0.03)).toBe('inside')
  })

  test('by queue: talks that resolve everything bring nobody back', () => {
    const keys = {
      resolved: { billing: 0.5 },
      patienceSeconds: 'never',
      agents: 60,
      redials: { ...redials, most: 1 },
    }
    const callers = byCaller(cardHour(keys))
    const returned = (queue: string) => {
      const first = callers.filter(([call]) => call!.queue === queue)
      return first.filter(calls => calls.length > 1).length / first.length
    }
    expect(returned('rewards')).toBe(0)
    expect(returned('billing')).toBeGreaterThan(0.4)
    expect(returned('billing')).toBeLessThan(0.6)
  })

  test('are more where agents know less, and their talks last as long as the scenario says of such', () => {
    const keys = {
      ...DIRECT,
      agents: { groups: [{ name: 'new', count: 100, skills: [{ queue: 'direct', level: 2 }] }] },
      handleSeconds: constant(60),
      handleByOutcome: { unresolved: constant(90) },
      skillLevels: [{}, { resolved: 0.5 }],
      resolved: 0.8,
      redials: { ...redials, most: 1 },
    }
    const callers = byCaller(directHour(keys))
    const again = callers.filter(calls => calls.length > 1)
    expect(again.length / callers.length).toBeCloseTo(0.6, 1)
    const talks = (calls: readonly SeenCaller[][]) =>
      new Set(calls.map(([first]) => first!.endedMs - first!.answeredMs))
    expect(talks(again)).toEqual(new Set([90_000]))
    // Those of the last seconds would ring again when the hour is over.
    const settled = callers.filter(calls => calls.length === 1).slice(0, -10)
    expect(talks(settled)).toEqual(new Set([60_000]))
  })

  test('whom a recorded answer does not content go on to an agent, who resolves it', () => {
    const keys = {
      intents: { statements: 1 },
      selfService: 0,
      resolved: 1,
      agents: 60,
      patienceSeconds: 'never',
    }
    const calls = cardHour({ ...keys, redials })
    expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(['answered']))
    expect(byCaller(calls)).toHaveLength(calls.length)
  })

  test('come back with the case that they were given, and to the agent who knows it', () => {
    const calls = byCaller(
      cardHour({ resolved: 0, agents: 60, patienceSeconds: 'never', redials: { ...redials, most: 1 } }),
    )
    const seconds = calls.flatMap(([, second]) => second ?? [])
    expect(seconds.length).toBeGreaterThan(100)
    for (const { heard } of seconds) expect(heard.join(' ')).toMatch(/case/)
  })
})

test('callers who got what they wanted ring again with something else', () => {
  const redials = { afterResolved: always(constant(60)), most: 1 }
  const callers = byCaller(cardHour({ agents: 100, patienceSeconds: 'never', redials }))
  const several = callers.filter(calls => calls.length === 2)
  expect(several.length).toBeGreaterThan(150)
  const other = several.filter(([first, second]) => first!.queue !== second!.queue)
  // Of two wishes drawn apart, with shares 0.6 and 0.4.
  expect(other.length / several.length).toBeCloseTo(2 * 0.6 * 0.4, 1)
})

test('exactly: one agent, no queue, and everybody tries again until served', () => {
  // The M/M/1 retrial queue (Falin and Templeton 1997): with load ρ and retries at rate γ the orbit holds
  // ρ (λ + γ ρ) / (γ (1 − ρ)) callers on average, each of whom retries at rate γ.
  const [handleSeconds, delaySeconds, load] = [6, 9, 0.4]
  const found = judged(
    scenarioOf({
      ...DIRECT,
      durationHours: 101,
      warmupHours: 1,
      arrivals: { callsPerHour: (load * 3_600) / handleSeconds, intervalMinutes: 60 },
      handleSeconds: exponential(handleSeconds),
      queueLimit: 0,
      agents: 1,
      redials: { afterAbandoning: always(exponential(delaySeconds)), most: 100 },
      replications: 20,
    }),
  )
  const perCaller = found.redials.map((redials, i) => redials / (found.calls[i]! - redials))
  expect(verdict(perCaller, (load / (1 - load)) * (1 + handleSeconds / delaySeconds), 0.06)).toBe('inside')
  expect(verdict(found.occupancy, load, 0.02)).toBe('inside')
})

describe('the report', () => {
  test('counts redials among the calls, and says how many callers ring again within seven days', async () => {
    const keys = { ...DIRECT, agents: 2, arrivals: { callsPerHour: 60 }, replications: 4 }
    const afterAbandoning = { share: 0.5, delaySeconds: constant(86_400) }
    const report = await simulate(scenarioOf({ ...keys, redials: { afterAbandoning } }), direct, {
      workers: 1,
    })
    const { calls, abandoned, redials, returnedWithinSevenDays } = report.results
    // A day later nobody is there to answer, but they do ring.
    expect(redials!.mean).toBe(0)
    expect(returnedWithinSevenDays!.mean).toBeCloseTo((0.5 * abandoned!.mean) / calls!.mean, 1)
    expect(reportTable(report)).toMatch(/% ±[\d.]+ of callers ring again within seven days\./)
    expect(report.queues[0]!.redials).toBeNull()
    const within = async (delaySeconds: object) => {
      const redials = { afterAbandoning: { share: 0.5, delaySeconds } }
      const { results } = await simulate(scenarioOf({ ...keys, redials }), direct, { workers: 1 })
      return results.returnedWithinSevenDays!.mean
    }
    expect(await within(constant(7 * 86_400))).toBe(returnedWithinSevenDays!.mean)
    expect(await within(exponential(7 * 86_400))).toBeLessThan(returnedWithinSevenDays!.mean)
  })

  test('says how many callers need no other call, whether they ring again or not', async () => {
    const served = {
      ...CARD,
      intents: { statements: 1 },
      agents: 60,
      patienceSeconds: 'never',
      replications: 4,
    }
    const report = (keys: object) => simulate(scenarioOf({ ...served, ...keys }), cardSupport, { workers: 1 })
    // Six in ten are content with the recorded answer, and agents settle the matter of half of the others.
    const { results } = await report({ selfService: 0.6, resolved: 0.5 })
    expect(results.firstCallResolution!.mean).toBeCloseTo(0.8, 1)
    expect(results.redials!.mean).toBe(0)
    const contented = await report({ selfService: 0.6 })
    expect(contented.results.firstCallResolution!.mean).toBe(1)
    expect(reportTable(contented)).toMatch(/100\.0 % ±0\.0 of callers who are served need no other call\./)
    expect((await report({})).results.firstCallResolution).toBeNull()
  })

  test('says nothing of redials where there are none', async () => {
    const report = await simulate(scenarioOf({ ...DIRECT, replications: 2 }), direct, { workers: 1 })
    expect(report.results.redials!.mean).toBe(0)
    expect(reportTable(report)).not.toMatch(/ring again|rang before/)
  })
})

test('whoever has rung again leaves room for others, however many there are', () => {
  const absent = new Absent()
  const arriving = new Arriving(planOf(scenarioOf(DIRECT), direct), 0)
  absent.clear()
  const slots = new Set<number>()
  for (let caller = 1; caller <= 1_000; caller++) {
    const slot = absent.take()
    slots.add(slot)
    absent.number[slot] = caller
    absent.ring(slot, arriving)
    expect(arriving.number).toBe(caller)
  }
  expect(slots.size).toBe(1)
})
