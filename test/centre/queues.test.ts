import { expect, test } from 'vitest'
import { ACCOUNT, BILLING, Day, LOYAL, ORDINARY, VALUED } from './day.ts'
import { support } from './lines.ts'

/** The order in which one agent serves all who wait. */
function servedBy(day: Day, agent: number): number[] {
  const order: number[] = []
  day.happens('signsIn', agent)
  while (day.agent(agent) === 'ringing') {
    order.push(day.answers(agent))
    day.happens('leaves', agent)
    day.happens('isReady', agent)
  }
  return order
}

test('callers of one tier are served in the order in which they joined', () => {
  const day = new Day()
  const calls = day.inTurn(5)
  expect(servedBy(day, 0)).toEqual(calls)
})

test('a loyal caller goes before ordinary ones who have waited for less than the head start', () => {
  const day = new Day()
  const ordinary = day.rings({ tier: ORDINARY })
  day.passes(299_000)
  const loyal = day.rings({ tier: LOYAL })
  expect(servedBy(day, 0)).toEqual([loyal, ordinary])
})

test('an ordinary caller who has waited for the head start is not overtaken any more', () => {
  const day = new Day()
  const ordinary = day.rings({ tier: ORDINARY })
  const valued = day.rings({ tier: VALUED })
  day.passes(300_000)
  const loyal = day.rings({ tier: LOYAL })
  expect(servedBy(day, 0)).toEqual([valued, ordinary, loyal])
})

test('two who join in the same millisecond are served by number', () => {
  const day = new Day()
  const [first, second] = [day.rings(), day.rings()]
  expect(servedBy(day, 0)).toEqual([first, second])
})

test('however many fresh loyal callers ring, an ordinary one waits no longer than the head start for them', () => {
  const day = new Day([[BILLING]], { lines: [support({ queues: longQueues() })] })
  const ordinary = day.rings()
  let servedMs = 0
  day.happens('signsIn', 0)
  for (let minute = 0; minute < 20 && servedMs === 0; minute++) {
    day.rings({ tier: LOYAL })
    day.rings({ tier: LOYAL })
    if (day.answers(0) === ordinary) servedMs = day.nowMs
    day.passes(10_000)
    if (day.agent(0) === 'talking') day.happens('leaves', 0)
    if (day.agent(0) === 'wrap-up') day.happens('isReady', 0)
    day.passes(9_000)
  }
  expect(servedMs).toBeGreaterThan(0)
  expect(servedMs - day.options.startMs).toBeLessThanOrEqual(320_000)
})

test('200 who wait, more than the first slots hold, stay in order of tier and time', () => {
  const day = new Day([[BILLING]], { lines: [support({ queues: longQueues() })] })
  const tiers = Array.from({ length: 200 }, (_, i) => (i * 7) % 3)
  const calls = tiers.map(tier => ({ tier, call: day.inTurn(1, { tier })[0]! }))
  const headStart = [300, 120, 0]
  const turn = ({ tier, call }: (typeof calls)[number]) => call - headStart[tier]!
  const expected = [...calls].sort((a, b) => turn(a) - turn(b) || a.call - b.call).map(({ call }) => call)
  expect(day.picture.waiting[BILLING]).toEqual(expected)
  expect(day.moments.every(({ unsound }) => unsound.length === 0)).toBe(true)
  expect(servedBy(day, 0)).toEqual(expected)
})

test('one who finds the queue full hears so, and ends as turned away; a caller who leaves makes room', () => {
  const day = new Day([[ACCOUNT]])
  const calls = day.inTurn(4, { key: 'key.2' })
  const late = day.rings({ key: 'key.2' })
  expect(day.heard(late)).toEqual(['welcome', 'main', 'full'])
  expect(day.outcome(late)).toBe('turned-away')
  day.does(calls[1]!, 'hangsUp')
  const next = day.rings({ key: 'key.2' })
  expect(day.phase(next)).toBe('waiting')
})

test('one who is turned away leaves no trace in what the others are told', () => {
  const day = new Day([[ACCOUNT], [ACCOUNT]])
  day.happens('signsIn', 0)
  day.answers(0)
  day.rings({ key: 'key.2' })
  day.answers(0)
  const calls = day.inTurn(4, { key: 'key.2' })
  day.rings({ key: 'key.2', tier: LOYAL })
  day.passes(60_000)
  for (const call of calls) expect(day.heard(call)).not.toContain('queue-wait-longer')
})

test('a queue of limit 0 is pure loss: served at once or turned away', () => {
  const day = new Day([[2]])
  day.happens('signsIn', 0)
  const first = day.rings({ key: 'key.3' })
  const second = day.rings({ key: 'key.3' })
  expect([day.phase(first), day.outcome(second)]).toEqual(['offered', 'turned-away'])
})

test('a caller who moves to another queue gives the old place up', () => {
  const day = new Day()
  const [mover, other] = day.inTurn(2)
  day.hears(mover!, 'key.0')
  expect(day.picture.waiting).toEqual([[other], [mover], []])
})

test('a caller whom an agent passes on waits again, and the agent has wrap-up', () => {
  const day = new Day([[2], [ACCOUNT]])
  day.happens('signsIn', 0)
  const call = day.rings({ key: 'key.3' })
  day.answers(0)
  day.passes(30_000)
  day.happens('leaves', 0)
  expect(day.picture.waiting[ACCOUNT]).toEqual([call])
  expect(day.agent(0)).toBe('wrap-up')
  expect(day.answers(1)).toBe(call)
})

function longQueues() {
  const queue = { limit: 500, handleSeconds: 60, wrapUpSeconds: 0 }
  return [
    { name: 'billing', ...queue },
    { name: 'account', ...queue },
    { name: 'rewards', ...queue },
  ] as const
}
