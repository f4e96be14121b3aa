import { z } from 'zod'

/** More agents than any support line has. */
export const AGENTS_MAX = 1_000_000
const LIST_MAX = 10_000

export const count = z
  .int()
  .min(0)
  .max(AGENTS_MAX)
  .meta({ description: 'A whole number of agents.', examples: [45] })

export const counts = z
  .array(count)
  .min(1)
  .max(LIST_MAX)
  .meta({ description: 'Agents in each interval.', examples: [[12, 18, 25]] })
