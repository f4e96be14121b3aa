import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnyMachineSnapshot } from 'xstate'
import { initialTransition, transition } from 'xstate'
import { lines } from '../../flows/index.ts'
import { lineFromText, lineText } from '../../src/call/define-line.ts'
import { direct } from '../../src/call/direct.ts'
import type { Asks } from '../../src/call/flow.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import type { Line } from '../../src/call/line.ts'
import { inWords } from './stories.ts'

const all = [...Object.values(lines), direct].map(line => [line.definition.name, line] as const)

/** Events in an order that no centre would send, but for the arrival, without which nothing happens. */
const ARRIVAL = ['line.open', 'caller.unknown']
const eventsOf = (table: FlowTable) =>
  fc.array(fc.constantFrom(...table.events), { maxLength: 40 }).map(events => [...ARRIVAL, ...events])

/** An action of XState in the same words as a program's. */
function actionInWords({ type, params }: { type: string; params?: unknown }): string {
  const given = (params ?? {}) as Record<string, unknown>
  const event = given.event as { type: string } | undefined
  switch (type) {
    case 'ask':
      return [
        `ask ${given.prompt} ${given.keys} ${Number(given.timeoutSeconds) * 1_000}`,
        ...(given.least === undefined || given.least === given.keys ? [] : [`least ${given.least}`]),
        ...(given.speech ? ['speech'] : []),
        ...(given.as === undefined ? [] : [given.as]),
      ].join(' ')
    case 'text':
      return ['text', given.prompt, ...(given.asks === undefined ? [] : [given.asks])].join(' ')
    case 'fileMessage':
      return `file ${given.queue}`
    case 'textWhenNear':
      return `textWhenNear ${given.soon} ${given.changed}`
    case 'promise':
      return `promise ${given.at ?? given.afterSeconds}`
    case 'announce': {
      const { positionAndWait, position, wait, longer, soon, still } = given
      return `announce ${[positionAndWait, position, wait, longer, soon, still].join(' ')}`
    }
    case 'sayNext':
      return `sayNext ${(given.prompts as string[]).join(' ')}`
    case 'xstate.raise':
      return `set ${event!.type} ${given.delay}`
    case 'xstate.cancel':
      return `clear ${given.sendId}`
    default:
      return [type, ...Object.values(given)].join(' ')
  }
}

function statedBy({ value, context, status }: AnyMachineSnapshot): unknown {
  return { value, context, status }
}

/** Answers to a question that are of no use, by its kind. */
const WRONG: Readonly<Record<Asks['kind'], readonly string[]>> = {
  choice: ['key.7', 'silence', 'said.unclear'],
  confirmation: ['key.7', 'silence'],
  entry: ['entry.invalid', 'silence'],
  recording: ['recording.empty'],
  nothing: [],
}

/** Three at a recorded answer, and three more where it leads to a number to enter. */
const SLIPS_MOST = 6

function isAsked(table: FlowTable, state: number): boolean {
  return !table.isFinal(state) && (table.asks(state)?.kind ?? 'nothing') !== 'nothing'
}

describe.each(all)('%s', (_, line: Line) => {
  const table = new FlowTable(line)

  test('the table and plain XState agree at every step of any call', () => {
    fc.assert(
      fc.property(eventsOf(table), events => {
        let [snapshot] = initialTransition(line.flow) as unknown as [AnyMachineSnapshot, unknown]
        let state = table.initialState
        for (const type of events) {
          if (snapshot.status !== 'active') break
          const event = table.eventNumber(type)
          const [after, actions] = transition(line.flow, snapshot, { type } as { type: 'hangup' })
          const to = table.next(state, event)
          const words = actions.map(action => actionInWords(action))
          if (after.status !== 'active') words.push('end')
          expect(inWords(table, table.programAfter(state, event))).toEqual(words)
          expect(statedBy(table.snapshot(to))).toEqual(statedBy(after))
          snapshot = after
          state = to
        }
      }),
      { numRuns: 60 },
    )
  })

  test('after `explore` the numbers of states are those of a fresh table, whatever calls came before', () => {
    const fresh = new FlowTable(line)
    fresh.explore()
    const keys = Array.from({ length: fresh.states }, (_, state) => fresh.stateKey(state))
    expect(new Set(keys).size).toBe(keys.length)
    fc.assert(
      fc.property(fc.array(eventsOf(table), { maxLength: 3 }), calls => {
        const again = new FlowTable(lineFromText(lineText(line)))
        again.explore()
        for (const events of calls) {
          let state = again.initialState
          for (const event of events) state = again.next(state, again.eventNumber(event))
        }
        expect(Array.from({ length: again.states }, (_, state) => again.stateKey(state))).toEqual(keys)
        keys.forEach((key, state) => {
          expect(again.stateOf(key)).toBe(state)
        })
      }),
      { numRuns: 3 },
    )
  })

  test('whoever hangs up, wherever, is gone, or is called back', () => {
    table.explore()
    const hangup = table.eventNumber('hangup')
    for (let state = 0; state < table.states; state++) {
      const after = table.next(state, hangup)
      const name = table.stateName(after)
      if (!table.isFinal(after)) expect(name).toMatch(/^(callback|owed)\w+\.(away|rejoining)$/)
    }
  })

  test('a caller who only presses wrong keys, enters wrong numbers or keeps silent reaches a person or an end', () => {
    fc.assert(
      fc.property(eventsOf(table), fc.infiniteStream(fc.nat()), (events, slips) => {
        let state = table.initialState
        for (const event of events) state = table.next(state, table.eventNumber(event))
        const directed: string[] = []
        for (let slip = 0; slip < SLIPS_MOST && isAsked(table, state); slip++) {
          const wrong = WRONG[table.asks(state)!.kind]
          const event = table.eventNumber(wrong[slips.next().value! % wrong.length]!)
          const before = state
          state = table.next(before, event)
          directed.push(...inWords(table, table.programAfter(before, event)))
        }
        expect(isAsked(table, state), directed.join('; ')).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})
