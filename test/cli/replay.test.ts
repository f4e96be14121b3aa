import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { RandomStream } from '../../src/base/random.ts'
import { main } from '../../src/cli.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { nextCardReport, ROSTER } from '../runtime/card-day.ts'
import { House } from '../runtime/house.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))
const data = join(folder, 'data')
const file = join(folder, 'day.jsonl')
let facts = 0

let printed: string[] = []
let complained: string[] = []
beforeEach(() => {
  printed = []
  complained = []
  vi.spyOn(console, 'log').mockImplementation(text => void printed.push(String(text)))
  vi.spyOn(console, 'error').mockImplementation(text => void complained.push(String(text)))
})
afterEach(() => void vi.restoreAllMocks())

beforeAll(async () => {
  const store = await openSqliteStore({ folder: data })
  const house = await House.open({ store, lines: [cardSupport], roster: ROSTER })
  const random = new RandomStream(5)
  for (let i = 0; i < 250; i++) {
    await house.reports(nextCardReport(random, house.runtime.centre.nextCall - 1))
    await house.passes(Math.floor(random.next() * 2_000))
  }
  facts = house.runtime.seq
  await house.runtime.stop()
  await store.close()
  expect(await main(['replay', data, '--export', file])).toBe(0)
})

test('a data folder, its store file and what was exported replay alike', async () => {
  for (const journal of [data, join(data, 'holdline.sqlite'), file]) {
    expect(await main(['replay', journal])).toBe(0)
    expect(printed.at(-1)).toMatch(new RegExp(`^${journal}: ${facts} facts of \\d+ calls in `))
    expect(printed.at(-1)).toMatch(/All the same: every one of [\d,]+ directives is as it was recorded\.$/)
  }
})

test('with --json one object says what was found', async () => {
  expect(await main(['replay', file, '--json'])).toBe(0)
  expect(JSON.parse(printed[0]!)).toMatchObject({ journal: file, facts, skipped: 0, differingFacts: 0 })
  expect(JSON.parse(printed[0]!).factsPerSecond).toBeGreaterThan(0)
})

test('a directive that was other is shown as a caller would tell it, with exit code 1', async () => {
  const changed = join(folder, 'changed.jsonl')
  const lines = readFileSync(file, 'utf8').split('\n')
  const at = lines.findIndex(line => line.includes('"kind":"heard"') && line.includes('"prompt":"billing"'))
  writeFileSync(
    changed,
    lines.with(at, lines[at]!.replace('"prompt":"billing"', '"prompt":"rewards"')).join('\n'),
  )
  expect(await main(['replay', changed])).toBe(1)
  expect(printed[0]).toMatch(/Fact \d+ of call \d+ leads to something else \(heard, 2026-12-14T/)
  expect(printed[0]).toMatch(/ {2}pressed {3}1\n {2}recorded {2}heard rewards.*\n {2}now {7}heard billing/)
  expect(printed[0]).toMatch(/facts that lead to something else: 1; calls that meet with it: 1\.$/)
  expect(await main(['replay', changed, '--json'])).toBe(1)
  expect(JSON.parse(printed[1]!)).toMatchObject({ differingFacts: 1, first: { fact: { kind: 'heard' } } })
})

test('a file that ends in the middle of a line is replayed up to there, and says so', async () => {
  const cut = join(folder, 'cut.jsonl')
  const text = readFileSync(file, 'utf8')
  writeFileSync(cut, text.slice(0, text.length - 20))
  expect(await main(['replay', cut])).toBe(0)
  expect(printed[0]).toContain(`${facts - 1} facts`)
  expect(printed[0]).toMatch(/The file ends in the middle of line \d+; what stands before it was taken\./)
})

test('the line of today can be put in the place of the recorded one', async () => {
  expect(await main(['replay', file, '--line', 'card-support'])).toBe(0)
  expect(await main(['replay', file, '--line', 'gift-cards'])).toBe(2)
  expect(complained[0]).toContain('the journal has no line "gift-cards"; its lines: "card-support"')
  expect(await main(['replay', file, '--line', 'cards'])).toBe(2)
  expect(complained[1]).toMatch(/no line "cards"/)
})

test('what cannot be replayed ends with 2 and says why', async () => {
  const empty = join(folder, 'empty.jsonl')
  writeFileSync(empty, '')
  const cases: [string[], string][] = [
    [[join(folder, 'none')], 'cannot be read'],
    [[folder], 'is a folder without holdline.sqlite'],
    [[empty], 'has no whole fact'],
    [[data, '--centre', 'other'], 'has no facts of a centre "other"'],
    [[file, '--export', join(folder, 'x'), '--line', 'card-support'], 'leave out --line'],
  ]
  for (const [args, message] of cases) {
    expect(await main(['replay', ...args]), args.join(' ')).toBe(2)
    expect(complained.at(-1)).toContain(message)
  }
})

test('a server that still runs is not disturbed', async () => {
  const busy = join(folder, 'busy')
  const store = await openSqliteStore({ folder: busy })
  try {
    expect(await main(['replay', busy])).toBe(2)
    expect(complained[0]).toContain(`is in use by process ${process.pid}`)
  } finally {
    await store.close()
  }
})
