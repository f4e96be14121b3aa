import { expect, test } from 'vitest'
import { alertWords } from '../../src/call/alert-words.ts'
import type { AlertDirective } from '../../src/call/journal.ts'

const LONG: AlertDirective = {
  do: 'alert',
  line: 'card-support',
  rule: 'long-wait',
  measure: 'longest-wait',
  queue: 'billing',
  state: 'raised',
  value: 540,
  above: 300,
  sinceMs: Date.parse('2026-12-14T15:42:00Z'),
  to: ['page'],
}

const words = (changes: Partial<AlertDirective>) => alertWords({ ...LONG, ...changes }, 'America/New_York')

test.each<[Partial<AlertDirective>, string]>([
  [{}, 'billing: longest wait 9 minutes, above 5 minutes (since 10:42)'],
  [{ value: 95, above: 60 }, 'billing: longest wait 95 seconds, above 1 minute (since 10:42)'],
  [
    { measure: 'estimate', value: 1_260, above: 1_200 },
    'billing: who joins now waits up to 21 minutes, above 20 minutes (since 10:42)',
  ],
  [
    { measure: 'estimate', value: null, above: 1_200 },
    'billing: nobody is signed in, so nobody can say how long the wait is, above 20 minutes (since 10:42)',
  ],
  [
    { measure: 'service-level', value: 0.6667, below: 0.8, withinSeconds: 20, windowMinutes: 30 },
    'billing: 66.7 % answered within 20 seconds in the last 30 minutes, below 80 % (since 10:42)',
  ],
  [
    { measure: 'abandonment', value: 0.12, above: 0.08, windowMinutes: 60 },
    'billing: 12 % gave up in the last 60 minutes, above 8 % (since 10:42)',
  ],
  [
    { measure: 'agents', agents: 'signed-in', value: 1, below: 2 },
    'billing: 1 agent signed-in, below 2 (since 10:42)',
  ],
  [
    { measure: 'callbacks-overdue', value: 720, above: 600 },
    'billing: a callback is 12 minutes late, above 10 minutes (since 10:42)',
  ],
  [{ measure: 'waiting', value: 12, above: 10 }, 'billing: 12 callers wait, above 10 (since 10:42)'],
  [
    { measure: 'talk', value: 1_860, above: 1_800 },
    'billing: longest talk 31 minutes, above 30 minutes (since 10:42)',
  ],
  [
    { measure: 'wrap-up', value: 400, above: 300 },
    'billing: longest wrap-up 7 minutes, above 5 minutes (since 10:42)',
  ],
  [
    { state: 'recovered', value: 100 },
    'billing: over, longest wait 100 seconds (was above 5 minutes since 10:42)',
  ],
  [
    { measure: 'estimate', state: 'recovered', value: 0 },
    'billing: over, who joins now is answered at once (was above 5 minutes since 10:42)',
  ],
  [{ state: 'recovered', value: 0 }, 'billing: over, nobody waits (was above 5 minutes since 10:42)'],
  [
    { state: 'recovered', because: 'closed' },
    'billing: over, for the line has closed; the longest wait was above 5 minutes since 10:42',
  ],
  [
    { state: 'recovered', because: 'rule-gone' },
    'billing: over, for the line has no such rule any more: long-wait',
  ],
])('%j', (changes, expected) => {
  const { above: _, ...others } = LONG
  const base = 'below' in changes ? others : LONG
  expect(alertWords({ ...base, ...changes }, 'America/New_York')).toBe(expected)
})

test('an alert about no one queue is about the whole line; one with nothing to measure any more says so', () => {
  const { queue: _, value: __, ...whole } = LONG
  expect(alertWords(whole, 'America/New_York')).toMatch(/^the whole line: /)
  expect(alertWords({ ...whole, state: 'recovered' }, 'UTC')).toBe(
    'the whole line: over, nothing to measure (was above 5 minutes since 15:42)',
  )
  expect(words({ sinceMs: Date.parse('2026-12-14T14:05:59Z') })).toContain('(since 9:05)')
})
