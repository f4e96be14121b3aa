import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import type { Directive, Fact } from '../../src/call/journal.ts'
import { UNWATCHED } from '../../src/call/unwatched.ts'
import { JournaledCentre } from '../../src/centre/journaled-centre.ts'

const ROSTER = JSON.stringify([{ name: 'Ana', skills: ['card-support/billing'] }])
/** A Monday of card support without an agent; times are New York's, which is five hours behind. */
class Evening {
  readonly #centre = new JournaledCentre({ line: () => cardSupport, roster: () => ROSTER }, UNWATCHED)

  constructor() {
    this.at('2026-12-14T19:00', { kind: 'line-defined', data: { line: 'card-support', hash: 'line' } })
    this.at('2026-12-14T19:00', { kind: 'roster-defined', data: { hash: 'roster' } })
  }

  at(clock: string, fact: Fact): Directive[] {
    return this.#centre.apply(fact, Date.parse(`${clock}:00-05:00`)).directives
  }
}

function waiting(caller: number): Evening {
  const evening = new Evening()
  const arrived = { call: 1, line: 'card-support', caller, tier: 'ordinary' }
  evening.at('2026-12-14T19:58', { kind: 'arrived', data: arrived })
  evening.at('2026-12-14T19:58', { kind: 'heard', data: { call: 1, event: 'key.1' } })
  evening.at('2026-12-14T19:58', { kind: 'heard', data: { call: 1, event: 'key.1' } })
  return evening
}

const said = (directives: Directive[]): string[] =>
  directives.flatMap(directive =>
    directive.do === 'say' || directive.do === 'ask' ? [directive.prompt] : [],
  )

test('whom closing time finds waiting hears when the line opens again, and is offered a callback', () => {
  const directives = waiting(7).at('2026-12-14T20:30', { kind: 'line-due', data: { line: 'card-support' } })
  expect(said(directives)).toEqual(['closing', 'offer-at-closing'])
  expect(directives).toContainEqual({
    do: 'say',
    call: 1,
    prompt: 'closing',
    openingMs: Date.parse('2026-12-15T08:00:00-05:00'),
  })
})

test('a callback asked for at closing time is dialled next morning, when an agent has signed in', () => {
  const evening = waiting(7)
  evening.at('2026-12-14T20:30', { kind: 'line-due', data: { line: 'card-support' } })
  const kept = evening.at('2026-12-14T20:31', { kind: 'heard', data: { call: 1, event: 'key.1' } })
  expect(said(kept)).toEqual(['callback-kept'])
  expect(kept).toContainEqual({ do: 'hang-up', call: 1 })
  const early = evening.at('2026-12-15T07:55', { kind: 'signed-in', data: { agent: 'Ana' } })
  expect(early).toEqual([])
  const morning = evening.at('2026-12-15T08:00', { kind: 'due', data: { call: 1 } })
  expect(morning).toContainEqual({ do: 'dial', call: 1, agent: 'Ana' })
})

test('whose number is withheld is told so, and the call ends', () => {
  const evening = waiting(0)
  evening.at('2026-12-14T20:30', { kind: 'line-due', data: { line: 'card-support' } })
  const refused = evening.at('2026-12-14T20:31', { kind: 'heard', data: { call: 1, event: 'key.1' } })
  expect(said(refused)).toEqual(['callback-refused-at-closing'])
  expect(refused).toContainEqual({ do: 'hang-up', call: 1 })
})
