import { DAY_MS, SECOND_MS } from '../../src/base/units.ts'
import { shown } from '../../src/line/problems.ts'
import { clockMs, dateMs, isoDate, unwrapped, WallTimes } from './clock.ts'
import type { LogMapping, TimeColumn } from './mapping.ts'

/** One call of a log. Times are milliseconds of the log's own clock; durations are milliseconds. */
export interface LoggedCall {
  /** Line of the file on which the row ends, from 1. */
  readonly line: number
  /** The day, `YYYY-MM-DD`, in the log's zone. */
  readonly date: string
  /** When the caller joined the queue, since midnight of that day; beyond 24 hours for a call past midnight. */
  readonly queuedAtMs: number
  readonly waitMs: number
  /** Served by an agent, hung up while waiting, or never asked for an agent. */
  readonly outcome: 'served' | 'abandoned' | 'contained'
  /** Talk and wrap-up; null where nobody served the call or the log does not say. */
  readonly handleMs: number | null
  readonly wrapUpMs: number
  readonly agent: string | null
  /** The queue, or the log's type where the mapping names none; empty in a log without. */
  readonly queue: string
}

/** What became of a row. */
export type Row =
  | { readonly kind: 'call'; readonly call: LoggedCall; readonly clocksDiffer: boolean }
  | { readonly kind: 'ignored' | 'left-out'; readonly value: string }
  | { readonly kind: 'broken'; readonly reason: string }

export interface RowOptions {
  readonly timeZone: string
  /** Types to keep although the mapping leaves them out. */
  readonly includeTypes: readonly string[]
}

/** A row that cannot be read; never leaves this file. */
class BrokenRow extends Error {}

/** Makes the reader of one log's rows. The header has every column that the mapping names. */
export function rowReader(
  mapping: LogMapping,
  header: readonly string[],
  options: RowOptions,
): (fields: readonly string[], line: number) => Row {
  const row = new RowReader(mapping, header, options)
  return (fields, line) => {
    try {
      return row.read(fields, line)
    } catch (error) {
      if (error instanceof BrokenRow) return { kind: 'broken', reason: error.message }
      throw error
    }
  }
}

class RowReader {
  readonly #mapping: LogMapping
  readonly #columns: ReadonlyMap<string, number>
  readonly #width: number
  readonly #walls: WallTimes
  readonly #leftOut: ReadonlySet<string>
  #fields: readonly string[] = []

  constructor(mapping: LogMapping, header: readonly string[], options: RowOptions) {
    this.#mapping = mapping
    this.#columns = new Map(header.map((name, i) => [name, i]))
    this.#width = header.length
    this.#walls = new WallTimes(options.timeZone)
    const { leaveOut = [] } = mapping.queue ?? {}
    this.#leftOut = new Set(leaveOut.filter(type => !options.includeTypes.includes(type)))
  }

  read(fields: readonly string[], line: number): Row {
    if (fields.length !== this.#width) {
      throw new BrokenRow(`got ${fields.length} columns, expected ${this.#width} as in the header`)
    }
    this.#fields = fields
    const { queue, waitEnded } = this.#mapping
    const type = queue ? this.#text(queue.column) : ''
    if (this.#leftOut.has(type)) return { kind: 'left-out', value: type }
    const outcome = this.#outcome()
    if (outcome.kind === 'ignored') return outcome
    const dayMs = this.#day()
    const began = this.#time(this.#mapping.began, dayMs, 0) ?? 0
    const queued = this.#time(this.#mapping.queued, dayMs, began)
    const waited = queued === undefined ? 0 : this.#wait(queued, dayMs)
    const at = queued ?? this.#time(this.#mapping.ready, dayMs, began) ?? (began || undefined)
    if (at === undefined) {
      throw new BrokenRow(
        `got no time in column ${this.#mapping.queued.column}, expected when the call queued`,
      )
    }
    const midnight = dayMs ?? Math.floor(at / DAY_MS) * DAY_MS
    const served = outcome.kind === 'served'
    const waitOver = queued === undefined ? undefined : this.#time(waitEnded, dayMs, queued)
    const call: LoggedCall = {
      line,
      date: isoDate(midnight),
      queuedAtMs: dayMs === undefined ? at - midnight : at,
      waitMs: waited,
      outcome: outcome.kind === 'abandoned' && queued === undefined ? 'contained' : outcome.kind,
      handleMs: served ? this.#handle(dayMs, at) : null,
      wrapUpMs: served ? (this.#seconds(this.#mapping.wrapUpSeconds) ?? 0) : 0,
      agent: served ? this.#agent() : null,
      queue: queue?.names[type] ?? type,
    }
    const clocksDiffer = waitOver !== undefined && Math.abs(waitOver - at - waited) > SECOND_MS
    return { kind: 'call', call, clocksDiffer }
  }

  #text(column: string): string {
    return (this.#fields[this.#columns.get(column) ?? -1] ?? '').trim()
  }

  #outcome(): { kind: 'served' | 'abandoned' | 'contained' } | { kind: 'ignored'; value: string } {
    const { outcome, answered } = this.#mapping
    if (!outcome) return { kind: answered && this.#isThere(answered) ? 'served' : 'abandoned' }
    const value = this.#text(outcome.column)
    if (outcome.served.includes(value)) return { kind: 'served' }
    if (outcome.abandoned.includes(value)) return { kind: 'abandoned' }
    if (outcome.contained.includes(value)) return { kind: 'contained' }
    if (outcome.ignored.includes(value)) return { kind: 'ignored', value }
    const known = [...outcome.served, ...outcome.abandoned, ...outcome.contained, ...outcome.ignored]
    throw new BrokenRow(`${outcome.column} is ${shown(value)}, expected one of ${known.join(', ')}`)
  }

  /** Midnight of the day of clock times; undefined in logs whose times bear their day. */
  #day(): number | undefined {
    const { date } = this.#mapping
    if (!date) return undefined
    const text = this.#text(date.column)
    const midnight = dateMs(text, date.format)
    if (midnight === undefined)
      throw new BrokenRow(`${date.column} is ${shown(text)}, expected a date written ${date.format}`)
    return midnight
  }

  #isThere(time: TimeColumn): boolean {
    const text = this.#text(time.column)
    if (text === '') return false
    if (text !== time.none) return true
    // A call can join the queue at midnight sharp; then it waited, or its first clock says so.
    const { waitSeconds } = this.#mapping
    const waited = waitSeconds !== undefined && Number(this.#text(waitSeconds)) > 0
    return waited && time.column === this.#mapping.queued.column
  }

  /** Since midnight for clock times, else since 1970; undefined where the thing did not happen. */
  #time(time: TimeColumn | undefined, dayMs: number | undefined, earlier: number): number | undefined {
    if (!time || !this.#isThere(time)) return undefined
    const text = this.#text(time.column)
    if (time.format === 'clock') {
      const clock = clockMs(text)
      if (clock === undefined)
        throw new BrokenRow(`${time.column} is ${shown(text)}, expected a clock time such as 9:05:00`)
      return unwrapped(clock, earlier)
    }
    const wall = this.#walls.read(text, time.format)
    if (wall === undefined)
      throw new BrokenRow(`${time.column} is ${shown(text)}, expected ${time.format} time`)
    return dayMs === undefined ? wall : wall - dayMs
  }

  #wait(queued: number, dayMs: number | undefined): number {
    const { waitSeconds, answered, ended } = this.#mapping
    if (waitSeconds) return this.#seconds([waitSeconds]) ?? this.#missing(waitSeconds)
    const end = this.#time(answered, dayMs, queued) ?? this.#time(ended, dayMs, queued)
    if (end === undefined) return this.#missing(ended?.column ?? '')
    return this.#duration(end - queued, 'the wait')
  }

  #handle(dayMs: number | undefined, earlier: number): number | null {
    const { handleSeconds, answered, ended } = this.#mapping
    if (handleSeconds) return this.#seconds(handleSeconds) ?? null
    const from = this.#time(answered, dayMs, earlier)
    const to = this.#time(ended, dayMs, earlier)
    return from === undefined || to === undefined ? null : this.#duration(to - from, 'the talk')
  }

  #agent(): string | null {
    const { agent } = this.#mapping
    const name = agent ? this.#text(agent.column) : ''
    return name === '' || agent?.none.includes(name) ? null : name
  }

  /** Milliseconds of columns of seconds, added up; undefined where all are empty. */
  #seconds(columns: readonly string[] | undefined): number | undefined {
    let sum: number | undefined
    for (const column of columns ?? []) {
      const text = this.#text(column)
      if (text === '') continue
      const seconds = Number(text)
      if (Number.isNaN(seconds)) throw new BrokenRow(`${column} is ${shown(text)}, expected seconds`)
      sum = (sum ?? 0) + this.#duration(Math.round(seconds * SECOND_MS), column)
    }
    return sum
  }

  #duration(ms: number, what: string): number {
    if (ms >= 0 && ms <= DAY_MS) return ms
    throw new BrokenRow(`${what} is ${ms / SECOND_MS} s, expected 0 to a day`)
  }

  #missing(column: string): never {
    throw new BrokenRow(`${column} is empty, expected how long the caller waited`)
  }
}
