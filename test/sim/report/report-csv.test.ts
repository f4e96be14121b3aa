import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { reportCsv } from '../../../sim/report/report-csv.ts'
import { MEASURES } from '../../../sim/simulate/measures.ts'
import { against, aReport, withChannelAndCost } from './a-report.ts'

const REPORT = aReport({
  day: { calls: { mean: 100.5, low: 98.25, high: 102.75 }, serviceLevel: null },
  queues: { billing: { calls: 60 }, '=cmd("x")': { calls: { mean: 40, low: -Infinity, high: Infinity } } },
  intervals: [{ calls: 51 }, { calls: 49 }],
  agents: 12,
})

const rows = parse(reportCsv(REPORT), { columns: true }) as Record<string, string>[]
const row = (want: Record<string, string>) =>
  rows.filter(one => Object.entries(want).every(([key, value]) => one[key] === value))

test('every measure of the day, the queues and the intervals has a row of its own', () => {
  expect(rows).toHaveLength(MEASURES.length * 5 + 2)
  expect(row({ scope: 'day', measure: 'calls' })).toEqual([
    { scope: 'day', name: '', start: '', measure: 'calls', mean: '100.5', low: '98.25', high: '102.75' },
  ])
  expect(row({ scope: 'queue', name: 'billing', measure: 'calls' })[0]).toMatchObject({
    start: '',
    mean: '60',
  })
  const second = row({ scope: 'interval', start: '2026-12-14T08:30' })
  expect(second.map(({ measure }) => measure)).toEqual(['agents', ...MEASURES])
  expect(second[0]).toMatchObject({ mean: '12', low: '', high: '' })
})

test('what is not defined, and a spread that is not known, are empty', () => {
  expect(row({ scope: 'day', measure: 'serviceLevel' })[0]).toMatchObject({ mean: '', low: '', high: '' })
  expect(row({ scope: 'queue', mean: '40' })[0]).toMatchObject({ low: '', high: '' })
})

test('a name that a spreadsheet would take for a formula stays a name', () => {
  expect(row({ mean: '40' })[0]!.name).toBe(`'=cmd("x")`)
})

test('other channels and the cost have rows of the day and of each interval', () => {
  const beside = withChannelAndCost(REPORT, { email: { handled: 80 }, cost: { total: 990.5 } })
  const csv = parse(reportCsv(beside), { columns: true }) as Record<string, string>[]
  const starts = (scope: string, name: string, measure: string, mean: string) =>
    csv
      .filter(one => one.scope === scope && one.name === name && one.measure === measure && one.mean === mean)
      .map(({ start }) => start)
  const expected = ['', '2026-12-14T08:00', '2026-12-14T08:30']
  expect(starts('channel', 'email', 'handled', '80')).toEqual(expected)
  expect(starts('cost', 'EUR', 'total', '990.5')).toEqual(expected)
})

test('two scenarios that were compared have rows of the other and of the change, cost and all', () => {
  const other = withChannelAndCost(aReport({ day: { calls: 90 }, intervals: [{ calls: 50 }] }), {
    email: {},
    cost: { total: 7 },
  })
  const csv = parse(reportCsv(against(REPORT, other, { calls: -10.5 })), { columns: true }) as Record<
    string,
    string
  >[]
  const means = (scope: string, measure: string, start = '') =>
    csv
      .filter(one => one.scope === scope && one.measure === measure && one.start === start && one.name === '')
      .map(({ mean }) => mean)
  expect(means('other', 'calls')).toEqual(['90'])
  expect(means('other', 'calls', '2026-12-14T08:00')).toEqual(['50'])
  expect(means('change', 'calls')).toEqual(['-10.5'])
  expect(means('other', 'cost.total')).toEqual(['7'])
  expect(means('day', 'calls')).toEqual(['100.5'])
})
