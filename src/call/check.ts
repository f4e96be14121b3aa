import type { LineDefinition } from '../line/definition.ts'
import { LineError } from '../line/line-error.ts'
import { ByLine } from './by-line.ts'
import { checkCalls } from './check-calls.ts'
import { checkConsent } from './check-consent.ts'
import type { Openings } from './check-life.ts'
import { livesOf } from './check-life.ts'
import type { Problem } from './check-problem.ts'
import { EVERYWHERE, ProblemList } from './check-problem.ts'
import { checkPrompts } from './check-prompts.ts'
import { kindOf, messageOf, Walk } from './check-walk.ts'
import { checkWords, nodesOf } from './check-words.ts'
import { FlowTable } from './flow-table.ts'
import type { Line } from './line.ts'

export type { Problem, ProblemKind } from './check-problem.ts'

export interface FlowReport {
  /** Reachable states. */
  readonly states: number
  /** Pairs of a reachable state and an event that is more than ignored there. */
  readonly transitions: number
  /** Errors first; empty for a flow that may take calls. */
  readonly problems: readonly Problem[]
}

const reports = new ByLine<FlowReport>()

/**
 * Explores every state that a call of this line can come to, and reports whatever would leave a caller in silence, in
 * a loop or without a person. Each problem names its place and a shortest way of keys and events that leads there. A
 * line is explored once in a process, however often it is asked for.
 */
export function checkFlow(line: Line): FlowReport {
  const known = reports.get(line)
  if (known) return known
  const report = explore(line)
  reports.set(line, report)
  return report
}

/** Takes over what the check of a line found in another process. */
export function takeReport(line: Line, report: FlowReport): void {
  reports.set(line, report)
}

/**
 * The line itself, which may take calls.
 *
 * @throws LineError with every error that the check finds; a line with warnings may take calls.
 */
export function checkedLine(line: Line): Line {
  const { problems } = checkFlow(line)
  const [first, ...others] = problems.filter(({ severity }) => severity === 'error')
  if (!first) return line
  const refusal = `line "${line.definition.name}" cannot take calls`
  if (others.length === 0) throw new LineError([`${refusal}: ${first.message}`])
  throw new LineError([first.message, ...others.map(({ message }) => message)], `${refusal}; it`)
}

function explore(line: Line): FlowReport {
  const problems = new ProblemList()
  checkInvokes(line, problems)
  const table = problems.list().length === 0 ? tableOf(line, problems) : undefined
  if (!table) return { states: 0, transitions: 0, problems: problems.list() }
  const walk = new Walk(table, problems)
  if (walk.isWhole) {
    checkCalls(livesOf(walk, openingsOf(line.definition)), table, problems)
    checkWords(walk, problems)
    checkConsent(line, problems)
    checkPrompts(walk, problems)
  }
  return { states: table.states, transitions: walk.transitions, problems: problems.list() }
}

/** A flow that starts something beside itself cannot be stepped: what that would do depends on more than its facts. */
function checkInvokes({ flow }: Line, problems: ProblemList): void {
  for (const { invoke, id } of nodesOf(flow)) {
    const [first] = invoke
    if (!first) continue
    const what = typeof first.src === 'string' ? `"${first.src}"` : 'something'
    const spot = { place: id.slice(id.indexOf('.') + 1), path: [] }
    problems.add('unknown-action', `the state invokes ${what}; a flow neither invokes nor spawns`, spot)
  }
}

function tableOf(line: Line, problems: ProblemList): FlowTable | undefined {
  try {
    return new FlowTable(line)
  } catch (error) {
    problems.add(kindOf(error), `at the start ${messageOf(error)}`, EVERYWHERE)
    return undefined
  }
}

function openingsOf({ hours, holidays }: LineDefinition): Openings {
  if (hours === 'always') return { open: true, closed: false, holiday: holidays.length > 0 }
  const opens = Object.values(hours).some(spans => spans.length > 0)
  return {
    open: opens || holidays.some(day => day.hours.length > 0),
    closed: true,
    holiday: holidays.length > 0,
  }
}
