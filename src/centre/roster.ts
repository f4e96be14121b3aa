import { WrongInput } from '../base/wrong-input.ts'
import { checkRoster } from './check-roster.ts'
import type { RosterAgent } from './roster-agent.ts'

export type { RosterAgent } from './roster-agent.ts'

/** Agents that a centre may have. */
export const AGENTS_MAX = 1_000_000
/** Problems that are told at once; of more, how many there are. */
const TOLD_MAX = 20

/** Reads the text of a roster as a journal names it. @throws WrongInput naming the entries that are wrong. */
export function parseRoster(text: string): RosterAgent[] {
  const { agents, problems } = checkRoster(listedIn(parsed(text)), { isRecorded: true })
  if (problems.length > 0) throw new WrongInput(`the roster cannot be used:\n${toldAtOnce(problems)}`)
  return agents
}

/** The entries of a roster as JSON has them. @throws WrongInput for what is no list, or too long a one */
export function listedIn(roster: unknown) {
  if (!Array.isArray(roster))
    throw new WrongInput('a roster is a list of agents: [{ "name", "id", "skills", "address", "role" }]')
  if (roster.length > AGENTS_MAX)
    throw new WrongInput(`a roster of ${roster.length}; at most ${AGENTS_MAX} agents`)
  return roster.map((agent: unknown, index) => ({
    agent,
    where: (field?: string) => `agent ${index + 1}${field === undefined ? '' : `, ${field}`}`,
  }))
}

/** Problems as lines of text, the first of many. */
export function toldAtOnce(problems: readonly string[]): string {
  const told = problems.slice(0, TOLD_MAX).map(problem => `  ${problem}`)
  const more = problems.length > TOLD_MAX ? [`  … and ${problems.length - TOLD_MAX} more.`] : []
  return [...told, ...more].join('\n')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new WrongInput(`the roster is not JSON: ${(error as Error).message}`)
  }
}
