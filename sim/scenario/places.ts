import { type Document, isMap, isNode, isPair, isScalar, isSeq, type LineCounter } from 'yaml'

/** Keys and list positions from the top of a scenario down to one value. */
export type KeyPath = readonly (string | number)[]

/** Where the values of a scenario stand, for whoever finds something wrong with one. */
export interface Places {
  /** The file, or whatever the text came from. */
  readonly where: string
  /** Such as `peak.yaml:12 arrivals.callsPerHour`; of a missing value, the line of what should hold it. */
  at(path: KeyPath): string
}

const remembered = new WeakMap<object, Places>()

/** Keeps the places of a scenario for later checks, beside it, so that a scenario stays plain data. */
export function rememberPlaces(scenario: object, places: Places): void {
  remembered.set(scenario, places)
}

/** The places of a scenario that was read from text; of one made by a program, key paths alone. */
export function placesOf(scenario: object): Places {
  return remembered.get(scenario) ?? { where: 'the scenario', at: path => shownPath(path) }
}

/** Lines of a YAML text, except for values that `--set` gave. */
export function yamlPlaces(
  where: string,
  document: Document,
  lines: LineCounter,
  overridden: readonly string[],
): Places {
  return {
    where,
    at(path) {
      const dotted = shownPath(path)
      const set = overridden.find(key => dotted === key || dotted.startsWith(`${key}.`))
      if (set !== undefined) return set === dotted ? `--set ${set}` : `--set ${set}: ${dotted}`
      return `${where}:${lineOf(document.contents, path, lines)} ${dotted}`.trimEnd()
    },
  }
}

/** As `--set` takes it: keys and positions, counted from 0, joined by dots. */
export function shownPath(path: KeyPath): string {
  return path.join('.')
}

function lineOf(root: unknown, path: KeyPath, lines: LineCounter): number {
  let node = root
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const step of path) {
    const child = childOf(node, step)
    if (child?.offset === undefined) break
    offset = child.offset
    node = child.value
  }
  return lines.linePos(offset).line
}

function childOf(
  node: unknown,
  step: string | number,
): { value: unknown; offset: number | undefined } | null {
  if (isMap(node)) {
    const pair = node.items.find(
      item => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
    )
    if (!pair || !isScalar(pair.key)) return null
    return { value: pair.value, offset: pair.key.range?.[0] }
  }
  if (isSeq(node)) {
    const value = node.items[Number(step)]
    return isNode(value) ? { value, offset: value.range?.[0] } : null
  }
  return null
}
