import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Paper, PapersWanted } from '../../src/store/papers.ts'
import type { Store } from '../../src/store/port.ts'
import { commit } from './store-facts.ts'

type Note = Paper<'note'>

const NOTE: Note = {
  kind: 'note',
  id: '4',
  caller: 0,
  call: 4,
  state: 'open',
  atMs: 10,
  body: { agent: 'ana', text: 'Zoë’s card \u0000 📞' },
}

export function papers(given: () => Store): void {
  const keep = (...papers: Note[]) => commit(given(), 'main', { papers })
  const ids = async (wanted: Omit<PapersWanted<'note'>, 'kind'>, centre = 'main') =>
    (await given().papers(centre, { kind: 'note', ...wanted })).map(({ id }) => id)

  test('a paper comes back as it was kept, and a later one of its kind and id replaces it', async () => {
    await keep(NOTE, { ...NOTE, id: '5', dueMs: 70 })
    expect(await given().paper('main', 'note', '4')).toEqual(NOTE)
    expect(await given().paper('main', 'note', '5')).toEqual({ ...NOTE, id: '5', dueMs: 70 })
    expect(await given().paper('main', 'note', '6')).toBeUndefined()
    expect(await given().paper('other', 'note', '4')).toBeUndefined()
    await keep({ ...NOTE, id: '5', state: 'done', atMs: 20 })
    expect(await given().paper('main', 'note', '5')).toEqual({ ...NOTE, id: '5', state: 'done', atMs: 20 })
    expect(await ids({})).toEqual(['4', '5'])
    expect(await ids({}, 'other')).toEqual([])
  })

  test('under the lock a paper is read as it was before', async () => {
    await keep(NOTE)
    await given().withCentre('main', async hold => {
      expect(await hold.paper('note', '4')).toEqual(NOTE)
      await hold.commit({ facts: [], papers: [{ ...NOTE, state: 'done' }] })
    })
    expect((await given().paper('main', 'note', '4'))?.state).toBe('done')
  })

  test('papers are found by all that is asked for together, oldest or newest first, and no more than wanted', async () => {
    const asked = fc.record(
      {
        state: fc.constantFrom('open', 'done'),
        call: fc.nat(2),
        sinceMs: fc.nat(4),
        untilMs: fc.nat(4),
        dueByMs: fc.nat(4),
        limit: fc.integer({ min: 1, max: 6 }),
        newestFirst: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    const rows = fc.array(
      fc.record({
        state: fc.constantFrom('open', 'done'),
        call: fc.nat(2),
        atMs: fc.nat(4),
        dueMs: fc.option(fc.nat(4), { nil: undefined }),
      }),
      { maxLength: 12 },
    )
    const all = fc.sample(rows, 1)[0]!
    const kept = all.map(({ dueMs, ...row }, index) => ({
      ...{ ...NOTE, id: String(index), ...row },
      ...(dueMs !== undefined && { dueMs }),
    }))
    await keep(...kept)
    await fc.assert(
      fc.asyncProperty(asked, async wanted => {
        const { limit = 1_000, newestFirst = false } = wanted
        const found = kept
          .filter(({ state }) => wanted.state === undefined || state === wanted.state)
          .filter(({ call }) => wanted.call === undefined || call === wanted.call)
          .filter(({ atMs }) => atMs >= (wanted.sinceMs ?? 0) && atMs < (wanted.untilMs ?? 9))
          .filter(({ dueMs = 9 }) => dueMs <= (wanted.dueByMs ?? 9))
          .sort((a, b) => a.atMs - b.atMs || Number(a.id) - Number(b.id))
        const ordered = newestFirst ? found.reverse() : found
        expect(await ids(wanted)).toEqual(ordered.slice(0, limit).map(({ id }) => id))
      }),
    )
  })

  test('papers go with their caller, stay away once the caller is erased, and are forgotten by their time', async () => {
    const caller = await given().withCentre('main', async hold => {
      const key = await hold.callerKey({ number: '+15550001', atMs: 1 })
      await hold.commit({
        facts: [],
        papers: [
          { ...NOTE, caller: key },
          { ...NOTE, id: '5' },
        ],
      })
      return key
    })
    expect(await ids({ caller })).toEqual(['4'])
    expect(await given().eraseCaller(caller)).toBe(2)
    expect(await ids({})).toEqual(['5'])
    await keep({ ...NOTE, caller })
    expect(await ids({})).toEqual(['5'])
    expect(await given().forgetPapers('note', 10)).toBe(0)
    expect(await given().forgetPapers('note', 11)).toBe(1)
    expect(await ids({})).toEqual([])
  })
}
