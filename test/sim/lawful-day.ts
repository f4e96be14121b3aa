import type { Scenario } from '../../sim/scenario/scenario.ts'
import { agentsOf } from '../../sim/world/agents/groups.ts'
import { Day } from '../../sim/world/day.ts'
import { loosened } from '../../sim/world/day-centre.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import type { WorldFacts } from '../../sim/world/port.ts'
import { NEVER_MS } from '../../src/base/units.ts'
import { bothDirected } from '../../src/call/both-directed.ts'
import type { Known } from '../../src/call/facts.ts'
import type { Line } from '../../src/call/line.ts'
import { Watches } from '../../src/runtime/watches.ts'
import type { FactName } from '../centre/world.ts'
import { World as WitnessedCentre } from '../centre/world.ts'
import { withQueues } from '../line/with-queues.ts'

/** A simulated day, and all that came of every fact of it. */
export interface LawfulDay {
  readonly plan: Plan
  readonly day: Day
  readonly witnessed: WitnessedCentre
}

/** Simulates a day through a centre every moment of which is looked at. */
export function lawfulDay(scenario: Scenario, line: Line): LawfulDay {
  const plan = planOf(
    scenario,
    withQueues(line, queue => ({ ...queue, ...loosened(queue, scenario) })),
  )
  const { startMs } = plan
  const agents = plan.groups.flatMap(group =>
    new Array<readonly number[]>(agentsOf(group)).fill(group.queues),
  )
  const witnessed = new WitnessedCentre({ lines: [plan.line], agents, startMs })
  const day = new Day(plan, undefined, (_, { watch }) => {
    const { state } = witnessed.centre
    state.watch = new Watches([witnessed, watch])
    return {
      state,
      facts: factsTo(witnessed),
      open: world => {
        state.out = bothDirected(witnessed, world)
        // What it wanted to be woken for as it was made.
        state.lines.forEach(({ wakeMs }, line) => {
          if (wakeMs !== NEVER_MS) world.wakeLine(line, wakeMs)
        })
      },
    }
  })
  day.run(scenario.seed, 0)
  return { plan, day, witnessed }
}

/** What the simulated world tells, told to a centre that takes down what comes of it. */
function factsTo(witnessed: WitnessedCentre): WorldFacts {
  const { startMs } = witnessed.options
  const tells =
    (fact: FactName) =>
    (...args: number[]): boolean => {
      // Callers, agents, queues and events are small numbers; what stands behind the moment changes no law.
      const at = args.findIndex(arg => arg >= startMs)
      witnessed.nowMs = args[at]!
      return witnessed.happens(fact, ...args.slice(0, at)).changed
    }
  const arrives = (line: number, caller: number, tier: number, atMs: number, known?: Known): number => {
    witnessed.nowMs = atMs
    const { call } = witnessed.arrives(line, caller, tier, known && { ...known })
    return witnessed.picture.calls.find(({ number }) => number === call)?.slot ?? -1
  }
  return new Proxy({} as WorldFacts, {
    get: (_, fact: FactName) => (fact === 'arrives' ? arrives : tells(fact)),
  })
}
