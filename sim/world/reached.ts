import { eventNumber } from '../../src/call/events.ts'
import type { FlowTable } from '../../src/call/flow-table.ts'
import { ENQUEUE, operations } from '../../src/call/program.ts'

/** How a call can begin: with the line open, closed, or closed for a holiday. */
export type Beginning = 'line.open' | 'line.closed' | 'line.holiday'

/**
 * Names of the queues to which callers come, by themselves or by the transfers that agents make. Others are for callers
 * who ring at another hour: whoever simulates a day need not staff them.
 */
export function queuesReached(
  table: FlowTable,
  beginnings: readonly Beginning[],
  transfers: Readonly<Record<string, Readonly<Record<string, number>>>>,
): string[] {
  const reached = new Set<string>()
  const states = new Set<number>()
  const step = (state: number, event: number) => {
    states.add(table.next(state, event))
    for (const { code, operands } of operations(table.programs, table.programAfter(state, event)))
      if (code === ENQUEUE) reached.add(table.names.queues[operands[0]!]!)
  }
  for (const beginning of beginnings) step(table.initialState, table.eventNumber(beginning))
  const byCallers = table.events.flatMap((name, event) =>
    /^(line|agent\.transfers)\./.test(name) ? [] : [event],
  )
  for (const state of states) for (const event of byCallers) step(state, event)
  for (const from of reached) for (const to of Object.keys(transfers[from] ?? {})) reached.add(to)
  return table.names.queues.filter(name => reached.has(name))
}

const AGENT_ANSWERED = eventNumber('agent.answered')

/** Whether an agent who talks to a caller from one queue can hand that caller on to another. */
export function canTransfer(table: FlowTable, from: string, to: string): boolean {
  const { queues } = table.names
  const place = queues.indexOf(to)
  if (place < 0) return false
  const event = table.firstTransfer + place
  return talksOf(table)[queues.indexOf(from)]!.some(state => table.hears(state, event))
}

const talks = new WeakMap<FlowTable, readonly (readonly number[])[]>()

/** By queue, the states of a talk with a caller who waited there. Only of a table that is explored. */
function talksOf(table: FlowTable): readonly (readonly number[])[] {
  const known = talks.get(table)
  if (known) return known
  const found = table.names.queues.map(() => new Set<number>())
  for (let state = 0; state < table.states; state++)
    for (let event = 0; event < table.events.length; event++) {
      const waiting = table.next(state, event)
      for (const { code, operands } of operations(table.programs, table.programAfter(state, event)))
        if (code === ENQUEUE) found[operands[0]!]!.add(table.next(waiting, AGENT_ANSWERED))
    }
  const lists = found.map(states => [...states])
  talks.set(table, lists)
  return lists
}
