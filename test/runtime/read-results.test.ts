import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { readResults } from '../../src/runtime/read-results.ts'
import { resultsCsv } from '../../src/runtime/results-csv.ts'
import type { Paper } from '../../src/store/papers.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

const LINE = { name: 'card-support', timeZone: 'America/New_York' }
const NOW_MS = Date.parse('2026-12-14T10:00-05:00')

function contact(id: number, atMs: number, agent = 'Ana'): Paper<'contact'> {
  return {
    ...{ kind: 'contact', id: String(id), call: id, caller: 0, state: '', atMs },
    body: {
      ...{ line: LINE.name, channel: 'phone', language: 'en-US', tier: 'ordinary', endedMs: atMs + 1 },
      ...{ outcome: 'answered', turns: [{ queue: 'billing', waitMs: 1_000, agent }] },
    },
  }
}

async function storeOf(papers: readonly Paper<'contact'>[]): Promise<Store> {
  const store = await openSqliteStore({ memory: true })
  await store.withCentre('main', hold => hold.commit({ facts: [], papers }))
  return store
}

const read = (store: Store, asked: Parameters<typeof readResults>[2], lines = [LINE] as const) =>
  readResults({ store, centre: 'main' }, lines, asked, NOW_MS)

test('a day is the line’s own, and has 23 or 25 hours where the clocks change', async () => {
  const at = (text: string) => Date.parse(text)
  const store = await storeOf([
    contact(1, at('2026-11-01T00:00-04:00') - 1),
    contact(2, at('2026-11-01T00:00-04:00')),
    // The hour that comes twice, and the last moment of the day, 25 hours after its first.
    contact(3, at('2026-11-01T01:30-04:00')),
    contact(4, at('2026-11-01T01:30-05:00')),
    contact(5, at('2026-11-02T00:00-05:00') - 1),
    contact(6, at('2026-11-02T00:00-05:00')),
  ])
  const { total } = await read(store, { from: '2026-11-01', to: '2026-11-01' })
  expect(total.contacts).toBe(4)
})

test('unless days are named they are four weeks up to today', async () => {
  const store = await storeOf([])
  expect(await read(store, {})).toMatchObject({ from: '2026-11-17', to: '2026-12-14' })
  expect(await read(store, { to: '2026-06-30' })).toMatchObject({ from: '2026-06-03', to: '2026-06-30' })
  expect(await read(store, { from: '2026-12-01' })).toMatchObject({ from: '2026-12-01', to: '2026-12-14' })
})

test('days that are none, stand the wrong way round or are too many are refused', async () => {
  const store = await storeOf([])
  for (const asked of [{ from: 'monday' }, { to: '2026-13-01' }, { from: '2026-12-02', to: '2026-12-01' }])
    await expect(read(store, asked)).rejects.toThrow(WrongInput)
  await expect(read(store, { from: '2024-12-02', to: '2026-12-01' })).rejects.toThrow('730 days')
})

test('however many contacts came in one moment, each counts once', async () => {
  const days = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 900, maxLength: 3_500 })
  await fc.assert(
    fc.asyncProperty(days, async moments => {
      const fromMs = Date.parse('2026-12-01T05:00Z')
      const store = await storeOf(moments.map((moment, index) => contact(index + 1, fromMs + moment)))
      const { total } = await read(store, { from: '2026-12-01', to: '2026-12-01' })
      expect(total.contacts).toBe(moments.length)
      await store.close()
    }),
    { numRuns: 5 },
  )
})

test('no name of an agent becomes a formula or a second column of a spreadsheet', async () => {
  const atMs = Date.parse('2026-12-01T12:00-05:00')
  const names = ['=1+1', 'Ana, "the" boss', '@sum']
  const store = await storeOf(names.map((name, index) => contact(index + 1, atMs, name)))
  const csv = resultsCsv(await read(store, { from: '2026-12-01', to: '2026-12-01' }))
  const agents = csv.split('\r\n').filter(row => row.startsWith('2026-12-01,2026-12-01,agent,'))
  expect(agents.map(row => row.slice('2026-12-01,2026-12-01,agent,'.length).split(',1,')[0])).toEqual([
    "'=1+1",
    "'@sum",
    '"Ana, ""the"" boss"',
  ])
})
