import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FitOptions, fitScenario } from '../../sim/fit/fit.ts'
import { type CallLog, readLog } from '../../sim/fit/read-log.ts'
import { toYaml } from '../../sim/fit/to-yaml.ts'
import { checkAgainstLine } from '../../sim/scenario/check-against-line.ts'
import { DIRECT } from '../../sim/scenario/line-words.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { HOUR_MS } from '../../src/base/units.ts'
import { makeLog, SAMPLE } from './samples/make-log.ts'

const SAMPLE_PATH = fileURLToPath(new URL('./samples/sample-log.tsv.gz', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'holdline-fit-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Forty days, so that chance leaves little room. */
const TRUTH = { ...SAMPLE, seed: 3, days: 40 }
let long: CallLog
beforeAll(async () => {
  const path = join(folder, 'long.tsv')
  writeFileSync(path, makeLog(TRUTH))
  long = await readLog(path)
})

function fitted(log: CallLog, options: FitOptions = {}) {
  return fitScenario(log.calls, { weekdays: log.mapping.weekdays, ...options })
}

describe('a planner fits a log whose truth is known', () => {
  test('the calls of each half-hour are found, within what 40 days leave to chance', () => {
    const { scenario } = fitted(long)
    const calls = 'callsPerInterval' in scenario.arrivals ? scenario.arrivals.callsPerInterval : []
    // Those who hang up before queueing, phantoms and IN calls come out of the same stream: 1.05 of 0.92.
    const thinned = TRUTH.callsPerInterval.map(expected => expected * 1.05 * 0.92)
    expect(scenario.startHour).toBe(8)
    expect(scenario.durationHours).toBe(8)
    expect(calls).toHaveLength(16)
    for (const [i, expected] of thinned.entries())
      expect(Math.abs(calls[i]! / expected - 1)).toBeLessThan(0.13)
    const total = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0)
    expect(Math.abs(total(calls) / total(thinned) - 1)).toBeLessThan(0.06)
  })

  test('handle times are found', () => {
    const { mean, cv } = fitted(long).report.handle.direct!.distribution
    expect(fitted(long).scenario.handleSeconds).toEqual({ distribution: 'lognormal', mean, cv })
    expect(Math.abs(mean / 200 - 1)).toBeLessThan(0.03)
    expect(Math.abs(cv - 0.9)).toBeLessThan(0.05)
    expect(fitted(long).report.handle.direct?.distance).toBeLessThan(0.02)
  })

  test('patience is found although most waits end by an answer', () => {
    const { scenario, report } = fitted(long, { patience: 'exponential' })
    const { patience } = report
    expect(scenario.patienceSeconds).toMatchObject({ distribution: 'exponential' })
    expect(Math.abs(patience.exponentialMean! / 150 - 1)).toBeLessThan(0.05)
    expect(patience.departure).toBeLessThan(0.04)
    // The bare mean of abandoned waits, which knows nothing of censoring, is far off.
    const waits = long.calls
      .filter(({ outcome }) => outcome === 'abandoned')
      .map(({ waitMs }) => waitMs / 1000)
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeLessThan(100)
  })

  test('where patience is exponential, the curve does not pretend to know better', () => {
    expect(fitted(long).scenario.patienceSeconds).toMatchObject({ distribution: 'exponential' })
    expect(fitted(long).report.patience.curveGain).toBeLessThan(0)
  })

  test('where patience is not exponential, the curve is taken, and its quantiles are right', () => {
    // Half of the callers would wait 60 s to the second, the others 600 s; an answer comes after 0 to 300 s.
    const calls = Array.from({ length: 4000 }, (_, i) => {
      const offered = (i * 37) % 300
      const patience = i % 2 === 0 ? 60 : 600
      const outcome = offered < patience ? ('served' as const) : ('abandoned' as const)
      const date = `2026-03-0${2 + (Math.floor(i / 2) % 5)}`
      const waitMs = Math.min(offered, patience) * 1000
      const rest = { line: i, handleMs: 100_000, wrapUpMs: 0, agent: 'A', queue: 'direct' }
      return { ...rest, date, queuedAtMs: 10 * HOUR_MS + (i % 100) * 30_000, waitMs, outcome }
    })
    const { patienceSeconds } = fitScenario(calls, { day: 'weekday' }).scenario
    const quantiles =
      patienceSeconds !== 'never' && 'quantiles' in patienceSeconds ? patienceSeconds.quantiles : []
    expect(quantiles).toHaveLength(51)
    for (const quantile of quantiles.slice(1, 25)) expect(Math.abs(quantile - 60)).toBeLessThan(2)
    expect(quantiles[27]).toBeGreaterThan(250)
  })

  test('how days differ is found, with Poisson’s chance removed', () => {
    const { dayVariation, variationDays } = fitted(long).report.arrivals
    expect(variationDays).toBe(40)
    expect(dayVariation).toBeGreaterThan(0.11)
    expect(dayVariation).toBeLessThan(0.19)
  })

  test('the agents who were there are found', () => {
    const { scenario, report } = fitted(long)
    expect(report.presence?.names).toBe(4)
    for (const agents of Array.isArray(scenario.agents) ? scenario.agents : [])
      expect([3, 4]).toContain(agents)
  })

  test('short talks are kept for their load, or left out when asked', () => {
    const kept = fitted(long).report.handle.direct!
    const out = fitted(long, { shortCalls: 'leave-out' }).report.handle.direct!
    expect(kept.shortShare).toBeGreaterThan(0)
    expect(out.calls).toBeLessThan(kept.calls)
    expect(out.distribution.mean).toBeGreaterThan(kept.distribution.mean)
  })
})

describe('a planner chooses days', () => {
  test('one kind of day, the busiest, or a date', () => {
    const sunday = fitted(long, { day: 'sunday' })
    expect(sunday.report.days.dates).toHaveLength(8)
    expect(sunday.scenario.day).toBeUndefined()
    const busiest = fitted(long, { day: 'busiest' })
    expect(busiest.report.days.dates).toHaveLength(1)
    expect(busiest.scenario.day).toBe(busiest.report.days.dates[0])
    expect(busiest.report.arrivals.callsPerDay).toBeGreaterThan(sunday.report.arrivals.callsPerDay)
    expect(busiest.report.arrivals.variationDays).toBe(40)
    expect(fitted(long, { day: '2026-03-03' }).report.days.dates).toEqual(['2026-03-03'])
  })

  test('days of the kind without calls, or with hardly any, are left out and named', () => {
    const calls = long.calls.filter(
      ({ date, queuedAtMs }) =>
        date !== '2026-03-08' && (date !== '2026-03-15' || queuedAtMs < 8.5 * HOUR_MS),
    )
    const { report, scenario } = fitted({ ...long, calls }, { day: 'sunday' })
    expect(report.days.dates).toHaveLength(6)
    expect(report.days.leftOut[0]).toEqual({ date: '2026-03-08', reason: 'no calls' })
    expect(report.days.leftOut[1]).toMatchObject({
      date: '2026-03-15',
      reason: expect.stringMatching(/^only \d+ calls/),
    })
    expect(toYaml(scenario, report)).toContain('# Left out: 2026-03-08 (no calls)')
  })

  test.each([
    ['monnday', '--day monnday: expected one of monday, tuesday'],
    ['monnday', 'did you mean monday?'],
    ['friday', '--day friday: the log, from 2026-03-01 to 2026-04-23, has no such day with calls.'],
    ['2027-01-01', 'the log has no calls on that day; it goes from 2026-03-01 to 2026-04-23.'],
  ])('--day %s is answered with: %s', (day, message) => {
    expect(() => fitted(long, { day })).toThrow(message)
  })

  test('hours may be given instead of found', () => {
    const { scenario } = fitted(long, { hours: { startHour: 9, endHour: 12 } })
    expect(scenario).toMatchObject({ startHour: 9, durationHours: 3 })
  })
})

describe('a fitted scenario is a file', () => {
  test('it says where its numbers come from, and reads back as it was', () => {
    for (const day of ['weekday', 'busiest']) {
      const { scenario, report } = fitted(long, { day })
      const text = toYaml(scenario, report, 'long.tsv')
      expect(parseScenario(text, 'fitted.yaml')).toEqual(scenario)
      expect(text).toMatch(/^# Fitted to long\.tsv: \d+ calls/)
      expect(text).toContain('# Lognormal by moments')
      expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(100)
      checkAgainstLine(scenario, DIRECT, { openMs: 24 * HOUR_MS })
    }
  })

  test('types mapped to queues become a line’s intents and handle times', () => {
    const calls = long.calls.map((call, i) => ({ ...call, queue: i % 4 === 0 ? 'billing' : 'account' }))
    const { scenario } = fitted({ ...long, calls }, { line: 'card-support' })
    expect(scenario.line).toBe('card-support')
    expect(scenario.intents.billing).toBeCloseTo(0.25, 1)
    expect(Object.keys(scenario.handleSeconds).sort()).toEqual(['account', 'billing'])
  })

  test('the sample log is what its script makes, and can be fitted', async () => {
    expect(gunzipSync(readFileSync(SAMPLE_PATH)).toString()).toBe(makeLog(SAMPLE))
    const log = await readLog(SAMPLE_PATH)
    expect(log.mapping.name).toBe('anonymous-bank')
    expect(Math.abs(fitted(log).report.handle.direct!.distribution.mean - 200)).toBeLessThan(10)
  })
})
