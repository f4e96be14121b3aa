import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { Bug } from '../../src/base/assert.ts'
import type { Store } from '../../src/store/port.ts'
import { commit, fact, facts } from './store-facts.ts'

export function answers(given: () => Store): void {
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

export function outbox(given: () => Store): void {
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

export function texts(given: () => Store): void {
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
