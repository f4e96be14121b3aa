import type { Arrow, Box, Graph } from './draw-graph.ts'
import { arrowName, arrowText, graphOf, innermost } from './draw-graph.ts'
import type { Marked } from './draw-missed.ts'
import type { Line } from './line.ts'
import { countText, passedLines, shareText, type Traffic } from './traffic.ts'

export { drawSvg } from './draw-svg.ts'

/**
 * The flow of a line as a Mermaid flowchart: a box for each state, a frame for each state with states inside, keys
 * and events on the arrows. What holds in all states of a frame starts from a box `anywhere` in it.
 * @param missed states and arrows that calls did not come to, drawn in red
 * @param traffic where calls went: counts in the boxes; counts and shares of a state's exits on the arrows
 */
export function drawMermaid(drawn: Line | Graph, missed?: Marked, traffic?: Traffic): string {
  const { name, root, arrows } = 'flow' in drawn ? graphOf(drawn) : drawn
  const frames = new Map(framesOf(root).map(box => [nameOf(box.path), box]))
  const leaving = new Set(arrows.map(({ from }) => nameOf(from)).filter(name => frames.has(name)))
  const lines = [
    '---',
    `title: ${name}`,
    '---',
    'flowchart LR',
    `  start(( )) --> ${entered(root, frames)}`,
    ...(leaving.has(nameOf(root.path)) ? [`  ${left(root.path, frames)}{{anywhere}}`] : []),
    ...root.inside.flatMap(box => drawBox(box, { leaving, traffic }, '  ')),
    ...arrows.map(arrow => drawArrow(arrow, frames, traffic && countedText(arrow, arrows, traffic))),
    '  classDef menu fill:#e8f0fe,stroke:#3367d6',
    '  classDef queue fill:#fef7e0,stroke:#f29900',
    '  classDef recover fill:#fce8e6,stroke:#d93025',
    ...classes(root),
    ...(missed ? drawMissed(root, arrows, missed) : []),
    ...(traffic ? drawWidths(arrows, traffic) : []),
  ]
  return `${lines.join('\n')}\n`
}

type Frames = ReadonlyMap<string, Box>

function framesOf(box: Box): Box[] {
  return box.inside.length === 0 ? [] : [box, ...box.inside.flatMap(framesOf)]
}

/** A prefix, since Mermaid chokes on states with names such as `end`. */
function nameOf(path: readonly string[]): string {
  return `s_${path.join('_').replace(/\W/g, '_')}`
}

// Mermaid cannot lay out an arrow between a frame and what is in it, so that no arrow begins or ends at a frame.

function entered(box: Box, frames: Frames): string {
  const first = box.first && frames.get(nameOf(box.first))
  if (first) return entered(first, frames)
  return nameOf(box.first ?? box.path)
}

function left(path: readonly string[], frames: Frames): string {
  const name = nameOf(path)
  return frames.has(name) ? `any_${name}` : name
}

interface Look {
  /** Names of frames that arrows leave from anywhere in them. */
  readonly leaving: ReadonlySet<string>
  readonly traffic: Traffic | undefined
}

function drawBox(box: Box, look: Look, indent: string): string[] {
  const { leaving, traffic } = look
  const name = nameOf(box.path)
  const notes = traffic ? passedLines(traffic.at(box.path)) : []
  const title = [box.path.at(-1)!, ...notes, ...box.does].map(escaped).join('<br/>')
  if (box.inside.length > 0) {
    return [
      `${indent}subgraph ${name}["${title}"]`,
      ...(leaving.has(name) ? [`${indent}  any_${name}{{anywhere}}`] : []),
      ...box.inside.flatMap(inner => drawBox(inner, look, `${indent}  `)),
      `${indent}end`,
    ]
  }
  return [box.kind === 'end' ? `${indent}${name}((("${title}")))` : `${indent}${name}["${title}"]`]
}

function drawArrow(arrow: Arrow, frames: Frames, counted = ''): string {
  const text = [arrowText(arrow), counted].filter(Boolean).join(' · ')
  const target = frames.get(nameOf(arrow.to))
  const to = target ? entered(target, frames) : nameOf(arrow.to)
  return `  ${left(arrow.from, frames)} -->${text === '' ? '' : `|"${escaped(text)}"|`} ${to}`
}

/** `412 (38 %)`: how often an arrow was taken, of all times that its state was left; nothing where it never was. */
function countedText(arrow: Arrow, arrows: readonly Arrow[], traffic: Traffic): string {
  const count = traffic.along(arrow)
  if (count === 0) return ''
  const { from } = arrow
  // What leads away from anywhere in the flow is a share of all calls.
  if (from.length === 0) return `${countText(count)} (${shareText(count, traffic.calls)})`
  const name = from.join('.')
  const exits = traffic.exits(
    from,
    arrows.filter(other => other.from.join('.') === name),
  )
  return `${countText(count)} (${shareText(count, exits)})`
}

/** Wide where many calls go, pale where none do. */
function drawWidths(arrows: readonly Arrow[], traffic: Traffic): string[] {
  return arrows.map((arrow, index) => {
    const count = traffic.along(arrow)
    const width = 1 + Math.round(8 * Math.min(1, count / Math.max(1, traffic.calls)))
    return `  linkStyle ${index + 1} ${count === 0 ? 'stroke:#dadce0' : `stroke-width:${width}px`}`
  })
}

function classes(box: Box): string[] {
  const own = box.kind === 'state' || box.kind === 'end' ? [] : [`  class ${nameOf(box.path)} ${box.kind}`]
  return [...own, ...box.inside.flatMap(classes)]
}

function drawMissed(root: Box, arrows: readonly Arrow[], { states, arrows: names }: Marked): string[] {
  const boxes = innermost(root).filter(({ path }) => states.has(path.join('.')))
  // Mermaid counts the links of a picture; the first is the one from the start.
  const links = arrows.flatMap((arrow, index) => (names.has(arrowName(arrow)) ? [index + 1] : []))
  return [
    '  classDef missed stroke:#d93025,stroke-width:3px,stroke-dasharray:4 3',
    ...boxes.map(({ path }) => `  class ${nameOf(path)} missed`),
    ...(links.length === 0 ? [] : [`  linkStyle ${links.join(',')} stroke:#d93025,stroke-dasharray:4 3`]),
  ]
}

/** Mermaid writes what would end a label, and what it takes for markup, as entities. */
function escaped(text: string): string {
  return text.replace(/["#<>*_`]/g, sign => `#${sign.charCodeAt(0)};`)
}
