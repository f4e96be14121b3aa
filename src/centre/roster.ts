import { WrongInput } from '../base/wrong-input.ts'

/** An agent as a roster names one. */
export interface RosterAgent {
  /** Unique in the roster. */
  readonly name: string
  /** Queues that the agent can serve, best skill first, each as `line/queue`. */
  readonly skills: readonly string[]
}

/** Agents that a centre may have. */
export const AGENTS_MAX = 1_000_000

/** Reads the text of a roster. @throws WrongInput naming the entry that is wrong. */
export function parseRoster(text: string): RosterAgent[] {
  const roster: unknown = JSON.parse(text)
  if (!Array.isArray(roster)) throw new WrongInput('a roster is a list of agents: [{ "name", "skills" }]')
  if (roster.length > AGENTS_MAX)
    throw new WrongInput(`a roster of ${roster.length}; at most ${AGENTS_MAX} agents`)
  const names = new Set<string>()
  roster.forEach((agent, index) => {
    const at = `agent ${index + 1} of the roster`
    if (typeof agent?.name !== 'string' || agent.name === '') throw new WrongInput(`${at} has no "name"`)
    if (names.has(agent.name)) throw new WrongInput(`${at} is named "${agent.name}", as is one before`)
    names.add(agent.name)
    const skills: unknown = agent.skills
    if (!Array.isArray(skills) || skills.length === 0 || skills.some(skill => typeof skill !== 'string')) {
      throw new WrongInput(`${at} ("${agent.name}") needs "skills", e.g. ["card-support/billing"]`)
    }
  })
  return roster
}
