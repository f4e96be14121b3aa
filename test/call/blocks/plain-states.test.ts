import { expect, test } from 'vitest'
import { entry, hold, menu, say } from '../../../src/call/blocks.ts'
import { flow } from '../../../src/call/flow.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

/** Blocks beside, around and within states that an author wrote as XState has them. */
const mixed = lineOf({
  first: flow.createStateConfig({
    meta: { asks: { kind: 'choice', choices: { '1': { serves: [] }, '2': { serves: [] } } } },
    entry: [
      { type: 'say', params: { prompt: 'hello' } },
      { type: 'ask', params: { prompt: 'pick', keys: 1, timeoutSeconds: 5 } },
    ],
    on: { 'key.1': 'ordering', 'key.2': 'help', 'key.*': 'help', silence: 'help' },
  }),
  // A state of two blocks that counts how often it was entered.
  ordering: {
    initial: 'number',
    entry: { type: 'count', params: { counter: 'orders' } },
    states: {
      number: entry({
        prompt: 'number',
        digits: 4,
        sorry: 'sorry',
        to: '#call.ordering.more',
        giveUp: '#call.help',
      }),
      more: menu({
        prompt: 'more',
        sorry: 'sorry',
        giveUp: '#call.bye',
        choices: { '1': { to: '#call.asksAgain', serves: [] } },
        silent: '#call.bye',
      }),
    },
  },
  asksAgain: flow.createStateConfig({
    always: [
      { guard: { type: 'below', params: { counter: 'orders', limit: 2 } }, target: 'ordering' },
      { target: 'enough' },
    ],
  }),
  enough: say('enough', '#call.help'),
  help: hold({ queue: 'help', full: '#call.bye', closing: '#call.bye' }),
})

test('blocks and plain states stand beside and within one another', () => {
  expect(problemsOf(mixed)).toEqual([])
  call(mixed, { agents: { help: { available: 1 } } })
    .hears('hello')
    .hears('pick')
    .presses('1')
    .hears('number')
    .enters('4711')
    .hears('more')
    .presses('1')
    .hears('number')
    .enters('4712')
    .presses('1')
    .hears('enough')
    .isHolding('help')
    .isAnsweredBy('Ana')
})

test('a block can be changed like any other configuration', () => {
  const quiet = lineOf({ first: { ...say('hello', '#call.bye'), entry: [] } })
  call(quiet).hears('bye')
})
