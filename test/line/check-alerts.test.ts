import { describe, expect, test } from 'vitest'
import type { AlertRule } from '../../src/line/alert-rule.ts'
import { checkLine } from '../../src/line/check-line.ts'
import { LineError } from '../../src/line/line-error.ts'
import { aLine } from './a-line.ts'

const LONG: AlertRule = { name: 'long', measure: 'longest-wait', above: 300 }

function problemsOf(rules: unknown): readonly string[] {
  try {
    checkLine({ ...aLine(), alerts: rules })
    return []
  } catch (error) {
    if (error instanceof LineError) return error.problems
    throw error
  }
}

/** What is said of the second of two rules, in which an author made a slip. */
function slip(changes: Record<string, unknown>): string {
  const problems = problemsOf([LONG, { ...LONG, name: 'second', ...changes }])
  expect(problems).toHaveLength(1)
  return problems[0]!
}

test.each<[string, AlertRule]>([
  ['a long wait in a queue', { ...LONG, queue: 'billing', recoversAt: 120, recoverSeconds: 60 }],
  ['a service level', { name: 'a', measure: 'service-level', below: 0.8, withinSeconds: 30, leastCalls: 5 }],
  ['callers who give up', { name: 'a', measure: 'abandonment', above: 0.1, windowMinutes: 60 }],
  ['too few agents', { name: 'a', measure: 'agents', state: 'signed-in', below: 3, forSeconds: 120 }],
  ['every way to tell it', { ...LONG, to: ['page', 'text', 'email', 'webhook'], againSeconds: 900 }],
  ['nobody may talk for an hour', { name: 'a', measure: 'talk', above: 3_600, repeatSeconds: 600 }],
  ['a queue by night', { name: 'a', measure: 'waiting', above: 0, always: true }],
])('a line may have a rule for %s', (_, rule) => {
  expect(checkLine({ ...aLine(), alerts: [rule] }).alerts).toEqual([rule])
})

describe('an author reads where a rule is wrong, and what it is to be', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ name: 'long' }, 'alerts[1].name is "long" again; alerts[0].name has it already.'],
    [{ mesure: 1 }, 'alerts[1] has the unknown key "mesure"; did you mean "measure"?'],
    [{ queue: 'biling' }, 'alerts[1].queue is "biling"; expected a queue of the line, such as "billing".'],
    [{ queue: 7 }, 'alerts[1].queue is 7; expected a queue of the line: billing, account.'],
    [{ above: -1 }, 'alerts[1].above is -1; expected a number from 0 to 86,400.'],
    [{ below: 5 }, 'alerts[1] has both "above" and "below"; expected one of the two.'],
    [{ above: undefined }, 'alerts[1] has neither "above" nor "below"; expected one of the two.'],
    [
      { above: undefined, below: 0 },
      'alerts[1].below is 0, and nothing is less; expected more than 0, or "above".',
    ],
    [
      { measure: 'abandonment', above: 1 },
      'alerts[1].above is 1, and no share is more; expected less than 1, or "below".',
    ],
    [
      { recoversAt: 301 },
      'alerts[1].recoversAt is 301, where the rule still holds; expected at most 300, its "above".',
    ],
    [
      { above: undefined, below: 20, recoversAt: 19 },
      'alerts[1].recoversAt is 19, where the rule still holds; expected at least 20, its "below".',
    ],
    [
      { withinSeconds: 20 },
      'alerts[1].withinSeconds is given, but the measure is "longest-wait"; expected it of "service-level" alone.',
    ],
    [
      { measure: 'agents', state: 'asleep' },
      'alerts[1].state is "asleep"; expected a state of agents: available, away, ringing, talking, wrap-up, ' +
        'reserved, signed-in.',
    ],
    [{ repeatSeconds: 5 }, 'alerts[1].repeatSeconds is 5; expected a number from 60 to 86,400.'],
    [{ to: ['fax'] }, 'alerts[1].to[0] is "fax"; expected one of: page, text, email, webhook.'],
    [{ to: ['text', 'text'] }, 'alerts[1].to[1] is "text" again; alerts[1].to[0] has it already.'],
    [{ to: [] }, 'alerts[1].to has 0 items; expected a list of 1 to 4 ways.'],
    [
      { always: false },
      'alerts[1].always is false; expected true, or nothing for a rule of the opening hours.',
    ],
  ])('%j', (changes, problem) => {
    expect(slip(changes)).toBe(problem)
  })

  test('a measure that is misspelt leads to the right one', () => {
    expect(slip({ measure: 'longest-wiat' })).toContain('expected "longest-wait", or one of: estimate, ')
  })

  test('rules that are no list', () => {
    expect(problemsOf({ long: 5 })).toEqual(['alerts is an object; expected a list of at most 50 rules.'])
  })
})
