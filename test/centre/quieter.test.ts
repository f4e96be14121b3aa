import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/base/units.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import { UNWATCHED } from '../../src/call/unwatched.ts'
import { Centre } from '../../src/centre/centre.ts'
import { quieterMs } from '../../src/centre/quiet.ts'
import { quietHours } from '../../src/centre/quiet-hours.ts'
import { loadState, saveState } from '../../src/centre/saved-state.ts'
import type { CentreLine } from '../../src/centre/state.ts'
import { hourOfWeek, wallClock } from '../../src/line/zone.ts'
import { Day } from './day.ts'
import { definition, OPENING_MS, support } from './lines.ts'

const ZONE = 'America/New_York'
/** Tuesday at ten, in the zone of the line. */
const TUESDAY_TEN = OPENING_MS + DAY_MS + 2 * HOUR_MS

const base = definition()
const prompts = { ...base.prompts, message: { text: { 'en-US': 'It is quieter {quieter}.' } } }
const told = { ...prompts, 'offer-callback': prompts.message }

/** A line that tells callers with a long wait when it is quieter. */
function tellingLine() {
  return support({ prompts: told })
}

/** What a line knows whose hours had this many callers, who waited so long. */
function lineWith(
  waits: readonly [atMs: number, callers: number, waitMs: number][],
  line = tellingLine(),
): CentreLine {
  const centre = new Centre(null as never, UNWATCHED)
  centre.state.out = new Day([[0]]).centre.state.out
  const number = centre.addLine(new FlowTable(line), OPENING_MS - 28 * DAY_MS)
  const { quiet } = centre.state.lines[number]!
  for (const [atMs, callers, waitMs] of waits) {
    const hour = hourOfWeek(line.definition.timeZone, atMs)
    quiet!.callers[hour]! += callers
    quiet!.waitedMs[hour]! += callers * waitMs
    quiet!.week[hour] = Math.floor(atMs / (7 * DAY_MS))
  }
  return centre.state.lines[number]!
}

test('the quietest open hour of the next days is told, where callers wait half as long as now', () => {
  const now = OPENING_MS + 2 * HOUR_MS
  const line = lineWith([
    [now, 40, 10 * MINUTE_MS],
    [now + HOUR_MS, 40, 6 * MINUTE_MS],
    [TUESDAY_TEN, 40, 2 * MINUTE_MS],
    [TUESDAY_TEN + HOUR_MS, 40, 4 * MINUTE_MS],
  ])
  expect(quieterMs(line, now + 20 * MINUTE_MS)).toBe(TUESDAY_TEN)
})

test('nothing is told where nothing is known, where no hour is clearly quieter, and where nobody waits', () => {
  const now = OPENING_MS + 2 * HOUR_MS
  expect(quieterMs(lineWith([]), now)).toBe(0)
  const [few, slightly, nobody] = [
    lineWith([
      [now, 40, 10 * MINUTE_MS],
      [TUESDAY_TEN, 3, 0],
    ]),
    lineWith([
      [now, 40, 10 * MINUTE_MS],
      [TUESDAY_TEN, 40, 6 * MINUTE_MS],
    ]),
    lineWith([
      [now, 40, 30_000],
      [TUESDAY_TEN, 40, 0],
    ]),
  ]
  for (const line of [few, slightly, nobody]) expect(quieterMs(line, now)).toBe(0)
})

test('after hours an hour is told that is quieter than others, and what was seen long ago is forgotten', () => {
  const night = OPENING_MS - 4 * HOUR_MS
  const seen = [
    [OPENING_MS + HOUR_MS, 40, 10 * MINUTE_MS],
    [TUESDAY_TEN, 40, MINUTE_MS],
  ] as const
  const line = lineWith(seen.map(([atMs, callers, waitMs]) => [atMs - 7 * DAY_MS, callers, waitMs]))
  expect(quieterMs(line, night)).toBe(TUESDAY_TEN)
  expect(quieterMs(line, night + 140 * DAY_MS)).toBe(0)
})

test('waits are learnt from callers who were answered and who gave up, and outlast a snapshot', () => {
  const day = new Day([[0]], { lines: [tellingLine()] })
  const hour = hourOfWeek(ZONE, day.nowMs)
  const [first, second] = day.inTurn(2)
  day.answers(0)
  day.passes(MINUTE_MS)
  day.does(second!, 'hangsUp')
  expect(first).toBeDefined()
  const { quiet } = day.centre.state.lines[0]!
  expect(quiet!.callers[hour]).toBe(2)
  expect(quiet!.waitedMs[hour]).toBe(2_000 + MINUTE_MS + 1_000)
  const other = new Day([[0]], { lines: [tellingLine()] })
  loadState(other.centre.state, structuredClone(saveState(day.centre.state)))
  expect(other.centre.state.lines[0]!.quiet).toEqual(quiet)
  expect(new Day([[0]]).centre.state.lines[0]!.quiet).toBeUndefined()
})

test('a caller with a long wait hears it once in a call', () => {
  const day = new Day([[0]], { lines: [tellingLine()] })
  const { quiet } = day.centre.state.lines[0]!
  const learns = (atMs: number, waitMs: number) => {
    const hour = hourOfWeek(ZONE, atMs)
    quiet!.callers[hour] = 40
    quiet!.waitedMs[hour] = 40 * waitMs
    quiet!.week[hour] = Math.floor(atMs / (7 * DAY_MS))
  }
  learns(day.nowMs, 10 * MINUTE_MS)
  learns(TUESDAY_TEN, MINUTE_MS)
  const call = day.rings()
  day.passes(5 * MINUTE_MS)
  const moments = day.said(call).filter(({ prompt }) => prompt === 'offer-callback')
  expect(moments.map(({ momentMs }) => momentMs)).toEqual([TUESDAY_TEN])
})

test('no hour is ever told in which the line is closed, nor a time that the clock does not show', () => {
  const zones = ['America/New_York', 'Europe/Madrid', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']
  const history = fc.array(fc.tuple(fc.nat(167), fc.integer({ min: 1, max: 40 }), fc.nat(900)), {
    maxLength: 60,
  })
  const day = [
    { from: '08:30', to: '12:00' },
    { from: '13:00', to: '19:15' },
  ]
  const hours = { monday: day, wednesday: day, friday: day, sunday: [{ from: '00:00', to: '24:00' }] }
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.nat(400 * 24 * 4), history, (timeZone, quarters, seen) => {
      const line = lineWith([], support({ prompts: told, timeZone, hours }))
      line.quiet = quietHours()
      const atMs = OPENING_MS + quarters * 15 * MINUTE_MS
      for (const [hour, callers, seconds] of seen) {
        line.quiet.callers[hour]! += callers
        line.quiet.waitedMs[hour]! += callers * seconds * 1_000
        line.quiet.week[hour] = Math.floor(atMs / (7 * DAY_MS))
      }
      const momentMs = quieterMs(line, atMs)
      if (momentMs === 0) return
      expect(momentMs).toBeGreaterThan(atMs)
      expect(momentMs - atMs).toBeLessThanOrEqual(7 * DAY_MS)
      const { status, untilMs } = line.hours.at(momentMs)
      expect([status, untilMs >= momentMs + HOUR_MS, wallClock(timeZone, momentMs).minute]).toEqual([
        'open',
        true,
        0,
      ])
    }),
    { numRuns: 300, seed: 3 },
  )
})
