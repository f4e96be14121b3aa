import { NEVER_MS } from '../base/units.ts'
import type { LineDefinition, Span } from './definition.ts'
import { OpeningHours } from './hours.ts'
import { WEEKDAYS } from './zone.ts'

/** The hours in which people may be called where a line does not say: the law of the United States, 47 CFR 64.1200. */
const CALLING_HOURS: Span = { from: '08:00', to: '21:00' }

/** More turns than hours in any two zones can take to meet; those that have not met by then never do. */
const TURNS_MAX = 2_000

/**
 * When a number may be called: while the clock of its zone, or of each zone that it may be in, shows the calling hours
 * of the line. A pure function of the time, as opening hours are, and as right in the night of a clock change.
 */
export class CallingHours {
  readonly #zones: readonly OpeningHours[]

  /** @param zones names of zones, joined by spaces; none for the line's own */
  constructor({ timeZone, callingHours = CALLING_HOURS }: CallingLine, zones = '') {
    const day = [callingHours]
    const hours = Object.fromEntries(WEEKDAYS.map(weekday => [weekday, day]))
    this.#zones = (zones || timeZone)
      .split(' ')
      .map(zone => new OpeningHours({ timeZone: zone, hours, holidays: [] }))
  }

  /** The first instant from `fromMs` on at which the number may be called; Infinity where its zones never agree. */
  next(fromMs: number): number {
    let atMs = fromMs
    for (let turn = 0, agreed = 0; agreed < this.#zones.length; turn++) {
      const nextMs = this.#zones[turn % this.#zones.length]!.nextOpening(atMs)
      if (nextMs === null || turn === TURNS_MAX) return NEVER_MS
      agreed = nextMs === atMs ? agreed + 1 : 1
      atMs = nextMs
    }
    return atMs
  }

  /** When the hours end that an instant lies in; only for one at which the number may be called. */
  endMs(atMs: number): number {
    return Math.min(...this.#zones.map(zone => zone.at(atMs).untilMs))
  }
}

type CallingLine = Pick<LineDefinition, 'timeZone' | 'callingHours'>
