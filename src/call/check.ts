import type { LineDefinition } from '../line/definition.ts'
import { checkCalls } from './check-calls.ts'
import type { Openings } from './check-life.ts'
import { livesOf } from './check-life.ts'
import type { Problem, ProblemKind } from './check-problem.ts'
import { EVERYWHERE, ProblemList } from './check-problem.ts'
import { Walk } from './check-walk.ts'
import { checkWords, nodesOf } from './check-words.ts'
import { FlowTable } from './flow-table.ts'
import type { Line } from './line.ts'
import { FlowError } from './program.ts'

export type { Problem, ProblemKind } from './check-problem.ts'

export interface FlowReport {
  /** Reachable states. */
  readonly states: number
  /** Pairs of a reachable state and an event that is more than ignored there. */
  readonly transitions: number
  /** Errors first; empty for a flow that may take calls. */
  readonly problems: readonly Problem[]
}

/**
 * Explores every state that a call of this line can come to, and reports whatever would leave a caller in silence, in
 * a loop or without a person. Each problem names its place and a shortest way of keys and events that leads there.
 */
export function checkFlow(line: Line): FlowReport {
  const problems = new ProblemList()
  checkInvokes(line, problems)
  const table = problems.list().length === 0 ? tableOf(line, problems) : undefined
  if (!table) return { states: 0, transitions: 0, problems: problems.list() }
  const walk = new Walk(table, problems)
  const found = problems.list()
  // A flow without a limit was not walked to its end: whatever else was said of it could be wrong.
  if (!found.some(({ kind }) => kind === 'too-many-states')) {
    checkCalls(livesOf(walk, openingsOf(line.definition)), table, problems)
    checkWords(walk, problems)
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
    const kind: ProblemKind = error instanceof FlowError ? error.kind : 'cannot-step'
    problems.add(kind, `at the start ${(error as Error).message.replace(/\.$/, '')}`, EVERYWHERE)
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
