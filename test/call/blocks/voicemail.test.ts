import { expect, test } from 'vitest'
import { voicemail } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

const records = (options: Parameters<typeof voicemail>[0] = {}) => lineOf({ first: voicemail(options) })

test('a caller leaves a message and is thanked', () => {
  expect(problemsOf(records())).toEqual([])
  const story = call(records())
    .hears('voicemail')
    .records({ seconds: 12 })
    .hears('voicemail-thanks')
    .isOver('voicemail')
  expect(story.recordedSeconds).toBe(12)
})

test('one who hangs up after speaking has left it', () => {
  const story = call(records()).hears('voicemail').records({ seconds: 4 }).hangsUp().isOver('voicemail')
  expect(story.recordedSeconds).toBe(4)
})

test('nothing said is asked for once more, and then the call goes on without thanks', () => {
  const line = records({ afterwards: '#call.bye' })
  call(line)
    .recordsNothing()
    .hears('voicemail-empty')
    .hears('voicemail')
    .recordsNothing()
    .hears('bye')
    .isOver('left')
  call(line)
    .recordsNothing()
    .hears('voicemail-empty')
    .hears('voicemail')
    .records({ seconds: 3 })
    .hears('voicemail-thanks')
    .hears('bye')
    .isOver('voicemail')
})

test('a message is no longer than it says', () => {
  const lengthOf = (line = records()) =>
    call(line).hears('voicemail').records({ minutes: 10 }).recordedSeconds
  expect(lengthOf()).toBe(120)
  expect(lengthOf(records({ longest: '30 s' }))).toBe(30)
})

test('prompts may be named otherwise', () => {
  const line = records({ prompt: 'speak', sorry: 'nothing', thanks: 'noted' })
  expect(problemsOf(line)).toEqual([])
  call(line)
    .hears('speak')
    .recordsNothing()
    .hears('nothing')
    .hears('speak')
    .records({ seconds: 5 })
    .hears('noted')
})

test('a caller who hangs up without a word has left nothing, and one whom a fault of ours meets goes on', () => {
  call(records()).hears('voicemail').hangsUp().isOver('left')
  call(records()).hears('voicemail').meetsAFault().hears('bye')
})
