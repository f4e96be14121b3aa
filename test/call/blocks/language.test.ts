import { expect, test } from 'vitest'
import { language, say } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

const line = lineOf(
  {
    first: language({ prompt: 'languages', choices: { '2': 'es-US', '3': 'fr-CA' }, to: '#call.main' }),
    main: say('main', '#call.gone'),
  },
  { languages: ['en-US', 'es-US', 'fr-CA'] },
)

const spokenAfter = (act: (story: ReturnType<typeof call>) => unknown) => {
  const story = call(line)
  act(story)
  return story.hears('main').heard.at(-1)!.language
}

test('a key chooses the language of all that follows', () => {
  expect(problemsOf(line)).toEqual([])
  expect(spokenAfter(story => story.presses('2'))).toBe('es-US')
  expect(spokenAfter(story => story.presses('3'))).toBe('fr-CA')
})

test('whoever says nothing, or presses another key, goes on in the language spoken so far', () => {
  expect(spokenAfter(story => story.isSilent())).toBe('en-US')
  expect(spokenAfter(story => story.presses('7'))).toBe('en-US')
})

test('the question is put before the language is chosen, and hanging up ends it', () => {
  expect(call(line).heard.map(({ prompt, language: spoken }) => [prompt, spoken])).toEqual([
    ['languages', 'en-US'],
  ])
  call(line).hangsUp().isOver('left')
})

test('a language that the line does not speak is found by the check', () => {
  const wrong = lineOf({
    first: language({ prompt: 'languages', choices: { '2': 'de-DE' }, to: '#call.bye' }),
  })
  expect(problemsOf(wrong).join()).toContain('"de-DE"')
})
