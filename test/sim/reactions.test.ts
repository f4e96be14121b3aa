import { describe, expect, test } from 'vitest'
import { simulate } from '../../sim/simulate/simulate.ts'
import type { Announcements } from '../../sim/world/callers/caller-kinds.ts'
import { Reactions } from '../../sim/world/callers/reactions.ts'
import { RandomStream } from '../../src/base/random.ts'
import { MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import { CLINIC_HOURS, clinic } from './clinic.ts'
import { scenarioOf } from './judge.ts'
import type { SeenCaller } from './spied-day.ts'
import { SpiedDay } from './spied-day.ts'

const UNMOVED: Announcements = { balking: 0, hangUps: 0, patienceUntilTold: 1, patienceAfterTold: 1 }

/** One caller who begins to wait at 0 with so many seconds of patience. */
function waiter(patienceSeconds: number): Reactions {
  const reactions = new Reactions()
  reactions.begin(1, 0)
  reactions.rings(0)
  reactions.waits(0, patienceSeconds * SECOND_MS, 0)
  return reactions
}

describe('patience at an announcement', () => {
  const traits = { ...UNMOVED, patienceUntilTold: 2, patienceAfterTold: 0.5 }

  test('nothing told: patience is what it was', () => {
    expect(waiter(90).overMs(0, traits)).toBe(90_000)
    expect(waiter(Number.POSITIVE_INFINITY).overMs(0, traits)).toBe(Number.POSITIVE_INFINITY)
  })

  test('half used up, then told three minutes: what is left lasts twice as long', () => {
    const reactions = waiter(120)
    expect(reactions.hears(0, 1, 3, traits, 60_000)).toBe(false)
    expect(reactions.overMs(0, traits)).toBe(60_000 + 120_000)
  })

  test('patience beyond the wait told lasts half as long there', () => {
    const reactions = waiter(120)
    reactions.hears(0, 1, 2, traits, 0)
    // Two minutes use one up, and the other one is over in half a minute.
    expect(reactions.overMs(0, traits)).toBe(120_000 + 30_000)
    reactions.hears(0, 1, 0, traits, 130_000)
    expect(reactions.overMs(0, traits)).toBe(150_000)
  })

  test('the same end told again, rounded up to whole minutes, is no news; a later one is', () => {
    const reactions = waiter(120)
    reactions.hears(0, 1, 2, traits, 0)
    reactions.hears(0, 1, 2, traits, 45_000)
    expect(reactions.overMs(0, traits)).toBe(150_000)
    reactions.hears(0, 1, 4, traits, 60_000)
    // 90 s are left, and now last until the four minutes are over.
    expect(reactions.overMs(0, traits)).toBe(60_000 + 180_000)
  })

  test('an earlier end told is taken at its word', () => {
    const reactions = waiter(600)
    reactions.hears(0, 1, 10, traits, 0)
    reactions.hears(0, 1, 1, traits, 60_000)
    // 30 s used up by then, 30 s more within the minute, and 540 s that pass twice as fast.
    expect(reactions.overMs(0, traits)).toBe(120_000 + 270_000)
  })

  test('another wait begins anew', () => {
    const reactions = waiter(120)
    reactions.hears(0, 1, 2, traits, 0)
    reactions.isOver(0)
    reactions.waits(0, 120_000, 300_000)
    expect(reactions.overMs(0, traits)).toBe(420_000)
  })
})

describe('of many callers', () => {
  const CALLERS = 40_000
  const MEAN_SECONDS = 180

  /** How many of the callers, with exponential patience, hang up when they are told so many minutes at once. */
  function balking(minutes: number, traits: Announcements): number {
    const reactions = new Reactions()
    reactions.begin(7, 3)
    const luck = new RandomStream(5)
    let count = 0
    for (let caller = 1; caller <= CALLERS; caller++) {
      reactions.rings(0)
      reactions.waits(0, -Math.log1p(-luck.next()) * MEAN_SECONDS * SECOND_MS, 0)
      if (reactions.hears(0, caller, minutes, traits, 0)) count++
    }
    return count / CALLERS
  }

  test.each([1, 3, 10])(
    'told %d minutes, a share of those less patient than that hangs up at once',
    minutes => {
      const exact = 0.6 * -Math.expm1((-minutes * 60) / MEAN_SECONDS)
      const error = Math.sqrt((exact * (1 - exact)) / CALLERS)
      const share = balking(minutes, { ...UNMOVED, balking: 0.6 })
      expect(Math.abs(share - exact)).toBeLessThan(3.3 * error)
    },
  )

  test('some hang up at each announcement, whatever it says, with the same probability', () => {
    const traits = { ...UNMOVED, hangUps: 0.1 }
    const reactions = new Reactions()
    reactions.begin(7, 3)
    const gone = [0, 0, 0, 0]
    for (let caller = 1; caller <= CALLERS; caller++) {
      reactions.rings(0)
      reactions.waits(0, Number.POSITIVE_INFINITY, 0)
      const at = gone.findIndex((_, heard) => reactions.hears(0, caller, 0, traits, heard * MINUTE_MS))
      if (at >= 0) gone[at]!++
    }
    gone.forEach((count, heard) => {
      const exact = 0.1 * 0.9 ** heard
      expect(Math.abs(count / CALLERS - exact)).toBeLessThan(3.3 * Math.sqrt((exact * (1 - exact)) / CALLERS))
    })
    expect(balking(1, { ...UNMOVED, hangUps: 1 })).toBe(1)
  })

  test('exponential patience gives up at half the pace until the wait told, and at twice the pace after it', () => {
    const traits = { ...UNMOVED, patienceUntilTold: 2, patienceAfterTold: 0.5 }
    const reactions = new Reactions()
    reactions.begin(7, 3)
    const luck = new RandomStream(6)
    let [before, after] = [0, 0]
    for (let caller = 1; caller <= CALLERS; caller++) {
      reactions.rings(0)
      reactions.waits(0, -Math.log1p(-luck.next()) * MEAN_SECONDS * SECOND_MS, 0)
      reactions.hears(0, caller, 3, traits, 0)
      const overMs = reactions.overMs(0, traits)
      if (overMs < 3 * MINUTE_MS) before++
      else if (overMs < 4 * MINUTE_MS) after++
    }
    const lasts = Math.exp(-180 / MEAN_SECONDS / 2)
    const error = 3.3 * Math.sqrt(0.25 / CALLERS)
    expect(Math.abs(before / CALLERS - (1 - lasts))).toBeLessThan(error)
    expect(Math.abs(after / CALLERS - lasts * -Math.expm1((-2 * 60) / MEAN_SECONDS))).toBeLessThan(error)
  })
})

const HOURS = { ...CLINIC_HOURS, replications: 2 }
const LINE = clinic()

const callersOf = (keys: object): SeenCaller[] =>
  new SpiedDay(scenarioOf({ ...HOURS, ...keys }), LINE).run().callers

describe('a line that announces waits', () => {
  test('callers whom announcements do not move behave as if the scenario did not speak of them', async () => {
    const results = async (keys: object) => {
      const { queues, intervals, results } = await simulate(scenarioOf({ ...HOURS, ...keys }), LINE, {
        workers: 1,
      })
      return { queues, intervals, results }
    }
    expect(await results({ announcements: {} })).toEqual(await results({}))
  })

  test('where all the less patient balk, nobody else gives up before the wait told is over', () => {
    const callers = callersOf({
      announcements: { balking: 1 },
      patienceSeconds: { distribution: 'constant', mean: 90 },
    })
    const gone = callers.filter(({ abandonedMs }) => abandonedMs >= 0)
    // Whoever is told two minutes or more is gone behind the announcement, and whoever is told one stays for 90 s.
    const waits = gone.map(({ abandonedMs, queuedMs }) => (abandonedMs - queuedMs) / SECOND_MS)
    const balked = waits.filter(seconds => seconds < 20)
    expect(balked.length).toBeGreaterThan(40)
    expect(waits.filter(seconds => seconds >= 20 && seconds < 45)).toEqual([])
    for (const { heard, abandonedMs, queuedMs } of gone)
      if (abandonedMs - queuedMs < 20 * SECOND_MS) expect(heard.at(-1)).toMatch(/^(queue-|offer-)/)
  })

  test('the more balk at once, the shorter the others wait', () => {
    const waited = (balking: number) => {
      const answered = callersOf({ announcements: { balking } }).filter(({ answeredMs }) => answeredMs >= 0)
      const total = answered.reduce((sum, { answeredMs, queuedMs }) => sum + answeredMs - queuedMs, 0)
      return total / answered.length
    }
    const [none, half, all] = [waited(0), waited(0.5), waited(1)]
    expect(half).toBeLessThan(none)
    expect(all).toBeLessThan(half)
  })

  test('a balker who hears of a callback may take it, as often as others who were told so long a wait', () => {
    const callers = callersOf({
      announcements: { balking: 1 },
      patienceSeconds: { distribution: 'constant', mean: 200 },
      agents: 4,
      callbackAcceptance: 1,
    })
    const offered = callers.filter(({ heard }) => heard.includes('offer-callback'))
    expect(offered.length).toBeGreaterThan(50)
    expect(offered.filter(({ keptPlace }) => keptPlace).length).toBeGreaterThan(50)
    // Some are answered before they have pressed the key; nobody hangs up.
    expect(offered.filter(({ abandonedMs }) => abandonedMs >= 0)).toEqual([])
  })

  test('callbacks are taken by those told a long wait, and by nobody told a short one', () => {
    const steps = (fromMinutes: number) => [
      { fromMinutes: 0, share: 0 },
      { fromMinutes, share: 1 },
    ]
    const kept = (callbackAcceptance: unknown) =>
      callersOf({ callbackAcceptance, patienceSeconds: 'never' }).filter(({ keptPlace }) => keptPlace).length
    const all = kept(1)
    expect(kept(steps(100))).toBe(0)
    expect(kept(steps(1))).toBe(all)
    const some = kept(steps(12))
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(all)
  })
})

describe('a planner slips in what is said of announcements', () => {
  const slip = (keys: object) => () => scenarioOf({ ...HOURS, ...keys })
  test.each([
    [{ announcements: { balkin: 1 } }, 'did you mean balking?'],
    [{ announcements: { balking: 2 } }, 'announcements.balking: got 2, expected a number of at most 1.'],
    [{ announcements: { patienceUntilTold: 0 } }, 'got 0, expected a number of at least 0.01.'],
    [{ callbackAcceptance: [{ fromMinutes: 5, share: 1 }] }, 'got 5 in the first step, expected 0'],
    [
      {
        callbackAcceptance: [
          { fromMinutes: 0, share: 1 },
          { fromMinutes: 0, share: 1 },
        ],
      },
      'callbackAcceptance.1.fromMinutes: got 0 after 0, expected more minutes in each step',
    ],
    [{ voicemailAcceptance: 'half' }, 'voicemailAcceptance: got "half", expected a number, or a list.'],
  ])('%j', (keys, message) => {
    expect(slip(keys)).toThrow(message)
  })
})
