import { expect, test } from 'vitest'
import { problemOf, problemsAfter } from './found.ts'

const rewritten = (name: string, text: string) =>
  problemsAfter(({ definition }) => {
    definition.prompts = { ...definition.prompts, [name]: { text: { 'en-US': text, 'es-US': text } } }
  })

test('an announcement that holds a number which is not known with it is found, with the way to it', () => {
  const problem = problemOf('unfilled-prompt', rewritten('queue-wait', 'Number {position}, {low} to {high}.'))
  expect(problem.message).toContain(
    'the prompt "queue-wait" holds {position}, which nobody knows where it is spoken; it may hold {low}, {high}',
  )
  expect(problem.path).not.toEqual([])
})

test('an announcement may leave out what is known', () => {
  expect(rewritten('queue-position-and-wait', 'It takes up to {high} minutes.')).toEqual([])
})

test('a menu knows nothing of a queue', () => {
  const problem = problemOf('unfilled-prompt', rewritten('main', 'It takes {minutes}.'))
  expect(problem.message).toContain('"main" holds {minutes}')
})
