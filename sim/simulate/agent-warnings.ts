import { mayStayUnresolved } from '../world/callers/resolution.ts'
import type { Plan } from '../world/plan.ts'

/** What a planner should know of agents who are not what the scenario seems to say: sentences, none for sound ones. */
export function agentWarnings(plan: Plan): string[] {
  return [...ofShifts(plan), ...ofKeys(plan)]
}

function ofShifts({ scenario: { agents }, groups }: Plan): string[] {
  if (typeof agents === 'number' || Array.isArray(agents)) return []
  return agents.groups.flatMap(({ name, shifts = [] }, group) =>
    shifts.flatMap(({ start }, i) =>
      groups[group]!.shifts![i]!.begins.length > 0
        ? []
        : [`Nobody of group ${name} keeps the shift from ${start}: it lies outside of the time simulated.`],
    ),
  )
}

/** Keys of the scenario that have no effect on its agents. */
function ofKeys(plan: Plan): string[] {
  const { groups, handling } = plan
  const warnings: string[] = []
  const highest = Math.max(1, ...groups.flatMap(({ levels }) => levels))
  if (handling.levels.length > highest)
    warnings.push(
      `The key skillLevels says more than is asked: no group has a skill of a level above ${highest}.`,
    )
  const { unresolved, transferred } = plan.scenario.handleByOutcome ?? {}
  if (transferred && handling.transfers.every(list => list.length === 0))
    warnings.push(
      'The key handleByOutcome.transferred changes nothing: agents hand nobody on; give transfers or escalations.',
    )
  if (unresolved && !mayStayUnresolved(plan))
    warnings.push(
      'The key handleByOutcome.unresolved changes nothing: every call is resolved; give resolved a share.',
    )
  return warnings
}
