import { WrongInput } from '../../base/wrong-input.ts'
import { callerNumber } from '../../carrier/twilio/caller-number.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { nearest } from '../../line/nearest.ts'
import type { CallerRecord } from '../../store/rows.ts'
import type { CsvRow } from '../csv-rows.ts'
import { readRows } from '../csv-rows.ts'
import { readDate } from './read-date.ts'
import { masked } from './shown.ts'

/** A caller as the records have them. */
export interface RecordedCaller {
  /** In E.164. */
  readonly number: string
  readonly record: CallerRecord
}

export const COLUMNS = ['number', 'tier', 'case', 'caseOpened', 'lastAgent', 'matters', 'email'] as const
type Column = (typeof COLUMNS)[number]

/** Problems that are told at once; of more, how many there are. */
const TOLD_MAX = 20
const NAME_MAX = 100
const EMAIL = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,190}$/
const CASE = /^[\p{L}\p{N}][\p{L}\p{N} ./-]{0,39}$/u

/**
 * Reads the records of callers: CSV with a header. No number stands in what is thrown.
 * @param where the file's name, for errors
 * @param lines those whose tiers and matters there are
 * @throws WrongInput that names each row and column that is wrong, what it got and what was expected
 */
export function readCallers(text: string, where: string, lines: readonly LineDefinition[]): RecordedCaller[] {
  const { header: columns, rows } = readRows(text, where, { columns: COLUMNS, shown: masked })
  const reader = new Reader(columns, lines)
  const callers = rows.map(row => reader.read(row))
  const { problems } = reader
  if (rows.length === 0)
    throw new WrongInput(`${where} has a header and no callers; expected a row for each.`)
  if (problems.length === 0) return callers.filter(caller => caller !== undefined)
  const told = problems.slice(0, TOLD_MAX).map(problem => `  ${problem}`)
  const more = problems.length > TOLD_MAX ? [`  … and ${problems.length - TOLD_MAX} more.`] : []
  throw new WrongInput(`${where} was not imported:\n${[...told, ...more].join('\n')}`)
}

class Reader {
  readonly problems: string[] = []
  readonly #columns: readonly Column[]
  readonly #tiers: readonly string[]
  readonly #matters: readonly string[]
  /** The row of each number. */
  readonly #rows = new Map<string, number>()

  constructor(columns: readonly Column[], lines: readonly LineDefinition[]) {
    this.#columns = columns
    this.#tiers = namesOf(lines.flatMap(({ tiers }) => tiers))
    this.#matters = namesOf(lines.flatMap(({ matters = [] }) => matters))
  }

  read({ row, cells }: CsvRow): RecordedCaller | undefined {
    if (cells.length !== this.#columns.length) {
      const expected = `expected ${this.#columns.length}, as in the header`
      this.problems.push(`row ${row} has ${cells.length} columns; ${expected}.`)
      return undefined
    }
    const cell = (column: Column) => cells[this.#columns.indexOf(column)] ?? ''
    const wrong = (column: Column, expected: string) => {
      this.problems.push(`row ${row}, column ${column}: got "${masked(cell(column))}", expected ${expected}.`)
      return undefined
    }
    const number = this.#number(row, cell('number'), expected => wrong('number', expected))
    const tier = this.#known(cell('tier'), this.#tiers, expected => wrong('tier', expected))
    const pending = cell('matters')
      .split(';')
      .map(name => this.#known(name.trim(), this.#matters, expected => wrong('matters', expected)))
    const matters = [...new Set(pending.filter(name => name !== undefined))]
    const email = cell('email')
    if (email !== '' && !EMAIL.test(email)) wrong('email', 'an address such as bea@example.com')
    const record = {
      ...caseOf(cell, wrong),
      ...(tier && { tier }),
      ...(matters.length > 0 && { matters }),
      ...(email !== '' && { email }),
    }
    return number === undefined ? undefined : { number, record }
  }

  #number(row: number, text: string, wrong: (expected: string) => undefined): string | undefined {
    const number = callerNumber(text.replace(/[\s().-]/g, ''))
    if (number === undefined) return wrong('a number with + and its country, such as +12025550100')
    const before = this.#rows.get(number)
    this.#rows.set(number, row)
    return before === undefined ? number : wrong(`each number once; this one stands in row ${before}, too`)
  }

  #known(name: string, known: readonly string[], wrong: (expected: string) => undefined): string | undefined {
    if (name === '' || known.includes(name)) return name || undefined
    const meant = nearest(name, known)
    const guess = meant === undefined ? '' : `, perhaps ${meant}`
    return wrong(known.length > 0 ? `one of ${known.join(', ')}${guess}` : 'nothing, since no line has any')
  }
}

function caseOf(cell: (column: Column) => string, wrong: (column: Column, expected: string) => undefined) {
  const [openCase, opened, lastAgent] = [cell('case'), cell('caseOpened'), cell('lastAgent')]
  if (openCase !== '' && !CASE.test(openCase))
    wrong('case', 'up to 40 letters and digits, which callers are told one by one')
  if (lastAgent.length > NAME_MAX) wrong('lastAgent', `a name of at most ${NAME_MAX} characters`)
  if (opened !== '' && openCase === '') wrong('caseOpened', 'nothing in a row without a case')
  const caseOpenedMs = readDate(opened)
  if (opened !== '' && caseOpenedMs === undefined)
    wrong('caseOpened', 'a day or a time, such as 2026-12-14 or 2026-12-14T10:00-05:00')
  return {
    ...(openCase !== '' && { openCase }),
    ...(caseOpenedMs !== undefined && { caseOpenedMs }),
    ...(lastAgent !== '' && { lastAgent }),
  }
}

function namesOf(named: readonly { readonly name: string }[]): string[] {
  return [...new Set(named.map(({ name }) => name))]
}
