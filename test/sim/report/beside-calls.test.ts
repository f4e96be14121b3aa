import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { reportCsv } from '../../../sim/report/report-csv.ts'
import { reportPage } from '../../../sim/report/report-page.ts'
import { simulate } from '../../../sim/simulate/simulate.ts'
import { direct } from '../../../src/call/direct.ts'
import { scenarioOf } from '../judge.ts'

const KEYS = {
  line: 'direct',
  durationHours: 1,
  arrivals: { callsPerHour: 60 },
  handleSeconds: { distribution: 'exponential', mean: 180 },
  patienceSeconds: { distribution: 'exponential', mean: 120 },
  agents: 4,
  replications: 3,
}
const CHANNELS = {
  channels: {
    'a <b>': { itemsPerHour: 20, handleSeconds: { distribution: 'constant', mean: 60 }, withinMinutes: 60 },
  },
  costs: { currency: 'EUR', wagePerHour: 20, waitMinute: 0.001 },
}

const simulated = (keys: object) => simulate(scenarioOf({ ...KEYS, ...keys }), direct, { workers: 1 })
const report = await simulated(CHANNELS)

test('the long table has other channels and the cost, of the day and by interval', () => {
  const rows = parse(reportCsv(report), { columns: true }) as Record<string, string>[]
  const of = (scope: string, measure: string) =>
    rows.filter(row => row.scope === scope && row.measure === measure)
  const start = '2026-11-30T00:00'
  expect(of('channel', 'arrived').map(row => [row.name, row.start])).toEqual([
    ['a <b>', ''],
    ['a <b>', start],
    ['a <b>', '2026-11-30T00:30'],
  ])
  expect(of('channel', 'arrived')[0]!.mean).toBe(String(report.channels![0]!.arrived!.mean))
  expect(of('cost', 'wages').map(row => row.mean)).toEqual(['80', '40', '40'])
})

test('the page shows other channels and what it costs, and neither where there is none', async () => {
  const page = { title: 'a day', program: 'holdline', lineHash: 'abc' }
  const shown = reportPage({ report, ...page })
  expect(shown).toContain('<h2>Other channels</h2>')
  expect(shown).toContain('<th scope="row">a &#60;b&#62;</th>')
  expect(shown).toContain('What it costs, in EUR')
  expect(shown).toMatch(/<dt>wages<\/dt><dd>80<\/dd>/)
  expect(shown).not.toContain('<dt>telephony</dt>')
  const without = reportPage({ report: await simulated({}), ...page })
  expect(without).not.toContain('Other channels')
  expect(without).not.toContain('What it costs')
})
