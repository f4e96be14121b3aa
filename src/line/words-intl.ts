import type { Words } from './words.ts'

/**
 * The words of any other language, as far as the machine's own data goes: right and plain, such as
 * "morgen, 08:00". A language that a line speaks every day deserves a file of its own.
 */
export function intlWords(language: string): Words {
  const number = new Intl.NumberFormat(language)
  const minutes = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' })
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' })
  return {
    number: value => number.format(value),
    minutes: value => minutes.format(value),
    moment: ({ date, hour, minute, daysAhead }) => {
      // The line's own clock has been read already; its figures are formatted as if they were UTC's.
      const wall = new Date(`${date}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`)
      return `${daysAhead <= 1 ? relative.format(daysAhead, 'day') : day.format(wall)}, ${clock.format(wall)}`
    },
    // No opening within 400 days: next year is the earliest that it can be.
    someDay: relative.format(1, 'year'),
  }
}
