import { expect, test } from 'vitest'
import { agentsFor, estimateFor } from '../../src/centre/telling.ts'
import { BILLING as CARE_BILLING } from './care.ts'
import { careDay } from './care-day.ts'
import { ACCOUNT, BILLING, Day, LOYAL } from './day.ts'

/** Announcements that a caller has heard: prompt, position, minutes. */
function announced(day: Day, call: number): string[] {
  return day
    .said(call)
    .filter(({ prompt }) => prompt.startsWith('queue-'))
    .map(({ prompt, position, low, high }) => `${prompt.slice(6)} ${position} ${low}-${high}`)
}

/** An agent talks for long; whoever comes waits. */
function busyDay(agents = 1): Day {
  const day = new Day(Array.from({ length: agents }, () => [ACCOUNT]))
  for (let agent = 0; agent < agents; agent++) {
    day.happens('signsIn', agent)
    day.rings({ key: 'key.2' })
    day.happens('accepts', agent)
  }
  return day
}

test('while nobody is signed in a caller hears the place alone', () => {
  const day = new Day()
  expect(announced(day, day.rings())).toEqual(['position 1 0-0'])
})

test('a caller hears place and minutes, and both count down', () => {
  const day = busyDay()
  const [, call] = day.inTurn(2, { key: 'key.2' })
  day.passes(120_000)
  expect(announced(day, call!)).toEqual([
    'position-and-wait 2 1-8',
    'position-and-wait 2 1-7',
    'position-and-wait 2 1-6',
  ])
})

test('the estimate takes the callers ahead into account: who was first is told less', () => {
  const day = busyDay()
  const [first, second] = day.inTurn(2, { key: 'key.2' })
  const highs = [first!, second!].map(call => day.said(call).at(-1)!.high)
  expect(highs[0]).toBeLessThan(highs[1]!)
})

test('once less than a minute is left the caller hears that it is soon', () => {
  const day = busyDay(4)
  const call = day.rings({ key: 'key.2' })
  day.passes(60_000)
  expect(announced(day, call).at(-1)).toBe('soon 0 0-1')
})

test('an overtaken caller hears no place until it is below the last that was told', () => {
  const day = busyDay()
  const call = day.rings({ key: 'key.2' })
  const loyal = day.rings({ key: 'key.2', tier: LOYAL })
  day.passes(60_000)
  expect(announced(day, call).at(-1)).toMatch(/^wait-longer 0/)
  day.passes(60_000)
  expect(announced(day, call).at(-1)).toMatch(/^wait 0/)
  day.does(loyal, 'hangsUp')
  day.passes(60_000)
  expect(announced(day, call).at(-1)).toMatch(/^position-and-wait 1/)
})

test('whoever joins before others and goes elsewhere in the same moment has overtaken nobody', () => {
  const day = careDay([[CARE_BILLING]])
  day.rings()
  day.answers(0)
  const call = day.rings()
  day.rings({ key: 'key.5', tier: LOYAL, caller: 7 })
  day.passes(60_000)
  expect(announced(day, call)).toEqual(['position-and-wait 1 1-7', 'position-and-wait 1 1-7'])
})

test('when an agent goes away the caller hears that it takes longer, once', () => {
  const day = busyDay(3)
  const call = day.rings({ key: 'key.2' })
  for (const agent of [0, 1]) {
    day.happens('goesAway', agent)
    day.happens('leaves', agent)
  }
  day.passes(180_000)
  const heard = announced(day, call).map(text => text.split(' ')[0])
  expect(heard).toEqual(['position-and-wait', 'wait-longer', 'position-and-wait', 'position-and-wait'])
})

test('when the last agent goes away nothing is told about the wait but that the caller is not forgotten', () => {
  const day = new Day([[ACCOUNT]])
  day.happens('signsIn', 0)
  const talk = day.rings({ key: 'key.2' })
  day.answers(0)
  const [first, second] = day.inTurn(2, { key: 'key.2' })
  day.rings({ key: 'key.2', tier: LOYAL })
  day.happens('goesAway', 0)
  day.does(talk, 'hangsUp')
  day.passes(60_000)
  expect(announced(day, first!).at(-1)).toBe('still-waiting 0 0-0')
  expect(announced(day, second!).at(-1)).toBe('still-waiting 0 0-0')
})

test('when the time that was told has passed the caller hears that it takes longer, not before', () => {
  const day = busyDay(2)
  const call = day.rings({ key: 'key.2' })
  const [told] = day.said(call).filter(({ high }) => high > 0)
  const promisedMs = told!.high * 60_000
  day.passes(promisedMs - 1)
  expect(day.heard(call)).not.toContain('queue-wait-longer')
  day.passes(60_000)
  expect(day.heard(call)).toContain('queue-wait-longer')
})

test('calls that take longer than expected do not raise the minutes told', () => {
  const day = busyDay(2)
  const call = day.rings({ key: 'key.2' })
  day.centre.state.experience[ACCOUNT]!.handleMs *= 3
  day.passes(60_000)
  const [first, second] = day.said(call).filter(({ high }) => high > 0)
  expect(second!.high).toBeLessThan(first!.high)
})

test('one whom an agent is being rung for hears no more announcements', () => {
  const day = new Day([[ACCOUNT], [ACCOUNT]])
  const call = day.rings({ key: 'key.2' })
  day.happens('signsIn', 0)
  day.passes(41_000 - 21_000)
  day.happens('misses', 0)
  const before = day.heard(call).length
  day.happens('signsIn', 1)
  day.passes(15_000)
  expect([day.phase(call), day.heard(call).length]).toEqual(['offered', before])
})

test('a group that serves two queues works for each in proportion to who waits there', () => {
  const day = new Day([[BILLING, ACCOUNT], [BILLING]])
  for (const agent of [0, 1]) {
    day.happens('signsIn', agent)
    day.rings()
    day.answers(agent)
  }
  const { state } = day.centre
  expect([agentsFor(state, BILLING, day.nowMs), agentsFor(state, ACCOUNT, day.nowMs)]).toEqual([2, 1])
  day.inTurn(3)
  expect([agentsFor(state, BILLING, day.nowMs), agentsFor(state, ACCOUNT, day.nowMs)]).toEqual([2, 0.25])
})

test('the estimate of a queue that a caller has not joined is that of one who joins last', () => {
  const day = busyDay()
  day.inTurn(2, { key: 'key.2' })
  const { state } = day.centre
  const elsewhere = day.rings({ tier: LOYAL })
  const joiningMs = estimateFor(state, day.call(elsewhere).slot, ACCOUNT, day.nowMs).meanMs
  const last = day.rings({ key: 'key.2' })
  expect(estimateFor(state, day.call(last).slot, ACCOUNT, day.nowMs).meanMs).toBe(joiningMs)
})
