import type { AnyMachineSnapshot, AnyStateNode } from 'xstate'
import type { Flow } from './flow.ts'

/** The key under which a state is known: equal for equal states, whatever the day brought before. */
export function snapshotKey(snapshot: AnyMachineSnapshot): string {
  const { value, context, historyValue, status } = snapshot
  const history: Record<string, string[]> = {}
  for (const [name, nodes] of Object.entries(historyValue))
    history[name] = nodes.map((node: AnyStateNode) => node.id)
  return JSON.stringify([status, value, sorted(context), sorted(history)])
}

/** The snapshot with this key, of the flow from which the key is. @throws Error where the flow has no such state */
export function snapshotOf(flow: Flow, key: string): AnyMachineSnapshot {
  const [status, value, context, history] = JSON.parse(key) as [
    AnyMachineSnapshot['status'],
    AnyMachineSnapshot['value'],
    [string, number][],
    [string, string[]][],
  ]
  const nodes = (ids: readonly string[]) => ids.map(id => flow.getStateNodeById(id))
  return flow.resolveState({
    value,
    context: Object.fromEntries(context),
    // XState knows a call that is over by its state; what it takes are the others.
    ...(status === 'active' && { status }),
    historyValue: Object.fromEntries(history.map(([name, ids]) => [name, nodes(ids)])),
  })
}

/** Name of a state for people: `main.again`. */
export function valueName(value: unknown): string {
  if (typeof value === 'string') return value
  return Object.entries(value as Record<string, unknown>)
    .map(([name, inner]) => `${name}.${valueName(inner)}`)
    .join('+')
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}
