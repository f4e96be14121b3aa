import { expect, test } from 'vitest'
import { hold, survey } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

const asksAfterwards = (options: Parameters<typeof survey>[0] = {}) =>
  lineOf({
    first: hold({ queue: 'help', full: '#call.bye', closing: '#call.bye', afterwards: '#call.survey' }),
    survey: survey(options),
  })

/** A caller whose agent has hung up. */
const asked = (options?: Parameters<typeof survey>[0]) =>
  call(asksAfterwards(options), { agents: { help: { available: 1 } } })
    .isAnsweredBy('Ana')
    .agentFinishes()

test('a caller whose agent has hung up says how content the call left them', () => {
  expect(problemsOf(asksAfterwards())).toEqual([])
  const story = asked().hears('survey').rates(4).hears('survey-thanks').isOver('answered')
  expect(story.score).toBe(4)
})

test('every score from 1 to 5 counts, and no other key does', () => {
  for (const score of [1, 2, 3, 4, 5]) expect(asked().rates(score).score).toBe(score)
  asked().presses('6').hears('sorry').hears('survey').rates(5).hears('survey-thanks')
})

test('nobody is asked three times, and one who says nothing is let go', () => {
  const story = asked({ afterwards: '#call.bye' })
  story.presses('0').hears('sorry').hears('survey').presses('0').hears('bye').isOver('answered')
  expect(story.score).toBeUndefined()
  asked({ afterwards: '#call.bye' }).isSilent().hears('bye')
})

test('a few words may follow, of a minute at most, or none', () => {
  const line = { comment: 'survey-comment', afterwards: '#call.bye' }
  expect(problemsOf(asksAfterwards(line))).toEqual([])
  const story = asked(line).rates(2).hears('survey-comment').records({ minutes: 3 })
  expect(story.hears('survey-thanks').hears('bye').isOver('answered').recordedSeconds).toBe(60)
  asked(line).rates(2).hears('survey-comment').recordsNothing().hears('survey-thanks').isOver('answered')
})

test('one who hangs up instead of a comment has rated the call all the same', () => {
  expect(
    asked({ comment: 'survey-comment' }).rates(1).hears('survey-comment').hangsUp().isOver('answered').score,
  ).toBe(1)
})

test('prompts may be named otherwise', () => {
  const options = { prompt: 'how-was-it', sorry: 'pardon', thanks: 'noted' }
  expect(problemsOf(asksAfterwards(options))).toEqual([])
  asked(options).hears('how-was-it').presses('9').hears('pardon').hears('how-was-it').rates(3).hears('noted')
})

test('a caller whom a fault of ours meets goes on', () => {
  asked().hears('survey').meetsAFault().hears('bye')
})
