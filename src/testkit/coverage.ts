import { drawMermaid } from '../call/draw.ts'
import type { Arrow, Box } from '../call/draw-graph.ts'
import { arrowName, arrowText, graphOf } from '../call/draw-graph.ts'
import type { Line } from '../call/line.ts'
import { beginning, passage } from '../call/passage.ts'
import { rehearsed } from './rehearsed.ts'

/** How many there are, and which no call came to. */
export interface Covered {
  readonly reached: number
  readonly all: number
  /** By name, in the order of the flow. */
  readonly missed: readonly string[]
}

/** Which states and arrows of a flow the calls of this process have come to. */
export interface Coverage {
  readonly states: Covered
  /** An arrow leads from one state to another, by whatever keys and events. */
  readonly arrows: Covered
  /** As a table, with what was missed. */
  readonly text: string
  /** The flow as a Mermaid flowchart, what was missed in red. */
  readonly mermaid: string
}

/**
 * What the stories told so far in this process, and the callers of `everyCaller`, have shown of a line's flow.
 *
 * ```ts
 * console.log(coverage(line).text)
 * ```
 */
export function coverage(line: Line): Coverage {
  const { root, arrows } = graphOf(line)
  const reached = reachedOf(line)
  const states = covered(innermost(root), reached.states)
  const names = new Map(arrows.map(arrow => [arrowName(arrow), arrow]))
  const ways = covered([...names.keys()], reached.arrows)
  const { name } = line.definition
  return {
    states,
    arrows: ways,
    text: [
      name,
      row('states', states),
      row('arrows', ways),
      ...states.missed.map(state => `  missed: ${state}`),
      ...ways.missed.map(way => `  missed: ${way}${byText(names.get(way)!)}`),
    ].join('\n'),
    mermaid: drawMermaid(line, { states: new Set(states.missed), arrows: new Set(ways.missed) }),
  }
}

function reachedOf(line: Line): { states: Set<string>; arrows: Set<string> } {
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
  return { states, arrows }
}

function covered(all: readonly string[], reached: ReadonlySet<string>): Covered {
  const missed = all.filter(name => !reached.has(name))
  return { reached: all.length - missed.length, all: all.length, missed }
}

function innermost({ path, inside }: Box): string[] {
  return inside.length === 0 ? [path.join('.')] : inside.flatMap(innermost)
}

function row(what: string, { reached, all }: Covered): string {
  const share = all === 0 ? 1 : reached / all
  return `  ${what}  ${String(reached).padStart(4)} of ${String(all).padStart(4)}  ${Math.floor(share * 100)} %`
}

function byText(arrow: Arrow): string {
  const text = arrowText({ ...arrow, when: '' })
  return text === '' ? '' : `, by ${text}`
}
