import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RandomStream } from '../../src/base/random.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Entry } from '../../src/call/journal.ts'
import { JournalFile, writeJournalFile } from '../../src/runtime/journal-file.ts'
import { replay } from '../../src/runtime/replay.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { nextReport } from './day.ts'
import { House } from './house.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-journal-'))
afterAll(() => rmSync(folder, { recursive: true }))

const NUMBER = '+15005550006'
const ADDRESS = '+15005550009'
const ROSTER = JSON.stringify([
  { name: 'ann', skills: ['desk/all', 'desk/other'], address: ADDRESS },
  { name: 'ben', skills: ['desk/all'] },
])

let house: House
let whole: string
let lines: string[]

beforeAll(async () => {
  house = await House.open({ roster: ROSTER })
  const random = new RandomStream(3)
  for (let i = 0; i < 300; i++) {
    await house.reports(nextReport(random, house.runtime.centre.nextCall - 1, 0.1))
    await house.passes(Math.floor(random.next() * 3_000))
  }
  await house.runtime.submit({
    reports: async ({ callerKey, bind, keepSecret, centre }) => {
      bind('CA0123456789', centre.nextCall)
      const caller = await callerKey(NUMBER)
      keepSecret(centre.nextCall, caller, 'digits', '987654321')
      return [{ kind: 'arrived', data: { line: 'desk', caller, tier: 'ordinary' } }]
    },
    token: 'I-TOKEN',
    answer: () => '<Response>Hello Ms. Secret</Response>',
  })
  const path = join(folder, 'whole.jsonl')
  await writeJournalFile(path, new StoredJournal(house.store, 'main'))
  whole = readFileSync(path, 'utf8')
  lines = whole.split('\n').slice(0, -1)
})

function fileOf(text: string): JournalFile {
  const path = join(folder, 'part.jsonl')
  writeFileSync(path, text)
  return new JournalFile(path)
}

async function all(file: JournalFile): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of file.entries()) entries.push(entry)
  return entries
}

test('a written journal reads back as it was, each text once and before the first fact that names it', async () => {
  const file = fileOf(whole)
  const entries = await all(file)
  const journal = await house.journal()
  const withoutHash = ({ fact, ...entry }: Entry) => ({
    ...entry,
    fact: fact.kind === 'roster-defined' ? { kind: fact.kind } : fact,
  })
  expect(entries.map(withoutHash)).toEqual(journal.map(withoutHash))
  expect(file.isCut).toBe(false)
  expect(file.lines).toBe(lines.length)
  const kinds = lines.map(line => Object.keys(JSON.parse(line))[1])
  expect(kinds.filter(kind => kind === 'definition')).toHaveLength(2)
  expect(kinds.slice(0, 5)).toEqual(['centre', 'definition', 'centre', 'definition', 'centre'])
})

test('what is handed on replays alike, and holds no number, name of a leg, digit, answer or address', async () => {
  const replayed = await replay(fileOf(whole))
  expect(replayed).toMatchObject({ facts: house.runtime.seq, differingFacts: 0 })
  expect(replayed.skipped).toBeGreaterThan(0)
  for (const secret of [NUMBER, ADDRESS, 'CA0123456789', '987654321', 'I-TOKEN', 'Secret', 'address']) {
    expect(whole).not.toContain(secret)
  }
})

test('a journal that was read from a file is written as it was', async () => {
  const path = join(folder, 'again.jsonl')
  await writeJournalFile(path, fileOf(whole))
  expect(readFileSync(path, 'utf8')).toBe(whole)
})

test('a file that ends in the middle of a line is taken up to there, wherever the cut is, and says so', async () => {
  const start = whole.length - lines.at(-1)!.length - 1
  for (let at = start + 1; at < whole.length - 1; at++) {
    const file = fileOf(whole.slice(0, at))
    expect(await all(file)).toHaveLength(house.runtime.seq - 1)
    expect(file.isCut).toBe(true)
    expect(file.lines).toBe(lines.length)
  }
  for (const end of [whole.slice(0, -1), whole]) {
    const file = fileOf(end)
    expect(await all(file)).toHaveLength(house.runtime.seq)
    expect(file.isCut).toBe(false)
  }
  const inDefinition = fileOf(whole.slice(0, whole.indexOf('"definition"') + 40))
  expect(await all(inDefinition)).toHaveLength(1)
  expect(inDefinition.isCut).toBe(true)
})

const broken: [string, (lines: string[]) => string[], string | RegExp][] = [
  ['a line that is no JSON', all => all.with(9, all[9]!.slice(0, -5)), 'line 10: this is no JSON'],
  ['an empty line', all => all.toSpliced(9, 0, ''), 'line 10: this is no JSON'],
  ['a fact that is missing', all => all.toSpliced(9, 1), 'line 10: fact 9 follows fact 7; expected 8'],
  ['a beginning that is missing', all => all.slice(6), 'line 1: fact 5 follows nothing; expected 1'],
  ['a text that is missing', all => all.toSpliced(1, 1), /line 2: fact 2 \("line-defined"\) names a text/],
  [
    'a time that goes back',
    all => all.with(9, all[9]!.replace(/"atMs":\d+/, '"atMs":1')),
    /line 10: fact 8 is at 1 ms, before fact 7 at \d+ ms/,
  ],
  [
    'another centre',
    all => all.with(9, all[9]!.replace('"main"', '"other"')),
    'line 10: fact 8 is of centre "other", the one before of "main"',
  ],
  [
    'a text that was changed',
    all => all.with(1, all[1]!.replace('apology', 'no-apology')),
    /line 2: the text of this line has hash/,
  ],
  ['another version', all => all.map(line => line.replace('"v":1', '"v":2')), 'line 1: "v" is 2'],
]

for (const [what, change, message] of broken) {
  test(`${what} is an error that names the line`, async () => {
    const reading = all(fileOf(`${change(lines).join('\n')}\n`))
    await expect(reading).rejects.toThrow(message)
    await expect(reading).rejects.toBeInstanceOf(WrongInput)
  })
}

test('a file that is not there, or may not be written, is an error in words', async () => {
  await expect(all(new JournalFile(join(folder, 'none.jsonl')))).rejects.toThrow(/none.jsonl cannot be read/)
  const into = join(folder, 'no', 'such', 'folder.jsonl')
  await expect(writeJournalFile(into, fileOf(whole))).rejects.toThrow(/folder.jsonl cannot be written/)
})
