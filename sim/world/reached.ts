import type { FlowTable } from '../../src/call/flow-table.ts'
import { ENQUEUE, operations } from '../../src/call/program.ts'

/** How a call can begin: with the line open, closed, or closed for a holiday. */
export type Beginning = 'line.open' | 'line.closed' | 'line.holiday'

/**
 * Names of the queues to which callers come by themselves. Others are for callers whom an agent hands on, or who ring
 * at another hour: whoever simulates a day need not staff them.
 */
export function queuesReached(table: FlowTable, beginnings: readonly Beginning[]): string[] {
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
  return table.names.queues.filter(name => reached.has(name))
}
