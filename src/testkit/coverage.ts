import { drawMermaid, drawSvg } from '../call/draw.ts'
import { type Arrow, arrowName, arrowText, innermost } from '../call/draw-graph.ts'
import type { Line } from '../call/line.ts'
import { type Seen, seenOf } from './seen.ts'

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
  /** The flow as a picture that stands alone, what was missed in red. */
  readonly svg: string
}

/**
 * What the stories told so far in this process, and the callers of `everyCaller`, have shown of a line's flow. What all
 * files of a test run have shown together, `flowCoverage` of `holdline/testkit/coverage` tells.
 *
 * ```ts
 * console.log(coverage(line).text)
 * ```
 */
export function coverage(line: Line): Coverage {
  return coverageOf(seenOf(line))
}

/** What was seen of a flow, beside all that there is. */
export function coverageOf({ graph, ...seen }: Seen): Coverage {
  const { name, root, arrows } = graph
  const states = covered(
    innermost(root).map(({ path }) => path.join('.')),
    seen.states,
  )
  const names = new Map(arrows.map(arrow => [arrowName(arrow), arrow]))
  const ways = covered([...names.keys()], seen.arrows)
  const missed = { states: new Set(states.missed), arrows: new Set(ways.missed) }
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
    mermaid: drawMermaid(graph, missed),
    svg: drawSvg(graph, undefined, missed),
  }
}

function covered(all: readonly string[], seen: readonly string[]): Covered {
  const reached = new Set(seen)
  const missed = all.filter(name => !reached.has(name))
  return { reached: all.length - missed.length, all: all.length, missed }
}

function row(what: string, { reached, all }: Covered): string {
  const share = all === 0 ? 1 : reached / all
  return `  ${what}  ${String(reached).padStart(4)} of ${String(all).padStart(4)}  ${Math.floor(share * 100)} %`
}

function byText(arrow: Arrow): string {
  const text = arrowText({ ...arrow, when: '' })
  return text === '' ? '' : `, by ${text}`
}
