import { expect, test } from 'vitest'
import { ACCOUNT, BILLING, NIGHT } from './care.ts'
import { careDay } from './care-day.ts'
import { LOYAL } from './day.ts'

test('a caller handed on stands where the first wait says, before those who rang since', () => {
  const day = careDay([[BILLING], [ACCOUNT]])
  const early = day.rings({ key: 'key.2' })
  day.passes(1_000)
  const call = day.rings()
  day.passes(60_000)
  const late = day.rings({ key: 'key.2' })
  expect(day.answers(0)).toBe(call)
  day.passes(60_000)
  expect(day.transfers(0, ACCOUNT).changed).toBe(true)
  expect(day.picture.waiting[ACCOUNT]).toEqual([early, call, late])
  expect(day.agent(0)).toBe('wrap-up')
})

test('whoever is handed on keeps the head start of the tier', () => {
  const day = careDay([[BILLING], [ACCOUNT]])
  const other = day.rings({ key: 'key.2' })
  day.passes(200_000)
  const loyal = day.rings({ tier: LOYAL })
  const { orderMs } = day.call(loyal)
  day.answers(0)
  day.passes(200_000)
  day.transfers(0, ACCOUNT)
  expect(day.call(loyal).orderMs).toBe(orderMs)
  expect(day.picture.waiting[ACCOUNT]).toEqual([loyal, other])
})

test('another agent who is free takes a caller who is handed on at once', () => {
  const day = careDay([[BILLING], [ACCOUNT]])
  day.happens('signsIn', 1)
  const call = day.rings()
  day.answers(0)
  const { directed } = day.transfers(0, ACCOUNT)
  expect(directed).toContainEqual({ does: 'ring', agent: 1, call })
  expect(day.answers(1)).toBe(call)
  day.does(call, 'hangsUp')
  expect(day.outcome(call)).toBe('answered')
})

test('an agent of both queues does not get the caller back before wrap-up is over', () => {
  const day = careDay([[BILLING, ACCOUNT]])
  const call = day.rings()
  day.answers(0)
  day.transfers(0, ACCOUNT)
  expect([day.agent(0), day.phase(call)]).toEqual(['wrap-up', 'waiting'])
  day.passes(30_000)
  expect(day.call(call)).toMatchObject({ phase: 'offered', agent: 0 })
})

test('a caller is handed on as often as agents like, also within one queue', () => {
  const day = careDay([[BILLING], [BILLING], [ACCOUNT]])
  const call = day.rings()
  const { orderMs } = day.call(call)
  day.answers(0)
  day.transfers(0, BILLING)
  day.answers(1)
  day.transfers(1, ACCOUNT)
  expect(day.answers(2)).toBe(call)
  expect(day.call(call)).toMatchObject({ queue: ACCOUNT, orderMs })
})

test('an agent cannot hand on to a queue to which the flow has no way: the talk goes on', () => {
  const day = careDay([[BILLING]])
  const call = day.rings()
  day.answers(0)
  expect(day.transfers(0, NIGHT).changed).toBe(false)
  expect([day.agent(0), day.phase(call)]).toEqual(['talking', 'talking'])
})

test('only who talks to a caller can hand one on', () => {
  const day = careDay([[BILLING]])
  day.happens('signsIn', 0)
  expect(day.transfers(0, ACCOUNT).changed).toBe(false)
  day.rings()
  expect([day.agent(0), day.transfers(0, ACCOUNT).changed]).toEqual(['ringing', false])
})

test('one who is handed on to a full queue hears so, and counts as answered', () => {
  const day = careDay([[BILLING]])
  day.inTurn(6, { key: 'key.2' })
  const call = day.rings()
  day.answers(0)
  day.transfers(0, ACCOUNT)
  expect(day.heard(call).at(-1)).toBe('full')
  expect([day.outcome(call), day.agent(0)]).toEqual(['answered', 'wrap-up'])
})

test('an agent who was to leave goes away after the caller was handed on and the wrap-up', () => {
  const day = careDay([[BILLING]])
  day.rings()
  day.answers(0)
  day.happens('goesAway', 0)
  day.transfers(0, ACCOUNT)
  day.happens('isReady', 0)
  expect(day.agent(0)).toBe('away')
})

test('what a caller who is handed on is told begins anew', () => {
  const day = careDay([[BILLING], [ACCOUNT]])
  day.inTurn(3, { key: 'key.2' })
  const call = day.rings()
  day.answers(0)
  day.transfers(0, ACCOUNT)
  expect(day.said(call).flatMap(({ position }) => position || [])).toEqual([1, 4])
})
