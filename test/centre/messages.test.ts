import { expect, test } from 'vitest'
import { ACCOUNT, BILLING } from './care.ts'
import { careDay } from './care-day.ts'
import { CLOSING_MS } from './lines.ts'

test('a caller who leaves a message ends as one who did', () => {
  const day = careDay([[BILLING]])
  const call = day.rings({ key: 'key.4' })
  expect(day.heard(call).at(-1)).toBe('message')
  day.hears(call, 'recording.kept')
  expect(day.outcome(call)).toBe('voicemail')
})

test('a message after hours counts as a message, not as a call to a closed line', () => {
  const day = careDay([[BILLING]], { startMs: CLOSING_MS + 3_600_000 })
  const call = day.rings({ key: 'key.4' })
  day.hears(call, 'recording.kept')
  expect(day.outcome(call)).toBe('voicemail')
})

test('an empty recording, or a hang-up before the tone, is no message', () => {
  const day = careDay([[BILLING]])
  const empty = day.rings({ key: 'key.4' })
  day.hears(empty, 'recording.empty')
  const gone = day.rings({ key: 'key.4' })
  day.does(gone, 'hangsUp')
  expect([day.outcome(empty), day.outcome(gone)]).toEqual(['left', 'left'])
})

test('one who waited and leaves a message instead makes room, and has not abandoned', () => {
  const day = careDay([[BILLING]])
  const [mover, other] = day.inTurn(2)
  day.hears(mover!, 'key.4')
  expect(day.picture.waiting[BILLING]).toEqual([other])
  day.hears(mover!, 'recording.kept')
  expect(day.outcome(mover!)).toBe('voicemail')
})

test('one who was answered after leaving a message counts as answered', () => {
  const day = careDay([[ACCOUNT]])
  const call = day.rings({ key: 'key.4' })
  day.does(call, 'recovers')
  day.hears(call, 'recording.kept')
  expect(day.answers(0)).toBe(call)
  day.does(call, 'hangsUp')
  expect(day.outcome(call)).toBe('answered')
})

test('a fault of ours in the midst of a recording brings the caller to a queue, with an apology', () => {
  const day = careDay([[BILLING]])
  const call = day.rings({ key: 'key.4' })
  const { directed } = day.does(call, 'recovers')
  expect(directed[0]).toMatchObject({ does: 'say', prompt: 'apology' })
  expect(day.call(call)).toMatchObject({ phase: 'waiting', queue: ACCOUNT })
})

test('the watch hears how content a caller was', () => {
  const day = careDay([[BILLING]])
  for (const key of ['key.5', 'key.1', 'silence'] as const) {
    const call = day.rings()
    day.answers(0)
    day.happens('leaves', 0)
    day.happens('isReady', 0)
    expect(day.heard(call).at(-1)).toBe('survey')
    day.hears(call, key)
    expect(day.outcome(call)).toBe('answered')
  }
  expect(day.scores()).toEqual([5, 1])
})
