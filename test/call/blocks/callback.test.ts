import { expect, test } from 'vitest'
import { afterHours, callback, hold, menu, say, survey } from '../../../src/call/blocks.ts'
import { type CallOptions, call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

type Options = Parameters<typeof callback>[0]

/** Callers who cannot be served before closing may be called in their turn when the line opens again. */
const promises = (options: Partial<Options> = {}) =>
  lineOf({
    first: hold({ queue: 'help', full: '#call.bye', closing: '#call.closing' }),
    closing: menu({
      prompt: 'closing',
      sorry: 'sorry',
      giveUp: '#call.bye',
      choices: { '1': { to: '#call.callback', serves: [] } },
    }),
    callback: callback({ queue: 'help', refused: '#call.bye', ...options }),
    ...(options.closing && { late: say('late', '#call.gone') }),
    ...(options.afterwards && { survey: survey() }),
  })
/** An agent who talks to somebody else as if for ever, and then is there. */
const STAFF = { help: { busy: 1 } }

/** A caller who is told of closing, and presses 1. */
const wishes = (line = promises(), options: CallOptions = {}) =>
  call(line, { at: '2026-12-14T16:50', agents: STAFF, ...options })
    .waits({ minutes: 20, seconds: 5 })
    .hears('closing')
    .presses('1')
/** … and is rung when the line is open again, with an agent reserved. */
const rung = (line = promises()) =>
  wishes(line)
    .hears('callback-kept')
    .expectCallback({ keepsPlace: true })
    .waits({ hours: 16 })
    .agent('Ana')
    .finishes()
    .isCalledBack()

test('the place is kept, and the caller is called when an agent is there', () => {
  expect(problemsOf(promises())).toEqual([])
  rung()
    .picksUp()
    .hears('callback-here')
    .presses('1')
    .hears('callback-one-moment')
    .isAnsweredBy('Ana')
    .agentFinishes()
    .isOver('answered')
})

test('a number that is withheld cannot be called', () => {
  wishes(promises(), { from: 'anonymous' }).hears('callback-refused').hears('bye').isOver('closed')
})

test('a call back that nobody answers is tried again, as often as the line says', () => {
  rung().letsItRing().waits({ seconds: 61 }).isCalledBack().letsItRing().isOver('callback-failed')
})

test('a wrong key is forgiven once; a second, silence or a hang-up is an attempt that reached nobody', () => {
  rung().picksUp().presses('5').hears('callback-here').presses('1').hears('callback-one-moment')
  rung().picksUp().presses('5').hears('callback-here').presses('5').expectCallback()
  rung().picksUp().hears('callback-here').isSilent().expectCallback()
  rung().picksUp().hears('callback-here').hangsUp().expectCallback()
})

test('one whose agent does not pick up waits in the hold with the place, where there is one', () => {
  const missed = (line: ReturnType<typeof promises>) =>
    rung(line)
      .picksUp()
      .presses('1')
      .hears('callback-one-moment')
      .agent('Ana')
      .misses()
      .agent('Ana')
      .goesAway()
  const line = promises({ hold: '#call.first' })
  expect(problemsOf(line)).toEqual([])
  missed(line).hears('queue-position').agent('Ana').signsIn().isAnsweredBy('Ana')
  missed(promises()).hearsNothing().waits({ minutes: 2 }).agent('Ana').signsIn().isAnsweredBy('Ana')
})

test('after the talk the call goes where it says', () => {
  const line = promises({ afterwards: '#call.survey' })
  expect(problemsOf(line)).toEqual([])
  rung(line).picksUp().presses('1').isAnsweredBy('Ana').agentFinishes().hears('survey')
})

test('a fault of ours loses no callback', () => {
  rung()
    .meetsAFault()
    .expectCallback({ keepsPlace: true })
    .isCalledBack()
    .picksUp()
    .presses('1')
    .isAnsweredBy('Ana')
  rung().picksUp().hears('callback-here').meetsAFault().expectCallback({ keepsPlace: true })
})

test('prompts may be named otherwise, one by one', () => {
  const line = promises({ prompts: { kept: 'done', here: 'it-is-us' } })
  expect(problemsOf(line)).toEqual([])
  wishes(line).hears('done')
  rung(promises({ prompts: { here: 'it-is-us' } }))
    .picksUp()
    .hears('it-is-us')
})

test('a caller of a closed line may be called back, by way of the hold', () => {
  const line = lineOf({
    closed: afterHours({ prompt: 'closed', choices: { '1': { to: '#call.first', serves: [] } } }),
    first: hold({ queue: 'help', full: '#call.bye', closing: '#call.callback' }),
    callback: callback({ queue: 'help', refused: '#call.bye' }),
  })
  expect(problemsOf(line)).toEqual([])
  call(line, { at: '2026-12-14T20:00' }).hears('closed').presses('1').hears('callback-kept').expectCallback()
})

test('closing time finds one who was called back and has no agent yet', () => {
  const line = promises({ closing: '#call.late' })
  expect(problemsOf(line)).toEqual([])
  const alone = (of: typeof line) =>
    rung(of).picksUp().presses('1').hears('callback-one-moment').agent('Ana').misses().agent('Ana').goesAway()
  alone(line).waits({ hours: 25 }).hears('late').isOver('closed')
  alone(promises()).waits({ hours: 25 }).isOver('closed')
})
