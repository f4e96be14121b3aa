import type { JournaledCentre } from '../centre/journaled-centre.ts'
import type { Paper } from '../store/papers.ts'
import type { Who } from './login.ts'

/** Somebody who is logged in, as far as tasks go. */
export interface TaskDoer {
  /** Under which they take tasks. */
  readonly name: string
  /** Absent for the administrator, who takes no calls. */
  readonly agent?: string
  /** Whether this task is any of their business: supervisors do all, agents those of their queues and their own. */
  mayDo(task: Paper<'task'>): boolean
  /** Whether they take calls of this queue. */
  serves(line: string, queue: string): boolean
  /** Whether they may promise something in the name of these agents. */
  speaksFor(agents: readonly string[]): boolean
}

/** What the administrator is called, who is no agent. */
const ADMINISTRATOR = 'administrator'

export function taskDoer({ role, agent }: Who, centre: JournaledCentre): TaskDoer {
  const queues = agent === undefined ? new Set<string>() : queuesOf(agent, centre)
  const serves = (line: string, queue: string) => queues.has(`${line}/${queue}`)
  const isAbove = role !== 'agent' || agent === undefined
  return {
    name: agent ?? ADMINISTRATOR,
    ...(agent !== undefined && { agent }),
    mayDo({ body }) {
      const isOwn = body.agent === agent || body.takenBy === agent
      return isAbove || isOwn || (body.queue !== undefined && serves(body.line, body.queue))
    },
    serves,
    speaksFor: agents => isAbove || agents.includes(agent),
  }
}

/** The queues that an agent serves, as `line/queue`. */
function queuesOf(name: string, journaled: JournaledCentre): ReadonlySet<string> {
  const { agents, lines, queues } = journaled.centre.state
  const agent = journaled.agentOf(name)
  if (agent < 0) return new Set()
  const served = [...agents.groupQueues[agents.group[agent]!]!]
  return new Set(
    served.map(queue => {
      const { name, line } = queues.settings[queue]!
      return `${lines[line]!.table.names.line}/${name}`
    }),
  )
}
