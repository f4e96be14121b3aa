import { assert } from '../base/assert.ts'
import { DAY_MS, NEVER_MS } from '../base/units.ts'
import type { LineDefinition, Span, Weekday } from './definition.ts'
import { addDays, clockMinutes, clockMs, dayStartMs, WEEKDAYS, wallClock, weekdayOf } from './zone.ts'

/** `holiday` is a day of the list of holidays while it is closed; a holiday within its own hours is `open`. */
export type OpeningStatus = 'open' | 'closed' | 'holiday'

/**
 * A stretch of time of one status. At `untilMs` the status differs, or it is Infinity and never changes again.
 * At `fromMs` the stretch has begun already: it reaches back at most to the start of the day, unless it is
 * -Infinity and nothing ever changes.
 */
export interface OpeningSpan {
  readonly status: OpeningStatus
  readonly fromMs: number
  readonly untilMs: number
}

/** From the first instant to just before the last, in milliseconds since 1970. */
export interface Opening {
  readonly fromMs: number
  readonly toMs: number
}

interface Day extends Opening {
  readonly date: string
  /** Together the whole day, in order, no two neighbours of one status; none on a day that a zone skipped. */
  readonly stretches: readonly OpeningSpan[]
}

const ALL_DAY: readonly Span[] = [{ from: '00:00', to: '24:00' }]
const SEARCH_DAYS = 400
const REMEMBERED_DAYS_MAX = 1_000

/**
 * When a line is open, as a pure function of its definition and the time; no clock is read. A clock time stands
 * for the first instant of its day at which the clock shows it or later: a time that a clock change leaves out
 * is the instant of the change, and of a time that comes twice the first coming counts.
 */
export class OpeningHours {
  readonly #zone: string
  readonly #week: ReadonlyMap<Weekday, readonly Span[]>
  readonly #holidays: ReadonlyMap<string, readonly Span[]>
  readonly #holidayDates: readonly string[]
  /** The status of a week without holidays where it never changes. */
  readonly #everyDay: OpeningStatus | null
  /** Days worked out so far: only a saving, every answer is the same without it. */
  readonly #days = new Map<string, Day>()
  #lastDay: Day | null = null

  constructor(line: Pick<LineDefinition, 'timeZone' | 'hours' | 'holidays'>) {
    const { hours } = line
    this.#zone = line.timeZone
    this.#week = new Map(WEEKDAYS.map(day => [day, hours === 'always' ? ALL_DAY : (hours[day] ?? [])]))
    this.#holidays = new Map(line.holidays.map(({ date, hours }) => [date, hours]))
    this.#holidayDates = [...this.#holidays.keys()].sort()
    this.#everyDay = unchanging([...this.#week.values()])
  }

  /** The status at an instant, and the stretch of time around it for which the answer holds. */
  at(atMs: number): OpeningSpan {
    if (this.#everyDay && this.#holidayDates.length === 0) {
      return { status: this.#everyDay, fromMs: Number.NEGATIVE_INFINITY, untilMs: NEVER_MS }
    }
    const day = this.#dayAt(atMs)
    const stretch = day.stretches.find(({ untilMs }) => atMs < untilMs)
    assert(stretch, `${day.date} in ${this.#zone} does not hold the instant ${atMs}`)
    return stretch.untilMs < day.toMs
      ? stretch
      : { ...stretch, untilMs: this.#changeAfter(day, stretch.status) }
  }

  /** The first instant from `atMs` on at which the line is open; null when there is none within 400 days. */
  nextOpening(atMs: number): number | null {
    let fromMs = atMs
    while (fromMs <= atMs + SEARCH_DAYS * DAY_MS) {
      const { status, untilMs } = this.at(fromMs)
      if (status === 'open') return fromMs
      fromMs = untilMs
    }
    return null
  }

  /** When the present opening ends, over midnight too (Infinity: never); null when the line is not open. */
  closesMs(atMs: number): number | null {
    const { status, untilMs } = this.at(atMs)
    return status === 'open' ? untilMs : null
  }

  /**
   * The first instant of a day `YYYY-MM-DD` in the line's zone.
   *
   * @throws WrongInput for a date that the calendar does not have.
   */
  dayStart(date: string): number {
    return dayStartMs(this.#zone, date)
  }

  /**
   * When the line is open on a day `YYYY-MM-DD`, in order, cut at the day's two ends; none touch.
   *
   * @throws WrongInput for a date that the calendar does not have.
   */
  openings(date: string): Opening[] {
    return this.#day(date)
      .stretches.filter(({ status }) => status === 'open')
      .map(({ fromMs, untilMs }) => ({ fromMs, toMs: untilMs }))
  }

  /** The day of the week in the line's zone. */
  weekday(atMs: number): Weekday {
    return weekdayOf(this.date(atMs))
  }

  /** The day in the line's zone, `YYYY-MM-DD`. */
  date(atMs: number): string {
    return this.#dayAt(atMs).date
  }

  /** When the status first differs from the one in which `day` ends. */
  #changeAfter(day: Day, status: OpeningStatus): number {
    let date = addDays(day.date, 1)
    for (let steps = 0; steps <= SEARCH_DAYS + this.#holidayDates.length; steps++) {
      if (this.#everyDay === status) {
        const holiday = this.#holidayDates.find(candidate => candidate >= date)
        if (holiday === undefined) return NEVER_MS
        date = holiday
      }
      const { stretches } = this.#day(date)
      const changed = stretches.find(stretch => stretch.status !== status)
      if (changed) return changed.fromMs
      date = addDays(date, 1)
    }
    // Only hours that no clock ever shows, such as an hour that every clock change skips, come here.
    return NEVER_MS
  }

  #dayAt(atMs: number): Day {
    if (this.#lastDay && this.#lastDay.fromMs <= atMs && atMs < this.#lastDay.toMs) return this.#lastDay
    let day = this.#day(wallClock(this.#zone, atMs).date)
    // Where clocks go back just after midnight (Newfoundland until 2011) the old date shows again for a while.
    if (atMs >= day.toMs) day = this.#day(addDays(day.date, 1))
    this.#lastDay = day
    return day
  }

  #day(date: string): Day {
    const known = this.#days.get(date)
    if (known) return known
    if (this.#days.size >= REMEMBERED_DAYS_MAX) this.#days.clear()
    const fromMs = dayStartMs(this.#zone, date)
    const toMs = dayStartMs(this.#zone, addDays(date, 1))
    const holiday = this.#holidays.get(date)
    const spans = holiday ?? this.#week.get(weekdayOf(date)) ?? []
    const open = spans.map(span => ({
      fromMs: clockMs(this.#zone, date, minutesOf(span.from)),
      toMs: clockMs(this.#zone, date, minutesOf(span.to)),
    }))
    const day = {
      date,
      fromMs,
      toMs,
      stretches: stretchesOf({ fromMs, toMs }, open, holiday ? 'holiday' : 'closed'),
    }
    this.#days.set(date, day)
    return day
  }
}

/** Cuts a day into its stretches. An opening that a clock change leaves without length is none. */
function stretchesOf(day: Opening, open: readonly Opening[], otherwise: 'closed' | 'holiday'): OpeningSpan[] {
  const stretches: OpeningSpan[] = []
  const add = (status: OpeningStatus, fromMs: number, untilMs: number) => {
    if (fromMs >= untilMs) return
    const last = stretches.at(-1)
    if (last?.status === status) stretches[stretches.length - 1] = { ...last, untilMs }
    else stretches.push({ status, fromMs, untilMs })
  }
  let doneMs = day.fromMs
  for (const { fromMs, toMs } of open) {
    add(otherwise, doneMs, fromMs)
    add('open', fromMs, toMs)
    doneMs = Math.max(doneMs, toMs)
  }
  add(otherwise, doneMs, day.toMs)
  return stretches
}

/** The one status of a week that never changes: closed throughout, or open throughout; null for any other. */
function unchanging(week: readonly (readonly Span[])[]): 'open' | 'closed' | null {
  if (week.every(spans => spans.length === 0)) return 'closed'
  const full = week.every(spans => {
    let reached = 0
    for (const { from, to } of spans) if (minutesOf(from) === reached) reached = minutesOf(to)
    return reached === 24 * 60
  })
  return full ? 'open' : null
}

function minutesOf(clock: string): number {
  const minutes = clockMinutes(clock)
  assert(minutes !== undefined, `"${clock}" is no clock time; only checked lines have opening hours`)
  return minutes
}
