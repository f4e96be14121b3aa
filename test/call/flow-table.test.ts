import { expect, test } from 'vitest'
import type { AnyMachineSnapshot } from 'xstate'
import { transition } from 'xstate'
import { lines } from '../../flows/index.ts'
import { direct } from '../../src/call/direct.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import { compile, END, operations } from '../../src/call/program.ts'
import { broken } from './broken-line.ts'

const all = [...Object.values(lines), direct].map(line => [line.definition.name, line] as const)

function stated({ value, context, status }: AnyMachineSnapshot, program: readonly number[]): string {
  return JSON.stringify([value, context, status, program])
}

test.each(all)('%s: every step of every state is the one that XState takes', (_, line) => {
  const table = new FlowTable(line)
  table.explore()
  const timers = new Map(table.events.map((event, number) => [event, number]))
  const wrong: unknown[] = []
  let steps = 0
  for (let state = 0; state < table.states; state++) {
    const before = table.snapshot(state)
    if (before.status !== 'active') continue
    for (const [event, type] of table.events.entries()) {
      const to = table.next(state, event)
      const program = table.programAfter(state, event)
      // Most pairs are ignored; of those every eighth is asked of XState as well.
      if (to === state && program === 0 && (state + event) % 8 > 0) continue
      const step = transition(line.flow, before, { type } as { type: 'hangup' })
      const [after, actions] = step as unknown as [AnyMachineSnapshot, { type: string; params?: unknown }[]]
      const theirs = [...compile(actions, table.names, timers), ...(after.status === 'active' ? [] : [END])]
      const ours = operations(table.programs, program).flatMap(({ code, operands }) => [code, ...operands])
      if (stated(table.snapshot(to), ours) !== stated(after, theirs))
        wrong.push([table.stateKey(state), type])
      steps++
    }
  }
  expect(wrong).toEqual([])
  expect(steps).toBeGreaterThan(20)
})

test('tables of one line share what was explored, and number its states alike', () => {
  const line = broken(direct, () => {})
  const first = new FlowTable(line)
  expect(first.states).toBe(1)
  first.explore()
  const second = new FlowTable({ ...line })
  expect(second.states).toBe(first.states)
  expect(second.programs).toBe(first.programs)
  const keys = (table: FlowTable) => Array.from({ length: table.states }, (_, state) => table.stateKey(state))
  expect(keys(second)).toEqual(keys(first))
})

test('what was stepped in the order of a day is kept from other tables, whose numbers are those of a walk', () => {
  const fresh = new FlowTable(broken(direct, () => {}))
  fresh.explore()
  const line = broken(direct, () => {})
  const lived = new FlowTable(line)
  lived.next(lived.initialState, lived.eventNumber('hangup'))
  lived.next(lived.initialState, lived.eventNumber('line.open'))
  lived.explore()
  const next = new FlowTable(line)
  expect(next.states).toBe(1)
  next.explore()
  expect(next.stateKey(1)).toBe(fresh.stateKey(1))
  expect(lived.stateKey(1)).not.toBe(fresh.stateKey(1))
})
