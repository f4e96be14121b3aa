const DAY_MINUTES = 1_440

/** Steps that people count time in, of less than a day and of days. */
const MINUTES = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720] as const
const DAYS = [1, 2, 7, 14, 28, 91, 182, 364] as const

export interface TimeMark {
  /** Which interval begins then. */
  readonly index: number
  /** `HH:MM`, or the date as `MM-DD` where the axis spans days. */
  readonly text: string
}

/**
 * What to write along an axis of intervals: round times, or days, and so few that they can be told apart.
 * @param starts wall clock of each interval, `YYYY-MM-DDTHH:MM`
 * @param apart intervals that lie between two marks at least
 */
export function timeMarks(starts: readonly string[], apart: number): TimeMark[] {
  const intervalMinutes = starts.length < 2 ? DAY_MINUTES : minutesBetween(starts[0]!, starts[1]!)
  const least = apart * intervalMinutes
  const minutes = MINUTES.find(step => step >= least)
  const marks =
    minutes === undefined ? dayMarks(starts, Math.ceil(least / DAY_MINUTES)) : clockMarks(starts, minutes)
  return marks.length > 0 ? marks : [{ index: 0, text: starts[0]!.slice(11) }]
}

function clockMarks(starts: readonly string[], step: number): TimeMark[] {
  return starts.flatMap((start, index) => {
    const minuteOfDay = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16))
    return minuteOfDay % step === 0 ? [{ index, text: start.slice(11) }] : []
  })
}

/** The first interval of every day, or of every so many days. */
function dayMarks(starts: readonly string[], least: number): TimeMark[] {
  const step = DAYS.find(days => days >= least) ?? least
  const first = starts[0]!.slice(0, 10)
  const spanOf = (start: string) =>
    Math.floor(minutesBetween(`${first}T00:00`, `${start.slice(0, 10)}T00:00`) / DAY_MINUTES / step)
  return starts.flatMap((start, index) =>
    index === 0 || spanOf(start) !== spanOf(starts[index - 1]!) ? [{ index, text: start.slice(5, 10) }] : [],
  )
}

function minutesBetween(start: string, next: string): number {
  return (Date.parse(`${next}Z`) - Date.parse(`${start}Z`)) / 60_000
}
