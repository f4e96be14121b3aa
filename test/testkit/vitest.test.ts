import { expect, test } from 'vitest'
import { call } from '../../src/testkit/index.ts'
import '../../src/testkit/vitest.ts'
import { pier } from './a-line.ts'

test('Vitest knows what a call has heard, where it holds and how it ended', () => {
  const story = call(pier).presses('2')
  expect(story).toHaveHeard('address')
  expect(story).not.toHaveHeard('again')
  expect(story).not.toBeHolding('help')
  expect(story.waits({ seconds: 5 }).presses('1')).toBeHolding('help')
  expect(story).not.toHaveEnded()
  expect(story.hangsUp()).toHaveEnded('abandoned')
})

test('and shows the transcript where it is otherwise', () => {
  const story = call(pier)
  expect(() => expect(story).toHaveHeard('address')).toThrow(
    'a call to pier on 2026-12-14 at 11:00\n  heard    hello\n  expected to have heard: address',
  )
  expect(() => expect(story).not.toHaveHeard('hello')).toThrow('expected not to have heard: hello')
  expect(() => expect(story).toBeHolding('help')).toThrow('expected to be holding: help')
  expect(() => expect(story).toHaveEnded('left')).toThrow('expected to have ended: left')
  expect(() => expect('a call').toHaveEnded()).toThrow(
    'expected a call, as `call` of holdline/testkit gives it',
  )
})
