import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Weekday } from '../../src/line/definition.ts'
import { nearest } from '../../src/line/nearest.ts'
import { addDays, isRealDate, WEEKDAYS, weekdayOf } from '../../src/line/zone.ts'
import type { LoggedCall } from './read-row.ts'

/** A day with less than this share of its kind's median calls was no day of that kind: a holiday, a failure. */
const LEAST_SHARE = 0.25

/** The days that a fit averages over. */
export interface ChosenDays {
  /** In words, such as `sunday`. */
  readonly kind: string
  readonly dates: readonly string[]
  readonly leftOut: readonly { readonly date: string; readonly reason: string }[]
  /** All open days of the same weekdays, `dates` among them: for what one day cannot tell. */
  readonly alike: readonly string[]
}

/**
 * The days of a log that are of a kind: a weekday's name, `weekday` (those that the mapping calls so), `busiest`
 * (the one with most calls), or a date. Days without calls, or with hardly any, are left out and named.
 *
 * @param offered calls that asked for an agent.
 * @throws WrongInput for an unknown kind, and where the log has no such day.
 */
export function chooseDays(
  offered: readonly LoggedCall[],
  kind: string,
  weekdays: readonly Weekday[],
): ChosenDays {
  const counts = new Map<string, number>()
  for (const { date } of offered) counts.set(date, (counts.get(date) ?? 0) + 1)
  const seen = [...counts.keys()].sort()
  const [first, last] = [seen[0], seen.at(-1)]
  if (first === undefined || last === undefined) {
    throw new WrongInput('the log has no call that asked for an agent; expected some to fit.')
  }
  const asked = kind.toLowerCase()
  if (asked === 'busiest' || isRealDate(asked)) {
    const date = asked === 'busiest' ? busiest(counts) : asked
    if (!counts.has(date)) {
      throw new WrongInput(
        `--day ${kind}: the log has no calls on that day; it goes from ${first} to ${last}.`,
      )
    }
    const like = weekdays.includes(weekdayOf(date)) ? weekdays : [weekdayOf(date)]
    const alike = openDays(counts, first, last, like).dates
    return { kind: date, dates: [date], leftOut: [], alike: alike.includes(date) ? alike : [date] }
  }
  const wanted = asked === 'weekday' ? weekdays : WEEKDAYS.filter(day => day === asked)
  if (wanted.length === 0) {
    const known = [...WEEKDAYS, 'weekday', 'busiest']
    const guess = nearest(asked, known)
    throw new WrongInput(
      `--day ${kind}: expected one of ${known.join(', ')}, or a date YYYY-MM-DD${guess ? `; did you mean ${guess}?` : '.'}`,
    )
  }
  const { dates, leftOut } = openDays(counts, first, last, wanted)
  if (dates.length === 0) {
    throw new WrongInput(`--day ${kind}: the log, from ${first} to ${last}, has no such day with calls.`)
  }
  const alike =
    asked === 'weekday' || !weekdays.includes(wanted[0]!)
      ? dates
      : openDays(counts, first, last, weekdays).dates
  return { kind: asked, dates, leftOut, alike }
}

function openDays(
  counts: ReadonlyMap<string, number>,
  first: string,
  last: string,
  wanted: readonly Weekday[],
): Pick<ChosenDays, 'dates' | 'leftOut'> {
  const all: string[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (wanted.includes(weekdayOf(date))) all.push(date)
  }
  const sizes = all.flatMap(date => counts.get(date) ?? []).sort((a, b) => a - b)
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0
  const leftOut = all.flatMap(date => {
    const calls = counts.get(date) ?? 0
    if (calls === 0) return [{ date, reason: 'no calls' }]
    return calls < LEAST_SHARE * median
      ? [{ date, reason: `only ${calls} calls, half its kind have ${median}` }]
      : []
  })
  return { dates: all.filter(date => !leftOut.some(out => out.date === date)), leftOut }
}

function busiest(counts: ReadonlyMap<string, number>): string {
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}
