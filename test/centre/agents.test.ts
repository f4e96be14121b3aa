import { expect, test } from 'vitest'
import { ACCOUNT, BILLING, Day, ORDINARY } from './day.ts'
import { support } from './lines.ts'

test('the agent who has been available for longest is rung', () => {
  const day = new Day([[BILLING], [ACCOUNT, BILLING], [BILLING]])
  for (const agent of [1, 2, 0]) {
    day.happens('signsIn', agent)
    day.passes(1_000)
  }
  for (let i = 0; i < 3; i++) day.rings()
  expect(day.offers()).toEqual(['ring 1 1', 'ring 2 2', 'ring 0 3'])
})

test('an agent of several skills takes the one who has waited for longest, and of two since then the better skill', () => {
  const day = new Day([[ACCOUNT, BILLING]])
  const billing = day.rings({ key: 'key.1' })
  const account = day.rings({ key: 'key.2' })
  day.passes(1_000)
  const early = day.rings({ key: 'key.2' })
  expect(day.answers(0)).toBe(account)
  day.happens('leaves', 0)
  expect(day.answers(0)).toBe(billing)
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  expect(day.answers(0)).toBe(early)
})

test('whoever accepts is connected at once, in the middle of an announcement', () => {
  const day = new Day()
  const call = day.rings()
  day.happens('signsIn', 0)
  const { directed } = day.happens('accepts', 0)
  expect(directed[0]).toEqual({ does: 'connect', agent: 0, call })
})

test('the watch hears how long the caller waited', () => {
  const day = new Day()
  day.rings()
  day.passes(12_345)
  day.happens('signsIn', 0)
  day.passes(2_000)
  const { seen } = day.happens('accepts', 0)
  expect(seen).toContainEqual({ sees: 'answered', call: 1, queue: BILLING, agent: 0, waitMs: 14_345 })
})

test('a caller who hangs up stops the ringing, and the agent is rung for the next', () => {
  const day = new Day()
  const [first, second] = day.inTurn(2)
  day.happens('signsIn', 0)
  const { directed } = day.does(first!, 'hangsUp')
  const acts = directed.filter(({ does }) => does === 'stopRinging' || does === 'ring')
  expect(acts).toEqual([
    { does: 'stopRinging', agent: 0 },
    { does: 'ring', agent: 0, call: second },
  ])
  expect(day.outcome(first!)).toBe('abandoned')
})

test('ringing ends after 20 seconds, and the caller goes to another agent', () => {
  const day = new Day([[BILLING], [BILLING]])
  for (const agent of [0, 1]) day.happens('signsIn', agent)
  const call = day.rings()
  day.passes(19_999)
  expect(day.agent(0)).toBe('ringing')
  day.passes(1)
  expect([day.agent(0), day.agent(1)]).toEqual(['available', 'ringing'])
  expect(day.call(call).phase).toBe('offered')
})

test('an agent who declines twice in a row is away; the caller keeps the turn', () => {
  const day = new Day()
  const [first] = day.inTurn(2)
  day.happens('signsIn', 0)
  day.happens('misses', 0)
  expect(day.agent(0)).toBe('ringing')
  day.happens('misses', 0)
  expect(day.agent(0)).toBe('away')
  expect(day.picture.waiting[BILLING]?.[0]).toBe(first)
})

test('an answer in between, or signing in anew, forgives a missed offer', () => {
  const day = new Day()
  day.inTurn(3)
  day.happens('signsIn', 0)
  day.happens('misses', 0)
  day.answers(0)
  day.happens('leaves', 0)
  day.happens('isReady', 0)
  day.happens('misses', 0)
  expect(day.agent(0)).toBe('ringing')
  day.happens('goesAway', 0)
  day.happens('signsIn', 0)
  day.happens('misses', 0)
  expect(day.agent(0)).toBe('ringing')
})

test('wrap-up ends at its limit, or when the agent is ready', () => {
  const day = new Day()
  day.rings()
  day.answers(0)
  day.happens('leaves', 0)
  day.passes(29_999)
  expect(day.agent(0)).toBe('wrap-up')
  day.passes(1)
  expect(day.agent(0)).toBe('available')
})

test('an agent who goes away while talking finishes the call and the wrap-up first', () => {
  const day = new Day()
  const call = day.rings()
  day.answers(0)
  day.happens('goesAway', 0)
  expect(day.call(call).phase).toBe('talking')
  day.does(call, 'hangsUp')
  expect(day.agent(0)).toBe('wrap-up')
  day.passes(30_000)
  expect(day.agent(0)).toBe('away')
})

test('an agent who goes away while ringing stops ringing, and the caller goes to the next', () => {
  const day = new Day([[BILLING], [BILLING]])
  for (const agent of [0, 1]) day.happens('signsIn', agent)
  const call = day.rings()
  const { directed } = day.happens('goesAway', 0)
  expect(directed[0]).toEqual({ does: 'stopRinging', agent: 0 })
  expect([day.agent(0), day.agent(1), day.call(call).agent]).toEqual(['away', 'ringing', 1])
})

test('an agent who goes away once more in wrap-up is away at once', () => {
  const day = new Day()
  const call = day.rings()
  day.answers(0)
  day.happens('goesAway', 0)
  expect(day.happens('goesAway', 0).changed).toBe(false)
  day.does(call, 'hangsUp')
  day.happens('goesAway', 0)
  expect(day.agent(0)).toBe('away')
})

test('an agent who thinks better of going away stays', () => {
  const day = new Day()
  const call = day.rings()
  day.answers(0)
  day.happens('goesAway', 0)
  expect(day.happens('signsIn', 0).changed).toBe(true)
  day.does(call, 'hangsUp')
  day.passes(30_000)
  expect(day.agent(0)).toBe('available')
})

test('an agent who is given other skills keeps the time idle, and takes who waits there', () => {
  const day = new Day([[BILLING], [ACCOUNT], [BILLING]])
  for (const agent of [0, 1, 2]) {
    day.happens('signsIn', agent)
    day.passes(1_000)
  }
  day.centre.setSkills(1, [BILLING], day.nowMs)
  for (let i = 0; i < 3; i++) day.rings({ tier: ORDINARY })
  expect(day.offers()).toEqual(['ring 0 1', 'ring 1 2', 'ring 2 3'])
  expect(day.moments.flatMap(({ unsound }) => unsound)).toEqual([])
})

test('the length of talk and wrap-up is learnt by the queue, also when the agent goes away in wrap-up', () => {
  const lengths = (['isReady', 'goesAway'] as const).map(end => {
    const day = new Day()
    day.rings()
    day.answers(0)
    day.passes(60_000)
    day.happens('leaves', 0)
    day.passes(10_000)
    day.happens(end, 0)
    return day.centre.state.experience[BILLING]!.handleMs
  })
  const learnt = 180_000 + 0.02 * (70_000 - 180_000)
  expect(lengths).toEqual([learnt, learnt])
})

test('an agent who serves two lines takes callers of both, each by its own ring time', () => {
  const slow = support({ name: 'second', limits: { ...support().definition.limits, ringSeconds: 40 } })
  const day = new Day([[BILLING, 3]], { lines: [support(), slow] })
  day.happens('signsIn', 0)
  const call = day.rings({ line: 1 })
  day.passes(30_000)
  expect(day.call(call)).toMatchObject({ phase: 'offered', queue: 3 })
  day.passes(10_000)
  expect(day.picture.agents[0]!.missed).toBe(1)
})
