import { checkLine } from '../line/check-line.ts'
import type { LineDefinition } from '../line/definition.ts'
import { LineError } from '../line/line-error.ts'
import { canonicalJson } from '../line/line-hash.ts'
import type { Flow } from './flow.ts'
import { flow as makeFlow } from './flow.ts'
import type { Line } from './line.ts'
import { wrongAsks, wrongQuestions } from './wrong-asks.ts'

/**
 * A line from what its author wrote. Its flow is rebuilt from its text, so that what runs today is, to the order of
 * its states, what a replay reads back from beside a journal.
 *
 * @throws LineError with every problem of the definition, or with every place where the flow is not plain data, or a
 *   state's `meta.asks` says nothing that anybody understands.
 */
export function defineLine(definition: unknown, flow: Flow): Line {
  const checked = checkLine(definition)
  const config: unknown = flow?.config
  if (!config)
    throw new LineError([`line "${checked.name}" has no flow; expected what \`flow.createMachine\` gives.`])
  const [first, ...others] = [
    ...placesThatAreNoData(config, ''),
    ...wrongAsks(config, ''),
    ...wrongQuestions(config, ''),
  ]
  if (first !== undefined) {
    const says = (place: string) => `the flow of line "${checked.name}" ${place}`
    throw new LineError([says(first), ...others.map(says)], `line "${checked.name}"`)
  }
  return lineFromText(canonicalJson({ definition: checked, flow: config }))
}

/** The one text of a line, from which `lineFromText` makes it again; its hash names the line in a journal. */
export function lineText(line: Line): string {
  return canonicalJson({ definition: line.definition, flow: line.flow.config })
}

/** Lines that were made from texts, the latest: to make one, and to explore it, costs as much as thousands of calls. */
const made = new Map<string, Line>()
const MADE_MAX = 64

/**
 * The line whose text this is; the same line for the same text, as long as it is among the latest.
 *
 * @throws LineError for a text that no line has, and for a definition that this version no longer takes.
 */
export function lineFromText(text: string): Line {
  const known = made.get(text)
  if (known) return known
  const { definition, flow } = parsed(text)
  const line = { definition: checkLine(definition), flow: machineOf(flow) }
  made.set(text, line)
  const [oldest] = made.keys()
  if (made.size > MADE_MAX) made.delete(oldest!)
  return line
}

type MachineConfig = Parameters<typeof makeFlow.createMachine>[0]

function machineOf(config: unknown): Flow {
  // The text was written from a machine of `flow`; its types went with it into the text.
  return makeFlow.createMachine(config as MachineConfig)
}

function parsed(text: string): { definition: LineDefinition; flow: object } {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (error) {
    throw new LineError([`the text of a line is not JSON: ${(error as Error).message}.`])
  }
  const { definition, flow } = (read ?? {}) as { definition?: LineDefinition; flow?: unknown }
  if (definition && typeof flow === 'object' && flow !== null) return { definition, flow }
  throw new LineError(['the text of a line has no "definition" and "flow"; expected what `lineText` gives.'])
}

/** Where a configuration holds what no text can: a function of the author's own, a class, a number without end. */
function placesThatAreNoData(value: unknown, path: string): string[] {
  if (typeof value === 'function') {
    return [
      `has a function at ${path}; expected the name of an action or guard of \`flow\`, such as ` +
        `{ type: "say", params: { prompt: "welcome" } }.`,
    ]
  }
  if (Array.isArray(value))
    return value.flatMap((item, index) => placesThatAreNoData(item, `${path}[${index}]`))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, member]) =>
      placesThatAreNoData(member, path ? `${path}.${key}` : key),
    )
  }
  try {
    if (value !== undefined) canonicalJson(value)
    return []
  } catch {
    return [`has ${String(value)} at ${path}; expected a text, a finite number, a list or a plain object.`]
  }
}
