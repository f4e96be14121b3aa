import type { Fields, Problems } from './problems.ts'
import { shown } from './problems.ts'
import { clockMinutes, isRealDate, WEEKDAYS } from './zone.ts'

const SPANS_MAX = 24
const HOLIDAYS_MAX = 1_000
const HOLIDAY_NAME_MAX = 100

/** Weekly hours, or `always`. */
export function checkHours(problems: Problems, hours: unknown): void {
  if (hours === 'always') return
  if (typeof hours !== 'object' || hours === null) {
    const example = '{ monday: [{ from: "08:00", to: "18:00" }] }'
    problems.add('hours', hours, `"always" or spans by weekday, such as ${example}`)
    return
  }
  const week = problems.fields('hours', hours, WEEKDAYS)
  if (!week) return
  for (const day of WEEKDAYS) {
    if (week[day] !== undefined) checkSpans(problems, `hours.${day}`, week[day])
  }
}

/** Real days, each once, each with its hours. */
export function checkHolidays(problems: Problems, holidays: unknown): void {
  const days = problems.list('holidays', holidays, { min: 0, max: HOLIDAYS_MAX, of: 'days' })
  const dates = (days ?? []).map((value, index) => {
    const where = `holidays[${index}]`
    const day = problems.fields(where, value, ['date', 'name', 'hours'])
    if (!day) return { where, name: undefined }
    problems.text(`${where}.name`, day.name, { max: HOLIDAY_NAME_MAX })
    checkSpans(problems, `${where}.hours`, day.hours)
    return { where: `${where}.date`, name: checkDate(problems, `${where}.date`, day.date) }
  })
  problems.unique(dates)
}

/** The one span of every day in which people may be called. */
export function checkCallingHours(problems: Problems, value: unknown): void {
  const span = problems.fields('callingHours', value, ['from', 'to'])
  if (span) checkSpan(problems, 'callingHours', span)
}

function checkDate(problems: Problems, where: string, date: unknown): string | undefined {
  if (typeof date === 'string' && isRealDate(date)) return date
  return problems.add(where, date, 'a day of the calendar, such as "2026-12-25"')
}

function checkSpans(problems: Problems, where: string, value: unknown): void {
  const spans = problems.list(where, value, { min: 0, max: SPANS_MAX, of: 'spans' })
  let before: { to: number; text: unknown } | undefined
  for (const [index, item] of (spans ?? []).entries()) {
    const span = problems.fields(`${where}[${index}]`, item, ['from', 'to'])
    const minutes = span && checkSpan(problems, `${where}[${index}]`, span)
    if (!span || !minutes) continue
    if (before && minutes.from < before.to) {
      problems.note(
        `${where}[${index}] starts at ${shown(span.from)}, before the span in front of it ends at ${shown(before.text)}; expected spans in order that do not overlap.`,
      )
    }
    if (!before || minutes.to > before.to) before = { to: minutes.to, text: span.to }
  }
}

function checkSpan(
  problems: Problems,
  where: string,
  span: Fields,
): { from: number; to: number } | undefined {
  const from = checkClock(problems, `${where}.from`, span.from)
  const to = checkClock(problems, `${where}.to`, span.to)
  if (from === undefined || to === undefined) return undefined
  if (from < to) return { from, to }
  const overMidnight =
    from === to || from === 24 * 60
      ? ''
      : ` A span over midnight is two: ${shown(span.from)} to "24:00", and "00:00" to ${shown(span.to)} on the next day.`
  return problems.note(
    `${where} goes from ${shown(span.from)} to ${shown(span.to)}; expected "from" before "to".${overMidnight}`,
  )
}

function checkClock(problems: Problems, where: string, clock: unknown): number | undefined {
  const minutes = typeof clock === 'string' ? clockMinutes(clock) : undefined
  return minutes ?? problems.add(where, clock, 'a clock time "HH:MM" from "00:00" to "24:00"')
}
