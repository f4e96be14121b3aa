import type { Arrow, Box } from './draw-graph.ts'
import { arrowName, innermost } from './draw-graph.ts'

/** What is to stand out in a picture, by name. */
export interface Marked {
  readonly states: ReadonlySet<string>
  readonly arrows: ReadonlySet<string>
}

/** How the way between two outermost states stands out: all of its arrows were missed, or some. */
export function missedOn(
  way: { from: string; to: string },
  arrows: readonly Arrow[],
  missed: Marked,
): string {
  const own = arrows.filter(({ from, to }) => from[0] === way.from && to[0] === way.to)
  return look(own.filter(arrow => missed.arrows.has(arrowName(arrow))).length, own.length)
}

/** How an outermost state stands out: all of the states in it were missed, or some. */
export function missedIn(box: Box, missed: Marked): string {
  const states = innermost(box)
  return look(states.filter(({ path }) => missed.states.has(path.join('.'))).length, states.length)
}

/** What is told in the box of an outermost state: what was missed in it, or on a way that does not leave it. */
export function missedLines(box: Box, arrows: readonly Arrow[], missed: Marked): string[] {
  if (box.inside.length === 0) return []
  const states = innermost(box).filter(({ path }) => missed.states.has(path.join('.')))
  const own = arrows.filter(({ from, to }) => from[0] === box.path[0] && to[0] === box.path[0])
  const ways = own.filter(arrow => missed.arrows.has(arrowName(arrow)))
  return [
    ...states.map(({ path }) => `missed: ${path.slice(1).join('.')}`),
    ...(ways.length === 0 ? [] : [`missed: ${ways.length} of ${own.length} arrows in it`]),
  ]
}

function look(missed: number, all: number): string {
  if (missed === 0) return ''
  return missed === all ? ' missed' : ' partly'
}
