import type { Known } from '../../call/facts.ts'
import type { Arrival } from '../../call/journal.ts'
import type { LineNames } from '../../call/line.ts'

/** What an arrival says of a simulated caller who is known, by the names that a journal has. */
export function recordedOf(
  { hasCase, agent, matters }: Known,
  names: Pick<LineNames, 'matters'>,
  agents: readonly string[],
): NonNullable<Arrival['known']> {
  const pending = names.matters.filter((_, matter) => (matters & (1 << matter)) !== 0)
  return {
    ...(hasCase && { openCase: true }),
    ...(agent >= 0 && { agent: agents[agent]! }),
    ...(pending.length > 0 && { matters: pending }),
  }
}

/**
 * A telephone number of those that are kept for fiction (555-01xx), another for each of many calls. Those of 202 are
 * the lines' own, and whoever called from one could not be called back.
 */
export function numberOf(call: number): string {
  const area = 203 + (Math.floor(call / 100) % 787)
  return `+1${area}55501${String(call % 100).padStart(2, '0')}`
}

/** Another number of the caller of such a call, as it is dialled within North America; one in ten thousand has it too. */
export function otherNumberOf(call: number): string {
  return `212555${String(call % 10_000).padStart(4, '0')}`
}
