import { clockMs, isRealDate } from './zone.ts'

const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/

/**
 * The instant that an ISO 8601 time names, in ms since 1970; undefined for any other text and for a day that the
 * calendar does not have. Without an offset it is meant on the clock of `zone`.
 */
export function instantIn(zone: string, text: string): number | undefined {
  const [, date, minute, second = '00', offset] = ISO.exec(text.trim()) ?? []
  if (date === undefined || minute === undefined || !isRealDate(date)) return undefined
  if (offset === undefined) {
    const [hours, minutes] = minute.split(':').map(Number)
    return clockMs(zone, date, hours! * 60 + minutes!) + Number(second) * 1_000
  }
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? ['', '+', '00']
  return Date.parse(`${date}T${minute}:${second}${sign}${hours}:${minutes}`)
}
