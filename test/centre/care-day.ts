import type { Known } from '../../src/call/facts.ts'
import { care } from './care.ts'
import { Day } from './day.ts'
import type { WorldOptions } from './world.ts'

/** A day at the care line. */
export function careDay(agents: WorldOptions['agents'], options: Partial<WorldOptions> = {}): Day {
  return new Day(agents, { lines: [care()], ...options })
}

/** A caller with an open case that this agent had last. */
export function caseWith(agent: number, matters = 0): Known {
  return { hasCase: true, agent, matters }
}
