import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { DAY_MS, HOUR_MS } from '../../src/base/units.ts'
import type { Line } from '../../src/call/line.ts'
import type { Rated } from '../../src/runtime/scores.ts'
import { keepScore } from '../../src/runtime/scores.ts'
import { ROSTER } from './card-day.ts'
import { contactsOf, knowCallers } from './contacts-of-journal.ts'
import { House } from './house.ts'
import { OPEN_MS } from './lines.ts'
import { ManualClock } from './manual-clock.ts'

const CALLER = 7

async function cardHouse(line: Line = cardSupport, startMs = OPEN_MS): Promise<House> {
  const house = await House.open({ lines: [line], roster: ROSTER, clock: new ManualClock(startMs) })
  await knowCallers(house.store)
  await house.reports({ kind: 'signed-in', data: { agent: 'agent-0' } })
  return house
}

/** A call to billing that agent-0 takes; the caller keys in the score afterwards, if any. */
async function talks(house: House, key = ''): Promise<number> {
  const call = await house.arrives(CALLER, 'card-support')
  for (const one of '11') await house.presses(call, one)
  await house.reports({ kind: 'accepted', data: { agent: 'agent-0' } })
  await house.reports({ kind: 'left', data: { agent: 'agent-0' } })
  if (key !== '') await house.presses(call, key)
  await house.reports({ kind: 'hung-up', data: { call } })
  await house.reports({ kind: 'ready', data: { agent: 'agent-0' } })
  return call
}

const says = async (house: House, rated: Pick<Rated, 'call' | 'score' | 'by'>): Promise<boolean> => {
  let isKept = false
  await house.runtime.submit({
    async reports(view) {
      isKept = await keepScore(view, rated)
      return []
    },
  })
  return isKept
}

const tasks = (house: House) => house.store.papers('main', { kind: 'task' })

test('a low score opens one task for the call, due a day after the line is open next', async () => {
  const house = await cardHouse()
  const call = await talks(house, '2')
  const [task, ...others] = await tasks(house)
  expect(others).toEqual([])
  expect(task).toEqual({
    ...{ kind: 'task', id: `follow-up-${call}`, caller: CALLER, call, state: 'open' },
    ...{ atMs: OPEN_MS, dueMs: OPEN_MS + DAY_MS },
    body: {
      ...{ what: 'follow-up', line: 'card-support', queue: 'billing', agent: 'agent-0', score: 2 },
      history: [{ atMs: OPEN_MS, did: 'opened' }],
    },
  })
})

test('a score that comes by text after the call goes to the same places', async () => {
  const eveningMs = Date.parse('2026-12-14T19:45-05:00')
  const house = await cardHouse(cardSupport, eveningMs)
  const call = await talks(house)
  await house.passes(HOUR_MS)
  expect(await says(house, { call, score: 1, by: 'text' })).toBe(true)
  expect((await contactsOf(house.store)).get(call)?.body.score).toBe(1)
  expect(await house.store.paper('main', 'score', String(call))).toMatchObject({
    atMs: eveningMs + HOUR_MS,
    body: { queue: 'billing', agent: 'agent-0', score: 1, by: 'text' },
  })
  // A quarter to nine in the evening: closed until eight in the morning.
  const opensMs = Date.parse('2026-12-15T08:00-05:00')
  expect(await tasks(house)).toMatchObject([{ id: `follow-up-${call}`, dueMs: opensMs + DAY_MS }])
})

test('a score that is changed counts once, and opens no second task', async () => {
  const house = await cardHouse()
  const call = await talks(house, '2')
  await says(house, { call, score: 1, by: 'text' })
  await says(house, { call, score: 5, by: 'text' })
  expect(await house.store.papers('main', { kind: 'score' })).toMatchObject([
    { body: { score: 5, by: 'text' } },
  ])
  expect(await tasks(house)).toMatchObject([{ body: { score: 2 } }])
})

test('a line says itself what is low', async () => {
  const lines: [number, string, number][] = [
    [0, '1', 0],
    [4, '4', 1],
    [4, '5', 0],
  ]
  for (const [lowScore, key, count] of lines) {
    const house = await cardHouse({ ...cardSupport, definition: { ...cardSupport.definition, lowScore } })
    await talks(house, key)
    expect(await tasks(house)).toHaveLength(count)
  }
})

test('a score for a call that nobody knows is not kept', async () => {
  const house = await cardHouse()
  expect(await says(house, { call: 99, score: 1, by: 'text' })).toBe(false)
  expect(await house.store.papers('main', { kind: 'score' })).toEqual([])
})

test('with the caller all is erased that was kept of what they said', async () => {
  const house = await cardHouse()
  const call = await talks(house, '1')
  await house.store.eraseCaller(CALLER)
  expect(await tasks(house)).toEqual([])
  expect(await says(house, { call, score: 4, by: 'text' })).toBe(false)
})
