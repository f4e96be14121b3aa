import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { RandomStream } from '../../src/base/random.ts'
import { caseNumberOf } from '../../src/line/case-number.ts'
import type { Report } from '../../src/runtime/runtime.ts'
import { withQueues } from '../line/with-queues.ts'
import { nextCardReport, ROSTER } from './card-day.ts'
import { contactsOf, expectContacts, knowCallers } from './contacts-of-journal.ts'
import { nextReport } from './day.ts'
import type { Opening } from './house.ts'
import { House } from './house.ts'
import { desk, faulty, OPEN_MS } from './lines.ts'

const SECOND = 1_000

async function cardHouse(): Promise<House> {
  return houseOf({ lines: [cardSupport], roster: ROSTER })
}

async function houseOf(opening: Opening): Promise<House> {
  const house = await House.open(opening)
  await knowCallers(house.store)
  return house
}

async function rings(house: House, keys: string, caller = 7): Promise<number> {
  const call = await house.arrives(caller, 'card-support')
  for (const key of keys) await house.presses(call, key)
  return call
}

const agent = (
  house: House,
  kind: 'signed-in' | 'accepted' | 'left' | 'ready' | 'went-away',
  name = 'agent-0',
) => house.reports({ kind, data: { agent: name } })

const contact = async (house: House, call: number) => (await contactsOf(house.store)).get(call)

test('a call that is over leaves its contact: queue, waits, talk, outcome; the wrap-up comes when it is done', async () => {
  const house = await cardHouse()
  await agent(house, 'signed-in')
  await agent(house, 'went-away')
  const call = await rings(house, '11')
  await house.passes(40 * SECOND)
  await agent(house, 'signed-in')
  await house.passes(5 * SECOND)
  await agent(house, 'accepted')
  await house.passes(90 * SECOND)
  expect(await contact(house, call)).toBeUndefined()
  await house.reports({ kind: 'hung-up', data: { call } })
  const turn = { queue: 'billing', waitMs: 45_000, agent: 'agent-0', talkMs: 90_000 }
  const over = {
    ...{ kind: 'contact', id: String(call), call, caller: 7, state: '', atMs: OPEN_MS },
    body: {
      ...{ line: 'card-support', channel: 'phone', language: 'en-US', tier: 'ordinary', outcome: 'answered' },
      ...{ turns: [turn], endedMs: OPEN_MS + 135_000, case: caseNumberOf(call) },
    },
  }
  expect(await contact(house, call)).toEqual(over)
  await house.passes(8 * SECOND)
  await agent(house, 'ready')
  const wrapped = { ...over, body: { ...over.body, turns: [{ ...turn, wrapMs: 8_000 }] } }
  expect(await contact(house, call)).toEqual(wrapped)
})

test('a wait counts until the caller goes elsewhere, not until the call ends', async () => {
  const house = await cardHouse()
  const call = await rings(house, '21')
  await house.passes(20 * SECOND)
  await house.presses(call, '2')
  await house.passes(30 * SECOND)
  await house.reports({ kind: 'heard', data: { call, event: 'recording.kept' } })
  await house.reports({ kind: 'hung-up', data: { call } })
  expect((await contact(house, call))?.body).toMatchObject({
    outcome: 'voicemail',
    turns: [{ queue: 'account', waitMs: 20_000 }],
    endedMs: OPEN_MS + 50_000,
  })
})

test('a callback is one contact with the call that asked for it, and its wait is marked as such', async () => {
  const house = await cardHouse()
  const call = await rings(house, '11')
  await house.passes(20 * SECOND)
  for (const key of '11') await house.presses(call, key)
  await house.reports({ kind: 'hung-up', data: { call } })
  await house.passes(100 * SECOND)
  await agent(house, 'signed-in')
  expect(await contact(house, call)).toBeUndefined()
  await house.reports({ kind: 'callback-answered', data: { call } })
  await house.presses(call, '1')
  await agent(house, 'accepted')
  await house.passes(60 * SECOND)
  await house.reports({ kind: 'hung-up', data: { call } })
  expect((await contact(house, call))?.body).toMatchObject({
    outcome: 'answered',
    turns: [{ queue: 'billing', waitMs: 120_000, isCallback: true, agent: 'agent-0', talkMs: 60_000 }],
  })
})

test('of a talk that is handed over each agent has a part, and the caller waited once', async () => {
  const house = await cardHouse()
  await agent(house, 'signed-in')
  const call = await rings(house, '11')
  await agent(house, 'accepted')
  await agent(house, 'signed-in', 'agent-1')
  await house.passes(30 * SECOND)
  await house.reports({ kind: 'invited', data: { agent: 'agent-0', other: 'agent-1' } })
  await agent(house, 'accepted', 'agent-1')
  await house.passes(10 * SECOND)
  await house.reports({ kind: 'handed-over', data: { agent: 'agent-0' } })
  await house.passes(5 * SECOND)
  await agent(house, 'ready')
  await house.passes(45 * SECOND)
  await house.reports({ kind: 'hung-up', data: { call } })
  await house.passes(3 * SECOND)
  await agent(house, 'ready', 'agent-1')
  expect((await contact(house, call))?.body.turns).toEqual([
    { queue: 'billing', waitMs: 0, agent: 'agent-0', talkMs: 40_000, wrapMs: 5_000 },
    { queue: 'billing', agent: 'agent-1', talkMs: 50_000, wrapMs: 3_000 },
  ])
})

test('the code of a call is in its contact, whether it came in the talk or afterwards; one for another call is not', async () => {
  const line = withQueues(cardSupport, queue => ({ ...queue, wrapUpCodes: ['fee', 'address'] }))
  const house = await houseOf({ lines: [line], roster: ROSTER })
  await agent(house, 'signed-in')
  const codes = (call: number, code: string) =>
    house.reports({ kind: 'coded', data: { agent: 'agent-0', call, code } })
  const first = await rings(house, '11')
  await agent(house, 'accepted')
  await codes(first, 'fee')
  await house.reports({ kind: 'hung-up', data: { call: first } })
  expect((await contact(house, first))?.body.code).toBe('fee')
  await codes(first, 'address')
  expect((await contact(house, first))?.body.code).toBe('address')
  await agent(house, 'ready')
  const second = await rings(house, '11')
  await agent(house, 'accepted')
  await codes(first, 'fee')
  await house.reports({ kind: 'hung-up', data: { call: second } })
  expect((await contact(house, first))?.body.code).toBe('address')
  expect((await contact(house, second))?.body.code).toBeUndefined()
})

test('what a caller keys in after the talk goes to the contact, and is kept as a score', async () => {
  const house = await cardHouse()
  await agent(house, 'signed-in')
  const call = await rings(house, '11')
  await agent(house, 'accepted')
  await agent(house, 'left')
  await house.presses(call, '4')
  await house.reports({ kind: 'hung-up', data: { call } })
  expect((await contact(house, call))?.body.score).toBe(4)
  expect(await house.store.paper('main', 'score', String(call))).toMatchObject({
    ...{ call, caller: 7 },
    body: { line: 'card-support', queue: 'billing', agent: 'agent-0', score: 4, by: 'keys' },
  })
  expect(await house.store.papers('main', { kind: 'task' })).toEqual([])
})

test('of a caller who is handed on each wait and each talk is kept', async () => {
  const house = await cardHouse()
  await agent(house, 'signed-in')
  const call = await rings(house, '11')
  await agent(house, 'accepted')
  await house.passes(30 * SECOND)
  await house.reports({ kind: 'transferred', data: { agent: 'agent-0', queue: 'account' } })
  await house.passes(4 * SECOND)
  await agent(house, 'ready')
  await house.passes(6 * SECOND)
  await agent(house, 'accepted')
  await house.passes(50 * SECOND)
  await house.reports({ kind: 'hung-up', data: { call } })
  expect((await contact(house, call))?.body.turns).toEqual([
    { queue: 'billing', waitMs: 0, agent: 'agent-0', talkMs: 30_000, wrapMs: 4_000 },
    { queue: 'account', waitMs: 10_000, agent: 'agent-0', talkMs: 50_000 },
  ])
})

/** Now and then an agent asks another for help, or hands over. */
function talkReport(random: RandomStream): Report | undefined {
  const draw = random.next()
  const [agent, other] = [0, 1].map(() => `agent-${Math.floor(random.next() * 12)}`) as [string, string]
  if (draw < 0.05) return { kind: 'invited', data: { agent, other } }
  return draw < 0.1 ? { kind: 'handed-over', data: { agent } } : undefined
}

test('a day of calls at random leaves a contact for each call that is over, whatever stops the centre meanwhile', async () => {
  for (const seed of [1, 2, 3]) {
    const random = new RandomStream(seed)
    let house = await cardHouse()
    for (let step = 0; step < 1_500; step++) {
      await house.reports(talkReport(random) ?? nextCardReport(random, house.runtime.centre.nextCall - 1))
      await house.passes(Math.floor(random.next() * 4) * SECOND)
      // One stop in two keeps a snapshot; the other comes without a word.
      if (step % 300 === 299) {
        if (step % 600 === 299) await house.runtime.stop()
        house = await house.again({ lines: [cardSupport], roster: ROSTER })
      }
    }
    expect((await contactsOf(house.store)).size).toBeGreaterThan(60)
    await expectContacts(house.store)
    await house.runtime.stop()
  }
}, 60_000)

test('once everybody has gone, the time that agents spent is in the contacts to the millisecond', async () => {
  const random = new RandomStream(11)
  const house = await cardHouse()
  for (let step = 0; step < 600; step++) {
    await house.reports(nextCardReport(random, house.runtime.centre.nextCall - 1))
    await house.passes(Math.floor(random.next() * 4) * SECOND)
  }
  for (let call = 1; call < house.runtime.centre.nextCall; call++)
    await house.reports({ kind: 'hung-up', data: { call } })
  for (let index = 0; index < 12; index++) await agent(house, 'went-away', `agent-${index}`)
  await house.passes(1_000 * SECOND)
  // Callbacks that were promised for later.
  for (let call = 1; call < house.runtime.centre.nextCall; call++)
    await house.reports({ kind: 'dropped', data: { call } })
  expect(house.runtime.centre.centre.state.calls.live).toBe(0)
  await expectContacts(house.store)
  await house.runtime.stop()
})

test('facts on which stepping throws cost no contact, and none is kept twice', async () => {
  const random = new RandomStream(5)
  const house = await houseOf({})
  for (let step = 0; step < 400; step++) {
    await house.reports(nextReport(random, house.runtime.centre.nextCall - 1, 0.1))
    await house.passes(Math.floor(random.next() * 4) * SECOND)
  }
  expect(house.faults.length).toBeGreaterThan(3)
  await expectContacts(house.store)
  await house.runtime.stop()
})

test('a caller whom nothing could save is a contact as well', async () => {
  const house = await houseOf({ lines: [desk, faulty({ recovers: false })] })
  await house.reports({ kind: 'arrived', data: { line: 'faulty', caller: 3, tier: 'ordinary' } })
  expect(await contact(house, 1)).toMatchObject({
    caller: 3,
    body: { line: 'faulty', outcome: 'left', turns: [] },
  })
})
