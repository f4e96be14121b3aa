import { WrongInput } from '../base/wrong-input.ts'

/** An agent as a roster names one. */
export interface RosterAgent {
  /** Unique in the roster. */
  readonly name: string
  /** Queues that the agent can serve, best skill first, each as `line/queue`. */
  readonly skills: readonly string[]
  /**
   * Where the agent is rung: a number in E.164, `sip:…` or `client:…`. Private: it stands in the text of the roster,
   * never in a fact or directive.
   */
  readonly address?: string
  /** True for an agent who takes calls as soon as the line is up. */
  readonly signedIn?: boolean
}

/** What can be rung. */
const ADDRESS = /^(\+[1-9]\d{6,14}|sip:\S+@\S+|client:[\w.-]+)$/

/** Agents that a centre may have. */
export const AGENTS_MAX = 1_000_000

/** Reads the text of a roster. @throws WrongInput naming the entry that is wrong. */
export function parseRoster(text: string): RosterAgent[] {
  const roster = parsed(text)
  if (!Array.isArray(roster))
    throw new WrongInput('a roster is a list of agents: [{ "name", "skills", "address" }]')
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
    checkPhone(agent, at)
  })
  return roster
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new WrongInput(`the roster is not JSON: ${(error as Error).message}`)
  }
}

function checkPhone({ name, address, signedIn }: Record<string, unknown>, at: string): void {
  if (address !== undefined && (typeof address !== 'string' || !ADDRESS.test(address))) {
    throw new WrongInput(
      `${at} ("${name}") has an "address" that cannot be rung; expected a number in E.164 such as "+12025550100", ` +
        'or "sip:…" or "client:…"',
    )
  }
  if (signedIn !== undefined && typeof signedIn !== 'boolean')
    throw new WrongInput(
      `${at} ("${name}") has "signedIn" ${JSON.stringify(signedIn)}; expected true or false`,
    )
}
