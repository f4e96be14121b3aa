import { WrongInput } from '../../base/wrong-input.ts'
import { isCallable } from '../../carrier/twilio/entered-number.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { isRealDate } from '../../line/zone.ts'
import type { Notice } from '../../runtime/campaigns.ts'
import { masked } from '../callers/shown.ts'
import { readRows } from '../csv-rows.ts'

export const COLUMNS = ['number', 'matter', 'name', 'language', 'due'] as const
type Column = (typeof COLUMNS)[number]

/** Problems that are told at once; of more, how many there are. */
const TOLD_MAX = 20

/**
 * Reads a list of notices: CSV with a header. No number stands in what is thrown.
 * @param where the file's name, for errors
 * @throws WrongInput that names each row and column that is wrong, what it got and what was expected
 */
export function readCampaign(text: string, where: string, line: LineDefinition): Notice[] {
  const { header, rows } = readRows(text, where, { columns: COLUMNS, shown: masked })
  const problems: string[] = []
  const before = new Map<string, number>()
  const matters = (line.matters ?? []).map(({ name }) => name)
  const notices = rows.map(({ row, cells }) => {
    const cell = (column: Column) => cells[header.indexOf(column)] ?? ''
    const wrong = (column: Column, expected: string) =>
      void problems.push(`row ${row}, column ${column}: got "${masked(cell(column))}", expected ${expected}.`)
    const number = cell('number').replace(/[\s().-]/g, '')
    if (!isCallable(number, undefined)) wrong('number', 'one that may be called, such as +12125550123')
    else if (before.has(`${number} ${cell('matter')}`))
      wrong(
        'number',
        `each number once for a matter; this one stands in row ${before.get(`${number} ${cell('matter')}`)}, too`,
      )
    before.set(`${number} ${cell('matter')}`, row)
    if (!matters.includes(cell('matter')))
      wrong('matter', `one of the line's: ${matters.join(', ') || 'it has none'}`)
    if (cell('language') !== '' && !line.languages.includes(cell('language')))
      wrong('language', `one of the line's: ${line.languages.join(', ')}`)
    if (cell('due') !== '' && !isRealDate(cell('due'))) wrong('due', 'a day such as 2026-12-31')
    const more = (['name', 'language', 'due'] as const).filter(column => cell(column) !== '')
    const given = Object.fromEntries(more.map(column => [column, cell(column)]))
    return { number, matter: cell('matter'), ...given }
  })
  if (rows.length === 0)
    throw new WrongInput(`${where} has a header and nobody in it; expected a row for each.`)
  if (problems.length === 0) return notices
  const told = problems.slice(0, TOLD_MAX).map(problem => `  ${problem}`)
  const more = problems.length > TOLD_MAX ? [`  … and ${problems.length - TOLD_MAX} more.`] : []
  throw new WrongInput(`${where} was not taken:\n${[...told, ...more].join('\n')}`)
}
