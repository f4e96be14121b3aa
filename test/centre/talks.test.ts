import { expect, test } from 'vitest'
import { MANNERS } from '../../src/call/facts.ts'
import { ACCOUNT, BILLING } from './care.ts'
import { careDay } from './care-day.ts'

const [ANA, BOB, SUE] = [0, 1, 2] as const

/** Ana talks to a caller; Bob, for accounts, is free; Sue is away. */
function talking() {
  const day = careDay([[BILLING], [ACCOUNT], [BILLING]])
  day.happens('signsIn', BOB)
  const call = day.rings()
  day.answers(ANA)
  return { day, call }
}

test('a caller is on hold for as long as the agent says, and cannot be put there twice', () => {
  const { day, call } = talking()
  expect(day.happens('holds', ANA).directed).toEqual([{ does: 'hold', call }])
  expect([day.happens('holds', ANA).changed, day.call(call).isHeld]).toEqual([false, true])
  expect(day.happens('resumes', ANA).directed).toEqual([{ does: 'unhold', call }])
  expect([day.happens('resumes', ANA).changed, day.happens('holds', BOB).changed]).toEqual([false, false])
})

test('an agent who is asked by name is rung while the caller hears music, and has no wrap-up', () => {
  const { day, call } = talking()
  expect(day.happens('invites', ANA, BOB).directed).toEqual([
    { does: 'hold', call },
    { does: 'ring', agent: BOB, call, helps: ANA },
  ])
  expect([day.agent(BOB), day.call(call).helper]).toEqual(['ringing', BOB])
  expect(day.happens('accepts', BOB).directed).toContainEqual({ does: 'join', agent: BOB, call })
  expect([day.agent(BOB), day.phase(call), day.call(call).agent]).toEqual(['talking', 'talking', ANA])
  const { directed } = day.happens('uninvites', ANA)
  expect(directed).toEqual([
    { does: 'part', agent: BOB },
    { does: 'unhold', call },
  ])
  expect([day.agent(ANA), day.agent(BOB)]).toEqual(['talking', 'available'])
})

test('whoever serves a queue that is asked has the wrap-up of that queue', () => {
  const day = careDay([[ACCOUNT], [BILLING]])
  day.happens('signsIn', BOB)
  const call = day.rings({ key: 'key.2' })
  day.answers(ANA)
  expect(day.happens('asksQueue', ANA, BILLING).changed).toBe(true)
  day.happens('accepts', BOB)
  day.happens('leaves', BOB)
  expect([day.agent(BOB), day.call(call).isHeld]).toEqual(['wrap-up', false])
  day.passes(30_000)
  expect(day.agent(BOB)).toBe('available')
})

test('nobody can be asked who is away, who talks, or while somebody helps already', () => {
  const { day } = talking()
  expect(day.happens('invites', ANA, SUE).changed).toBe(false)
  expect(day.happens('invites', ANA, ANA).changed).toBe(false)
  day.happens('signsIn', SUE)
  expect(day.happens('invites', ANA, BOB).changed).toBe(true)
  expect(day.happens('invites', ANA, SUE).changed).toBe(false)
  expect(day.happens('asksQueue', BOB, ACCOUNT).changed).toBe(false)
})

test('an agent who does not come to help has missed a call, and the caller is brought back', () => {
  const { day, call } = talking()
  day.happens('invites', ANA, BOB)
  day.passes(20_000)
  expect(day.picture.agents[BOB]).toMatchObject({ state: 'available', missed: 1 })
  expect(day.call(call)).toMatchObject({ isHeld: false, helper: -1, agent: ANA, phase: 'talking' })
  day.happens('invites', ANA, BOB)
  day.happens('misses', BOB)
  expect(day.agent(BOB)).toBe('away')
})

test('a call is handed over: the helper goes on with it, the agent wraps up, and its flow hears nothing', () => {
  const { day, call } = talking()
  expect(day.happens('handsOver', ANA).changed).toBe(false)
  day.happens('invites', ANA, BOB)
  expect(day.happens('handsOver', ANA).changed).toBe(false)
  day.happens('accepts', BOB)
  const { flowState } = day.call(call)
  const { directed } = day.happens('handsOver', ANA)
  expect(directed.slice(0, 2)).toEqual([
    { does: 'part', agent: ANA },
    { does: 'unhold', call },
  ])
  expect([day.agent(ANA), day.agent(BOB)]).toEqual(['wrap-up', 'talking'])
  expect(day.call(call)).toMatchObject({ agent: BOB, helper: -1, flowState })
  day.happens('leaves', BOB)
  expect([day.agent(BOB), day.heard(call).at(-1)]).toEqual(['wrap-up', 'survey'])
})

test('an agent who is cut off leaves the call to the helper, and takes no more calls', () => {
  const { day, call } = talking()
  day.happens('invites', ANA, BOB)
  day.happens('accepts', BOB)
  day.happens('loses', ANA)
  expect([day.call(call).agent, day.agent(ANA)]).toEqual([BOB, 'wrap-up'])
  day.happens('isReady', ANA)
  expect(day.agent(ANA)).toBe('away')
})

test('a helper who was to leave goes after the help', () => {
  const { day } = talking()
  day.happens('invites', ANA, BOB)
  day.happens('accepts', BOB)
  day.happens('goesAway', BOB)
  expect(day.agent(BOB)).toBe('talking')
  day.happens('leaves', BOB)
  expect(day.agent(BOB)).toBe('away')
})

test('help with a call is no measure of how long calls take', () => {
  const { day } = talking()
  const handleMs = () => day.centre.state.experience[BILLING]!.handleMs
  const before = handleMs()
  day.happens('goesAway', BOB)
  day.happens('signsIn', SUE)
  day.happens('asksQueue', ANA, BILLING)
  day.happens('accepts', SUE)
  day.passes(1_000)
  day.happens('leaves', SUE)
  day.passes(60_000)
  expect([day.agent(SUE), handleMs()]).toEqual(['available', before])
})

test('a supervisor comes into a talk three ways, is away meanwhile, and goes with the agent', () => {
  const { day } = talking()
  const [listen, whisper] = [MANNERS.indexOf('listen'), MANNERS.indexOf('whisper')]
  expect(day.happens('monitors', BOB, ANA, listen).directed).toContainEqual({
    ...{ does: 'monitor', agent: BOB, whom: ANA, how: 'listen' },
  })
  expect(day.agent(BOB)).toBe('away')
  expect(day.happens('monitors', BOB, ANA, listen).changed).toBe(false)
  expect(day.happens('monitors', BOB, ANA, whisper).changed).toBe(true)
  expect(day.happens('leaves', ANA).directed).toContainEqual({ does: 'stopMonitoring', agent: BOB })
  expect(day.happens('monitors', BOB, ANA, listen).changed).toBe(false)
})

test('a supervisor who takes calls again is out of the talk', () => {
  const { day } = talking()
  day.happens('monitors', SUE, ANA, 0)
  expect(day.happens('signsIn', SUE).directed).toEqual([{ does: 'stopMonitoring', agent: SUE }])
  expect([day.agent(SUE), day.happens('monitors', ANA, ANA, 0).changed]).toEqual(['available', false])
})

test('a recording that an agent stopped stays so through hold, hand-over and the next talk', () => {
  const { day, call } = talking()
  const recording = () => day.call(call).recording
  expect(recording()).toBe('on')
  day.happens('pausesRecording', ANA)
  day.happens('invites', ANA, BOB)
  day.happens('accepts', BOB)
  day.happens('handsOver', ANA)
  expect(recording()).toBe('paused')
  day.transfers(BOB, BILLING)
  expect(day.moments.at(-1)!.directed).toContainEqual({ does: 'recordTalk', call, state: 'stop' })
  day.happens('isReady', ANA)
  expect(day.answers(ANA)).toBe(call)
  expect(recording()).toBe('paused')
  expect(day.happens('resumesRecording', ANA).directed).toEqual([
    { does: 'recordTalk', call, state: 'start' },
  ])
})
