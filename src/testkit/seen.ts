import { arrowName, type Graph, graphOf, innermost } from '../call/draw-graph.ts'
import type { Line } from '../call/line.ts'
import { beginning, passage } from '../call/passage.ts'
import { rehearsed } from './rehearsed.ts'

/** A flow and what calls have come to of it, by name: plain data, which one process can send to another. */
export interface Seen {
  readonly graph: Graph
  readonly states: readonly string[]
  /** An arrow leads from one state to another, by whatever keys and events. */
  readonly arrows: readonly string[]
}

/** What the calls of this process have come to of a line's flow. */
export function seenOf(line: Line): Seen {
  const { table, steps } = rehearsed(line)
  const states = new Set<string>(steps.size === 0 ? [] : beginning(table))
  const arrows = new Set<string>()
  for (const [state, events] of steps) {
    for (const event of events) {
      const through = passage(table, state, event)
      for (const name of through.states) states.add(name)
      for (const name of through.arrows) arrows.add(name)
    }
  }
  return { graph: graphOf(line), states: [...states], arrows: [...arrows] }
}

/** What several processes have seen, one a flow, by the names of lines: a line that was changed on the way is two. */
export function together(all: readonly Seen[]): Seen[] {
  const flows = Map.groupBy(all, ({ graph }) => shapeOf(graph))
  return [...flows.values()]
    .map(same => ({
      graph: same[0]!.graph,
      states: [...new Set(same.flatMap(({ states }) => states))],
      arrows: [...new Set(same.flatMap(({ arrows }) => arrows))],
    }))
    .sort((a, b) => (a.graph.name < b.graph.name ? -1 : 1))
}

function shapeOf({ name, root, arrows }: Graph): string {
  return JSON.stringify([name, innermost(root).map(({ path }) => path), arrows.map(arrowName)])
}
