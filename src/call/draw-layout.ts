import type { Arrow, Box } from './draw-graph.ts'
import { arrowText } from './draw-graph.ts'

/** Width of a box, and the gap between two columns, in which labels stand. */
export const WIDTH = 200
const GAP = 210
const BETWEEN = 22
const MARGIN = 20
const TOP = 70
const SWEEPS = 12

export interface Placed {
  readonly box: Box
  readonly column: number
  x: number
  y: number
  readonly height: number
}

export interface Link {
  /** Outermost states that it joins. */
  readonly from: string
  readonly to: string
  readonly text: string
  /** True for an arrow that leads back to an earlier column. */
  readonly back: boolean
  readonly path: string
  /** Where the text begins. */
  readonly x: number
  readonly y: number
}

interface Tie {
  readonly from: string
  readonly to: string
  text: string
  back: boolean
}

/**
 * Places the outermost states in columns by the shortest way to them, with few crossings, and routes the arrows.
 * @param notes lines that stand in a box before what it does
 */
export function placed(root: Box, arrows: readonly Arrow[], notes: (box: Box) => number = () => 0) {
  const ties = tiesOf(arrows)
  const columns = columnsOf(root, ties)
  const heights = new Map(root.inside.map(box => [nameOf(box), heightOf(box, ties, notes(box))]))
  const order = ordered(columns, ties)
  const tallest = Math.max(...order.map(column => stackHeight(column, heights)))
  const boxes = new Map<string, Placed>()
  order.forEach((names, column) => {
    let y = TOP + (tallest - stackHeight(names, heights)) / 2
    for (const name of names) {
      const box = root.inside.find(inner => nameOf(inner) === name)!
      const height = heights.get(name)!
      boxes.set(name, { box, column, x: MARGIN + column * (WIDTH + GAP), y, height })
      y += height + BETWEEN
    }
  })
  return {
    boxes: [...boxes.values()],
    links: linksOf(ties, boxes),
    width: 2 * MARGIN + order.length * WIDTH + (order.length - 1) * GAP,
    height: TOP + tallest + 60,
  }
}

/** What a box tells of itself and of what is in it, each thing once, beginning where calls enter it. */
export function linesOf(box: Box): string[] {
  const all = (of: Box): string[] => {
    const first = of.inside.filter(inner => inner.path.join('.') === of.first?.join('.'))
    return [...of.does, ...[...first, ...of.inside].flatMap(all)]
  }
  return [...new Set(all(box))]
}

const nameOf = (box: Box): string => box.path[0] ?? ''

/** One tie for all arrows between two outermost states. */
function tiesOf(arrows: readonly Arrow[]): Tie[] {
  const ties = new Map<string, Tie>()
  for (const arrow of arrows) {
    const [from, to] = [arrow.from[0], arrow.to[0]]
    if (from === undefined || to === undefined || from === to) continue
    const key = `${from} ${to}`
    const known = ties.get(key)
    const text = arrowText(arrow)
    if (!known) ties.set(key, { from, to, text, back: false })
    else if (!known.text.split(', ').includes(text))
      known.text = [known.text, text].filter(Boolean).join(', ')
  }
  return [...ties.values()]
}

/**
 * Column by state: how many steps it is away from the start, the ends of a call last. Ties that lead no further are
 * marked as leading back.
 */
function columnsOf(root: Box, ties: readonly Tie[]): Map<string, number> {
  const names = root.inside.map(nameOf)
  const columns = new Map<string, number>([[root.first?.[0] ?? '', 0]])
  for (const [name, column] of columns)
    for (const { to } of ties.filter(({ from }) => from === name))
      if (!columns.has(to)) columns.set(to, column + 1)
  const next = (name: string) =>
    ties.filter(({ from }) => from === name).flatMap(({ to }) => columns.get(to) ?? [])
  // What nothing leads to, such as `recover`, stands just before what it leads to.
  for (const name of names)
    if (!columns.has(name)) columns.set(name, Math.max(0, Math.min(...next(name), 1) - 1))
  const last = Math.max(...columns.values())
  for (const name of names)
    if (columns.size > 1 && !ties.some(({ from }) => from === name)) columns.set(name, last)
  for (const tie of ties) tie.back = columns.get(tie.to)! <= columns.get(tie.from)!
  return columns
}

/** Names by column, ordered by the mean place of their neighbours, over a few sweeps there and back. */
function ordered(columns: ReadonlyMap<string, number>, ties: readonly Tie[]): string[][] {
  const order: string[][] = Array.from({ length: Math.max(...columns.values()) + 1 }, () => [])
  for (const [name, column] of columns) order[column]!.push(name)
  const place = (name: string): number => {
    const names = order[columns.get(name)!]!
    return (names.indexOf(name) + 0.5) / names.length
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const names of order) {
      const wish = new Map(names.map(name => [name, mean(neighbours(name, ties).map(place)) ?? place(name)]))
      names.sort((a, b) => wish.get(a)! - wish.get(b)!)
    }
  }
  return order
}

function neighbours(name: string, ties: readonly Tie[]): string[] {
  return ties.flatMap(({ from, to }) => (from === name ? [to] : to === name ? [from] : []))
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}

function heightOf(box: Box, ties: readonly Tie[], notes: number): number {
  const name = nameOf(box)
  const out = ties.filter(({ from, back }) => from === name && !back).length
  return Math.max(30 + (notes + linesOf(box).length) * 14, 16 + out * 16)
}

function stackHeight(names: readonly string[], heights: ReadonlyMap<string, number>): number {
  return names.reduce((sum, name) => sum + heights.get(name)! + BETWEEN, -BETWEEN)
}

function linksOf(ties: readonly Tie[], boxes: ReadonlyMap<string, Placed>): Link[] {
  const port = (name: string, side: 'from' | 'to', tie: Tie): number => {
    const other = side === 'from' ? 'to' : 'from'
    const same = ties.filter(candidate => candidate[side] === name && !candidate.back)
    same.sort((a, b) => boxes.get(a[other])!.y - boxes.get(b[other])!.y)
    const box = boxes.get(name)!
    return box.y + (box.height * (same.indexOf(tie) + 1)) / (same.length + 1)
  }
  return ties.map(tie => {
    const [from, to] = [boxes.get(tie.from)!, boxes.get(tie.to)!]
    if (tie.back) return backLink(tie, from, to)
    const [x1, y1, x2, y2] = [from.x + WIDTH, port(tie.from, 'from', tie), to.x, port(tie.to, 'to', tie)]
    const bend = Math.min(GAP, (x2 - x1) / 2)
    const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
    return {
      ...namesOf(tie),
      text: tie.text,
      back: false,
      path: rounded(path),
      x: x1 + 6,
      y: Math.round(y1 - 3),
    }
  })
}

function backLink(tie: Tie, from: Placed, to: Placed): Link {
  const [x1, y1, x2, y2] = [from.x, from.y + from.height - 8, to.x + WIDTH / 2, to.y + to.height]
  const path = `M${x1} ${y1}C${x1 - GAP / 2} ${y1} ${x2} ${y2 + 60} ${x2} ${y2}`
  return { ...namesOf(tie), text: tie.text, back: true, path: rounded(path), x: x1, y: y1 }
}

function namesOf({ from, to }: Tie): Pick<Link, 'from' | 'to'> {
  return { from, to }
}

function rounded(path: string): string {
  return path.replace(/\d+\.\d+/g, number => String(Math.round(Number(number))))
}
