import { deserialize, serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../src/base/units.ts'
import type { Directive, Fact } from '../../src/call/journal.ts'
import type { Line } from '../../src/call/line.ts'
import { UNWATCHED } from '../../src/call/unwatched.ts'
import { JournaledCentre } from '../../src/centre/journaled-centre.ts'
import type { AlertRule } from '../../src/line/alert-rule.ts'
import { OPENING_MS, support } from './lines.ts'

const LONG: AlertRule = { name: 'long', measure: 'longest-wait', above: 60 }
const WAITING: AlertRule = { name: 'many', measure: 'waiting', above: 1 }

const HASHES: Readonly<Record<string, Line>> = {
  none: support(),
  long: support({ alerts: [LONG] }),
  stricter: support({ alerts: [WAITING, { ...LONG, above: 30, to: ['page', 'text'] }] }),
}

/** A centre in the words of a journal, on a line with rules. */
function journaled(hash: string): { centre: JournaledCentre; at(fact: Fact, second: number): Directive[] } {
  const centre = new JournaledCentre({ line: name => HASHES[name]!, roster: () => '[]' }, UNWATCHED)
  const at = (fact: Fact, second: number) =>
    centre.apply(fact, OPENING_MS + 120 * MINUTE_MS + second * 1_000).directives
  at(defined(hash), 0)
  return { centre, at }
}

const defined = (hash: string): Fact => ({ kind: 'line-defined', data: { line: 'support', hash } })
const DUE: Fact = { kind: 'alerts-due', data: {} }

/** One caller waits for longer than the rule bears; the alert is raised at 75 s. */
function raised(hash: string): ReturnType<typeof journaled> {
  const day = journaled(hash)
  const data = { call: 1, line: 'support', caller: 0, tier: 'ordinary' }
  day.at({ kind: 'arrived', data }, 1)
  day.at({ kind: 'heard', data: { call: 1, event: 'key.1' } }, 1)
  for (const second of [15, 30, 45, 60]) day.at(DUE, second)
  expect(alertsIn(day.at(DUE, 75))).toHaveLength(1)
  return day
}

function alertsIn(directives: readonly Directive[]): Directive[] {
  return directives.filter(directive => directive.do === 'alert')
}

test('an alert says all that whoever is told needs to know', () => {
  const sinceMs = OPENING_MS + 120 * MINUTE_MS + 15_000
  const day = journaled('stricter')
  for (const call of [1, 2]) {
    day.at({ kind: 'arrived', data: { call, line: 'support', caller: 0, tier: 'ordinary' } }, 1)
    day.at({ kind: 'heard', data: { call, event: 'key.1' } }, 1)
  }
  expect(day.at(DUE, 15)).toEqual([
    {
      do: 'alert',
      line: 'support',
      rule: 'many',
      measure: 'waiting',
      state: 'raised',
      value: 2,
      above: 1,
      sinceMs,
      to: ['page'],
    },
    { do: 'wake-alerts', dueMs: sinceMs + 15_000 },
  ])
})

test('a look before its time changes nothing', () => {
  const { centre } = journaled('long')
  expect(centre.apply(DUE, centre.centre.state.nowMs + 14_999)).toEqual({ directives: [], happened: false })
})

test('a centre that is restored from a snapshot goes on as if nothing had been', () => {
  const day = raised('long')
  const fresh = new JournaledCentre({ line: name => HASHES[name]!, roster: () => '[]' }, UNWATCHED)
  fresh.restore(deserialize(serialize(day.centre.snapshot())))
  const hungUp: Fact = { kind: 'hung-up', data: { call: 1 } }
  const facts: [Fact, number][] = [
    [DUE, 90],
    [hungUp, 91],
    [DUE, 105],
    [DUE, 120],
  ]
  const expected = facts.map(([fact, second]) => day.at(fact, second))
  const again = facts.map(
    ([fact, second]) => fresh.apply(fact, OPENING_MS + 120 * MINUTE_MS + second * 1_000).directives,
  )
  expect(again).toEqual(expected)
  expect(alertsIn(expected.flat())).toMatchObject([{ rule: 'long', state: 'recovered' }])
})

test('a new version of the line goes on with the rules of the same name', () => {
  const day = raised('long')
  expect(alertsIn(day.at(defined('stricter'), 80))).toEqual([])
  expect(alertsIn(day.at(DUE, 90))).toEqual([])
  day.at({ kind: 'hung-up', data: { call: 1 } }, 91)
  expect(alertsIn(day.at(DUE, 105))).toMatchObject([{ rule: 'long', state: 'recovered', above: 30 }])
})

test('an alert whose rule a new version does not have is over', () => {
  const day = raised('long')
  expect(alertsIn(day.at(defined('none'), 80))).toMatchObject([
    { rule: 'long', state: 'recovered', because: 'rule-gone' },
  ])
  expect(day.at(DUE, 90)).toEqual([])
})
