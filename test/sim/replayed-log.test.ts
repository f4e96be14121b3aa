import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { afterCallSeconds } from '../../sim/fit/after-call.ts'
import { fitScenario } from '../../sim/fit/fit.ts'
import { loggedScenario } from '../../sim/fit/logged-scenario.ts'
import { readLog } from '../../sim/fit/read-log.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Replayed } from '../../sim/simulate/replayed.ts'
import { replayedTable } from '../../sim/simulate/replayed-table.ts'
import type { Report } from '../../sim/simulate/simulate.ts'
import { simulate } from '../../sim/simulate/simulate.ts'
import { direct } from '../../src/call/direct.ts'
import type { Line } from '../../src/call/line.ts'
import { momentMs } from '../../src/line/zone.ts'
import { scenarioOf } from './judge.ts'
import { makeLog, SAMPLE } from './samples/make-log.ts'
import { SpiedDay } from './spied-day.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-replayed-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => {
  writeFileSync(join(folder, 'made.tsv'), makeLog({ ...SAMPLE, days: 3 }))
})

/** The second day of the made log, with the agents who were there. */
const MADE = {
  line: 'direct',
  day: '2026-03-02',
  startHour: 8,
  durationHours: 8,
  arrivals: { log: { file: 'made.tsv' } },
  handleSeconds: { distribution: 'lognormal', mean: 200, cv: 0.9 },
  patienceSeconds: { distribution: 'exponential', mean: 150 },
  agents: SAMPLE.agents,
  replications: 4,
}

const read = (keys: object, line: Line = direct): Promise<Scenario> =>
  loggedScenario(scenarioOf({ ...MADE, ...keys }), line, folder)

const rowOf = ({ replayed }: Report, measure: Replayed['measure']): Replayed =>
  replayed!.find(row => row.measure === measure)!

describe('a day whose queue is known is replayed', () => {
  test('everything comes out as the log has it, to the second to which that is written', async () => {
    const report = await simulate(await read({}), direct, { workers: 1 })
    expect(rowOf(report, 'calls').logged).toBeGreaterThan(350)
    expect(rowOf(report, 'calls').difference).toBe(0)
    for (const measure of ['abandonment', 'serviceLevel', 'occupancy'] as const)
      expect(Math.abs(rowOf(report, measure).difference!)).toBeLessThan(0.004)
    for (const measure of ['waitSeconds', 'answerSeconds', 'waitP90Seconds', 'answerP95Seconds'] as const)
      expect(Math.abs(rowOf(report, measure).difference!)).toBeLessThan(2)
    expect(rowOf(report, 'waitSeconds').logged).toBeGreaterThan(5)
    expect(report.results.abandonment!.mean).toBe(rowOf(report, 'abandonment').simulated!.mean)
  })

  test('with another agent there it would have gone otherwise', async () => {
    const report = await simulate(await read({ agents: SAMPLE.agents + 1 }), direct, { workers: 1 })
    expect(rowOf(report, 'waitSeconds').difference!).toBeLessThan(-5)
    expect(rowOf(report, 'abandonment').difference!).toBeLessThan(-0.03)
  })

  test('less is certain the less is taken from the log', async () => {
    const spread = async (use: string[]) => {
      const arrivals = { log: { file: 'made.tsv', use } }
      const report = await simulate(await read({ arrivals }), direct, { workers: 1 })
      const { low, high } = rowOf(report, 'waitSeconds').simulated!
      return high - low
    }
    const all = await spread(['handle-times', 'patience'])
    const times = await spread([])
    expect(all).toBeLessThan(times / 5)
    expect(times).toBeGreaterThan(5)
  })

  test('results are the same on one thread and on two', async () => {
    const scenario = await read({ durationHours: 1, replications: 40 })
    const [one, two] = [
      await simulate(scenario, direct, { workers: 1 }),
      await simulate(scenario, direct, { workers: 2 }),
    ]
    expect({ ...two, elapsedSeconds: 0 }).toEqual({ ...one, elapsedSeconds: 0 })
  })

  test('the report’s own scenario repeats it, without the file', async () => {
    const report = await simulate(await read({}), direct, { workers: 1 })
    const again = await simulate(scenarioOf(JSON.parse(JSON.stringify(report.scenario))), direct, {
      workers: 1,
    })
    expect(again.results).toEqual(report.results)
  })

  test('with redials on top a planner is told that the log has them already', async () => {
    const redials = {
      afterAbandoning: { share: 0.5, delaySeconds: { distribution: 'exponential', mean: 600 } },
    }
    const told = 'Callers who ring again are in the log already: redials bring them once more.'
    const warningsWith = async (keys: object) =>
      (await simulate(await read({ ...keys, replications: 1 }), direct)).warnings
    expect(await warningsWith({ redials })).toContain(told)
    expect(await warningsWith({})).not.toContain(told)
  })

  test('the table says what was, what is simulated, and the difference', async () => {
    const table = replayedTable((await simulate(await read({}), direct, { workers: 1 })).replayed!)
    expect(table[0]).toMatch(/^the log again +logged +simulated +difference$/)
    expect(table.find(line => line.startsWith('calls'))).toMatch(/^calls +(\d+) +\1 ±0 +0$/)
    expect(table.find(line => line.startsWith('abandoned'))).toMatch(
      /\d\.\d % +\d\.\d % ±\d\.\d +[+−]?0\.\d %$/,
    )
    expect(table.find(line => line.startsWith('wait: mean'))).toMatch(
      /\d s +[\d.]+ s ±[\d.]+ +[+−]?\d\.\d s$/,
    )
  })
})

describe('callers of a log', () => {
  const HEADER = 'queued_at,wait_seconds,outcome,handle_seconds,agent,queue\n'
  const written = (name: string, rows: readonly string[]): void =>
    writeFileSync(join(folder, name), `${HEADER}${rows.join('\n')}\n`)
  const CARD = {
    line: 'card-support',
    day: '2026-12-14',
    startHour: 10,
    durationHours: 1,
    handleSeconds: { distribution: 'constant', mean: 1_000 },
    readingErrors: 0,
    silence: 0,
    agents: 20,
  }

  test('ask for the queue that the log names, and talk as long as it says', async () => {
    written('card.csv', [
      '2026-12-14 10:00:30,0,served,60,ann,rewards',
      '2026-12-14 10:10:00,0,served,300,bob,billing',
      '2026-12-14 10:20:00,0,served,120,ann,rewards',
      '2026-12-14 10:25:00,0,served,90,bob,account',
      '2026-12-14 09:59:59,0,served,77,bob,billing',
    ])
    const scenario = await read({ ...CARD, arrivals: { log: { file: 'card.csv' } } }, cardSupport)
    const { callers, plan } = new SpiedDay(scenario, cardSupport).run()
    expect(callers.map(({ queue }) => queue)).toEqual(['rewards', 'billing', 'rewards', 'account'])
    expect(callers.map(({ answeredMs, endedMs }) => (endedMs - answeredMs) / 1_000)).toEqual([
      60, 300, 120, 90,
    ])
    const tenMs = momentMs('America/New_York', '2026-12-14T10:00')
    expect(callers[0]!.arrivedMs).toBe(tenMs + 30_000)
    expect(plan.ratePerMs.map(rate => Math.round(rate * plan.intervalMs))).toEqual([4, 0])
  })

  test('hang up when those of the log did, unless they are answered before', async () => {
    written('gone.csv', [
      '2026-12-14 10:00:00,45,abandoned,,,billing',
      '2026-12-14 10:00:00,500,abandoned,,,billing',
      '2026-12-14 10:00:00,300,served,60,ann,billing',
    ])
    const arrivals = { log: { file: 'gone.csv' } }
    const keys = {
      ...CARD,
      arrivals,
      line: 'direct',
      patienceSeconds: { distribution: 'exponential', mean: 60 },
    }
    const nobody = new SpiedDay(await read({ ...keys, agents: 0 }), direct).run()
    const waits = nobody.callers.map(({ abandonedMs, queuedMs }) => (abandonedMs - queuedMs) / 1_000)
    expect(waits[0]).toBeCloseTo(45, 1)
    expect(waits[1]).toBeCloseTo(500, 1)
    expect(waits[2]).toBeGreaterThan(300)
    const somebody = new SpiedDay(await read({ ...keys, agents: 3 }), direct).run()
    expect(somebody.callers.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered'])
  })

  test('may come on another day than that of the log, at the same time of the clock', async () => {
    written('spring.csv', [
      '2026-03-06 12:00:00,0,served,60,ann,x',
      '2026-03-07 23:30:00,0,served,60,ann,x',
      '2026-03-08 12:00:00,0,served,60,ann,x',
      '2026-03-09 00:30:00,0,served,60,ann,x',
    ])
    const keys = {
      ...CARD,
      startHour: 0,
      day: '2026-11-01',
      durationHours: 48,
      arrivals: { log: { file: 'spring.csv', from: '2026-03-07', use: ['patience'] } },
    }
    const scenario = await read(keys, cardSupport)
    // The clock goes back on the first of November: that day has 25 hours.
    const seconds = 'log' in scenario.arrivals ? scenario.arrivals.log.calls!.atSeconds : []
    expect(seconds.map(at => at / 3_600)).toEqual([24.5, 25 + 12])
  })

  test('meet a mailing of our own on top', async () => {
    const scenario = await read({
      arrivals: { log: { file: 'made.tsv' }, bursts: [{ at: '10:00', calls: 200, minutes: 30 }] },
    })
    const report = await simulate(scenario, direct, { workers: 1 })
    expect(Math.abs(rowOf(report, 'calls').difference! - 200)).toBeLessThan(40)
    expect(rowOf(report, 'waitSeconds').difference!).toBeGreaterThan(20)
  })
})

describe('what agents take between calls', () => {
  const call = (agent: string | null, queuedAtMs: number, waitMs: number, handleMs: number | null) => ({
    ...{ line: 1, date: '2026-03-02', wrapUpMs: 0, queue: '', agent, queuedAtMs, waitMs, handleMs },
    outcome: agent === null ? ('abandoned' as const) : ('served' as const),
  })

  test('is seen where somebody waits throughout, and only there', () => {
    const calls = Array.from({ length: 40 }, (_, i) => call('ann', i * 100_000 - 50_000, 50_000, 93_000))
    // Somebody else waits all the time.
    const crowd = Array.from({ length: 80 }, (_, i) => call(null, i * 50_000, 60_000, null))
    expect(afterCallSeconds([...calls, ...crowd])).toBeCloseTo(7, 9)
    expect(
      afterCallSeconds(calls.map(one => ({ ...one, queuedAtMs: one.queuedAtMs + 50_000, waitMs: 0 }))),
    ).toBe(0)
    expect(afterCallSeconds([...calls.slice(0, 10), ...crowd])).toBe(0)
  })

  test('is added to each handle time of a replayed day, on both sides', async () => {
    const [plain, slow] = [0, 30].map(afterCall => ({
      log: { file: 'made.tsv', afterCallSeconds: afterCall },
    }))
    const [first, second] = [
      await simulate(await read({ arrivals: plain }), direct, { workers: 1 }),
      await simulate(await read({ arrivals: slow }), direct, { workers: 1 }),
    ]
    const more = (30 * rowOf(first, 'answered').logged!) / (SAMPLE.agents * 8 * 3_600)
    expect(rowOf(second, 'occupancy').logged! - rowOf(first, 'occupancy').logged!).toBeCloseTo(more, 2)
    expect(rowOf(second, 'waitSeconds').difference!).toBeGreaterThan(5)
  })
})

describe('fit writes a scenario that replays a day', () => {
  test('with the agents who were there, and it comes out much as it was', async () => {
    const log = await readLog(join(folder, 'made.tsv'))
    const { scenario } = fitScenario(log.calls, { day: '2026-03-02', replay: { file: 'made.tsv' } })
    expect(scenario.arrivals).toMatchObject({ log: { file: 'made.tsv' }, dayVariation: 0 })
    const days = { ...scenario, replications: 4 }
    const report = await simulate(await loggedScenario(days, direct, folder), direct, { workers: 1 })
    expect(Math.abs(rowOf(report, 'abandonment').difference!)).toBeLessThan(0.03)
  })

  test('of one day alone', async () => {
    const log = await readLog(join(folder, 'made.tsv'))
    expect(() => fitScenario(log.calls, { day: 'weekday', replay: { file: 'x' } })).toThrow(
      /days of kind weekday to replay, expected one/,
    )
  })
})

describe('a log that cannot be replayed is refused, with what would be right', () => {
  test.each([
    [
      { log: { file: 'none.csv' } },
      {},
      /arrivals.log.file: there is no file .*none.csv; expected a call log/,
    ],
    [
      { log: { file: 'made.tsv', from: '2027-01-01' } },
      {},
      /no calls for agents in the hours simulated from 2027-01-01 on; it goes from 2026-03-01 to 2026-03-03/,
    ],
    [{ log: {} }, {}, /arrivals.log: got no file, expected a call log/],
    [
      { log: { file: 'made.tsv' }, dayVariation: 0.1 },
      {},
      /got dayVariation beside log, whose calls come as they came/,
    ],
    [
      { log: { file: 'made.tsv' }, callsPerHour: 5 },
      {},
      /got both callsPerHour and log, expected one of them/,
    ],
    [{ log: { file: 'made.tsv', map: 'no-such' } }, {}, /--map no-such: expected a file, or one of/],
    [
      { log: { file: 'made.tsv' } },
      { line: 'card-support' },
      /got calls of queue "PS", expected those that callers of line card-support can ask for: billing/,
    ],
  ])('%j %j', async (arrivals, keys, message) => {
    const line = 'line' in keys ? cardSupport : direct
    const run = async () => simulate(await read({ ...keys, arrivals }, line), line, { workers: 1 })
    await expect(run).rejects.toThrow(message)
  })

  test('also where no day says which', async () => {
    const { day: _, ...undated } = MADE
    await expect(loggedScenario(scenarioOf(undated), direct, folder)).rejects.toThrow(
      /arrivals.log: got no day, expected which one of the log is meant/,
    )
  })

  test('and where calls written out do not fit together', () => {
    const columns = {
      ...{ atSeconds: [1, 2], queues: ['a'], queue: [0, 0], waitSeconds: [0, 0], handleSeconds: [1, null] },
      served: [1, 0],
    }
    const planned = (changed: object) =>
      new SpiedDay(scenarioOf({ ...MADE, arrivals: { log: { calls: { ...columns, ...changed } } } }), direct)
    expect(planned({}).plan.arrivals.log!.atMs).toHaveLength(2)
    expect(() => planned({ queue: [0] })).toThrow(
      /queue: got 1 entries, expected 2, one for each of atSeconds/,
    )
    expect(() => planned({ queue: [0, 1] })).toThrow(/got 1, expected a place in queues, which has 1/)
    expect(() => planned({ atSeconds: [2, 1] })).toThrow(/got 1 after 2, expected times in order/)
    expect(() => planned({ atSeconds: [2, 28_800] })).toThrow(
      /got a call at 28800 s, expected times below the 28800 s/,
    )
  })
})
