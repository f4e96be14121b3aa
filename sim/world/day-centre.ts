import type { Watch } from '../../src/call/directives.ts'
import { Centre } from '../../src/centre/centre.ts'
import type { State } from '../../src/centre/state.ts'
import type { QueueDefinition } from '../../src/line/definition.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { agentsOf } from './agents/groups.ts'
import { mayRingOut } from './agents/ringing.ts'
import type { Plan } from './plan.ts'
import type { WorldFacts } from './port.ts'
import type { World } from './world.ts'

/** The centre that one replication of a day is lived through. */
export interface DayCentre {
  readonly state: State
  /** What the world around it tells it. */
  readonly facts: WorldFacts
  /** Begins with line and agents of the plan; from here on the world carries out what the centre directs. */
  open(world: World): void
}

export interface DayCentreOptions {
  /** Is told what becomes of calls and agents. */
  readonly watch: Watch
  /** Whether the line's rules for alerts are looked at. */
  readonly takesAlerts: boolean
}

/** Granted to agents of a line that grants no wrap-up, in a scenario where they take some. */
const LONGEST_WRAP_UP_SECONDS = 3_600

const LONGEST_RING_MS = 3_600_000

/** A line's own bound on a queue does not bind a simulation that has another, nor a line without wrap-up one with some. */
export function loosened(
  { limit, wrapUpSeconds }: Pick<QueueDefinition, 'limit' | 'wrapUpSeconds'>,
  { queueLimit, wrapUpShare, wrapUpSeconds: own }: Scenario,
): Pick<QueueDefinition, 'limit' | 'wrapUpSeconds'> {
  const takesSome = wrapUpShare > 0 || own !== undefined
  const granted = takesSome && wrapUpSeconds === 0 ? LONGEST_WRAP_UP_SECONDS : wrapUpSeconds
  return { limit: queueLimit ?? limit, wrapUpSeconds: granted }
}

/** The centre as the simulator drives it: numbers in, numbers out, nothing written down. */
export function centreInNumbers(plan: Plan, { watch, takesAlerts }: DayCentreOptions): DayCentre {
  const centre = new Centre(null as never, watch)
  const { state } = centre
  return {
    state,
    facts: centre,
    open(world) {
      state.out = world
      state.takesAlerts = takesAlerts
      centre.addLine(plan.table, plan.startMs)
      loosenLimits(state, plan)
      for (const group of plan.groups) {
        const { name, queues } = group
        const agents = agentsOf(group)
        for (let i = 1; i <= agents; i++) centre.addAgent(`${name} ${i}`, queues, plan.startMs)
      }
    },
  }
}

/** Agents who always pick up do so at once: that the centre looks after phones that ring out would only cost time. */
function loosenLimits({ lines, queues: { settings } }: State, { line, scenario, groups }: Plan): void {
  if (!mayRingOut(groups)) lines[0] = { ...lines[0]!, ringMs: LONGEST_RING_MS }
  line.definition.queues.forEach((queue, i) => {
    const { limit, wrapUpSeconds } = loosened(queue, scenario)
    settings[i] = { ...settings[i]!, limit, wrapUpMs: wrapUpSeconds * 1_000 }
  })
}
