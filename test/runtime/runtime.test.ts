import { expect, test } from 'vitest'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { fallible } from './fallible-store.ts'
import { House, wholeState } from './house.ts'

const SECOND = 1_000

test('an answer comes only once its facts are in the journal', async () => {
  const store = fallible(await openSqliteStore({ memory: true }))
  const house = await House.open({ store })
  const before = await store.lastSeq('main')
  const answer = await house.runtime.submit({
    token: 'I1',
    reports: () => [{ kind: 'arrived', data: { line: 'desk', caller: 0, tier: 'ordinary' } }],
    answer: entries => {
      expect(store.commits.at(-1)!.facts.at(-1)!.seq).toBe(before)
      return `fact ${entries.at(-1)!.seq}`
    },
  })
  expect(answer).toBe(`fact ${before + 1}`)
  expect(await store.lastSeq('main')).toBe(before + 1)
  expect(await store.answerTo('main', 'I1')).toBe(answer)
  expect(house.carrier.committedSeqs.at(-1)).toBe(before + 1)
})

test('all that comes in within one turn shares one commit, in the order in which it came', async () => {
  const store = fallible(await openSqliteStore({ memory: true }))
  const house = await House.open({ store })
  const commits = store.commits.length
  const calls = await Promise.all(Array.from({ length: 50 }, () => house.arrives()))
  expect(calls).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  expect(store.commits.length).toBe(commits + 1)
  expect(store.commits.at(-1)!.facts.length).toBe(50)
})

test('a webhook that comes twice is answered alike and counts once, also after a restart', async () => {
  const house = await House.open()
  const call = await house.arrives()
  const work = {
    token: 'I7',
    reports: () => [{ kind: 'heard', data: { call, event: 'key.9' } } as const],
    answer: () => `answered at ${house.runtime.seq}`,
  }
  const answers = await Promise.all([house.runtime.submit(work), house.runtime.submit(work)])
  expect(answers[1]).toBe(answers[0])
  const { seq } = house.runtime
  expect(await house.runtime.submit(work)).toBe(answers[0])
  const again = await house.again()
  expect(await again.runtime.submit(work)).toBe(answers[0])
  expect((await again.journal()).filter(({ fact }) => fact.kind === 'heard')).toHaveLength(1)
  expect(again.runtime.seq).toBe(seq + 1)
})

test('a report that is wrong is refused alone; the others of its group are kept', async () => {
  const house = await House.open()
  const call = await house.arrives()
  const results = await Promise.allSettled([
    house.presses(call, '9'),
    house.reports({ kind: 'arrived', data: { line: 'nowhere', caller: 0, tier: 'ordinary' } }),
    house.reports({ kind: 'heard', data: { call, event: 'key.99' } }),
    house.reports({ kind: 'ready', data: { agent: 'nobody' } }),
    house.reports({ kind: 'roster-defined', data: { hash: 'none' } }),
    house.arrives(),
  ])
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
    'rejected',
    'fulfilled',
  ])
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(WrongInput)
  }
  expect((await house.journal()).map(({ fact }) => fact.kind).slice(-2)).toEqual(['heard', 'arrived'])
  expect(house.faults).toEqual([])
})

test('work is done in full or not at all: what came before its fault is undone, and what it bound is forgotten', async () => {
  const house = await House.open()
  const seq = house.runtime.seq
  const before = wholeState(house.runtime.centre)
  const arrival = { kind: 'arrived', data: { line: 'desk', caller: 0, tier: 'ordinary' } } as const
  const half = house.runtime.submit({
    token: 'I1',
    reports: ({ bind, centre }) => {
      bind('CA1', centre.nextCall)
      return [arrival, { kind: 'ready', data: { agent: 'nobody' } }]
    },
  })
  const unspoken = house.runtime.submit({
    reports: ({ bind, centre, keepSecret }) => {
      bind('CA2', centre.nextCall)
      keepSecret(centre.nextCall, 0, 'digits', '1234')
      return [arrival]
    },
    answer: () => {
      throw new Error('no words')
    },
  })
  const whole = house.runtime.submit({
    reports: ({ bind, centre }) => {
      bind('CA3', centre.nextCall)
      return []
    },
  })
  const results = await Promise.allSettled([half, unspoken, whole])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  expect(await house.store.lastSeq('main')).toBe(seq)
  expect(wholeState(house.runtime.centre)).toEqual(before)
  expect(await house.store.callOf('CA1')).toBeUndefined()
  expect(await house.store.callOf('CA2')).toBeUndefined()
  expect(await house.store.callOf('CA3')).toEqual({ centre: 'main', call: 1 })
  expect(await house.store.secretsOf('main', 1)).toEqual([])
  expect(await house.store.answerTo('main', 'I1')).toBeUndefined()
  expect(house.carrier.memory.lastSeq).toBe(seq)
})

test('timers fire as facts at their time: a silent caller hears the menu again, an agent who does not answer loses the offer', async () => {
  const house = await House.open()
  await house.reports({ kind: 'signed-in', data: { agent: 'ben' } })
  const call = await house.arrives()
  await house.presses(call, '1')
  const startMs = house.clock.nowMs()
  await house.passes(45 * SECOND)
  const missed = (await house.journal()).find(({ fact }) => fact.kind === 'agents-due')!
  expect(missed.atMs).toBe(startMs + 20 * SECOND)
  expect(missed.directives).toContainEqual({ do: 'stop-ringing', agent: 'ben' })
  expect((await house.journal()).filter(({ fact }) => fact.kind === 'due').length).toBeGreaterThan(0)
  expect(house.faults).toEqual([])
})

test('what is due waits for a phone that asks by itself, but not for ever', async () => {
  const house = await House.open()
  const call = await house.arrives()
  await house.presses(call, '1')
  house.carrier.asking.add(call)
  const due = async () => (await house.journal()).filter(({ fact }) => fact.kind === 'due')
  await house.passes(49 * SECOND)
  expect(await due()).toEqual([])
  const startMs = house.clock.nowMs() - 49 * SECOND
  await house.passes(5 * SECOND)
  expect((await due()).map(({ atMs }) => atMs)).toEqual([startMs + 50 * SECOND])
})

test('what is due is reported at once for a phone that does not ask', async () => {
  const house = await House.open()
  const call = await house.arrives()
  await house.presses(call, '1')
  const startMs = house.clock.nowMs()
  await house.passes(61 * SECOND)
  const due = (await house.journal()).filter(({ fact }) => fact.kind === 'due')
  expect(due.map(({ atMs }) => atMs - startMs)).toEqual([30 * SECOND, 60 * SECOND])
})

test('a centre that has stopped takes nothing more, has nobody called back and has kept a snapshot', async () => {
  const house = await House.open()
  const call = await house.arrives()
  const last = house.presses(call, '1')
  await house.runtime.stop()
  await last
  await expect(house.arrives()).rejects.toThrow('the centre is stopping')
  expect(house.clock.size).toBe(0)
  expect((await house.store.loadSnapshot('main', '1'))!.seq).toBe(house.runtime.seq)
})

test('a carrier that cannot take note of a fact loses that fact alone; one that cannot act, nothing', async () => {
  const house = await House.open()
  const call = await house.arrives()
  const { carrier } = house
  const note = carrier.note.bind(carrier)
  carrier.note = entry => {
    if (entry.fact.kind === 'heard') throw new Error('no such leg')
    return note(entry)
  }
  carrier.committed = () => {
    throw new Error('no network')
  }
  const led = await house.presses(call, '1')
  expect(led.map(({ fact }) => fact.kind)).toEqual(['heard', 'quarantined', 'recovered'])
  expect(await house.arrives()).toBe(2)
  const again = await house.again()
  expect(wholeState(again.runtime.centre)).toEqual(wholeState(house.runtime.centre))
})
