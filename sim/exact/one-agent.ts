import { assert } from '../../src/base/assert.ts'

/** One agent, Poisson arrivals, any handle times: M/G/1. */
export interface OneAgentLoad {
  /** Above 0, and fewer than the agent can handle. */
  readonly callsPerHour: number
  /** Mean, above 0. */
  readonly handleSeconds: number
  /** Standard deviation of handle times ÷ their mean: 0 where they are constant, 1 where they are exponential. */
  readonly handleCv: number
}

/**
 * The mean wait over all callers, in seconds: of handle times only mean and variance matter. Sources: Pollaczek 1930;
 * Khinchine 1932.
 */
export function oneAgentWaitSeconds({ callsPerHour, handleSeconds, handleCv }: OneAgentLoad): number {
  const occupancy = (callsPerHour * handleSeconds) / 3600
  assert(
    occupancy > 0 && occupancy < 1,
    `${occupancy} erlangs on one agent; expected more than 0, and fewer than 1`,
  )
  return (occupancy * handleSeconds * (1 + handleCv * handleCv)) / (2 * (1 - occupancy))
}
