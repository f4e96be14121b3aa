import { expect, test } from 'vitest'
import { callback, hold, owed, owes } from '../../../src/call/blocks.ts'
import { lineOf, problemsOf } from './small-line.ts'

const STATES = {
  first: hold({ queue: 'help', full: '#call.bye', closing: '#call.bye', offerCallback: '#call.back' }),
  back: callback({ queue: 'help', refused: '#call.first' }),
  sales: owed({ queue: 'sales' }),
}

const arriving = (owing: Readonly<Record<string, string>>) => ({
  meta: { asks: { kind: 'nothing' } },
  on: { 'line.open': 'first', 'line.closed': 'closed', 'line.holiday': 'closed', ...owes(owing) },
})

test('owed callbacks begin in the state of each queue that says so, also where nobody else comes', () => {
  const line = lineOf({ ...STATES, arriving: arriving({ help: '#call.back', sales: '#call.sales' }) })
  expect(problemsOf(line)).toEqual([])
})

test('a state that no callback is owed from is found', () => {
  const line = lineOf({ ...STATES, arriving: arriving({ help: '#call.back' }) })
  expect(problemsOf(line).join()).toContain('sales')
})
