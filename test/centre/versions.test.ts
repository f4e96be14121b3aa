import { deserialize, serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Fact } from '../../src/call/journal.ts'
import type { Line } from '../../src/call/line.ts'
import { UNWATCHED } from '../../src/call/unwatched.ts'
import { JournaledCentre } from '../../src/centre/journaled-centre.ts'
import { care, LATER_MS } from './care.ts'
import { OPENING_MS } from './lines.ts'

const AT_MS = OPENING_MS + 2 * 3_600_000
const base = care()
const [payment, card] = base.definition.matters!

/** Versions of the line by the hash that a fact names. */
const VERSIONS: Readonly<Record<string, Line>> = {
  first: base,
  swapped: care({ matters: [card!, payment!] }),
  fewer: care({ matters: [card!] }),
  byDay: care({ queues: base.definition.queues.map(({ hours: _, ...queue }) => queue) as never }),
}

const ROSTER = JSON.stringify([
  { name: 'ann', skills: ['care/billing'] },
  { name: 'bob', skills: ['care/billing', 'care/account'] },
])

function fresh(): JournaledCentre {
  return new JournaledCentre({ line: hash => VERSIONS[hash]!, roster: () => ROSTER }, UNWATCHED)
}

const OPENING: readonly Fact[] = [
  { kind: 'line-defined', data: { line: 'care', hash: 'first' } },
  { kind: 'roster-defined', data: { hash: 'roster' } },
  { kind: 'signed-in', data: { agent: 'ann' } },
  { kind: 'signed-in', data: { agent: 'bob' } },
]

/** A returning caller who talks to the preferred agent, one who waits for ann, one who is promised a callback. */
const BUSY: readonly Fact[] = [
  arrived(1, { openCase: true, agent: 'bob', matters: ['payment-due', 'unheard-of'] }),
  { kind: 'heard', data: { call: 1, event: 'key.1' } },
  { kind: 'accepted', data: { agent: 'bob' } },
  arrived(2),
  { kind: 'heard', data: { call: 2, event: 'key.1' } },
  { kind: 'accepted', data: { agent: 'ann' } },
  arrived(3, { openCase: true, agent: 'ann', matters: ['card-sent'] }),
  { kind: 'heard', data: { call: 3, event: 'key.1' } },
  arrived(4),
  { kind: 'heard', data: { call: 4, event: 'key.1' } },
  { kind: 'heard', data: { call: 4, event: 'key.2' } },
  arrived(5, { matters: ['payment-due'] }),
  { kind: 'heard', data: { call: 5, event: 'key.4' } },
]

function arrived(call: number, known?: Extract<Fact, { kind: 'arrived' }>['data']['known']): Fact {
  const data = { call, line: 'care', caller: call, tier: 'ordinary' }
  return { kind: 'arrived', data: known ? { ...data, known } : data }
}

function lived(facts: readonly Fact[], centre = fresh()): JournaledCentre {
  for (const fact of facts) centre.apply(fact, AT_MS)
  return centre
}

/** What is directed from here on, by facts about everything that is new. */
function goesOn(centre: JournaledCentre) {
  const facts: Fact[] = [
    { kind: 'transferred', data: { agent: 'bob', queue: 'account' } },
    { kind: 'left', data: { agent: 'ann' } },
    { kind: 'ready', data: { agent: 'ann' } },
    { kind: 'heard', data: { call: 5, event: 'recording.kept' } },
    { kind: 'ready', data: { agent: 'bob' } },
    arrived(6, { openCase: true, agent: 'bob' }),
    { kind: 'heard', data: { call: 6, event: 'key.1' } },
  ]
  const later: Fact[] = [{ kind: 'due', data: { call: 4 } }]
  const at = (fact: Fact, atMs: number) => ({ fact: fact.kind, ...centre.apply(fact, atMs) })
  return [...facts.map(fact => at(fact, AT_MS)), ...later.map(fact => at(fact, AT_MS + LATER_MS))]
}

test('a centre that is restored from a snapshot goes on as if nothing had been', () => {
  const centre = lived([...OPENING, ...BUSY])
  const restored = fresh()
  restored.restore(deserialize(serialize(centre.snapshot())))
  const expected = goesOn(centre)
  expect(goesOn(restored)).toEqual(expected)
  expect(expected.every(({ happened }) => happened)).toBe(true)
  const rings = expected.flatMap(({ directives }) => directives.filter(act => act.do === 'ring'))
  expect(rings).toContainEqual({ do: 'ring', agent: 'ann', call: 3 })
  expect(rings).toContainEqual({ do: 'ring', agent: 'bob', call: 1 })
})

test('records name matters and agents that a line may not have: those are passed over', () => {
  const centre = lived(OPENING)
  const known = { openCase: true, agent: 'zoe', matters: ['unheard-of', 'card-sent'] }
  const { directives } = centre.apply(arrived(1, known), AT_MS)
  const prompts = directives.flatMap(act => (act.do === 'say' ? [act.prompt] : []))
  expect(prompts).toEqual(['card-sent', 'your-case'])
})

test('in a new version of a line a caller hears of the same matters, wherever they stand there', () => {
  for (const [hash, told] of [
    ['first', ['payment-due']],
    ['swapped', ['payment-due']],
    ['fewer', []],
  ] as const) {
    const centre = lived([...OPENING, arrived(1, { matters: ['payment-due'] })])
    const { state } = centre.centre
    centre.apply({ kind: 'line-defined', data: { line: 'care', hash } }, AT_MS)
    const matters = VERSIONS[hash]!.definition.matters!.map(({ name }) => name)
    const bits = state.calls.matters[centre.slotOf(1)]!
    expect(matters.filter((_, matter) => (bits & (1 << matter)) !== 0)).toEqual(told)
  }
})

test('promises, wishes and messages outlive a new version of the line', () => {
  const centre = lived([...OPENING, ...BUSY])
  centre.apply({ kind: 'line-defined', data: { line: 'care', hash: 'swapped' } }, AT_MS)
  expect(goesOn(centre)).toEqual(goesOn(lived([...OPENING, ...BUSY])))
})

test('a queue that a new version no longer serves at night is closed at its end of the day', () => {
  const night = [arrived(1), { kind: 'heard', data: { call: 1, event: 'key.3' } }] as const
  const due: Fact = { kind: 'line-due', data: { line: 'care' } }
  const dueMs = AT_MS + 24 * 3_600_000
  const before = lived([...OPENING.slice(0, 2), ...night])
  before.apply(due, dueMs - 12 * 3_600_000)
  expect(before.slotOf(1)).toBeGreaterThanOrEqual(0)
  const after = lived([...OPENING.slice(0, 2), ...night])
  after.apply({ kind: 'line-defined', data: { line: 'care', hash: 'byDay' } }, AT_MS)
  after.apply(due, dueMs - 12 * 3_600_000)
  expect(after.slotOf(1)).toBe(-1)
})

test('a transfer to a queue that the line has not is an input error, and changes nothing', () => {
  const centre = lived([...OPENING, ...BUSY])
  const transfer: Fact = { kind: 'transferred', data: { agent: 'bob', queue: 'sales' } }
  expect(() => centre.apply(transfer, AT_MS)).toThrow(WrongInput)
  expect(() => centre.apply(transfer, AT_MS)).toThrow(
    'line "care" has no queue "sales"; it has: billing, account, night',
  )
  expect(goesOn(centre)).toEqual(goesOn(lived([...OPENING, ...BUSY])))
})
