import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { direct } from '../../src/call/direct.ts'
import { isKnown } from '../../src/call/program-prompts.ts'
import { state } from './broken-line.ts'
import { problemOf, problemsAfter } from './found.ts'

describe('flows that are too large', () => {
  const count = (counter: string) => ({ type: 'count', params: { counter } })
  const below = (counter: string, limit: number) => ({ type: 'below', params: { counter, limit } })

  test('a counter that nothing stops is found at once, and named', () => {
    const problems = problemsAfter(parts => {
      parts.flow.context = { presses: 0 }
      state(parts, 'talking').on['key.1'] = { actions: count('presses') }
    }, direct)
    expect(problemOf('unbounded-context', problems)).toMatchObject({
      place: 'talking',
      path: ['line.open', 'agent.answered', 'key.1'],
      message:
        'the flow can never be finite: its counter `presses` grows with each round of key.1, and no guard ever ' +
        'asks for so high a count (in state talking, after line.open, agent.answered, key.1).',
    })
  })

  test('a counter that grows beyond what its guard asks for is found by a round of several events', () => {
    const problems = problemsAfter(parts => {
      parts.flow.context = { presses: 0 }
      const talking = state(parts, 'talking')
      talking.initial = 'one'
      talking.states = {
        one: { on: { 'key.1': { target: 'two', actions: count('presses') } }, states: {} },
        two: { on: { 'key.2': 'one', 'key.3': { guard: below('presses', 3), target: 'one' } }, states: {} },
      }
    }, direct)
    const { message, path } = problemOf('unbounded-context', problems)
    expect(message).toContain('`presses` grows with each round of key.2, key.1,')
    expect(path.filter(event => event === 'key.1')).toHaveLength(4)
  })

  test('a counter that is stopped, or set back, is finite', () => {
    const problems = problemsAfter(parts => {
      parts.flow.context = { presses: 0, turns: 0 }
      state(parts, 'talking').on['key.1'] = { guard: below('presses', 40), actions: count('presses') }
      state(parts, 'talking').on['key.2'] = {
        guard: below('turns', 1),
        actions: [count('turns'), { type: 'reset', params: { counter: 'presses' } }],
      }
      state(parts, 'talking').on['key.3'] = {
        actions: [{ type: 'reset', params: { counter: 'turns' } }, count('turns')],
      }
    }, direct)
    expect(problems).toEqual([])
  })

  test('states that wait for nothing and lead to each other end the check, not the process', () => {
    const problems = problemsAfter(parts => {
      parts.flow.states.ping = { always: 'pong', on: {}, states: {} }
      parts.flow.states.pong = { always: 'ping', on: {}, states: {} }
      state(parts, 'talking').on['key.1'] = '#call.ping'
    }, direct)
    expect(problemOf('endless-loop', problems)).toMatchObject({
      place: 'talking',
      path: ['line.open', 'agent.answered', 'key.1'],
    })
    const atOnce = problemsAfter(parts => {
      state(parts, 'arriving').always = 'turning'
      parts.flow.states.turning = { always: 'arriving', on: {}, states: {} }
    }, direct)
    expect(problemOf('endless-loop', atOnce).message).toContain('at the start states that wait for nothing')
  })
})

describe('prompts that are too long', () => {
  const words = (count: number) => Array.from({ length: count }, () => 'please').join(' ')
  const spoken = (text: string) => ({ text: { 'en-US': text, 'es-US': 'Hola.' } })

  test('what no key cuts short may take half a minute, a recorded answer before a question longer', () => {
    const problems = problemsAfter(parts => {
      parts.definition.prompts = {
        ...parts.definition.prompts,
        'about-disputes': spoken(words(200)),
        goodbye: spoken(words(80)),
      }
    })
    const problem = problemOf('prompt-too-long', problems)
    expect(problem).toMatchObject({ severity: 'warning' })
    expect(problem.message).toContain(
      'the prompt "goodbye" takes 32 s to say in en-US, and no key cuts it short',
    )
  })

  test('a recording is as long as it takes to play', () => {
    const problems = problemsAfter(parts => {
      parts.definition.prompts = {
        ...parts.definition.prompts,
        goodbye: { ...spoken('Goodbye.'), audio: { 'en-US': { path: 'goodbye.wav', seconds: 31 } } },
      }
    })
    expect(problemOf('prompt-too-long', problems).message).toContain('"goodbye" takes 31 s')
  })
})

test('no operation can be added without saying what it speaks', () => {
  const source = readFileSync(join(import.meta.dirname, '../../src/call/program.ts'), 'utf8')
  const [, table] = /OPERANDS = \[([^\]]+)\]/.exec(source)!
  const counts = table!.split(',').filter(count => count.trim() !== '')
  const codes = counts.flatMap((count, code) => (Number(count) < 0 ? [] : [code]))
  expect(codes.length).toBeGreaterThan(10)
  expect(codes.slice(1).filter(code => !isKnown(code))).toEqual([])
})
