import { expect, test } from 'vitest'
import { KeptPlaces } from '../../src/centre/kept-places.ts'
import { ACCOUNT, BILLING, Day, LOYAL } from './day.ts'

const place = { queue: 0, tier: 0, orderMs: 0 }

test('a caller who drops and rings again within three minutes has the old place', () => {
  const day = new Day()
  const first = day.rings({ caller: 7 })
  day.passes(1)
  const other = day.rings({ caller: 8 })
  day.does(first, 'hangsUp')
  day.passes(179_999)
  const again = day.rings({ caller: 7 })
  expect(day.picture.waiting[BILLING]).toEqual([again, other])
})

test('after three minutes the place is gone', () => {
  const day = new Day()
  const first = day.rings({ caller: 7 })
  const other = day.rings({ caller: 8 })
  day.does(first, 'hangsUp')
  day.passes(180_000)
  const again = day.rings({ caller: 7 })
  expect(day.picture.waiting[BILLING]).toEqual([other, again])
})

test('a place is given back once, and to the caller alone', () => {
  const day = new Day()
  day.does(day.rings({ caller: 7 }), 'hangsUp')
  day.passes(1_000)
  const other = day.rings({ caller: 8 })
  const again = day.rings({ caller: 7 })
  const third = day.rings({ caller: 7 })
  expect(day.picture.waiting[BILLING]).toEqual([again, other, third])
})

test('withheld numbers share no place', () => {
  const day = new Day()
  const first = day.rings({ caller: 0 })
  const other = day.rings({ caller: 8 })
  day.does(first, 'hangsUp')
  const again = day.rings({ caller: 0 })
  expect(day.picture.waiting[BILLING]).toEqual([other, again])
})

test('a place is kept in its queue: another queue starts afresh', () => {
  const day = new Day()
  const first = day.rings({ caller: 7 })
  const other = day.rings({ key: 'key.2' })
  day.does(first, 'hangsUp')
  const again = day.rings({ caller: 7, key: 'key.2' })
  expect(day.picture.waiting[ACCOUNT]).toEqual([other, again])
})

test('a better turn than the old one is kept: a caller who has become loyal loses nothing', () => {
  const day = new Day()
  day.does(day.rings({ caller: 7 }), 'hangsUp')
  day.passes(60_000)
  const again = day.rings({ caller: 7, tier: LOYAL })
  expect(day.call(again).orderMs).toBe(day.nowMs - 300_000)
})

test('the old place holds even if an agent who is free at once does not answer', () => {
  const day = new Day([[BILLING], [BILLING]])
  const dropped = day.rings({ caller: 7 })
  const { orderMs } = day.call(dropped)
  day.does(dropped, 'hangsUp')
  day.passes(60_000)
  day.happens('signsIn', 0)
  const again = day.rings({ caller: 7 })
  day.happens('goesAway', 0)
  expect(day.call(again)).toMatchObject({ phase: 'waiting', orderMs })
})

test('one who finds the queue full keeps the old place for the next try', () => {
  const day = new Day()
  const dropped = day.rings({ caller: 7, key: 'key.2' })
  day.does(dropped, 'hangsUp')
  day.passes(1_000)
  const others = day.inTurn(4, { key: 'key.2' })
  expect(day.outcome(day.rings({ caller: 7, key: 'key.2' }))).toBe('turned-away')
  day.does(others[3]!, 'hangsUp')
  const again = day.rings({ caller: 7, key: 'key.2' })
  expect(day.picture.waiting[ACCOUNT]?.[0]).toBe(again)
})

test('a fault of ours sends a caller to the recover queue; there the place is kept if it was that one', () => {
  const day = new Day()
  const call = day.rings({ caller: 7, key: 'key.2' })
  const { orderMs } = day.call(call)
  day.passes(90_000)
  const other = day.rings({ key: 'key.2' })
  day.does(call, 'recovers')
  expect(day.heard(call)).toContain('apology')
  expect(day.call(call).orderMs).toBe(orderMs)
  expect(day.picture.waiting[ACCOUNT]).toEqual([call, other])
})

test('a fault of ours during a talk frees the agent and brings the caller to another', () => {
  const day = new Day([[BILLING]])
  const call = day.rings()
  day.answers(0)
  day.does(call, 'recovers')
  expect([day.agent(0), day.call(call).queue, day.phase(call)]).toEqual(['wrap-up', ACCOUNT, 'waiting'])
})

test('a call that cannot be recovered ends, and its agent is freed', () => {
  const day = new Day()
  const call = day.rings()
  day.answers(0)
  const { directed } = day.does(call, 'drops')
  expect(directed).toContainEqual({ does: 'hangUp', call })
  expect([day.agent(0), day.phase(call)]).toEqual(['wrap-up', 'free'])
})

test('places are forgotten when their time is over, and the oldest when there are ten thousand', () => {
  const places = new KeptPlaces()
  places.keep(1, { ...place, untilMs: 10 }, 0)
  places.keep(2, { ...place, untilMs: 1_000 }, 10)
  expect([...places.places.keys()]).toEqual([2])
  for (let caller = 3; caller < 10_003; caller++) places.keep(caller, { ...place, untilMs: 1_000 }, 10)
  expect(places.places.size).toBe(10_000)
  expect(places.take(2, 0, 11)).toBeUndefined()
  expect(places.take(10_002, 0, 11)).toMatchObject({ untilMs: 1_000 })
})
