import { expect, test } from 'vitest'
import type { Directive, Entry } from '../../src/call/journal.ts'
import type { Journal } from '../../src/runtime/journal-file.ts'
import { replay } from '../../src/runtime/replay.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { House } from './house.ts'
import { desk, laterDesk } from './lines.ts'

/** A caller who errs once, waits, is answered and hangs up; another meets a fault of ours. */
async function lived(): Promise<House> {
  const house = await House.open()
  await house.reports({ kind: 'signed-in', data: { agent: 'ben' } })
  const call = await house.arrives()
  await house.passes(4_000)
  await house.presses(call, '9')
  await house.passes(3_000)
  await house.presses(call, '1')
  await house.presses(await house.arrives(), '2')
  await house.passes(8_000)
  await house.reports({ kind: 'accepted', data: { agent: 'ben' } })
  await house.passes(90_000)
  await house.reports({ kind: 'hung-up', data: { call } })
  return house
}

/** A journal in which one entry is other than it was lived. */
function changed(journal: Journal, change: (entry: Entry) => Entry): Journal {
  return {
    definition: hash => journal.definition(hash),
    async *entries() {
      for await (const entry of journal.entries()) yield change(entry)
    },
  }
}

test('a lived journal replays to the byte, with what is in quarantine passed over', async () => {
  const house = await lived()
  const journal = await house.journal()
  const replayed = await replay(new StoredJournal(house.store, 'main'))
  expect(replayed).toMatchObject({
    facts: journal.length,
    calls: 2,
    directives: journal.flatMap(({ directives }) => directives ?? []).length,
    skipped: 1,
    differingFacts: 0,
    differingCalls: 0,
  })
  expect(replayed.first).toBeUndefined()
})

test('the first difference is shown with what its caller went through before', async () => {
  const house = await lived()
  const stored = new StoredJournal(house.store, 'main')
  const otherwise = (directives: readonly Directive[]) =>
    directives.filter(directive => directive.do !== 'play-music')
  const replayed = await replay(
    changed(stored, entry =>
      entry.fact.kind === 'heard' && entry.fact.data.event === 'key.1'
        ? { ...entry, directives: otherwise(entry.directives!) }
        : entry,
    ),
  )
  expect(replayed.differingFacts).toBe(1)
  expect(replayed.differingCalls).toBe(1)
  expect(replayed.first).toMatchObject({
    call: 1,
    fact: { kind: 'heard', data: { event: 'key.1' } },
    before: [
      { did: 'arrived', what: 'desk' },
      { did: 'heard', what: 'main' },
      { did: 'waited', what: '0:04' },
      { did: 'pressed', what: '9' },
      { did: 'heard', what: 'again' },
      { did: 'heard', what: 'main' },
      { did: 'waited', what: '0:03' },
    ],
  })
  expect(otherwise(replayed.first!.now!)).toEqual(replayed.first!.recorded)
})

test('a fact about an agent that leads elsewhere is told of the call that it concerns', async () => {
  const house = await lived()
  const replayed = await replay(
    changed(new StoredJournal(house.store, 'main'), entry =>
      entry.fact.kind === 'accepted' ? { ...entry, directives: [] } : entry,
    ),
  )
  expect(replayed.first).toMatchObject({ call: 1, recorded: [] })
  expect(replayed.first!.before.at(-1)).toEqual({ did: 'waited', what: '0:08' })
})

test('with the line of today the replay shows what its callers would meet with', async () => {
  const house = await lived()
  const stored = new StoredJournal(house.store, 'main')
  expect((await replay(stored, { line: desk })).differingFacts).toBe(0)
  const replayed = await replay(stored, { line: laterDesk })
  expect(replayed.first).toMatchObject({
    fact: { kind: 'arrived' },
    recorded: [{ do: 'answer' }, { do: 'ask', prompt: 'main' }],
    now: [{ do: 'answer' }, { do: 'say', prompt: 'welcome' }, { do: 'ask', prompt: 'main' }],
  })
  expect(replayed.differingCalls).toBe(2)
  expect(replayed.facts).toBe(house.runtime.seq)
})

test('a fact that cannot be stepped any more ends the replay, and says why', async () => {
  const house = await lived()
  const replayed = await replay(
    changed(new StoredJournal(house.store, 'main'), entry =>
      entry.fact.kind === 'hung-up'
        ? { ...entry, fact: { kind: 'heard', data: { call: 2, event: 'said.nonsense' } } }
        : entry,
    ),
  )
  expect(replayed.first!.now).toBeUndefined()
  expect(replayed.first!.error).toMatch('line "desk" has no event "said.nonsense"')
})

test('a line that the journal does not have cannot be replaced', async () => {
  const house = await lived()
  const other = { ...desk, definition: { ...desk.definition, name: 'other' } }
  await expect(replay(new StoredJournal(house.store, 'main'), { line: other })).rejects.toThrow(
    'the journal has no line "other"; its lines: "desk"',
  )
})
