import { expect, test } from 'vitest'
import { afterHours, hold, say, voicemail } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

type Options = Parameters<typeof afterHours>[0]

/** 20:00 on a Monday. */
const EVENING = { at: '2026-12-14T20:00' }

const closed = (options: Partial<Options> = {}) =>
  lineOf({
    first: say('hello', '#call.gone'),
    closed: afterHours({ prompt: 'closed', ...options }),
    message: voicemail(),
    gone: { type: 'final' },
  })

const CHOICES = { '1': { to: '#call.message', serves: [] } } as const

test('callers hear when the line opens, and no more where they have no choice', () => {
  const line = lineOf({
    first: say('hello', '#call.gone'),
    closed: afterHours({ prompt: 'closed', afterwards: '#call.bye' }),
  })
  expect(problemsOf(line)).toEqual([])
  const story = call(line, EVENING).hears('closed').hears('bye').isOver('closed')
  expect(story.heard[0]!.text).toContain('tomorrow at nine')
})

test('a key leads to what can be done all the same', () => {
  expect(problemsOf(closed({ choices: CHOICES }))).toEqual([])
  call(closed({ choices: CHOICES }), EVENING)
    .hears('closed')
    .hears('closed-choices')
    .presses('1')
    .hears('voicemail')
    .records({ seconds: 9 })
    .hears('voicemail-thanks')
    .isOver('voicemail')
})

test('prompts may be named otherwise', () => {
  const line = closed({ choices: CHOICES, choose: 'what-now', sorry: 'pardon' })
  call(line, EVENING).hears('closed').hears('what-now').presses('7').hears('pardon').hears('what-now')
})

test('nobody is kept: silence ends it, and so does a second slip', () => {
  const line = closed({ choices: CHOICES, afterwards: '#call.bye' })
  call(line, EVENING).hears('closed').hears('closed-choices').isSilent().hears('bye').isOver('closed')
  call(line, EVENING)
    .presses('7')
    .hears('sorry')
    .hears('closed-choices')
    .presses('7')
    .hears('bye')
    .isOver('closed')
  call(closed({ choices: CHOICES }), EVENING)
    .isSilent()
    .isOver('closed')
})

test('a night queue is reached while the line is closed', () => {
  const line = lineOf(
    {
      first: say('hello', '#call.gone'),
      closed: afterHours({ prompt: 'closed', choices: { '1': { to: '#call.night', serves: [] } } }),
      night: hold({ queue: 'night', full: '#call.bye', closing: '#call.bye' }),
    },
    { queues: [{ name: 'night', limit: 3, handleSeconds: 60, wrapUpSeconds: 0, hours: 'always' }] },
  )
  expect(problemsOf(line)).toEqual([])
  call(line, { ...EVENING, agents: { night: { available: 1 } } })
    .presses('1')
    .isHolding('night')
    .isAnsweredBy('Ana')
  call(line, EVENING).presses('1').isHolding('night').waits({ hours: 2 }).isHolding('night')
})

test('a caller who hangs up is gone, and one whom a fault of ours meets goes on', () => {
  call(closed({ choices: CHOICES }), EVENING)
    .hangsUp()
    .isOver('closed')
  call(closed({ choices: CHOICES }), EVENING)
    .meetsAFault()
    .hears('bye')
})
