import { type Node, Visitor } from 'oxc-parser'
import { at, type Finding, type Source } from './source.ts'

const FUNCTION_LINES = 60
const FILE_LINES = 400
const MEDIAN_FILE_LINES = 120

/**
 * What is longer than the limits, with its present length: `path` for a file, `path name` for a function.
 * These numbers only shrink; no name is added without a reason that would convince a reviewer.
 */
export interface Exceptions {
  files: Readonly<Record<string, number>>
  functions: Readonly<Record<string, number>>
}

/** Files and functions over their limit, and exceptions that are no longer as long as they say. */
export function sizes(sources: readonly Source[], exceptions: Exceptions): Finding[] {
  const files = sources.map(source => ({ source, key: source.path, start: 0, lines: source.lineCount }))
  const functions = sources.filter(isOurs).flatMap(functionsOf)
  return [
    ...overLimit(files, FILE_LINES, exceptions.files, 'split it by the things that it holds'),
    ...overLimit(functions, FUNCTION_LINES, exceptions.functions, 'give its parts names of their own'),
    ...median(sources.filter(isOurs)),
  ]
}

interface Measured {
  source: Source
  key: string
  start: number
  lines: number
}

function overLimit(
  measured: readonly Measured[],
  limit: number,
  exceptions: Readonly<Record<string, number>>,
  remedy: string,
): Finding[] {
  // Of several callbacks without a name in one file, the longest speaks.
  const rising = measured.filter(({ lines }) => lines > limit).sort((a, b) => a.lines - b.lines)
  const long = new Map(rising.map(item => [item.key, item]))
  const findings: Finding[] = []
  for (const { key, source, start, lines } of long.values()) {
    const allowed = exceptions[key] ?? limit
    if (lines > allowed)
      findings.push(at(source, start, `${key} has ${lines} lines, of ${allowed} allowed; ${remedy}.`))
  }
  for (const [key, allowed] of Object.entries(exceptions)) {
    const lines = long.get(key)?.lines
    if (lines === undefined)
      findings.push(`test/tidy/exceptions.ts:1 "${key}" is within ${limit} lines now; remove it.`)
    else if (lines < allowed)
      findings.push(`test/tidy/exceptions.ts:1 "${key}" is down to ${lines} lines; say so there.`)
  }
  return findings
}

function median(sources: readonly Source[]): Finding[] {
  const lengths = sources.map(({ lineCount }) => lineCount).sort((a, b) => a - b)
  const middle = lengths[Math.floor(lengths.length / 2)] ?? 0
  if (middle <= MEDIAN_FILE_LINES) return []
  return [`src:1 the median file has ${middle} lines, of ${MEDIAN_FILE_LINES} allowed; split the longest.`]
}

/** A test's callbacks hold many small stories, so only what runs in production is measured by function. */
function isOurs({ path }: Source): boolean {
  return !path.startsWith('test/')
}

function functionsOf(source: Source): Measured[] {
  const names = new Map<number, string>()
  const found: Measured[] = []
  const name = (value: Node | null, key: Node) => {
    if (value) names.set(value.start, source.text.slice(key.start, key.end))
  }
  const measure = ({ start, end }: Node) => {
    const lines = source.text.slice(start, end).split('\n').length
    found.push({ source, key: `${source.path} ${names.get(start) ?? 'callback'}`, start, lines })
  }
  new Visitor({
    VariableDeclarator: ({ id, init }) =>
      name(init, id.type === 'Identifier' ? { ...id, end: id.start + id.name.length } : id),
    Property: ({ key, value }) => name(value, key),
    PropertyDefinition: ({ key, value }) => name(value, key),
    MethodDefinition: ({ key, value }) => name(value, key),
    FunctionDeclaration(node) {
      if (node.id) name(node, node.id)
      measure(node)
    },
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(source.program)
  return found
}
