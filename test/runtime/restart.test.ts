import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WAITING } from '../../src/centre/calls.ts'
import { textHash } from '../../src/line/line-hash.ts'
import type { LiveWatch } from '../../src/runtime/live-watch.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { CLOSING_MS, support } from '../centre/lines.ts'
import { House, NOBODY, wholeState } from './house.ts'
import { desk, guardedDesk, laterDesk } from './lines.ts'
import { ManualClock } from './manual-clock.ts'

const MINUTE = 60_000

/** Three callers in the queue, one in the menu, ben talking. */
async function busy(house: House): Promise<number[]> {
  await house.reports({ kind: 'signed-in', data: { agent: 'ben' } })
  const calls = []
  for (let i = 0; i < 5; i++) {
    calls.push(await house.arrives(i + 1))
    if (i < 4) await house.presses(calls[i]!, '1')
    if (i === 0) await house.reports({ kind: 'accepted', data: { agent: 'ben' } })
    await house.passes(5_000)
  }
  return calls
}

test('a centre goes on after a restart from its journal, and as well from a snapshot and the facts since', async () => {
  const house = await House.open()
  await busy(house)
  const unstopped = wholeState(house.runtime.centre)
  const fromJournal = await house.again()
  expect(wholeState(fromJournal.runtime.centre)).toEqual(unstopped)
  await fromJournal.runtime.stop()
  const fromSnapshot = await house.again()
  expect(wholeState(fromSnapshot.runtime.centre)).toEqual(unstopped)
  expect(fromSnapshot.carrier.noted).toHaveLength(1)
  expect(fromSnapshot.carrier.memory).toEqual({
    facts: fromSnapshot.runtime.seq,
    lastSeq: fromSnapshot.runtime.seq,
  })
  await fromSnapshot.presses(5, '1')
  await fromSnapshot.reports({ kind: 'left', data: { agent: 'ben' } })
  await fromSnapshot.passes(MINUTE)
  const later = await fromSnapshot.again()
  const refolded = await fromSnapshot.again({ programVersion: 'another' })
  expect(wholeState(later.runtime.centre)).toEqual(wholeState(fromSnapshot.runtime.centre))
  expect(wholeState(refolded.runtime.centre)).toEqual(wholeState(fromSnapshot.runtime.centre))
})

test('a centre in a folder goes on where it was when the folder is opened again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdline-runtime-'))
  try {
    const house = await House.open({ store: await openSqliteStore({ folder }) })
    await busy(house)
    await house.runtime.stop()
    await house.store.close()
    const again = await House.open({ store: await openSqliteStore({ folder }), clock: house.clock })
    expect(wholeState(again.runtime.centre)).toEqual(wholeState(house.runtime.centre))
    await again.runtime.stop()
    await again.store.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a snapshot of another version of the program, or a damaged one, is passed over', async () => {
  const house = await House.open()
  await busy(house)
  await house.runtime.stop()
  const { seq } = house.runtime
  const newer = await house.again({ programVersion: '2' })
  expect(newer.carrier.noted).toHaveLength(seq + 1)
  expect(newer.faults).toEqual([])
  await house.store.saveSnapshot('main', { seq: seq + 1, programVersion: '3', bytes: new Uint8Array([1, 2]) })
  const damaged = await house.again({ programVersion: '3' })
  expect(damaged.faults).toEqual([expect.stringContaining(`the snapshot at fact ${seq + 1}`)])
  expect(damaged.carrier.noted).toHaveLength(seq + 2)
  expect(wholeState(damaged.runtime.centre)).toEqual(wholeState(house.runtime.centre))
})

test('after a restart past closing time those who wait are served as long as they would have been', async () => {
  const opening = { lines: [support()], roster: '[{ "name": "ann", "skills": ["support/account"] }]' }
  const house = await House.open({ ...opening, clock: new ManualClock(CLOSING_MS - 5 * MINUTE) })
  await house.reports({ kind: 'signed-in', data: { agent: 'ann' } })
  for (let i = 0; i < 2; i++) await house.presses(await house.arrives(0, 'support'), '2')
  await house.reports({ kind: 'accepted', data: { agent: 'ann' } })
  await house.passes(10 * MINUTE)
  await house.runtime.stop()
  const again = await house.again(opening)
  const waiting = () => {
    const slot = again.runtime.centre.slotOf(2)
    return slot >= 0 && again.runtime.centre.centre.state.calls.phase[slot] === WAITING
  }
  await again.passes(24 * MINUTE)
  expect(waiting()).toBe(true)
  await again.passes(2 * MINUTE)
  expect(waiting()).toBe(false)
})

test('timers that were set before a restart fire after it', async () => {
  const house = await House.open()
  const call = await house.arrives()
  await house.presses(call, '1')
  const startMs = house.clock.nowMs()
  const again = await house.again({ clock: new ManualClock(startMs + 10_000) })
  await again.passes(21_000)
  const due = (await again.journal()).find(({ fact }) => fact.kind === 'due')
  expect(due).toMatchObject({ atMs: startMs + 30_000, fact: { data: { call } } })
})

test('in a new version of a line calls go on where their state still exists, and recover where it is gone', async () => {
  const house = await House.open()
  const calls = await busy(house)
  const { state } = house.runtime.centre.centre
  const order = () => [...waitingOrder(house)]
  const before = order()
  const again = await house.again({ lines: [laterDesk] })
  const recovered = (await again.journal()).findLast(({ fact }) => fact.kind === 'line-defined')!
  expect(recovered.directives).toContainEqual({ do: 'say', call: calls[4]!, prompt: 'apology' })
  expect(
    recovered.directives!.filter(({ do: does }) => does === 'say').map(d => 'call' in d && d.call),
  ).toEqual(expect.not.arrayContaining(calls.slice(0, 4)))
  expect(waitingOrder(again).slice(0, 3)).toEqual(before)
  expect(waitingOrder(again).at(-1)).toBe(calls[4])
  expect(state.calls.live).toBe(5)
  await again.reports({ kind: 'left', data: { agent: 'ben' } })
  expect((await again.arrives()) > 5).toBe(true)
  const third = await again.again({ lines: [laterDesk] })
  expect((await third.journal()).filter(({ fact }) => fact.kind === 'line-defined')).toHaveLength(2)
  await third.runtime.stop()
  const fourth = await third.again({ lines: [laterDesk] })
  expect(wholeState(fourth.runtime.centre)).toEqual(wholeState(third.runtime.centre))
})

test('in a new version of a roster skills change, newcomers come, and one who is gone finishes the call and cannot come back', async () => {
  const house = await House.open()
  await busy(house)
  const roster = JSON.stringify([
    { name: 'ann', skills: ['desk/other'] },
    { name: 'cy', skills: ['desk/all'] },
  ])
  const again = await house.again({ roster })
  expect((await again.reports({ kind: 'left', data: { agent: 'ben' } }))[0]!.fact.kind).toBe('left')
  await again.passes(MINUTE)
  await expect(again.reports({ kind: 'signed-in', data: { agent: 'ben' } })).rejects.toThrow(
    'agent "ben" is no longer in the roster',
  )
  const ann = await again.reports({ kind: 'signed-in', data: { agent: 'ann' } })
  expect(ann[0]!.directives).toEqual([])
  const cy = await again.reports({ kind: 'signed-in', data: { agent: 'cy' } })
  expect(cy[0]!.directives).toContainEqual({ do: 'ring', agent: 'cy', call: 2 })
  await again.runtime.stop()
  const third = await again.again({ roster })
  expect(wholeState(third.runtime.centre)).toEqual(wholeState(again.runtime.centre))
})

test('a roster that is wrong changes nothing, neither at the start nor while calls are taken', async () => {
  const house = await House.open()
  await busy(house)
  const before = wholeState(house.runtime.centre)
  const seq = house.runtime.seq
  const wrong = JSON.stringify([
    { name: 'ann', skills: ['desk/other'] },
    { name: 'cy', skills: ['desk/none'] },
  ])
  await expect(house.again({ roster: wrong })).rejects.toThrow('there is no queue "desk/none"')
  await expect(house.again({ roster: '[{' })).rejects.toThrow('the roster is not JSON')
  expect(await house.store.lastSeq('main')).toBe(seq)
  const hash = textHash(wrong)
  await house.store.saveDefinition({ hash, kind: 'roster', text: wrong })
  await expect(house.reports({ kind: 'roster-defined', data: { hash } })).rejects.toThrow(
    'no queue "desk/none"',
  )
  expect(wholeState(house.runtime.centre)).toEqual(before)
})

test('a line that runs by more than its text is refused before anything is written', async () => {
  const house = await House.open()
  const seq = house.runtime.seq
  await expect(house.again({ lines: [guardedDesk(() => true)] })).rejects.toThrow(
    /^line "desk" cannot be run from its text, which is all that a journal keeps of it: .*isLucky/s,
  )
  expect(await house.store.lastSeq('main')).toBe(seq)
  expect((await house.again({ lines: [desk] })).faults).toEqual([])
})

test('a journal that this program cannot step stops the start, says where, and stays as it is', async () => {
  const house = await House.open()
  await house.store.withCentre('main', hold =>
    hold.commit({
      facts: [{ seq: 4, atMs: hold.lastAtMs, kind: 'ready', data: '{"agent":"zoe"}', directives: '[]' }],
    }),
  )
  await expect(house.again()).rejects.toThrow(
    'the journal of centre "main" cannot be stepped at fact 4 ("ready"): there is no agent "zoe"',
  )
  expect(await house.store.lastSeq('main')).toBe(4)
})

test('facts that another node appended are stepped before those that come in here', async () => {
  const one = await House.open()
  const other = await one.again()
  const call = await one.arrives()
  await one.presses(call, '1')
  await other.reports({ kind: 'signed-in', data: { agent: 'ben' } })
  expect(wholeState(other.runtime.centre).calls).not.toEqual(wholeState(one.runtime.centre).calls)
  await one.runtime.submit({ reports: () => [] })
  expect(wholeState(one.runtime.centre)).toEqual(wholeState(other.runtime.centre))
  const third = await one.again()
  await one.runtime.submit({ reports: () => [] })
  expect(wholeState(third.runtime.centre)).toEqual(wholeState(one.runtime.centre))
})

test('what watches a centre counts every call once, through snapshots, restarts and faults', async () => {
  const counter = () => {
    let counted = { queued: 0, ended: 0 }
    const watch: LiveWatch = {
      ...NOBODY,
      queued: () => void counted.queued++,
      ended: () => void counted.ended++,
      follows: (_, saved) => {
        counted = { ...((saved as typeof counted | undefined) ?? { queued: 0, ended: 0 }) }
      },
      snapshot: () => counted,
    }
    return { watch, count: () => counted }
  }
  const first = counter()
  const house = await House.open({ watch: first.watch })
  const calls = await busy(house)
  await house.reports({ kind: 'hung-up', data: { call: calls[1]! } })
  await house.presses(calls[4]!, '2')
  expect(first.count()).toEqual({ queued: 5, ended: 1 })
  await house.runtime.stop()
  const second = counter()
  const again = await house.again({ watch: second.watch })
  await again.reports({ kind: 'hung-up', data: { call: calls[2]! } })
  expect(second.count()).toEqual({ queued: 5, ended: 2 })
  const third = counter()
  await house.again({ watch: third.watch, programVersion: '2' })
  expect(third.count()).toEqual({ queued: 5, ended: 2 })
})

function waitingOrder(house: House): number[] {
  const { calls, queues } = house.runtime.centre.centre.state
  const order: number[] = []
  for (let slot = 0; slot < calls.capacity; slot++) {
    if (calls.phase[slot] === WAITING) order.push(slot)
  }
  const queue = calls.queue[order[0]!]!
  return order
    .sort((a, b) => queues.ahead(calls, queue, a) - queues.ahead(calls, queue, b))
    .map(slot => calls.number[slot]!)
}
