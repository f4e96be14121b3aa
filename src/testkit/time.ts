import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { LineDefinition } from '../line/definition.ts'
import { OpeningHours } from '../line/hours.ts'
import { instantIn } from '../line/instant.ts'
import { wallClock } from '../line/zone.ts'

/** A length of time as a story tells it: `{ minutes: 4 }`. What is given adds up. */
export interface Length {
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
}

/** Whole milliseconds of a length. @throws WrongInput for one that is not more than nothing */
export function lengthMs(length: Length): number {
  const { hours = 0, minutes = 0, seconds = 0 } = length
  const ms = Math.round(hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS)
  if (ms > 0 && Number.isFinite(ms)) return ms
  throw new WrongInput(`a length of ${JSON.stringify(length)}; expected { minutes: 4 } or the like`)
}

/** Minutes and seconds: `4:00`. */
export function lengthText(ms: number): string {
  const seconds = Math.round(ms / SECOND_MS)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A Monday in the weeks of the peak, when stories that name no time begin. */
const ORDINARY = '2026-12-14T11:00'

/**
 * The instant that a story names: clock time in the line's own zone (`2026-12-14T11:00`), or an instant with its
 * offset (`2026-12-14T16:00Z`). Without one it is a Monday morning, or the first hour of the next opening after it.
 *
 * @throws WrongInput for what is no time
 */
export function instantMs(definition: LineDefinition, at: string | undefined): number {
  if (at !== undefined) return parsedMs(definition.timeZone, at)
  const hours = new OpeningHours(definition)
  const ordinaryMs = parsedMs(definition.timeZone, ORDINARY)
  return hours.at(ordinaryMs).status === 'open' ? ordinaryMs : (hours.nextOpening(ordinaryMs) ?? ordinaryMs)
}

/** The instant of a time such as `2026-12-14T11:00`. @throws WrongInput for what is no time */
export function parsedMs(zone: string, at: string): number {
  const atMs = instantIn(zone, at)
  if (atMs !== undefined) return atMs
  throw new WrongInput(`at is ${JSON.stringify(at)}; expected a time such as 2026-12-14T11:00`)
}

/** Day and clock time in a zone: `2026-12-14 at 11:00`. */
export function instantText(zone: string, atMs: number): string {
  const { date, hour, minute } = wallClock(zone, atMs)
  return `${date} at ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
