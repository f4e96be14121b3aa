import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Bug } from '../../src/base/assert.ts'
import type { Store } from '../../src/store/port.ts'
import type { Commit, JournalRow } from '../../src/store/rows.ts'

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
    describe('calls', () => calls(given))
    describe('snapshots and definitions', () => texts(given))
  })
}

/** A fact whose time is a thousand times its sequence. */
export function fact(seq: number, atMs = seq * 1_000): JournalRow {
  return { seq, atMs, kind: 'said', data: `{"seq":${seq}}`, directives: '[]' }
}

/** Commits under a lock of its own. */
export function commit(store: Store, centre: string, what: Partial<Commit>): Promise<void> {
  return store.withCentre(centre, hold => hold.commit({ facts: [], ...what }))
}

export async function read(rows: AsyncIterable<JournalRow>): Promise<JournalRow[]> {
  const all: JournalRow[] = []
  for await (const row of rows) all.push({ ...row })
  return all
}

function facts(from: number, to: number): JournalRow[] {
  return Array.from({ length: to - from + 1 }, (_, i) => fact(from + i))
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

function answers(given: () => Store): void {
  const hello = { token: 't1', answer: '<Response/>', atMs: 1_000 }

  test('a retried webhook finds the answer that it got first', async () => {
    await commit(given(), 'main', { facts: [fact(1)], answers: [hello] })
    expect(await given().answerTo('main', 't1')).toBe('<Response/>')
    expect(await given().answerTo('main', 't2')).toBeUndefined()
    expect(await given().answerTo('other', 't1')).toBeUndefined()
    const found = await given().withCentre('main', hold => hold.answersTo(['t0', 't1', 't2']))
    expect([...found]).toEqual([['t1', '<Response/>']])
  })

  test('a timer’s empty answer counts as an answer', async () => {
    await commit(given(), 'main', { answers: [{ token: 'timer.7', answer: '', atMs: 1 }] })
    expect(
      await given().withCentre('main', async hold => (await hold.answersTo(['timer.7'])).has('timer.7')),
    ).toBe(true)
  })

  test('a token is accepted once: a second answer takes its whole commit down', async () => {
    await commit(given(), 'main', { facts: [fact(1)], answers: [hello] })
    await expect(commit(given(), 'main', { facts: [fact(2)], answers: [hello] })).rejects.toThrow(Bug)
    expect(await given().lastSeq('main')).toBe(1)
  })

  test('answers are forgotten by their time', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => ({ token: `t${i}`, answer: 'x', atMs: i }))
    await commit(given(), 'main', { answers: many })
    expect(await given().forget('answers', 1_100)).toBe(1_100)
    expect(await given().answerTo('main', 't1099')).toBeUndefined()
    expect(await given().answerTo('main', 't1100')).toBe('x')
    expect(await given().forget('answers', 1_100)).toBe(0)
  })
}

function outbox(given: () => Store): void {
  const row = (id: string, dueMs: number) => ({ id, seq: 1, payload: `{"ring":"${id}"}`, dueMs })
  const lease = (node: string, nowMs: number, limit = 10) =>
    given().leaseOutbox({ centre: 'main', node, nowMs, leaseMs: 5_000, limit })
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

  test('due rows are leased, oldest due first, and to one node at a time', async () => {
    await commit(given(), 'main', {
      facts: [fact(1)],
      outbox: [row('b', 20), row('a', 10), row('c', 20), row('d', 900)],
    })
    expect(await lease('n1', 100, 2)).toEqual([
      { ...row('a', 10), attempt: 1, untilMs: 5_100 },
      { ...row('b', 20), attempt: 1, untilMs: 5_100 },
    ])
    expect(ids(await lease('n2', 100))).toEqual(['c'])
    expect(await lease('n1', 100)).toEqual([])
    expect(ids(await given().outstanding('main', 10))).toEqual(['a', 'b', 'c', 'd'])
    expect(ids(await given().outstanding('main', 1))).toEqual(['a'])
    expect(
      await given().leaseOutbox({ centre: 'other', node: 'n1', nowMs: 100, leaseMs: 1, limit: 9 }),
    ).toEqual([])
  })

  test('a lease that ran out is taken by another node, which learns that it is not the first', async () => {
    await commit(given(), 'main', { facts: [fact(1)], outbox: [row('a', 0)] })
    await lease('n1', 100)
    expect(await lease('n2', 5_099)).toEqual([])
    expect(await lease('n2', 5_100)).toEqual([{ ...row('a', 0), attempt: 2, untilMs: 10_100 }])
  })

  test('a row may be leased by the commit that adds it', async () => {
    const mine = { ...row('a', 0), lease: { node: 'n1', untilMs: 300 } }
    await commit(given(), 'main', { facts: [fact(1)], outbox: [mine] })
    expect(await lease('n2', 299)).toEqual([])
    expect((await lease('n2', 300)).map(({ attempt }) => attempt)).toEqual([2])
  })

  test('a settled row is nobody’s any more; reports that come late or twice change nothing', async () => {
    await commit(given(), 'main', { facts: [fact(1)], outbox: [row('a', 0), row('b', 0)] })
    await commit(given(), 'main', {
      facts: [fact(2)],
      settled: [{ id: 'a', outcome: 'answered', atMs: 2_000 }],
    })
    await commit(given(), 'main', {
      settled: [
        { id: 'a', outcome: 'failed', atMs: 9_000 },
        { id: 'x', outcome: '', atMs: 1 },
      ],
    })
    expect(ids(await lease('n1', 100))).toEqual(['b'])
    expect(ids(await given().outstanding('main', 10))).toEqual(['b'])
    expect(await given().forget('settled', 2_000)).toBe(0)
    expect(await given().forget('settled', 2_001)).toBe(1)
  })

  test('an id given twice in a centre, or a row without its fact, is our bug', async () => {
    await commit(given(), 'main', { facts: [fact(1)], outbox: [row('a', 0)] })
    await expect(commit(given(), 'main', { outbox: [row('a', 0)] })).rejects.toThrow(Bug)
    await expect(commit(given(), 'main', { outbox: [{ ...row('b', 0), seq: 2 }] })).rejects.toThrow(Bug)
    await commit(given(), 'other', { facts: [fact(1)], outbox: [row('a', 0)] })
  })
}

function callers(given: () => Store): void {
  const anna = { number: '+15550001', atMs: 500 }
  const greet = (centre: string, number: string, atMs = 500) =>
    given().withCentre(centre, async hold => {
      const key = await hold.callerKey({ number, atMs })
      await hold.commit({ facts: [] })
      return key
    })

  test('a number keeps its key, in every centre', async () => {
    const key = await greet('north', anna.number)
    expect(key).toBeGreaterThanOrEqual(1)
    expect(await greet('south', anna.number, 900)).toBe(key)
    expect(await greet('south', '+15550002')).not.toBe(key)
    expect(await given().caller(key)).toEqual({ key, number: anna.number, firstSeenMs: 500, lastSeenMs: 500 })
    expect(await given().callerByNumber(anna.number)).toEqual(await given().caller(key))
  })

  test('a new caller who reaches two centres at once has one key', async () => {
    const keys = await given().withCentre('north', async north => {
      const first = await north.callerKey(anna)
      const second = await greet('south', anna.number)
      await north.commit({ facts: [] })
      return [first, await north.centre, second]
    })
    expect(keys[0]).toBe(keys[2])
    expect((await given().callerByNumber(anna.number))?.key).toBe(keys[0])
  })

  test('what becomes known about a caller adds to what was known', async () => {
    const key = await greet('main', anna.number)
    await commit(given(), 'main', { callers: [{ key, name: 'Anna', language: 'de-DE' }] })
    await commit(given(), 'main', {
      callers: [
        { key, tier: 'gold', language: 'en-US', seenMs: 700 },
        { key, seenMs: 600 },
      ],
    })
    const expected = {
      key,
      ...{ name: 'Anna', language: 'en-US', tier: 'gold' },
      firstSeenMs: 500,
      lastSeenMs: 700,
    }
    expect(await given().caller(key)).toEqual({ ...expected, number: anna.number })
  })

  test('erasing a caller deletes what they said and leaves the journal', async () => {
    const key = await greet('main', anna.number)
    const said = { call: 4, caller: key, what: 'digits', value: '4929', atMs: 1 } as const
    const secrets = [
      said,
      { ...said, what: 'speech', value: 'my bill' },
      { ...said, call: 5, caller: 0 },
    ] as const
    await commit(given(), 'main', { facts: [fact(1)], secrets })
    expect(await given().secretsOf('main', 4)).toEqual([
      { what: 'digits', value: '4929' },
      { what: 'speech', value: 'my bill' },
    ])
    expect(await given().eraseCaller(key)).toBe(3)
    expect(await given().eraseCaller(key)).toBe(0)
    expect(await given().caller(key)).toBeUndefined()
    expect(await given().secretsOf('main', 4)).toEqual([])
    expect(await given().secretsOf('main', 5)).toHaveLength(1)
    expect(await read(given().factsSince('main', 0))).toEqual([fact(1)])
  })

  test('an erased caller stays erased, and their key is never given to anyone else', async () => {
    const key = await greet('main', anna.number)
    await given().eraseCaller(key)
    const late = { call: 4, caller: key, what: 'digits', value: '1', atMs: 1 } as const
    await commit(given(), 'main', { callers: [{ key, name: 'Anna' }], secrets: [late] })
    expect(await given().caller(key)).toBeUndefined()
    expect(await given().secretsOf('main', 4)).toEqual([])
    expect(await greet('main', '+15550002')).not.toBe(key)
    expect(await greet('main', anna.number)).not.toBe(key)
  })

  test('what callers said is forgotten by its time', async () => {
    const said = { call: 4, caller: 0, what: 'digits', value: '4929' } as const
    await commit(given(), 'main', {
      secrets: [
        { ...said, atMs: 10 },
        { ...said, atMs: 20 },
      ],
    })
    expect(await given().forget('secrets', 20)).toBe(1)
    expect(await given().secretsOf('main', 4)).toHaveLength(1)
  })
}

function calls(given: () => Store): void {
  test('a carrier’s identifier leads to its call and back, the one bound last', async () => {
    await commit(given(), 'main', {
      calls: [
        { callSid: 'CA1', call: 7, atMs: 10 },
        { callSid: 'CA2', call: 8, atMs: 10 },
      ],
    })
    await commit(given(), 'main', { calls: [{ callSid: 'CA3', call: 7, atMs: 20 }] })
    expect(await given().callOf('CA1')).toEqual({ centre: 'main', call: 7 })
    expect(await given().callSidOf('main', 7)).toBe('CA3')
    expect(await given().callSidOf('other', 7)).toBeUndefined()
    const found = await given().withCentre('main', hold => hold.callsOf(['CA2', 'CA9']))
    expect([...found]).toEqual([['CA2', { centre: 'main', call: 8 }]])
  })

  test('an identifier bound again moves to the other call', async () => {
    await commit(given(), 'main', { calls: [{ callSid: 'CA1', call: 7, atMs: 10 }] })
    await commit(given(), 'main', { calls: [{ callSid: 'CA1', call: 9, atMs: 30 }] })
    expect(await given().callOf('CA1')).toEqual({ centre: 'main', call: 9 })
    expect(await given().callSidOf('main', 7)).toBeUndefined()
    expect(await given().forget('calls', 30)).toBe(0)
    expect(await given().forget('calls', 31)).toBe(1)
    expect(await given().callOf('CA1')).toBeUndefined()
  })
}

function texts(given: () => Store): void {
  const bytes = (...values: number[]) => Uint8Array.from(values)
  const text = 'name: card-support — Zoë\n'
  const hash = createHash('sha256').update(text).digest('hex')

  test('the latest snapshot of this program version is loaded', async () => {
    await commit(given(), 'main', { facts: facts(1, 9) })
    expect(await given().loadSnapshot('main', '1.0')).toBeUndefined()
    await given().saveSnapshot('main', { seq: 3, programVersion: '1.0', bytes: bytes(3, 0, 255) })
    await given().saveSnapshot('main', { seq: 5, programVersion: '1.1', bytes: bytes(5) })
    expect(await given().loadSnapshot('main', '1.0')).toEqual({
      seq: 3,
      programVersion: '1.0',
      bytes: bytes(3, 0, 255),
    })
    await given().saveSnapshot('main', { seq: 5, programVersion: '1.1', bytes: bytes(6) })
    expect((await given().loadSnapshot('main', '1.1'))?.bytes).toEqual(bytes(6))
  })

  test('two snapshots of a centre are kept', async () => {
    await commit(given(), 'main', { facts: facts(1, 9) })
    await commit(given(), 'other', { facts: facts(1, 1) })
    await given().saveSnapshot('other', { seq: 1, programVersion: '1.0', bytes: bytes() })
    for (const seq of [2, 4])
      await given().saveSnapshot('main', { seq, programVersion: '1.0', bytes: bytes(seq) })
    await given().saveSnapshot('main', { seq: 6, programVersion: '1.1', bytes: bytes(6) })
    expect((await given().loadSnapshot('main', '1.0'))?.seq).toBe(4)
    await given().saveSnapshot('main', { seq: 8, programVersion: '1.1', bytes: bytes(8) })
    expect(await given().loadSnapshot('main', '1.0')).toBeUndefined()
    expect((await given().loadSnapshot('other', '1.0'))?.bytes).toEqual(bytes())
  })

  test('a snapshot of facts that are not in the journal is our bug', async () => {
    await expect(
      given().saveSnapshot('main', { seq: 1, programVersion: '1', bytes: bytes(1) }),
    ).rejects.toThrow(Bug)
  })

  test('a definition is kept once, by the hash of its text', async () => {
    await given().saveDefinition({ hash, kind: 'line', text })
    await commit(given(), 'main', { facts: [fact(1)], definitions: [{ hash, kind: 'line', text }] })
    expect(await given().definition(hash)).toEqual({ hash, kind: 'line', text })
    expect(await given().definition('0'.repeat(64))).toBeUndefined()
  })

  test('a definition under another hash than its own is our bug', async () => {
    const wrong = { hash: '0'.repeat(64), kind: 'line', text }
    await expect(given().saveDefinition(wrong)).rejects.toThrow(hash)
    await expect(commit(given(), 'main', { facts: [fact(1)], definitions: [wrong] })).rejects.toThrow(Bug)
    expect(await given().lastSeq('main')).toBe(0)
  })
}
