import { expect, test } from 'vitest'
import { LEASE_MS } from '../../src/runtime/outbox.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { fallible } from './fallible-store.ts'
import { House } from './house.ts'

/** Lets what runs by itself run to its end. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(resolve => setImmediate(resolve))
}

async function ringing(house: House): Promise<number> {
  await house.reports({ kind: 'signed-in', data: { agent: 'ben' } })
  const call = await house.arrives()
  await house.presses(call, '1')
  await quiet()
  return call
}

test('an agent is rung once, and once the outcome is written down nothing is outstanding', async () => {
  const house = await House.open()
  const call = await ringing(house)
  expect(house.carrier.acts.map(({ payload, attempt }) => ({ ...JSON.parse(payload), attempt }))).toEqual([
    { do: 'ring', agent: 'ben', call, attempt: 1 },
  ])
  await house.passes(3 * LEASE_MS)
  expect(house.carrier.acts.filter(({ id }) => id === house.carrier.acts[0]!.id)).toHaveLength(1)
  expect(await house.store.outstanding('main', 10)).toEqual([])
})

test('an effect that failed is tried again when its lease ends, and told that it is the second attempt', async () => {
  const house = await House.open()
  house.carrier.failures = 1
  await ringing(house)
  expect(house.carrier.acts.map(({ attempt }) => attempt)).toEqual([1])
  expect(house.faults).toEqual([
    expect.stringMatching(/^attempt 1 of main-\d+-0: the phone network is busy$/),
  ])
  const { id } = house.carrier.acts[0]!
  await house.passes(LEASE_MS + 2_000)
  await quiet()
  expect(house.carrier.acts.filter(act => act.id === id).map(({ attempt }) => attempt)).toEqual([1, 2])
  expect(await house.store.outstanding('main', 10)).not.toContainEqual(expect.objectContaining({ id }))
})

test('an effect whose outcome nobody knows survives a restart', async () => {
  const house = await House.open()
  house.carrier.failures = 1
  await ringing(house)
  const { id } = house.carrier.acts[0]!
  const again = await house.again()
  expect(await again.store.outstanding('main', 10)).toEqual([expect.objectContaining({ id })])
  await again.passes(LEASE_MS + 2_000)
  await quiet()
  expect(again.carrier.acts).toContainEqual(expect.objectContaining({ id, attempt: 2 }))
})

test('a slow effect holds up no other', async () => {
  const house = await House.open()
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  house.carrier.meanwhile = () => over
  await ringing(house)
  house.carrier.meanwhile = async () => {}
  await house.reports({ kind: 'signed-in', data: { agent: 'ann' } })
  const second = await house.arrives()
  await house.presses(second, '1')
  await quiet()
  expect(house.carrier.acts.map(({ payload }) => JSON.parse(payload).agent)).toEqual(['ben', 'ann'])
  expect(await house.store.outstanding('main', 10)).toHaveLength(1)
  end()
  await quiet()
  expect(await house.store.outstanding('main', 10)).toEqual([])
})

test('more effects than are done at once are all done', async () => {
  const agents = Array.from({ length: 40 }, (_, index) => ({ name: `a${index}`, skills: ['desk/all'] }))
  const house = await House.open({ roster: JSON.stringify(agents) })
  await Promise.all(agents.map(({ name }) => house.reports({ kind: 'signed-in', data: { agent: name } })))
  const calls = await Promise.all(agents.map(() => house.arrives()))
  await Promise.all(calls.map(call => house.presses(call, '1')))
  for (let i = 0; i < 5; i++) await quiet()
  expect(new Set(house.carrier.acts.map(({ id }) => id)).size).toBe(40)
  expect(house.carrier.acts).toHaveLength(40)
  expect(await house.store.outstanding('main', 100)).toEqual([])
})

test('a centre that stops waits for what is in hand, which may still report; what has not begun is for the next start', async () => {
  const agents = Array.from({ length: 20 }, (_, index) => ({ name: `a${index}`, skills: ['desk/all'] }))
  const roster = JSON.stringify(agents)
  const house = await House.open({ roster })
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  house.carrier.meanwhile = async () => {
    await answered
    await house.reports({ kind: 'agents-due', data: {} })
  }
  await Promise.all(agents.map(({ name }) => house.reports({ kind: 'signed-in', data: { agent: name } })))
  const calls = await Promise.all(agents.map(() => house.arrives()))
  await Promise.all(calls.map(call => house.presses(call, '1')))
  await quiet()
  const inHand = house.carrier.acts.map(({ id }) => id)
  const stopped = house.runtime.stop()
  await quiet()
  answer()
  await stopped
  expect(house.faults).toEqual([])
  expect(house.carrier.acts).toHaveLength(inHand.length)
  const left = (await house.store.outstanding('main', 100)).map(({ id }) => id)
  expect(left).toHaveLength(agents.length - inHand.length)
  const again = await house.again({ roster })
  await again.passes(LEASE_MS)
  await quiet()
  const acted = again.carrier.acts.map(({ id }) => id)
  expect(acted).toEqual(expect.arrayContaining(left))
  expect(acted.filter(id => inHand.includes(id))).toEqual([])
})

test('an outcome that the disk refused is written down later, and not acted on again meanwhile', async () => {
  const store = fallible(await openSqliteStore({ memory: true }))
  const house = await House.open({ store })
  house.carrier.meanwhile = async () => {
    store.isFull = true
  }
  await ringing(house)
  expect(await store.outstanding('main', 10)).toHaveLength(1)
  house.carrier.meanwhile = async () => {}
  store.isFull = false
  await house.clock.passes(2 * LEASE_MS, quiet)
  const [first] = house.carrier.acts
  expect(house.carrier.acts.filter(({ id }) => id === first!.id)).toHaveLength(1)
  expect(await store.outstanding('main', 10)).not.toContainEqual(expect.objectContaining({ id: first!.id }))
})
