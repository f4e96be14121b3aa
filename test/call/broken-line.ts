import { lineText } from '../../src/call/define-line.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'
import type { LineDefinition } from '../../src/line/definition.ts'

/** A state's configuration, as loose as a text that anybody may edit. */
export interface Node {
  initial?: string
  meta?: object
  context?: Record<string, number>
  entry?: unknown
  exit?: unknown
  always?: unknown
  after?: Record<string, unknown>
  on: Record<string, unknown>
  states: Record<string, Node>
}

export interface Parts {
  definition: { -readonly [key in keyof LineDefinition]: LineDefinition[key] }
  flow: Node
}

/** A line of ours with something broken in it, made without the checks of `defineLine`. */
export function broken(line: Line, edit: (parts: Parts) => void): Line {
  const parts = JSON.parse(lineText(line)) as Parts
  edit(parts)
  return {
    definition: parts.definition,
    flow: flow.createMachine(parts.flow as unknown as Parameters<typeof flow.createMachine>[0]),
  }
}

/** A state by the names on the way to it. */
export function state(parts: Parts, ...names: string[]): Node {
  return names.reduce((node, name) => node.states[name]!, parts.flow)
}
