import { expect, test } from 'vitest'
import { notice, say } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

const states = { first: notice({ to: '#call.main' }), main: say('main', '#call.gone') }
const line = lineOf(states, {
  notices: [
    { prompt: 'outage', from: '2026-12-14T10:00', until: '2026-12-14T12:00' },
    { prompt: 'policy', from: '2026-12-15T00:00' },
    { prompt: 'season' },
  ],
  matters: [
    { name: 'payment-due', prompt: 'payment-due' },
    { name: 'card-sent', prompt: 'card-sent' },
  ],
})

const heardBy = (options: Parameters<typeof call>[1]) => call(line, options).heard.map(({ prompt }) => prompt)

test('callers hear the notices that hold at the time, in the order of the line', () => {
  expect(problemsOf(line)).toEqual([])
  expect(heardBy({ at: '2026-12-14T09:59' })).toEqual(['season'])
  call(line, { at: '2026-12-14T10:00' }).hears('outage').hears('season').hears('main')
  call(line, { at: '2026-12-14T12:00' }).hears('season').hears('main')
  call(line, { at: '2026-12-15T09:00' }).hears('policy').hears('season').hears('main')
})

test('a caller hears of what is pending, by the record and behind what everybody hears', () => {
  call(line, { at: '2026-12-14T09:00', caller: { matters: ['card-sent', 'payment-due'] } })
    .hears('season')
    .hears('payment-due')
    .hears('card-sent')
    .hears('main')
})

test('nothing is said where there is nothing to say', () => {
  expect(problemsOf(lineOf(states))).toEqual([])
  call(lineOf(states)).hears('main').isOver('left')
})
