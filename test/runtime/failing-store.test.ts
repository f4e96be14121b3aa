import { expect, test } from 'vitest'
import { AFTER_FAULT_MS } from '../../src/runtime/alarms.ts'
import { StoreFailed } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { fallible } from './fallible-store.ts'
import { House, wholeState } from './house.ts'

async function open() {
  const store = fallible(await openSqliteStore({ memory: true }))
  const house = await House.open({ store })
  await house.reports({ kind: 'signed-in', data: { agent: 'ben' } })
  const call = await house.arrives()
  return { store, house, call }
}

test('while the disk is full nothing is answered, nothing leaves, and the centre stays what its journal says', async () => {
  const { store, house, call } = await open()
  const before = wholeState(house.runtime.centre)
  const committed = house.carrier.committedSeqs.length
  store.isFull = true
  const results = await Promise.allSettled([house.presses(call, '1'), house.arrives(), house.arrives()])
  for (const result of results) {
    expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreFailed) })
  }
  expect(wholeState(house.runtime.centre)).toEqual(before)
  expect(house.carrier.committedSeqs).toHaveLength(committed)
  expect(house.carrier.acts).toEqual([])
  expect(house.carrier.memory.lastSeq).toBe(house.runtime.seq)
  store.isFull = false
  expect(await house.arrives()).toBe(2)
  expect(wholeState((await house.again()).runtime.centre)).toEqual(wholeState(house.runtime.centre))
})

test('a webhook that failed on a full disk counts once when it comes again', async () => {
  const { store, house, call } = await open()
  const work = {
    token: 'I1',
    reports: () => [{ kind: 'heard', data: { call, event: 'key.1' } } as const],
    answer: () => 'music',
  }
  store.isFull = true
  await expect(house.runtime.submit(work)).rejects.toThrow(StoreFailed)
  store.isFull = false
  expect(await house.runtime.submit(work)).toBe('music')
  expect((await house.journal()).filter(({ fact }) => fact.kind === 'heard')).toHaveLength(1)
})

test('a read goes on while the disk is full', async () => {
  const { store, house } = await open()
  store.isFull = true
  expect(await house.runtime.submit({ reports: () => [], answer: () => 'music' })).toBe('music')
})

test('a timer that fires on a full disk is tried again after a pause, not at once for ever', async () => {
  const { store, house, call } = await open()
  await house.presses(call, '1')
  store.isFull = true
  await house.passes(60_000)
  const timers = house.faults.filter(fault => fault.startsWith('the timer'))
  expect(timers.length).toBeGreaterThan(1)
  expect(timers.length).toBeLessThan(2 * (60_000 / AFTER_FAULT_MS))
  store.isFull = false
  await house.passes(AFTER_FAULT_MS)
  expect((await house.journal()).some(({ fact }) => fact.kind === 'agents-due')).toBe(true)
})

test('a store that is gone altogether is asked again, and the centre comes back with it though nobody rings', async () => {
  const { store, house, call } = await open()
  await house.presses(call, '1')
  const before = wholeState(house.runtime.centre)
  const arriving = house.runtime.submit({
    reports: () => {
      store.isFull = true
      store.isGone = true
      return [{ kind: 'arrived', data: { line: 'desk', caller: 0, tier: 'ordinary' } }]
    },
  })
  await expect(arriving).rejects.toThrow(StoreFailed)
  expect(house.faults.join()).toContain('rebuilding the centre from its journal')
  await expect(house.arrives()).rejects.toThrow(StoreFailed)
  store.isGone = false
  store.isFull = false
  await house.passes(AFTER_FAULT_MS)
  expect(wholeState(house.runtime.centre)).toEqual(before)
  await house.passes(30_000)
  expect((await house.journal()).some(({ fact }) => fact.kind === 'agents-due')).toBe(true)
})
