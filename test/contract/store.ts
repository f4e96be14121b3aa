import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Bug } from '../../src/base/assert.ts'
import type { Store } from '../../src/store/port.ts'
import { agents } from './store-agents.ts'
import { answers, outbox, texts } from './store-beside.ts'
import { commit, fact, facts, read } from './store-facts.ts'
import { papers } from './store-papers.ts'
import { callers, calls, recordings } from './store-people.ts'

/** What every store promises. `open` gives an empty one, which each test closes. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: store`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())
    const given = () => store

    describe('journal', () => journal(given))
    describe('lock', () => lock(given))
    describe('answers', () => answers(given))
    describe('outbox', () => outbox(given))
    describe('callers', () => callers(given))
    describe('recordings', () => recordings(given))
    describe('papers', () => papers(given))
    describe('calls', () => calls(given))
    describe('agents', () => agents(given))
    describe('snapshots and definitions', () => texts(given))
  })
}

function journal(given: () => Store): void {
  test('a new centre has no facts', async () => {
    expect(await given().lastSeq('main')).toBe(0)
    expect(await read(given().factsSince('main', 0))).toEqual([])
    await given().withCentre('main', async hold => expect([hold.lastSeq, hold.lastAtMs]).toEqual([0, 0]))
  })

  test('facts come back as they were appended, and after the one asked for', async () => {
    await commit(given(), 'main', { facts: facts(1, 3) })
    await commit(given(), 'main', { facts: [{ ...fact(4), data: '{"text":"Zoë’s \\u0000 📞"}' }] })
    expect(await read(given().factsSince('main', 0))).toEqual([
      ...facts(1, 3),
      { ...fact(4), data: '{"text":"Zoë’s \\u0000 📞"}' },
    ])
    expect(await read(given().factsSince('main', 2, 1))).toEqual([fact(3)])
    expect(await read(given().factsSince('main', 4))).toEqual([])
    expect(await given().lastSeq('main')).toBe(4)
  })

  test('more facts than a page are read without a gap', async () => {
    await commit(given(), 'main', { facts: facts(1, 2_500) })
    expect((await read(given().factsSince('main', 0))).map(row => row.seq)).toEqual(
      facts(1, 2_500).map(row => row.seq),
    )
    expect(await read(given().factsSince('main', 300, 2_000))).toHaveLength(2_000)
    expect(await read(given().factsSince('main', 0, 1_000))).toHaveLength(1_000)
  })

  test('facts that are appended during the reading are read too', async () => {
    await commit(given(), 'main', { facts: facts(1, 1_000) })
    let seen = 0
    for await (const row of given().factsSince('main', 0)) {
      seen = row.seq
      if (row.seq === 1) await commit(given(), 'main', { facts: [fact(1_001)] })
    }
    expect(seen).toBe(1_001)
  })

  test('centres do not see one another’s facts', async () => {
    await commit(given(), 'north', { facts: facts(1, 2) })
    await commit(given(), 'south', { facts: [fact(1, 5)] })
    expect(await read(given().factsSince('south', 0))).toEqual([fact(1, 5)])
    expect(await given().lastSeq('north')).toBe(2)
  })

  test('a fact out of sequence or before its predecessor is our bug, and nothing of its commit stays', async () => {
    await commit(given(), 'main', { facts: facts(1, 2) })
    for (const wrong of [[fact(2)], [fact(4)], [fact(3), fact(3)], [fact(3, 1_999)], [fact(3, 2_000.5)]]) {
      await expect(commit(given(), 'main', { facts: wrong })).rejects.toThrow(Bug)
    }
    await commit(given(), 'main', { facts: [fact(3, 2_000)] })
    expect(await given().lastSeq('main')).toBe(3)
  })
}

function lock(given: () => Store): void {
  test('those who ask for a centre get it in turn, each after the commit of the one before', async () => {
    const seen: number[] = []
    const work = (turn: number) =>
      given().withCentre('main', async hold => {
        await new Promise(setImmediate)
        seen.push(hold.lastSeq)
        await hold.commit({ facts: [fact(turn)] })
      })
    await Promise.all([1, 2, 3, 4].map(work))
    expect(seen).toEqual([0, 1, 2, 3])
  })

  test('one centre does not wait for another', async () => {
    await given().withCentre('north', async () => {
      await commit(given(), 'south', { facts: [fact(1)] })
    })
    expect(await given().lastSeq('south')).toBe(1)
  })

  test('work that throws writes nothing, frees the lock and passes its error on', async () => {
    const work = given().withCentre('main', async hold => {
      await hold.callerKey({ number: '+15550001', atMs: 1 })
      throw new RangeError('bad key')
    })
    await expect(work).rejects.toThrow(RangeError)
    expect(await given().callerByNumber('+15550001')).toBeUndefined()
    await commit(given(), 'main', { facts: [fact(1)] })
  })

  test('a hold commits once, and ends with its work', async () => {
    const kept = await given().withCentre('main', async hold => hold)
    await expect(kept.commit({ facts: [fact(1)] })).rejects.toThrow(Bug)
    const twice = given().withCentre('main', async hold => {
      await hold.commit({ facts: [fact(1)] })
      await hold.commit({ facts: [fact(2)] })
    })
    await expect(twice).rejects.toThrow('has ended')
    expect(await given().lastSeq('main')).toBe(1)
  })

  test('under the lock the facts that others appended are read', async () => {
    await commit(given(), 'main', { facts: facts(1, 3) })
    await given().withCentre('main', async hold => {
      expect(hold.lastAtMs).toBe(3_000)
      expect(await read(hold.factsSince(1))).toEqual(facts(2, 3))
    })
  })

  test('closing waits for the work under way, then nothing more is taken', async () => {
    const work = given().withCentre('main', async hold => {
      await new Promise(setImmediate)
      await hold.commit({ facts: [fact(1)] })
    })
    const closing = given().close()
    await expect(commit(given(), 'main', { facts: [fact(2)] })).rejects.toThrow(Bug)
    await work
    await closing
    await given().close()
    await expect(given().lastSeq('main')).rejects.toThrow(Bug)
  })
}
