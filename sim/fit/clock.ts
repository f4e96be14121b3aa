import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import { isRealDate, wallClock } from '../../src/line/zone.ts'
import type { LogMapping, TimeColumn } from './mapping.ts'

type DateFormat = NonNullable<LogMapping['date']>['format']

const DATES: Readonly<Record<DateFormat, RegExp>> = {
  iso: /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)$/,
  yymmdd: /^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)$/,
  yyyymmdd: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/,
  'dd/mm/yyyy': /^(?<d>\d\d?)\/(?<m>\d\d?)\/(?<y>\d{4})$/,
  'mm/dd/yyyy': /^(?<m>\d\d?)\/(?<d>\d\d?)\/(?<y>\d{4})$/,
}
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$/
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/

/**
 * Midnight of a written date as a log's zone counts: milliseconds as if the zone were UTC. Undefined for no date.
 * Two-digit years from 70 on are of the last century.
 */
export function dateMs(text: string, format: DateFormat): number | undefined {
  const parts = DATES[format].exec(text)?.groups
  if (!parts) return undefined
  const { y = '', m = '', d = '' } = parts
  const year = y.length === 4 ? y : `${Number(y) >= 70 ? '19' : '20'}${y}`
  const iso = `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isRealDate(iso) ? Date.parse(`${iso}T00:00:00Z`) : undefined
}

/** The date of an instant counted as if the zone were UTC. */
export function isoDate(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 10)
}

/** Milliseconds since midnight of `H:MM` or `H:MM:SS`; up to 47:59:59, as night shifts write times past midnight. */
export function clockMs(text: string): number | undefined {
  const parts = CLOCK.exec(text)
  if (!parts) return undefined
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)]
  if (hours >= 48 || minutes >= 60 || seconds >= 60) return undefined
  return hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS
}

/**
 * Reads instants into milliseconds as if the log's zone were UTC, so that days and half-hours are those that
 * planners see. A text without an offset is taken as it stands; one with an offset is brought into the zone.
 */
export class WallTimes {
  readonly #zone: string
  /** Offsets by hour: zones change theirs on full quarters, most on full hours, and a log has few hours. */
  readonly #offsets = new Map<number, number>()

  constructor(timeZone: string) {
    this.#zone = timeZone
  }

  read(text: string, format: Exclude<TimeColumn['format'], 'clock'>): number | undefined {
    if (format !== 'iso') {
      const number = text.trim() === '' ? Number.NaN : Number(text)
      if (!Number.isFinite(number)) return undefined
      return this.#fromInstant(format === 'unix-seconds' ? number * SECOND_MS : number)
    }
    const parts = ISO.exec(text)
    const midnight = parts ? dateMs(parts[1] ?? '', 'iso') : undefined
    if (!parts || midnight === undefined) return undefined
    const [hours, minutes, seconds] = [Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 0)]
    if (hours > 24 || minutes >= 60 || seconds > 60) return undefined
    const fraction = Math.round(Number(parts[5] ?? 0) * SECOND_MS)
    const wall = midnight + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS + fraction
    const offset = parts[6]
    return offset === undefined ? wall : this.#fromInstant(wall - offsetMs(offset))
  }

  #fromInstant(atMs: number): number {
    const quarter = Math.floor(atMs / (15 * MINUTE_MS))
    let offset = this.#offsets.get(quarter)
    if (offset === undefined) {
      const startMs = quarter * 15 * MINUTE_MS
      const { date, hour, minute } = wallClock(this.#zone, startMs)
      offset = Date.parse(`${date}T00:00:00Z`) + hour * HOUR_MS + minute * MINUTE_MS - startMs
      this.#offsets.set(quarter, offset)
    }
    return atMs + offset
  }
}

/** A clock time that lies far before an earlier one of the same call is of the next day. */
export function unwrapped(clock: number, earlier: number): number {
  return clock < earlier - DAY_MS / 2 ? clock + DAY_MS : clock
}

function offsetMs(text: string): number {
  if (text === 'Z') return 0
  const sign = text.startsWith('-') ? -1 : 1
  const digits = text.slice(1).replace(':', '')
  return sign * (Number(digits.slice(0, 2)) * HOUR_MS + Number(digits.slice(2)) * MINUTE_MS)
}
