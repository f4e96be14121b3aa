import { expect, test } from 'vitest'
import { problemOf, problemsAfter } from './found.ts'

/** A line that tells callers by text when what an agent promised is done. */
const telling = (text: string) =>
  problemsAfter(({ definition }) => {
    const spanish = 'Lo que le prometimos está hecho.'
    const texts = { 'en-US': text, 'es-US': spanish }
    definition.prompts = { ...definition.prompts, 'promise-kept': { text: texts } }
  })

test('what people send by hand is never spoken, and nothing is wrong with that', () => {
  expect(telling('What we promised you in case {case} is done.')).toEqual([])
})

test('what only a call knows is found in a text that is sent after the call', () => {
  const { message } = problemOf('untextable-prompt', telling('Done: you were number {position}.'))
  expect(message).toBe(
    'the prompt "promise-kept" is texted, and holds {position}, which only a call knows; leave it out.',
  )
})

test('digits of the caller, links and whole letters are found as in any text', () => {
  const says = (text: string) => problemOf('untextable-prompt', telling(text)).message
  expect(says('Done for {entry}.')).toContain('holds {entry}')
  expect(says('See https://example.com.')).toContain('holds a link')
  expect(says('It is done. '.repeat(80))).toContain('say it shorter')
})
