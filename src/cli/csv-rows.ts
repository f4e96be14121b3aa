import { CsvError, parse } from 'csv-parse/sync'
import { WrongInput } from '../base/wrong-input.ts'
import { nearest } from '../line/nearest.ts'

export interface CsvRow {
  /** The line of the file at which it ends, from 1. */
  readonly row: number
  readonly cells: readonly string[]
}

export interface CsvColumns<Column extends string> {
  /** All that there may be; the first must be there. */
  readonly columns: readonly [Column, ...Column[]]
  /** Text of the file as an error may show it. */
  shown(text: string): string
}

/**
 * Reads a CSV with a header, as spreadsheets write them: the columns in their order, and the rows behind them.
 * @param where the file's name, for errors
 * @throws WrongInput for what is no CSV, or a header with other columns
 */
export function readRows<Column extends string>(
  text: string,
  where: string,
  { columns, shown }: CsvColumns<Column>,
): { readonly header: readonly Column[]; readonly rows: readonly CsvRow[] } {
  const [head, ...rows] = rowsOf(text, where, shown)
  const header = head?.cells ?? []
  const [first, ...others] = columns
  const expected = `expected ${first} and, as far as there is any, ${others.join(', ')}, with commas between`
  for (const [index, name] of header.entries()) {
    const isKnown = (columns as readonly string[]).includes(name)
    const meant = nearest(name, columns)
    const guess = meant === undefined ? '' : ` (did you mean ${meant}?)`
    if (!isKnown) throw new WrongInput(`${where}, row 1: "${shown(name)}" is no column${guess}; ${expected}.`)
    if (header.indexOf(name) < index)
      throw new WrongInput(`${where}, row 1: the column ${name} stands twice; ${expected}.`)
  }
  if (!header.includes(first)) throw new WrongInput(`${where}, row 1 has no column ${first}; ${expected}.`)
  return { header: header as readonly Column[], rows }
}

function rowsOf(text: string, where: string, shown: (text: string) => string): CsvRow[] {
  try {
    const records: unknown = parse(text, {
      bom: true,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    })
    return (records as { info: { lines: number }; record: string[] }[]).map(({ info, record }) => ({
      row: info.lines,
      cells: record,
    }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new WrongInput(`${where} is no CSV: ${shown(error.message)}`)
  }
}
