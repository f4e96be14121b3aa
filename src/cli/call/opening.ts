import { NEVER_MS } from '../../base/units.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { OpeningHours } from '../../line/hours.ts'

/** When a call is made, and what the line's hours say to it. */
export interface Ringing {
  readonly line: string
  readonly atMs: number
  readonly timeZone: string
  readonly hours: 'open' | 'closed' | 'holiday'
  /** When it closes, or opens; absent where it never does. */
  readonly untilMs?: number
}

export function ringing(definition: LineDefinition, atMs: number): Ringing {
  const hours = new OpeningHours(definition)
  const { status, untilMs } = hours.at(atMs)
  const changesMs = status === 'open' ? untilMs : (hours.nextOpening(atMs) ?? NEVER_MS)
  const { name, timeZone } = definition
  return { line: name, atMs, timeZone, hours: status, ...(changesMs < NEVER_MS && { untilMs: changesMs }) }
}

/** What a caller-to-be should know of the time of the call. */
export function ringingText({ line, atMs, timeZone, hours, untilMs }: Ringing): string {
  const day = dayText(atMs, timeZone)
  const then = untilMs === undefined ? undefined : dayText(untilMs, timeZone)
  const until =
    then === undefined || untilMs === undefined
      ? 'always'
      : `${hours === 'open' ? 'until' : '; it opens'} ${then === day ? '' : `${then}, `}${timeText(untilMs, timeZone)}`
  const status =
    hours === 'open'
      ? `open ${until}`
      : hours === 'closed'
        ? `closed${until}`
        : `closed for a holiday${until}`
  return `Ringing ${line} on ${day}, ${timeText(atMs, timeZone)} (${timeZone}): ${status}.`
}

/** Day and time of day in a zone: `Monday, 14 December 2026, 15:04`. */
export function momentText(atMs: number, timeZone: string): string {
  return `${dayText(atMs, timeZone)}, ${timeText(atMs, timeZone)}`
}

function dayText(atMs: number, timeZone: string): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone } as const
  return new Intl.DateTimeFormat('en-GB', format).format(atMs)
}

function timeText(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(atMs)
}
