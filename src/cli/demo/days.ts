import type { Scenario } from '../../../sim/scenario/scenario.ts'
import type { Plan } from '../../../sim/world/plan.ts'
import { planOf } from '../../../sim/world/plan.ts'
import { WrongInput } from '../../base/wrong-input.ts'
import type { Line } from '../../call/line.ts'
import { OpeningHours } from '../../line/hours.ts'
import { addDays } from '../../line/zone.ts'

/** A line that the scenario fits is open on a day of each week, but for a week of holidays. */
const SEARCH_DAYS = 15

/**
 * The scenario on the day in which a time lies, or else on the next day that it fits: a scenario of twelve hours is
 * none for a Sunday on which its line is open for eight.
 * @throws WrongInput where there is no such day within two weeks
 */
export function planFor(scenario: Scenario, line: Line, atMs: number): Plan {
  const today = new OpeningHours(line.definition).date(atMs)
  // Yesterday first: a day of the scenario may reach over midnight.
  for (let days = -1; days < SEARCH_DAYS; days++) {
    const plan = planOn(scenario, line, addDays(today, days))
    if (plan && atMs < endOf(plan)) return plan
  }
  throw new WrongInput(
    `line "${line.definition.name}" is open as long as the scenario says on no day of the two weeks after ${today}; ` +
      `give a time near the scenario's own day (--at ${scenario.day ?? '2026-12-14'}T10:30)`,
  )
}

/** When nobody new comes any more. */
export function endOf({ startMs, durationMs }: Plan): number {
  return startMs + durationMs
}

function planOn(scenario: Scenario, line: Line, day: string): Plan | undefined {
  try {
    return planOf({ ...scenario, day }, line)
  } catch (error) {
    if (error instanceof WrongInput) return undefined
    throw error
  }
}
