import { HOUR_MS } from '../../src/base/units.ts'
import type { Plan } from '../world/plan.ts'
import type { Beside } from './beside.ts'

/** Chance alone leaves so much more undone at the end of a day than was expected to come in an hour. */
const GROWN = 1.05

/**
 * What a planner should know of other channels whose results are true, but of a scenario that is not likely to be
 * meant; see `warningsOf`.
 */
export function channelWarnings(plan: Plan, { channels = [] }: Beside): string[] {
  return channels.flatMap(({ name, arrived, handled, backlogAtEnd }, i) => {
    const { backlog, isDoneBy } = plan.channels[i]!
    const came = (arrived?.mean ?? 0) + (plan.warmupMs > 0 ? 0 : backlog)
    const left = backlogAtEnd?.mean ?? 0
    if (came === 0) return [`Nothing comes to channel ${name}.`]
    if ((handled?.mean ?? 0) === 0) {
      const doers = plan.groups.filter((_, group) => isDoneBy[group]).map(group => group.name)
      return [`Nothing of channel ${name} is done all day, by ${doers.join(', ')} or anybody else.`]
    }
    const hours = (plan.durationMs - plan.warmupMs) / HOUR_MS
    const anHour = (arrived?.mean ?? 0) / hours
    if (left <= (backlog + anHour) * GROWN) return []
    return [
      `Channel ${name} comes faster than it is done: ${Math.round(left).toLocaleString('en-US')} items wait at the end, and the longer the day, the more.`,
    ]
  })
}
