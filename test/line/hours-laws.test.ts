import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../src/base/units.ts'
import type { Holiday, Span, WeeklyHours } from '../../src/line/definition.ts'
import { OpeningHours } from '../../src/line/hours.ts'
import { everyDay, ms } from './hours-words.ts'

/** What a clock on the wall shows, read from `Intl` alone: another source than the code's. */
function wallOf(timeZone: string): (atMs: number) => { date: string; minutes: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  return atMs => {
    const [date = '', clock = ''] = format.format(atMs).split(', ')
    const [hour, minute] = clock.split(':').map(Number)
    return { date, minutes: hour! * 60 + minute! }
  }
}

const WEEKDAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** The slow oracle: walks the minutes and keeps the latest time that the clock has shown, which never goes back. */
function walk(
  line: { timeZone: string; hours: WeeklyHours; holidays: readonly Holiday[] },
  fromMs: number,
  minutes: number,
) {
  const wall = wallOf(line.timeZone)
  const inMinutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  let latest = { date: '', minutes: 0 }
  // A day's walk ahead, so that the latest time shown is known from the start.
  const statuses: string[] = []
  for (let minute = -24 * 60; minute < minutes; minute++) {
    const shown = wall(fromMs + minute * MINUTE_MS)
    if (shown.date > latest.date || (shown.date === latest.date && shown.minutes > latest.minutes))
      latest = shown
    if (minute < 0) continue
    const holiday = line.holidays.find(({ date }) => date === latest.date)
    const weekday = WEEKDAY_NAMES[new Date(`${latest.date}T12:00Z`).getUTCDay()]!
    const spans = holiday ? holiday.hours : (line.hours[weekday] ?? [])
    const open = spans.some(
      ({ from, to }) => inMinutes(from) <= latest.minutes && latest.minutes < inMinutes(to),
    )
    statuses.push(open ? 'open' : holiday ? 'holiday' : 'closed')
  }
  return statuses
}

/** Ordered spans that may touch, their times often near the clock changes and near midnight. */
const someSpans = fc
  .uniqueArray(
    fc.oneof(
      fc.integer({ min: 0, max: 16 }).map(quarter => quarter * 15),
      fc.integer({ min: 0, max: 96 }).map(quarter => quarter * 15),
    ),
    { maxLength: 6 },
  )
  .map(times => {
    const clock = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
    const sorted = times.sort((a, b) => a - b)
    const touching = sorted.length % 2 === 1
    const spans: Span[] = []
    for (let index = 0; index + 1 < sorted.length; index += touching ? 1 : 2) {
      spans.push({ from: clock(sorted[index]!), to: clock(sorted[index + 1]!) })
    }
    return spans
  })

const someHours: fc.Arbitrary<WeeklyHours> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(Object.fromEntries(WEEKDAY_NAMES.map(day => [day, someSpans])), {
      requiredKeys: [],
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom({}, everyDay('00:00-24:00'), everyDay('00:00-02:00', '02:00-24:00')),
  },
)

/** Days around a change of the clock: both of a year in the north and the south, at night, at midnight, by half an hour. */
const someChange = fc.constantFrom(
  { timeZone: 'Europe/Berlin', date: '2026-03-29' },
  { timeZone: 'Europe/Berlin', date: '2026-10-25' },
  { timeZone: 'America/New_York', date: '2026-03-08' },
  { timeZone: 'America/New_York', date: '2026-11-01' },
  { timeZone: 'America/Santiago', date: '2026-04-05' },
  { timeZone: 'America/Santiago', date: '2026-09-06' },
  { timeZone: 'Australia/Lord_Howe', date: '2026-04-05' },
  { timeZone: 'Australia/Lord_Howe', date: '2026-10-04' },
  { timeZone: 'America/St_Johns', date: '2010-11-07' },
  { timeZone: 'Asia/Kolkata', date: '2026-06-01' },
)

const someLine = fc
  .record({
    change: someChange,
    hours: someHours,
    holidayHours: someSpans,
    holidayOffset: fc.integer({ min: -1, max: 2 }),
  })
  .map(({ change, hours, holidayHours, holidayOffset }) => ({
    timeZone: change.timeZone,
    hours,
    holidays: [{ date: shifted(change.date, holidayOffset), name: 'a holiday', hours: holidayHours }],
    aroundMs: ms(`${change.date}T00:00Z`),
  }))

function shifted(date: string, days: number): string {
  return new Date(ms(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

describe('laws of every line', () => {
  test('its status is what a clerk who watches the clock minute by minute would say', () => {
    fc.assert(
      fc.property(someLine, line => {
        const hours = new OpeningHours(line)
        const fromMs = line.aroundMs - DAY_MS
        const statuses = walk(line, fromMs, 3 * 24 * 60)
        expect(statuses.map((_, minute) => hours.at(fromMs + minute * MINUTE_MS).status)).toEqual(statuses)
      }),
      { numRuns: 25 },
    )
  })

  test('it keeps its status from fromMs until just before untilMs, and no longer', () => {
    fc.assert(
      fc.property(someLine, fc.integer({ min: -3 * DAY_MS, max: 9 * DAY_MS }), (line, offsetMs) => {
        const hours = new OpeningHours(line)
        const atMs = line.aroundMs + offsetMs
        const { status, fromMs, untilMs } = hours.at(atMs)
        expect(fromMs).toBeLessThanOrEqual(atMs)
        expect(untilMs).toBeGreaterThan(atMs)
        if (Number.isFinite(fromMs)) expect(hours.at(fromMs)).toEqual({ status, fromMs, untilMs })
        if (!Number.isFinite(untilMs)) return
        expect(hours.at(untilMs - 1)).toMatchObject({ status, untilMs })
        expect(hours.at(untilMs).status).not.toBe(status)
      }),
      { numRuns: 300 },
    )
  })

  test('what it answers does not depend on what was asked before', () => {
    fc.assert(
      fc.property(
        someLine,
        fc.array(fc.integer({ min: -9 * DAY_MS, max: 9 * DAY_MS }), { maxLength: 8 }),
        (line, offsets) => {
          const asked = new OpeningHours(line)
          for (const offsetMs of offsets) {
            expect(asked.at(line.aroundMs + offsetMs)).toEqual(
              new OpeningHours(line).at(line.aroundMs + offsetMs),
            )
          }
        },
      ),
    )
  })

  test('its days lie end to end, and their openings are the times at which it is open', () => {
    fc.assert(
      fc.property(someLine, fc.integer({ min: -2, max: 3 }), (line, offset) => {
        const hours = new OpeningHours(line)
        const date = shifted(new Date(line.aroundMs).toISOString().slice(0, 10), offset)
        const startMs = hours.dayStart(date)
        expect(hours.date(startMs)).toBe(date)
        expect(hours.date(startMs - 1)).toBe(shifted(date, -1))
        let lastMs = Number.NEGATIVE_INFINITY
        for (const { fromMs, toMs } of hours.openings(date)) {
          expect(fromMs).toBeGreaterThan(lastMs)
          expect(toMs).toBeGreaterThan(fromMs)
          expect([fromMs, toMs - 1].map(atMs => hours.at(atMs).status)).toEqual(['open', 'open'])
          expect([fromMs, toMs - 1].map(atMs => hours.date(atMs))).toEqual([date, date])
          lastMs = toMs
        }
      }),
    )
  })
})
