import { expect, test } from 'vitest'
import { BILLING, MESSAGES, NIGHT, YIELD_MS } from './care.ts'
import { careDay } from './care-day.ts'
import type { Day } from './day.ts'
import { CLOSING_MS } from './lines.ts'

const MINUTE = 60_000

/** A caller leaves a message for agents, and is gone. */
function leavesMessage(day: Day, caller = 0): number {
  const call = day.rings({ key: 'key.7', ...(caller > 0 && { caller }) })
  day.hears(call, 'recording.kept')
  return call
}

test('a message waits without a leg until an agent is free, who hears it and wraps up', () => {
  const day = careDay([[MESSAGES]])
  const call = leavesMessage(day)
  expect(day.call(call)).toMatchObject({ phase: 'waiting', queue: MESSAGES, legEnded: true, filed: true })
  expect(day.outcome(call)).toBeUndefined()
  const signsIn = day.happens('signsIn', 0)
  expect(signsIn.directed.map(({ does }) => does)).toEqual(['wakeAgents', 'ring'])
  const accepts = day.happens('accepts', 0)
  expect(accepts.directed).toEqual([{ does: 'playMessage', agent: 0, call }])
  expect(accepts.seen).toContainEqual({ sees: 'heardMessage', call, queue: MESSAGES, agent: 0, waitMs: 0 })
  expect(accepts.seen.some(({ sees }) => sees === 'answered')).toBe(false)
  day.happens('leaves', 0)
  expect(day.outcome(call)).toBe('voicemail')
  expect(day.picture.agents[0]).toMatchObject({ state: 'wrap-up', talkQueue: MESSAGES })
})

test('whoever is on the line comes before a fresh message, and after one that has given way for long enough', () => {
  const day = careDay([[BILLING, MESSAGES]])
  day.happens('signsIn', 0)
  const first = day.rings({ key: 'key.1' })
  expect(day.answers(0)).toBe(first)
  const old = leavesMessage(day)
  day.passes(YIELD_MS + MINUTE)
  const late = day.rings({ key: 'key.1' })
  const fresh = leavesMessage(day)
  const later = day.rings({ key: 'key.1' })
  const order: number[] = []
  for (let turn = 0; turn < 4; turn++) {
    day.happens('leaves', 0)
    day.happens('isReady', 0)
    order.push(day.answers(0))
  }
  expect(order).toEqual([old, late, later, fresh])
})

test('an agent who misses a message leaves it in its place', () => {
  const day = careDay([[MESSAGES]])
  const first = leavesMessage(day)
  const second = leavesMessage(day)
  day.happens('signsIn', 0)
  day.happens('misses', 0)
  expect(day.call(first)).toMatchObject({ phase: 'offered', agent: 0 })
  expect(day.picture.waiting[MESSAGES]).toEqual([second])
})

test('messages outlast closing time and the night', () => {
  const day = careDay([[MESSAGES]], { startMs: CLOSING_MS - MINUTE })
  const call = leavesMessage(day)
  day.passes(14 * 60 * MINUTE)
  expect(day.call(call)).toMatchObject({ phase: 'waiting', filed: true })
  day.happens('signsIn', 0)
  expect(day.answers(0)).toBe(call)
})

test('a message that the queue has no room for ends as a recording alone', () => {
  const day = careDay([[MESSAGES]])
  const filed = [1, 2, 3, 4].map(() => leavesMessage(day))
  const over = leavesMessage(day)
  expect(day.outcome(over)).toBe('voicemail')
  expect(day.picture.waiting[MESSAGES]).toEqual(filed)
})

test('a fault of ours puts a message back where it stood, also while it is heard', () => {
  const day = careDay([[MESSAGES]])
  const first = leavesMessage(day, 7)
  const second = leavesMessage(day)
  day.does(first, 'recovers')
  expect(day.picture.waiting[MESSAGES]).toEqual([first, second])
  day.happens('signsIn', 0)
  expect(day.answers(0)).toBe(first)
  day.does(first, 'recovers')
  expect(day.picture.waiting[MESSAGES]).toEqual([first, second])
  expect(day.picture.agents[0]!.state).toBe('wrap-up')
  // The caller who rings again is no redial, and has no place of the message's.
  const again = day.rings({ key: 'key.7', caller: 7 })
  expect(day.call(again)).toMatchObject({ phase: 'in flow' })
})

test('a message whose agent is cut off waits for another', () => {
  const day = careDay([[MESSAGES], [MESSAGES]])
  const call = leavesMessage(day)
  expect(day.answers(0)).toBe(call)
  day.happens('loses', 0)
  expect(day.call(call)).toMatchObject({ phase: 'waiting', filed: true })
  expect(day.answers(1)).toBe(call)
})

test('a message is handed on to nobody, and a caller who hung up is told nothing more', () => {
  const day = careDay([[MESSAGES]])
  const call = leavesMessage(day)
  expect(day.does(call, 'hangsUp').changed).toBe(false)
  day.happens('signsIn', 0)
  day.answers(0)
  expect(day.happens('transfers', 0, BILLING).changed).toBe(false)
  expect(day.hears(call, 'key.1').changed).toBe(false)
  day.happens('goesAway', 0)
  day.happens('leaves', 0)
  expect(day.picture.agents[0]!.state).toBe('wrap-up')
  day.happens('isReady', 0)
  expect([day.picture.agents[0]!.state, day.outcome(call)]).toEqual(['away', 'voicemail'])
})

test('callers who are told their wait lose no agent to messages that give way to them', () => {
  const estimate = (messages: number, waitedMs: number) => {
    const day = careDay([[NIGHT, MESSAGES]])
    day.happens('signsIn', 0)
    day.rings({ key: 'key.3' })
    day.answers(0)
    for (let count = 0; count < messages; count++) leavesMessage(day)
    day.passes(waitedMs)
    const call = day.rings({ key: 'key.3' })
    const said = day.moments
      .at(-1)!
      .directed.find(act => act.does === 'say' && act.call === call && act.high > 0)
    return said?.does === 'say' ? said.high : 0
  }
  const alone = estimate(0, 0)
  expect(alone).toBeGreaterThan(0)
  expect(estimate(4, 0)).toBe(alone)
  expect(estimate(4, YIELD_MS)).toBeGreaterThan(alone)
})
