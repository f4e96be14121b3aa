import type { AnyMachineSnapshot, AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { getMicrosteps } from 'xstate'
import { arrowName, arrowsOf } from './draw-graph.ts'
import type { FlowTable } from './flow-table.ts'

/** What one step of a flow goes through, by the names that states and arrows have in a picture. */
export interface Passage {
  /** Innermost states, those that are only passed through among them. */
  readonly states: readonly string[]
  readonly arrows: readonly string[]
}

/** What a step goes through: the arrows of its event, and of every `always` behind it. */
export function passage(table: FlowTable, state: number, event: number): Passage {
  const { flow } = table.line
  const from = table.snapshot(state)
  if (from.status !== 'active') return { states: [], arrows: [] }
  // The alphabet is closed, but XState's types know each event only by its literal name.
  const named = { type: table.events[event]! } as { type: 'hangup' }
  const taken: AnyTransitionDefinition[] = [...flow.getTransitionData(from, named)]
  const states: string[] = []
  const steps = getMicrosteps(flow, from, named) as unknown as [AnyMachineSnapshot, unknown][]
  steps.forEach(([after], index) => {
    if (index > 0) taken.push(...alwaysTaken(steps[index - 1]![0], after))
    states.push(...innermost(after))
  })
  return { states, arrows: taken.flatMap(arrowsOf).map(arrowName) }
}

/** The innermost states that a flow begins in. */
export function beginning(table: FlowTable): string[] {
  return innermost(table.snapshot(table.initialState))
}

/** Without an event the first `always` of each state that leads to where the flow then is. */
function alwaysTaken(before: AnyMachineSnapshot, after: AnyMachineSnapshot): AnyTransitionDefinition[] {
  const now = new Set<AnyStateNode>(after._nodes)
  return before._nodes.flatMap((node: AnyStateNode) => {
    const taken = node.always?.find(({ target }) => target?.every(to => now.has(to)))
    return taken ? [taken] : []
  })
}

function innermost({ _nodes }: AnyMachineSnapshot): string[] {
  return _nodes
    .filter((node: AnyStateNode) => node.type === 'atomic' || node.type === 'final')
    .map((node: AnyStateNode) => node.path.join('.'))
}
