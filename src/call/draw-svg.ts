import { escapedHtml } from '../base/escaped-html.ts'
import type { Arrow, Box, Graph } from './draw-graph.ts'
import { arrowName, arrowText, graphOf } from './draw-graph.ts'
import { type Link, linesOf, type Placed, placed, WIDTH } from './draw-layout.ts'
import { type Marked, missedIn, missedLines, missedOn } from './draw-missed.ts'
import type { Line } from './line.ts'
import { countText, passedLines, shareText, type Traffic } from './traffic.ts'

const LABEL_LETTERS_MAX = 34
const NOTHING: Marked = { states: new Set(), arrows: new Set() }

/**
 * The flow of a line as a picture that stands alone: its outermost states from left to right, in the order in which
 * callers come to them, keys and events on the arrows. What happens inside a state is told in its box.
 * @param traffic where calls went: counts in the boxes; counts and shares of a box's exits on the arrows, which are as
 *   wide as calls are many
 * @param missed states and arrows that calls did not come to, drawn in red; dashed where they came to a part
 */
export function drawSvg(drawn: Line | Graph, traffic?: Traffic, missed: Marked = NOTHING): string {
  const { name, root, arrows } = 'flow' in drawn ? graphOf(drawn) : drawn
  const notes = (box: Box): string[] => [
    ...(traffic ? passedLines(traffic.at(box.path)) : []),
    ...missedLines(box, arrows, missed),
  ]
  const { boxes, links, width, height } = placed(root, arrows, box => notes(box).length)
  const everywhere = arrows
    .filter(({ from }) => from.length === 0)
    .map(arrow => {
      const isMissed = missed.arrows.has(arrowName(arrow))
      return `${arrowText(arrow)} leads to ${arrow.to[0]}${isMissed ? ' (missed)' : ''}`
    })
  const calls = traffic ? ` – ${countText(traffic.calls)} ${traffic.calls === 1 ? 'call' : 'calls'}` : ''
  const flowing = links.map(link => ({ link, ...(traffic && { count: countOf(link, arrows, traffic) }) }))
  const shares = new Map(boxes.map(({ box }) => [box.path[0]!, exitsOf(box, arrows, traffic)]))
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapedHtml(`The flow of ${name}`)}">`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    `<text class="title" x="20" y="28">${escapedHtml(name + calls)}</text>`,
    `<text x="20" y="46">${escapedHtml(everywhere.length === 0 ? '' : `In any state: ${everywhere.join('; ')}.`)}</text>`,
    ...flowing.map(({ link, count }) =>
      drawWay(link, count, traffic?.calls ?? 0, missedOn(link, arrows, missed)),
    ),
    ...boxes.map(place => {
      const isUnseen = traffic?.at(place.box.path).visits === 0
      return drawBox(place, notes(place.box), isUnseen, missedIn(place.box, missed))
    }),
    ...flowing.map(({ link, count }) => drawLabel(link, count, shares.get(link.from) ?? 0)),
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

/** Calls that went from one outermost state to another, by whatever arrows. */
function countOf({ from, to }: Link, arrows: readonly Arrow[], traffic: Traffic): number {
  return arrows
    .filter(arrow => arrow.from[0] === from && arrow.to[0] === to)
    .reduce((sum, arrow) => sum + traffic.along(arrow), 0)
}

/** How often an outermost state was left. */
function exitsOf({ path }: Box, arrows: readonly Arrow[], traffic: Traffic | undefined): number {
  const leaving = arrows.filter(({ from, to }) => from[0] === path[0] && to[0] !== path[0])
  return traffic ? traffic.exits(path, leaving) : 0
}

/** Widest arrow, in pixels more than one. */
const WIDER_MAX = 9

function drawWay({ back, path }: Link, count: number | undefined, calls: number, missed: string): string {
  const look = `way${back ? ' back' : ''}${count === 0 ? ' unused' : ''}${missed}`
  const width =
    count && calls > 0 ? ` stroke-width="${(1 + WIDER_MAX * Math.min(1, count / calls)).toFixed(1)}"` : ''
  return `<path class="${look}" d="${path}"${width}/>`
}

const STYLE = [
  'text{font:11px system-ui,sans-serif;fill:#202124}',
  '.title{font-size:18px;font-weight:600}.name{font-weight:600;font-size:12px}',
  '.box{fill:#fff;stroke:#80868b}.menu{fill:#e8f0fe;stroke:#3367d6}.queue{fill:#fef7e0;stroke:#f29900}',
  '.recover{fill:#fce8e6;stroke:#d93025}.end{fill:#f1f3f4;stroke:#202124;stroke-width:2}',
  '.way{fill:none;stroke:#80868b;marker-end:url(#tip)}.back{stroke-dasharray:4 3;stroke:#bdc1c6}',
  '.unused{stroke:#e8eaed}.unseen{opacity:.5}.count{font-weight:700;fill:#174ea6}.note{fill:#174ea6;font-weight:600}',
  '.missed{stroke:#d93025;stroke-width:2}.partly{stroke:#d93025;stroke-dasharray:4 3}',
  '.label{font-size:10px;fill:#3c4043;paint-order:stroke;stroke:#fff;stroke-width:3px}',
].join('')

function drawBox(
  { box, x, y, height }: Placed,
  notes: readonly string[],
  isUnseen: boolean,
  missed: string,
): string {
  const name = `<text class="name" x="${x + 10}" y="${y + 18}">${escapedHtml(box.path[0] ?? '')}</text>`
  const lines = [...notes, ...linesOf(box)].map((line, index) => {
    const look = index < notes.length ? ' class="note"' : ''
    return `<text${look} x="${x + 10}" y="${y + 34 + index * 14}">${escapedHtml(shortened(line, 30))}</text>`
  })
  const frame = `<rect class="box ${kindOf(box)}${missed}" x="${x}" y="${y}" width="${WIDTH}" height="${height}" rx="8"/>`
  return `<g${isUnseen ? ' class="unseen"' : ''}>${frame}${name}${lines.join('')}</g>`
}

function kindOf(box: Box): Box['kind'] {
  if (box.kind !== 'state') return box.kind
  return box.inside.some(inner => kindOf(inner) === 'queue') ? 'queue' : 'state'
}

function drawLabel({ text, x, y, back }: Link, count: number | undefined, exits: number): string {
  if (back || (text === '' && !count)) return ''
  const counted = count ? `${countText(count)} · ${shareText(count, exits)}` : ''
  const number = counted === '' ? '' : `<tspan class="count">${counted}</tspan>\u00a0 `
  const letters = LABEL_LETTERS_MAX - counted.length
  return `<text class="label${count === 0 ? ' unseen' : ''}" x="${x}" y="${y}">${number}${escapedHtml(shortened(text, letters))}<title>${escapedHtml(text)}</title></text>`
}

function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`
}
