export const AGENT_ROLES = ['agent', 'supervisor'] as const
export type AgentRole = (typeof AGENT_ROLES)[number]

/** An agent as a roster names one. */
export interface RosterAgent {
  /** Unique in the roster. */
  readonly name: string
  /** By what the agent signs in on a phone: 3 to 8 digits, unique in the roster. */
  readonly id?: string
  /** A supervisor sees all agents, listens in and puts away; an agent unless told. */
  readonly role?: AgentRole
  /** Queues that the agent can serve, best skill first, each as `line/queue`; a supervisor may serve none. */
  readonly skills: readonly string[]
  /**
   * Where the agent is rung: a number in E.164, `sip:…` or `client:…`. Private: it stands in the text of the roster,
   * never in a fact or directive.
   */
  readonly address?: string
  /** True for an agent who takes calls as soon as the line is up. */
  readonly signedIn?: boolean
}
