import type { RosterAgent } from '../../centre/roster.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { madePin } from '../../store/pin-hash.ts'

/** Whoever plays an agent of the demo's phone line, in a page. */
export interface Person {
  readonly name: string
  /** New at every start. */
  readonly pin: string
}

/** No simulated agent is called so. */
const NAME = 'Robin'
const ADDRESS = 'client:robin'

export function newPerson(): Person {
  return { name: NAME, pin: madePin() }
}

/** The person as an agent who serves every queue, and sees what supervisors see. */
export function agentOf({ name }: Person, { name: line, queues }: LineDefinition): RosterAgent {
  const skills = queues.map(queue => `${line}/${queue.name}`)
  return { name, skills, address: ADDRESS, role: 'supervisor' }
}
