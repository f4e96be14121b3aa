import { expect, test } from 'vitest'
import { direct } from '../../src/call/direct.ts'
import { type Node, type Parts, state } from './broken-line.ts'
import { problemOf, problemsAfter } from './found.ts'

/** The built-in line with a state in front of its queue, which asks something of its callers. */
const inFront = (asked: Node) => (parts: Parts) => {
  parts.definition.prompts = { please: { text: { 'en-US': 'Please.' } } }
  state(parts, 'arriving').on['line.open'] = 'asked'
  parts.flow.states.asked = asked
}

const asks = (kind: object, entry: object, on: Node['on']): Node => ({
  meta: { asks: kind },
  entry,
  on,
  states: {},
})
const RECORDING = { kind: 'recording' }
const CONFIRMATION = { kind: 'confirmation', yes: '1', no: '2' }
const ask = { type: 'ask', params: { prompt: 'please', keys: 1, timeoutSeconds: 5 } }
const record = { type: 'record', params: { prompt: 'please', seconds: 30 } }

test('whoever is looked up is heard, known or not', () => {
  const on = { 'caller.known': 'waiting', 'caller.returning': 'waiting' }
  const knows = (ways: Node['on']) =>
    inFront(asks({ kind: 'nothing' }, { type: 'identify', params: {} }, ways))
  const problems = problemsAfter(knows(on), direct)
  const problem = problemOf('unheard', problems, ['unused-prompt'])
  expect(problem).toMatchObject({ place: 'asked', path: ['line.open'] })
  expect(problem.message).toContain('caller.unknown leads nowhere: callers of whom nothing is known')
  const whole = problemsAfter(knows({ ...on, 'caller.unknown': 'waiting' }), direct)
  expect(whole.filter(({ severity }) => severity === 'error')).toEqual([])
})

test('a recording is heard when it is kept, and when nothing was said', () => {
  const problems = problemsAfter(inFront(asks(RECORDING, record, { 'recording.kept': 'gone' })), direct)
  expect(problemOf('dead-key', problems).message).toContain(
    'nothing happens on recording.empty (in state asked',
  )
  const both = { 'recording.kept': 'gone', 'recording.empty': 'gone' }
  expect(problemsAfter(inFront(asks(RECORDING, record, both)), direct)).toEqual([])
})

test('whoever says nothing after the tone is not asked to speak for ever', () => {
  const on = { 'recording.kept': 'gone', 'recording.empty': { target: 'asked', reenter: true } }
  const problem = problemOf('endless-loop', problemsAfter(inFront(asks(RECORDING, record, on)), direct))
  expect(problem).toMatchObject({ place: 'asked', path: ['line.open', 'recording.empty'] })
})

test('a confirmation hears every key and silence, and is not repeated for ever', () => {
  const yesAndNo = { 'key.1': 'waiting', 'key.2': 'gone' }
  const deaf = problemsAfter(inFront(asks(CONFIRMATION, ask, yesAndNo)), direct)
  expect(problemOf('dead-key', deaf).message).toMatch(/nothing happens on key\.0, key\.3, .*, silence \(/)
  const again = { target: 'asked', reenter: true }
  const patient = asks(CONFIRMATION, ask, { ...yesAndNo, 'key.*': again, silence: 'waiting' })
  const problem = problemOf('endless-loop', problemsAfter(inFront(patient), direct))
  expect(problem.path).toHaveLength(2)
  const short = asks(CONFIRMATION, ask, { ...yesAndNo, 'key.*': 'waiting', silence: 'waiting' })
  expect(problemsAfter(inFront(short), direct)).toEqual([])
})
