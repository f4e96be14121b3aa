import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../src/base/units.ts'
import { ACCOUNT, BILLING, care } from './care.ts'
import { careDay, caseWith } from './care-day.ts'
import { type Day, LOYAL } from './day.ts'
import { CLOSING_MS } from './lines.ts'

/** A caller who waits and asks to be called back. */
function asks(day: Day, ringing: Parameters<Day['rings']>[0] = {}): number {
  const call = day.rings({ caller: 7, ...ringing })
  day.hears(call, 'key.1')
  return call
}

test('one who rings before the callback hears so, and keeps the place on the line', () => {
  const day = careDay([[BILLING]])
  const back = asks(day)
  day.passes(1_000)
  const other = day.rings()
  day.passes(60_000)
  const again = day.rings({ caller: 7, key: null })
  expect(day.heard(again)).toContain('expected')
  expect(day.picture.waiting[BILLING]).toEqual([back, other])
  day.hears(again, 'key.1')
  expect([day.outcome(back), day.picture.waiting[BILLING]]).toEqual(['called-again', [again, other]])
  expect(day.answers(0)).toBe(again)
})

test('one who hangs up in the menu is called back as was promised', () => {
  const day = careDay([[BILLING]])
  const back = asks(day)
  const again = day.rings({ caller: 7, key: null })
  day.does(again, 'hangsUp')
  day.happens('signsIn', 0)
  expect(day.offers()).toEqual([`dial 0 ${back}`])
})

test('the agent who is reserved for the callback is rung for the caller who rings meanwhile', () => {
  const day = careDay([[BILLING]])
  const back = asks(day)
  const other = day.rings({ tier: LOYAL })
  day.happens('signsIn', 0)
  expect(day.offers()).toEqual([`ring 0 ${other}`])
  day.happens('accepts', 0)
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  expect(day.offers().at(-1)).toBe(`dial 0 ${back}`)
  const again = day.rings({ caller: 7, key: null })
  const { directed } = day.hears(again, 'key.1')
  expect(directed[0]).toEqual({ does: 'hangUp', call: back })
  expect([day.agent(0), day.phase(again)]).toEqual(['ringing', 'offered'])
  expect(day.answers(0)).toBe(again)
})

test('an agent who cannot help with what the caller rings about is free for others', () => {
  const day = careDay([[BILLING]])
  const back = asks(day)
  day.happens('signsIn', 0)
  const other = day.rings()
  const again = day.rings({ caller: 7, key: 'key.2' })
  expect(day.outcome(back)).toBe('called-again')
  expect([day.offers().at(-1), day.phase(again)]).toEqual([`ring 0 ${other}`, 'waiting'])
})

test('the place is taken along to another queue', () => {
  const day = careDay([[ACCOUNT]])
  asks(day)
  day.passes(60_000)
  const first = day.rings({ key: 'key.2' })
  const again = day.rings({ caller: 7, key: 'key.2' })
  expect(day.picture.waiting[ACCOUNT]).toEqual([again, first])
})

test('a caller whom the queue has no room for has the room of the own callback', () => {
  const day = careDay([[BILLING]])
  const back = asks(day)
  day.inTurn(5)
  const again = day.rings({ caller: 7 })
  expect([day.phase(again), day.outcome(back)]).toEqual(['waiting', 'called-again'])
})

test('one whom closing time turns away keeps the callback of before', () => {
  const limits = { ...care().definition.limits, serveAfterClosingSeconds: 0 }
  const options = { lines: [care({ limits })], startMs: CLOSING_MS - 10 * MINUTE_MS }
  const day = careDay([[BILLING]], options)
  day.rings()
  day.answers(0)
  const back = asks(day)
  day.passes(9 * MINUTE_MS)
  const again = day.rings({ caller: 7 })
  expect([day.outcome(again), day.phase(back)]).toEqual(['closed', 'waiting'])
})

test('who asks for a callback once more waits for one', () => {
  const day = careDay([[BILLING]])
  const back = asks(day)
  const { orderMs } = day.call(back)
  day.passes(60_000)
  const again = asks(day)
  expect(day.outcome(back)).toBe('called-again')
  expect(day.call(again)).toMatchObject({ phase: 'waiting', absent: true, orderMs })
})

test('the agent whom the callback wanted is wanted still', () => {
  const day = careDay([[BILLING], [BILLING]])
  asks(day, { known: caseWith(1) })
  const again = day.rings({ caller: 7 })
  expect(day.call(again).wanted).toBe(1)
})

test('another caller, and one whose number is withheld, takes nobody’s place', () => {
  const day = careDay([[BILLING]])
  const back = asks(day)
  day.rings({ caller: 8 })
  day.rings({ caller: 0 })
  expect(day.outcome(back)).toBeUndefined()
})
