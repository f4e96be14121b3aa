import { expect, test } from 'vitest'
import { BILLING, NIGHT } from './care.ts'
import { careDay } from './care-day.ts'
import { CLOSING_MS, OPENING_MS } from './lines.ts'

const MINUTE_MS = 60_000

test('a caller at night queues where the queue is served at night, and is not told that it closes', () => {
  const day = careDay([[NIGHT]], { startMs: OPENING_MS - 300 * MINUTE_MS })
  const call = day.rings({ key: 'key.3' })
  expect(day.phase(call)).toBe('waiting')
  expect(day.answers(0)).toBe(call)
  day.does(call, 'hangsUp')
  expect(day.outcome(call)).toBe('answered')
})

test('closing time sends away who waits for the day, and nobody who waits for the night', () => {
  const day = careDay([[BILLING]], { startMs: CLOSING_MS - MINUTE_MS })
  const forDay = day.rings()
  day.passes(10 * MINUTE_MS)
  const forNight = day.rings({ key: 'key.3' })
  day.passes(21 * MINUTE_MS)
  expect([day.outcome(forDay), day.phase(forNight)]).toEqual(['closed', 'waiting'])
})

test('a night queue that is far behind tells nobody that it closes', () => {
  const day = careDay([[NIGHT]], { startMs: CLOSING_MS - MINUTE_MS })
  day.rings({ key: 'key.3' })
  day.answers(0)
  const waiting = day.inTurn(4, { key: 'key.3' })
  expect(waiting.map(call => day.phase(call))).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
  const fifth = day.rings({ key: 'key.3' })
  expect(day.outcome(fifth)).toBe('turned-away')
})

test('the other queues of the line are closed at night as ever', () => {
  const day = careDay([[BILLING]], { startMs: CLOSING_MS + 120 * MINUTE_MS })
  const call = day.rings({ key: 'key.1' })
  expect(day.outcome(call)).toBeUndefined()
  // Asked for a callback instead, from a withheld number: refused, and a message is asked for.
  expect(day.heard(call)).toEqual(['closed-menu', 'callback-refused', 'message'])
})
