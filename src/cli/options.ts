import { WrongInput } from '../base/wrong-input.ts'
import { instantIn } from '../line/instant.ts'

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 }

/** Reads a length of time such as `45s`, `2m`, `1.5 min` or `1h`, in ms. @throws WrongInput for any other text */
export function parseLength(text: string, where: string): number {
  const parts = /^(\d+(?:\.\d+)?)\s*(s|m|min|h)$/.exec(text.trim())
  if (parts) return Math.round(Number(parts[1]) * UNITS_MS[parts[2]!]!)
  throw new WrongInput(`${where} got "${text}", expected a length of time such as 30s, 4m or 1h`)
}

/** Reads a whole number of at least `least`. @throws WrongInput for any other text */
export function parseWhole(text: string, where: string, least = 1): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number
  throw new WrongInput(`${where} got "${text}", expected a whole number of at least ${least}`)
}

/** Reads how many times as fast as real time something runs. @throws WrongInput for what is no number above 0 */
export function parseSpeed(text: string, where = '--speed'): number {
  const factor = Number(text)
  if (text.trim() !== '' && Number.isFinite(factor) && factor > 0) return factor
  throw new WrongInput(`${where} got "${text}", expected a number above 0, e.g. 10 for ten times as fast`)
}

/**
 * Reads an ISO 8601 time, in ms since 1970. Without an offset it is meant in `zone`, where the line's hours are.
 *
 * @throws WrongInput for any other text, and for a day that the calendar does not have.
 */
export function parseTime(text: string, zone: string, where = '--at'): number {
  const atMs = instantIn(zone, text)
  if (atMs !== undefined) return atMs
  throw new WrongInput(
    `${where} got "${text}", expected an ISO time: 2026-12-14T10:00 in ${zone}, or with an offset, ` +
      'as 2026-12-14T10:00-05:00',
  )
}
