import { expect, test } from 'vitest'
import { hold, offerCallback, say, survey, transfer } from '../../../src/call/blocks.ts'
import { type CallOptions, call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

type Options = Parameters<typeof offerCallback>[0]

const offers = (options: Partial<Options> = {}) =>
  lineOf({
    first: hold({
      queue: 'help',
      full: '#call.full',
      closing: '#call.closing',
      offerCallback: '#call.callback',
    }),
    callback: offerCallback({ queue: 'help', refused: '#call.first', closing: '#call.closing', ...options }),
    full: say('full', '#call.gone'),
    closing: say('closing', '#call.gone'),
    ...(options.afterwards && { survey: survey() }),
    ...(options.transfers && {
      toSales: transfer({ queue: 'sales', full: '#call.full', closing: '#call.closing' }),
    }),
  })

const LATER = { '1': '1 h', '3': 'opening' } as const
const CROWDED: CallOptions = { agents: { help: { busy: 1, ahead: 2 } } }
const WITHHELD: CallOptions = { ...CROWDED, from: 'anonymous' }

/** A caller who waits third in line and presses 1. */
const wishes = (line = offers(), options = CROWDED) =>
  call(line, options).hears('queue-position-and-wait').presses('1')
/** … and whose place is kept. */
const kept = (line = offers()) => wishes(line).hears('callback-number').presses('1').hears('callback-kept')

test('a caller confirms the number, hangs up with the place kept, and is called back in turn', () => {
  expect(problemsOf(offers())).toEqual([])
  const story = wishes().hears('callback-number')
  expect(story.heard.at(-1)!.text).toContain('zero, one, two, three')
  story.confirmsNumber().hears('callback-kept').expectCallback({ keepsPlace: true })
  for (let ahead = 0; ahead < 3; ahead++) story.waits({ seconds: 10 }).agentFinishes()
  story
    .isCalledBack()
    .picksUp()
    .hears('callback-here')
    .presses('1')
    .hears('callback-one-moment')
    .isAnsweredBy('Ana')
  story.agentFinishes().isOver('answered')
})

test('a caller who says nothing, or slips too often, is called where the call came from', () => {
  wishes().isSilent().hears('callback-kept').expectCallback({ keepsPlace: true })
  wishes()
    .presses('7')
    .hears('sorry')
    .presses('7')
    .hears('sorry')
    .presses('7')
    .hears('callback-kept')
    .expectCallback()
})

test('another number is entered and confirmed, and may be entered again', () => {
  const story = wishes()
    .presses('2')
    .hears('callback-other-number')
    .enters('2125550188#')
    .hears('callback-number-entered')
  story.presses('2').hears('callback-other-number').enters('2125550199#').hears('callback-number-entered')
  story.presses('1').hears('callback-kept').expectCallback({ keepsPlace: true })
  expect(JSON.stringify(story.journal)).not.toContain('2125550199')
})

test('a caller whose number is withheld is asked for one', () => {
  wishes(offers(), WITHHELD)
    .hears('callback-other-number')
    .enters('2125550188#')
    .confirmsNumber()
    .hears('callback-kept')
    .expectCallback({ keepsPlace: true })
})

test('one who enters no number goes back to the same place', () => {
  wishes(offers(), WITHHELD)
    .isSilent()
    .hears('sorry')
    .isSilent()
    .hears('sorry')
    .isSilent()
    .isHolding('help')
    .isTold({ position: 3 })
})

test('whoever slipped at one question has all tries at the next', () => {
  const story = wishes().presses('77').presses('2').hears('callback-other-number')
  story
    .enters('1#')
    .hears('sorry')
    .enters('1#')
    .hears('sorry')
    .enters('2125550188#')
    .hears('callback-number-entered')
  const later = wishes(offers({ later: LATER }))
    .presses('77')
    .presses('1')
    .hears('callback-kept-or-later')
  later
    .presses('9')
    .hears('sorry')
    .hears('callback-kept-or-later')
    .presses('9')
    .hears('sorry')
    .presses('9')
    .hears('callback-kept')
})

test('a later time is promised, and the caller is called then, in the old place', () => {
  const line = offers({ later: LATER })
  expect(problemsOf(line)).toEqual([])
  const story = wishes(line)
    .confirmsNumber()
    .hears('callback-kept-or-later')
    .presses('1')
    .hears('callback-promised')
  story.expectCallback({ keepsPlace: true }).agentFinishes().agentFinishes().agentFinishes()
  expect(story.waits({ minutes: 59 }).happenings.map(({ did }) => did)).not.toContain('is called')
  story.waits({ seconds: 58 }).isCalledBack()
})

test('a caller may be called when the line opens next', () => {
  const story = wishes(offers({ later: LATER }))
    .confirmsNumber()
    .presses('3')
    .hears('callback-promised')
  expect(story.heard.at(-1)!.text).toContain('tomorrow at nine')
  story.expectCallback({ at: '2026-12-15T09:00' })
})

test('whoever hangs up at the question of when, or says nothing, is called in turn', () => {
  const asked = () =>
    wishes(offers({ later: LATER }))
      .confirmsNumber()
      .hears('callback-kept-or-later')
  asked().hangsUp().expectCallback({ keepsPlace: true })
  asked().isSilent().hears('callback-kept').expectCallback({ keepsPlace: true })
})

test('an agent who is free before all is asked takes the caller at once', () => {
  const busy = { agents: { help: { busy: 1 } } }
  const free = (story: ReturnType<typeof call>) =>
    story.agentFinishes().isAnsweredBy('Ana').agentFinishes().isOver('answered')
  free(wishes(offers(), busy).hears('callback-number'))
  free(wishes(offers(), busy).presses('2').hears('callback-other-number'))
  free(
    wishes(offers({ later: LATER }), busy)
      .confirmsNumber()
      .hears('callback-kept-or-later'),
  )
})

test('closing time finds callers who are still being asked, but not those whose place is kept', () => {
  const asked = (line: ReturnType<typeof offers>) =>
    call(line, { ...CROWDED, at: '2026-12-14T16:59' })
      .waits({ minutes: 10, seconds: 50 })
      .presses('1')
      .hears('callback-number')
  asked(offers()).waits({ seconds: 10 }).hears('closing').isOver('closed')
  asked(offers({ later: LATER }))
    .presses('1')
    .hears('callback-kept-or-later')
    .isSilent()
    .expectCallback({ keepsPlace: true })
})

test('one who hangs up while the number is asked for has abandoned the queue', () => {
  wishes().hears('callback-number').hangsUp().isOver('abandoned')
})

test('a callback that nobody answers, or a machine, is tried again and given up in the end', () => {
  const story = kept().agentFinishes().agentFinishes().agentFinishes().isCalledBack()
  story
    .letsItRing()
    .waits({ seconds: 61 })
    .isCalledBack()
    .picksUp()
    .hears('callback-here')
    .isSilent()
    .isOver('callback-failed')
})

test('a wrong key on picking up is forgiven once', () => {
  const rung = () =>
    kept().agentFinishes().agentFinishes().agentFinishes().isCalledBack().picksUp().hears('callback-here')
  rung().presses('5').hears('callback-here').presses('1').hears('callback-one-moment')
  rung().presses('5').hears('callback-here').presses('5').expectCallback()
})

test('one whose agent does not pick up waits in the hold with the place, where there is one', () => {
  const line = offers({ hold: '#call.first' })
  expect(problemsOf(line)).toEqual([])
  const joined = (of: typeof line) => {
    const story = kept(of)
      .agentFinishes()
      .agentFinishes()
      .agentFinishes()
      .isCalledBack()
      .picksUp()
      .presses('1')
    return story.hears('callback-one-moment').agent('Ana').misses().agent('Ana').goesAway()
  }
  joined(line).hears('queue-position').isTold({ position: 1 }).agent('Ana').signsIn().isAnsweredBy('Ana')
  joined(offers())
    .hearsNothing()
    .waits({ minutes: 2 })
    .isHolding('help')
    .agent('Ana')
    .signsIn()
    .isAnsweredBy('Ana')
})

test('after the talk the call goes where it says', () => {
  const line = offers({ afterwards: '#call.survey' })
  expect(problemsOf(line)).toEqual([])
  kept(line)
    .agentFinishes()
    .agentFinishes()
    .agentFinishes()
    .isCalledBack()
    .picksUp()
    .presses('1')
    .isAnsweredBy('Ana')
    .agentFinishes()
    .hears('survey')
})

test('an agent who has called back may hand the caller on', () => {
  const line = offers({ transfers: { sales: '#call.toSales' } })
  expect(problemsOf(line)).toEqual([])
  const agents = { help: { busy: 1 }, sales: { available: ['Zoe'] } }
  wishes(line, { agents })
    .confirmsNumber()
    .agentFinishes()
    .isCalledBack()
    .picksUp()
    .presses('1')
    .isAnsweredBy('Ana')
    .agent('Ana')
    .transfersTo('sales')
    .hears('transfer')
    .isAnsweredBy('Zoe')
})

test('a fault of ours loses no place: on the line the call goes on, and away the caller is still called back', () => {
  wishes().hears('callback-number').meetsAFault().hears('bye')
  wishes(offers({ later: LATER }))
    .confirmsNumber()
    .hears('callback-kept-or-later')
    .meetsAFault()
    .hears('bye')
  const away = kept().waits({ seconds: 20 }).meetsAFault().expectCallback({ keepsPlace: true })
  away
    .agentFinishes()
    .agentFinishes()
    .agentFinishes()
    .isCalledBack()
    .picksUp()
    .presses('1')
    .isAnsweredBy('Ana')
})

test('prompts may be named otherwise, one by one', () => {
  const line = offers({ prompts: { number: 'where', kept: 'done' } })
  expect(problemsOf(line)).toEqual([])
  wishes(line).hears('where').presses('1').hears('done')
})
