import type { Box } from './draw-graph.ts'
import { arrowText, graphOf } from './draw-graph.ts'
import { linesOf, type Placed, placed, WIDTH } from './draw-layout.ts'
import type { Line } from './line.ts'

const LABEL_LETTERS_MAX = 34

/**
 * The flow of a line as a picture that stands alone: its outermost states from left to right, in the order in which
 * callers come to them, keys and events on the arrows. What happens inside a state is told in its box.
 */
export function drawSvg(line: Line): string {
  const { root, arrows } = graphOf(line)
  const { boxes, links, width, height } = placed(root, arrows)
  const everywhere = arrows
    .filter(({ from }) => from.length === 0)
    .map(arrow => `${arrowText(arrow)} leads to ${arrow.to[0]}`)
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(`The flow of ${line.definition.name}`)}">`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    `<text class="title" x="20" y="28">${escaped(line.definition.name)}</text>`,
    `<text x="20" y="46">${escaped(everywhere.length === 0 ? '' : `In any state: ${everywhere.join('; ')}.`)}</text>`,
    ...links.map(link => `<path class="${link.back ? 'way back' : 'way'}" d="${link.path}"/>`),
    ...boxes.map(drawBox),
    ...links.map(({ text, x, y, back }) => drawLabel(text, x, y, back)),
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

const STYLE = [
  'text{font:11px system-ui,sans-serif;fill:#202124}',
  '.title{font-size:18px;font-weight:600}.name{font-weight:600;font-size:12px}',
  '.box{fill:#fff;stroke:#80868b}.menu{fill:#e8f0fe;stroke:#3367d6}.queue{fill:#fef7e0;stroke:#f29900}',
  '.recover{fill:#fce8e6;stroke:#d93025}.end{fill:#f1f3f4;stroke:#202124;stroke-width:2}',
  '.way{fill:none;stroke:#80868b;marker-end:url(#tip)}.back{stroke-dasharray:4 3;stroke:#bdc1c6}',
  '.label{font-size:10px;fill:#3c4043;paint-order:stroke;stroke:#fff;stroke-width:3px}',
].join('')

function drawBox({ box, x, y, height }: Placed): string {
  const name = `<text class="name" x="${x + 10}" y="${y + 18}">${escaped(box.path[0] ?? '')}</text>`
  const lines = linesOf(box).map(
    (line, index) => `<text x="${x + 10}" y="${y + 34 + index * 14}">${escaped(shortened(line, 32))}</text>`,
  )
  const frame = `<rect class="box ${kindOf(box)}" x="${x}" y="${y}" width="${WIDTH}" height="${height}" rx="8"/>`
  return `<g>${frame}${name}${lines.join('')}</g>`
}

function kindOf(box: Box): Box['kind'] {
  if (box.kind !== 'state') return box.kind
  return box.inside.some(inner => kindOf(inner) === 'queue') ? 'queue' : 'state'
}

function drawLabel(text: string, x: number, y: number, back: boolean): string {
  if (text === '' || back) return ''
  return `<text class="label" x="${x}" y="${y}">${escaped(shortened(text, LABEL_LETTERS_MAX))}<title>${escaped(text)}</title></text>`
}

function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
}
