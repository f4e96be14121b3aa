import { Temporal } from 'temporal-polyfill'
import { assert } from '../base/assert.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Weekday } from './definition.ts'

/** Monday first, as ISO 8601 counts. */
export const WEEKDAYS: readonly Weekday[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
]

/** Whether a text is a day that the calendar has, written `YYYY-MM-DD`. */
export function isRealDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.getUTCDate() === Number(parts[3])
}

/** Whether this machine's time-zone data has the name. Offsets such as `+01:00` are no zones: they know no summer. */
export function isKnownTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Minutes since midnight of a clock time `HH:MM` from `00:00` to `24:00`; undefined where it is none. */
export function clockMinutes(text: string): number | undefined {
  const parts = /^(\d{2}):(\d{2})$/.exec(text)
  if (!parts) return undefined
  const minutes = Number(parts[1]) * 60 + Number(parts[2])
  return Number(parts[2]) < 60 && minutes <= 24 * 60 ? minutes : undefined
}

/** The day `days` later (earlier when negative), as the calendar counts. */
export function addDays(date: string, days: number): string {
  return plainDate(date).add({ days }).toString()
}

/** The day of the week of a date `YYYY-MM-DD`. */
export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[plainDate(date).dayOfWeek - 1]!
}

/** Days from one date to another, negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return plainDate(from).until(plainDate(to), { largestUnit: 'days' }).days
}

/**
 * The first instant of a day in a zone: midnight, or what the clock jumps to where there is no midnight that day.
 *
 * @throws WrongInput for a date that the calendar does not have.
 */
export function dayStartMs(zone: string, date: string): number {
  return plainDate(date).toZonedDateTime({ timeZone: zone }).epochMilliseconds
}

/**
 * The first instant of a day at which its clock shows `minutes` since midnight or later. So a time that a clock
 * change leaves out is the instant of the change, a time that comes twice is its first coming, and times that
 * stand in order on paper stand in order on the line.
 */
export function clockMs(zone: string, date: string, minutes: number): number {
  if (minutes === 0) return dayStartMs(zone, date)
  if (minutes === 24 * 60) return dayStartMs(zone, addDays(date, 1))
  const wall = plainDate(date).toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (first.toPlainDateTime().equals(wall)) return first.epochMilliseconds
  const change = first.getTimeZoneTransition('next')
  assert(change, `${zone} has no ${wall.toString()}, nor a clock change that would explain it`)
  return change.epochMilliseconds
}

/** The instant of `YYYY-MM-DDTHH:MM` on a zone's clock, see `clockMs`. */
export function momentMs(zone: string, moment: string): number {
  const [date = '', clock = ''] = moment.split('T')
  const minutes = clockMinutes(clock)
  assert(minutes !== undefined, `${moment} is no moment; a line's were checked`)
  return clockMs(zone, date, minutes)
}

/** What calendar and clock show in a zone. `date` is `YYYY-MM-DD`. */
export function wallClock(zone: string, atMs: number): { date: string; hour: number; minute: number } {
  assert(Number.isFinite(atMs), `${atMs} is no instant; expected milliseconds since 1970`)
  const wall = Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(zone)
  return { date: wall.toPlainDate().toString(), hour: wall.hour, minute: wall.minute }
}

/** Quarters of an hour whose hour of the week is remembered, by zone: finding it out is slow, and it never changes. */
const QUARTERS_MAX = 20_000
const QUARTER_MS = 15 * 60_000
const hoursByZone = new Map<string, Map<number, number>>()

/** The hour of the week that a zone's clock shows: 0 is Monday's first. */
export function hourOfWeek(zone: string, atMs: number): number {
  let known = hoursByZone.get(zone)
  if (!known || known.size >= QUARTERS_MAX) {
    known = new Map()
    hoursByZone.set(zone, known)
  }
  const quarter = Math.floor(atMs / QUARTER_MS)
  let hour = known.get(quarter)
  if (hour === undefined) {
    const wall = wallClock(zone, atMs)
    hour = WEEKDAYS.indexOf(weekdayOf(wall.date)) * 24 + wall.hour
    known.set(quarter, hour)
  }
  return hour
}

function plainDate(date: string): Temporal.PlainDate {
  if (!isRealDate(date))
    throw new WrongInput(`the day is ${JSON.stringify(date)}; expected a day of the calendar, YYYY-MM-DD.`)
  return Temporal.PlainDate.from(date)
}
