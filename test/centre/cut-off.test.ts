import { expect, test } from 'vitest'
import { ACCOUNT, BILLING } from './care.ts'
import { careDay } from './care-day.ts'

test('a caller whose agent is cut off has the old place, before those who rang since', () => {
  const day = careDay([[BILLING]])
  const call = day.rings()
  day.passes(60_000)
  const late = day.rings()
  expect(day.answers(0)).toBe(call)
  day.passes(60_000)
  day.happens('loses', 0)
  expect(day.picture.waiting[BILLING]).toEqual([call, late])
})

test('an agent who is cut off takes no more calls until wrap-up is over and the agent says so', () => {
  const day = careDay([[BILLING]])
  const call = day.rings()
  day.answers(0)
  day.happens('loses', 0)
  expect([day.agent(0), day.phase(call)]).toEqual(['wrap-up', 'waiting'])
  day.passes(30_000)
  expect(day.agent(0)).toBe('away')
  expect(day.answers(0)).toBe(call)
})

test('an agent who is back before wrap-up is over stays', () => {
  const day = careDay([[BILLING]])
  const call = day.rings()
  day.answers(0)
  day.happens('loses', 0)
  day.happens('signsIn', 0)
  day.passes(30_000)
  expect(day.call(call)).toMatchObject({ phase: 'offered', agent: 0 })
})

test('another agent who is free takes a caller whose agent was cut off at once', () => {
  const day = careDay([[BILLING], [BILLING]])
  day.happens('signsIn', 1)
  const call = day.rings()
  day.answers(1)
  day.happens('signsIn', 0)
  const { directed } = day.happens('loses', 1)
  expect(directed).toContainEqual({ does: 'ring', agent: 0, call })
})

test('where a flow does not know of agents who are cut off, it goes on as after any talk', () => {
  const day = careDay([[ACCOUNT]])
  const call = day.rings({ key: 'key.2' })
  day.answers(0)
  day.happens('loses', 0)
  expect([day.heard(call).at(-1), day.phase(call)]).toEqual(['survey', 'in flow'])
  day.passes(60_000)
  expect(day.agent(0)).toBe('away')
})

test('only who talks to a caller can be cut off', () => {
  const day = careDay([[BILLING]])
  day.happens('signsIn', 0)
  expect(day.happens('loses', 0).changed).toBe(false)
  day.rings()
  expect([day.agent(0), day.happens('loses', 0).changed]).toEqual(['ringing', false])
})
