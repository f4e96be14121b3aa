/** A moment as calendar and clock show it, seen from the day on which it is spoken of. */
export interface SpokenMoment {
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly hour: number
  readonly minute: number
  /** Monday is 0. */
  readonly weekday: number
  /** 0 is today, 1 tomorrow. */
  readonly daysAhead: number
}

/** The words of one language in which a prompt speaks its values. */
export interface Words {
  /** A whole number from 0 on, standing alone: "four". */
  readonly number: (value: number) => string
  /** A whole number of minutes with its noun: "one minute". */
  readonly minutes: (value: number) => string
  /** A moment seen from now, ready to follow a verb: "tomorrow at eight in the morning". */
  readonly moment: (moment: SpokenMoment) => string
  /** Stands for a moment when there is none to tell. */
  readonly someDay: string
}

/** Beyond this many days a date is told with its year. */
export const YEAR_TOLD_AFTER_DAYS = 300

/** Larger numbers stay digits, which a speech engine reads with the grammar of its language. */
export const SPELLED_MAX = 20

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty']

export const ENGLISH: Words = {
  number: value => (value <= SPELLED_MAX ? below60(value) : String(value)),
  minutes: value => `${ENGLISH.number(value)} ${value === 1 ? 'minute' : 'minutes'}`,
  moment: moment => {
    const { daysAhead, hour, minute } = moment
    if (hour === 0 && minute === 0) {
      // "Tomorrow at midnight" may mean either end of tomorrow: midnight is told by the day that it begins.
      if (daysAhead === 1) return 'tonight at midnight'
      return `at midnight, as ${daysAhead === 0 ? 'today' : `${dayOf(moment)},`} begins`
    }
    if (daysAhead === 0) return `today at ${clock(hour, minute)}`
    if (daysAhead === 1) return `tomorrow at ${clock(hour, minute)}`
    return `on ${dayOf(moment)}, at ${clock(hour, minute)}`
  },
  someDay: 'another day',
}

function dayOf({ date, weekday, daysAhead }: SpokenMoment): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const yearTold = daysAhead > YEAR_TOLD_AFTER_DAYS ? ` ${year}` : ''
  return `${DAYS[weekday]}, the ${day}${ordinalEnding(day)} of ${MONTHS[month - 1]}${yearTold}`
}

function ordinalEnding(day: number): string {
  if (day >= 11 && day <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

function clock(hour: number, minute: number): string {
  if (hour === 12 && minute === 0) return 'noon'
  return `${hands(hour, minute)} ${partOfDay(hour)}`
}

function hands(hour: number, minute: number): string {
  const named = below60(hour % 12 || 12)
  if (minute === 0) return named
  if (minute === 15) return `a quarter past ${named}`
  if (minute === 30) return `half past ${named}`
  if (minute === 45) return `a quarter to ${below60((hour + 1) % 12 || 12)}`
  return `${named} ${minute < 10 ? 'oh ' : ''}${below60(minute)}`
}

function partOfDay(hour: number): string {
  if (hour < 1 || hour >= 21) return 'at night'
  if (hour < 12) return 'in the morning'
  return hour < 18 ? 'in the afternoon' : 'in the evening'
}

function below60(value: number): string {
  if (value < 20) return ONES[value]!
  const tens = TENS[Math.floor(value / 10)]!
  return value % 10 === 0 ? tens : `${tens}-${ONES[value % 10]}`
}
