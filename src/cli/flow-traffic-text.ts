import { styleText } from 'node:util'
import type { Arrow, Box } from '../call/draw-graph.ts'
import { arrowText } from '../call/draw-graph.ts'
import type { Traffic } from '../call/traffic.ts'
import { countText, ofVisits } from '../call/traffic.ts'

/** Where calls went, as one object: outermost states, and arrows between any two. */
export function trafficJson(traffic: Traffic, root: Box, arrows: readonly Arrow[]) {
  return {
    calls: traffic.calls,
    states: root.inside.map(({ path }) => ({ state: path.join('.'), ...traffic.at(path) })),
    arrows: arrows.map(arrow => ({
      from: arrow.from.join('.'),
      to: arrow.to.join('.'),
      by: arrowText(arrow),
      count: traffic.along(arrow),
    })),
    elsewhere: traffic.elsewhere(arrows),
  }
}

/** Where calls went, state by state, those first to which most came. */
export function trafficText(traffic: Traffic, root: Box, arrows: readonly Arrow[]): string[] {
  const states = root.inside
    .map(({ path }) => ({ name: path.join('.'), ...traffic.at(path) }))
    .filter(({ visits }) => visits > 0)
    .sort((a, b) => b.visits - a.visits)
  const width = Math.max(5, ...states.map(({ name }) => name.length))
  const rows = states.map(({ name, visits, answered, hangUps, zeros }) =>
    [
      `  ${name.padEnd(width)}`,
      countText(visits).padStart(9),
      counted(answered, visits),
      counted(hangUps, visits),
      counted(zeros, visits),
    ].join('  '),
  )
  const lost = traffic.elsewhere(arrows)
  return [
    '',
    styleText('bold', `Where ${countText(traffic.calls)} ${traffic.calls === 1 ? 'call' : 'calls'} went`),
    `  ${'state'.padEnd(width)}  ${'visits'.padStart(9)}  ${'answered'.padStart(16)}  ${'hung up'.padStart(16)}  ${'pressed 0'.padStart(16)}`,
    ...rows,
    ...(lost === 0
      ? []
      : [`  ${countText(lost)} steps went where this flow has no arrow: it was another then.`]),
  ]
}

function counted(count: number, visits: number): string {
  return (count === 0 ? '' : `${countText(count)}${ofVisits(count, visits)}`).padStart(16)
}
