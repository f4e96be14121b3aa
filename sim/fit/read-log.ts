import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip, gunzipSync, constants as zlib } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { isKnownTimeZone } from '../../src/line/zone.ts'
import { detectMapping, type LogMapping, missingColumns, READY_MAPPINGS } from './mapping.ts'
import { type LoggedCall, rowReader } from './read-row.ts'

/** More rows than any planner's year; beyond it the log would not fit into memory. */
const ROWS_MAX = 20_000_000
const REASONS_SHOWN = 5
const HEAD_BYTES = 65_536
const RECORD_LENGTH_MAX = 100_000

export interface ReadLogOptions {
  /** Default: the ready mapping that fits the header. */
  readonly mapping?: LogMapping
  /** Largest share of rows that may be broken. Default 0.01. */
  readonly maxBroken?: number
  /** Types to keep although the mapping leaves them out, such as IN of the anonymous bank. */
  readonly includeTypes?: readonly string[]
  /** Zone of the centre, for times that bear an offset. Default UTC. */
  readonly timeZone?: string
}

export interface CallLog {
  readonly calls: readonly LoggedCall[]
  readonly mapping: LogMapping
  readonly summary: LogSummary
}

/** What became of the rows of a log; `rows` is the sum of calls, ignored, left out and broken. */
export interface LogSummary {
  readonly where: string
  readonly rows: number
  /** Rows by the outcome that has them ignored, and by the type that has them left out. */
  readonly ignored: Readonly<Record<string, number>>
  readonly leftOut: Readonly<Record<string, number>>
  readonly broken: number
  /** The first few broken rows. */
  readonly brokenRows: readonly { readonly line: number; readonly reason: string }[]
  /** Calls whose wait in seconds and clock times differ by more than a second; the seconds count. */
  readonly clocksDiffer: number
}

/**
 * Reads a call log: CSV or TSV with a header, also gzipped; which, its content says.
 *
 * @throws WrongInput where the file cannot be read, no mapping fits its header, or too many rows are broken.
 */
export async function readLog(path: string, options: ReadLogOptions = {}): Promise<CallLog> {
  const { maxBroken = 0.01, includeTypes = [], timeZone = 'UTC' } = options
  if (!isKnownTimeZone(timeZone)) {
    throw new WrongInput(`the time zone is "${timeZone}"; expected a name such as America/New_York.`)
  }
  try {
    const head = await headOf(path)
    const file = createReadStream(path)
    const text = head.zipped ? file.pipe(createGunzip()) : file
    // A pipe does not hand on its source's errors.
    file.on('error', error => text.destroy(error))
    const log = await readRows(text, head.separator, path, { ...options, includeTypes, timeZone })
    refuseIfBroken(log, maxBroken)
    return log
  } catch (error) {
    if (error instanceof WrongInput) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongInput(`${path} cannot be read as a call log: ${reason}`)
  }
}

async function headOf(path: string): Promise<{ zipped: boolean; separator: string }> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const bytes = buffer.subarray(0, bytesRead)
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
    const text = zipped ? gunzipSync(bytes, { finishFlush: zlib.Z_SYNC_FLUSH }) : bytes
    const [header = ''] = text.toString('utf8').split(/\r?\n/, 1)
    const separator = ['\t', ';', ','].reduce((best, one) =>
      header.split(one).length > header.split(best).length ? one : best,
    )
    return { zipped, separator }
  } finally {
    await file.close()
  }
}

async function readRows(
  text: Readable,
  separator: string,
  where: string,
  options: ReadLogOptions & { includeTypes: readonly string[]; timeZone: string },
): Promise<CallLog> {
  const rows = new Rows(where, options)
  const records = parse({
    delimiter: separator,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: RECORD_LENGTH_MAX,
  })
  text.on('error', error => records.destroy(error))
  try {
    for await (const { record, info } of text.pipe(records)) rows.add(record as string[], Number(info.lines))
  } catch (error) {
    // A quote that never closes swallows the rest of the file, so reading on would lose it silently.
    if (!(error instanceof CsvError)) throw error
    throw new WrongInput(`${where} cannot be read as a call log: ${error.message}`)
  }
  return rows.log()
}

/** Collects the rows of one log. */
class Rows {
  readonly #where: string
  readonly #options: ReadLogOptions & { includeTypes: readonly string[]; timeZone: string }
  readonly #calls: LoggedCall[] = []
  readonly #counts = { rows: 0, broken: 0, clocksDiffer: 0 }
  readonly #ignored: Record<string, number> = {}
  readonly #leftOut: Record<string, number> = {}
  readonly #brokenRows: { line: number; reason: string }[] = []
  #mapping: LogMapping | undefined
  #read: ReturnType<typeof rowReader> | undefined

  constructor(
    where: string,
    options: ReadLogOptions & { includeTypes: readonly string[]; timeZone: string },
  ) {
    this.#where = where
    this.#options = options
  }

  add(fields: readonly string[], line: number): void {
    if (!this.#read) {
      this.#begin(fields)
      return
    }
    if (++this.#counts.rows > ROWS_MAX) {
      throw new WrongInput(`${this.#where} has more than ${ROWS_MAX} rows; give a year or less.`)
    }
    const row = this.#read(fields, line)
    if (row.kind === 'call') {
      this.#calls.push(row.call)
      if (row.clocksDiffer) this.#counts.clocksDiffer++
    } else if (row.kind === 'broken') {
      this.#counts.broken++
      if (this.#brokenRows.length < REASONS_SHOWN) this.#brokenRows.push({ line, reason: row.reason })
    } else {
      const counts = row.kind === 'ignored' ? this.#ignored : this.#leftOut
      counts[row.value] = (counts[row.value] ?? 0) + 1
    }
  }

  #begin(fields: readonly string[]): void {
    const header = fields.map(field => field.trim())
    const mapping = this.#options.mapping ?? detectMapping(header)
    if (!mapping) {
      const known = Object.keys(READY_MAPPINGS).join(', ')
      throw new WrongInput(
        `${this.#where}: got the columns ${header.join(', ')}, expected those of a ready mapping (${known}); say with --map what they mean.`,
      )
    }
    const missing = missingColumns(mapping, header)
    if (missing.length > 0) {
      throw new WrongInput(
        `${this.#where}: mapping ${mapping.name} expects the columns ${missing.join(', ')}, got only ${header.join(', ')}; change the mapping.`,
      )
    }
    this.#mapping = mapping
    this.#read = rowReader(mapping, header, this.#options)
  }

  log(): CallLog {
    if (!this.#mapping) throw new WrongInput(`${this.#where} is empty; expected a header and calls.`)
    if (this.#counts.rows === 0) throw new WrongInput(`${this.#where} has a header and no calls.`)
    const summary = { where: this.#where, ...this.#counts, ignored: this.#ignored, leftOut: this.#leftOut }
    return {
      calls: this.#calls,
      mapping: this.#mapping,
      summary: { ...summary, brokenRows: this.#brokenRows },
    }
  }
}

function refuseIfBroken({ summary, mapping }: CallLog, maxBroken: number): void {
  const { where, rows, broken, brokenRows } = summary
  if (broken <= maxBroken * rows) return
  const shownRows = brokenRows.map(({ line, reason }) => `- ${where}:${line} ${reason}`).join('\n')
  const more = broken > brokenRows.length ? `\n- and ${broken - brokenRows.length} more` : ''
  throw new WrongInput(
    `${where}: got ${broken} broken rows of ${rows}, expected at most ${maxBroken * 100} %:\n${shownRows}${more}\nMend them, check the mapping (${mapping.name}), or allow more with --max-broken.`,
  )
}
