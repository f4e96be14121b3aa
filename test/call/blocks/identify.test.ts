import { expect, test } from 'vitest'
import { hold, identify, say } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

type Options = Parameters<typeof identify>[0]

const RETURNING = { prompt: 'open-case', to: '#call.case' }

const knows = (options: Partial<Options> = {}) =>
  lineOf({
    first: identify({ unknown: '#call.main', ...options }),
    main: say('main', '#call.gone'),
    ...(options.known && { friend: say('friend', '#call.gone') }),
    ...(options.returning && { case: hold({ queue: 'help', full: '#call.bye', closing: '#call.bye' }) }),
  })

const KNOWN = { caller: {} }
const RINGS_AGAIN = { caller: { openCase: '104711', lastAgent: 'Ben' } }

test('a caller goes where the record says', () => {
  const line = knows({ known: '#call.friend', returning: RETURNING })
  expect(problemsOf(line)).toEqual([])
  call(line).hears('main')
  call(line, KNOWN).hears('friend')
  call(line, RINGS_AGAIN).hears('open-case')
})

test('those who are known are met like others where it does not say how', () => {
  expect(problemsOf(knows())).toEqual([])
  call(knows(), KNOWN).hears('main')
  call(knows(), RINGS_AGAIN).hears('main')
  call(knows({ known: '#call.friend' }), RINGS_AGAIN).hears('friend')
})

test('the number of the case is spoken, and stands in no journal', () => {
  const story = call(knows({ returning: RETURNING }), RINGS_AGAIN).hears('open-case')
  expect(story.heard.at(-1)!.text).toBe('open-case one, zero, four, seven, one, one')
  expect(JSON.stringify(story.journal)).not.toContain('104711')
})

test('a caller who rings about the case gets the agent who had it, though another is idle for longer', () => {
  const agents = { help: { available: ['Ana', 'Ben'] } }
  call(knows({ returning: RETURNING }), { ...RINGS_AGAIN, agents })
    .presses('1')
    .isHolding('help')
    .isAnsweredBy('Ben')
  call(knows({ returning: RETURNING }), { caller: { openCase: '1' }, agents })
    .presses('1')
    .isAnsweredBy('Ana')
})

test('a caller who rings about something else is met like others who are known', () => {
  const line = knows({ known: '#call.friend', returning: RETURNING })
  call(line, RINGS_AGAIN).presses('2').hears('friend')
})

test('one slip is forgiven, and then the caller is met like others', () => {
  const line = knows({ returning: { ...RETURNING, sorry: 'pardon' } })
  expect(problemsOf(line)).toEqual([])
  call(line, RINGS_AGAIN).presses('7').hears('pardon').hears('open-case').isSilent().hears('main')
  call(knows({ returning: RETURNING }), RINGS_AGAIN)
    .isSilent()
    .hears('sorry')
    .hears('open-case')
    .presses('1')
    .isHolding('help')
})

test('a caller who hangs up is gone, and one whom a fault of ours meets goes on', () => {
  call(knows({ returning: RETURNING }), RINGS_AGAIN)
    .hangsUp()
    .isOver('left')
  call(knows({ returning: RETURNING }), RINGS_AGAIN)
    .meetsAFault()
    .hears('bye')
})
