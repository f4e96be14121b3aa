import { assert } from '../../src/base/assert.ts'

/** What one queue meets in a steady state: Poisson arrivals, exponential handle times, first come, first served. */
export interface Load {
  /** Above 0. */
  readonly callsPerHour: number
  /** Mean of talk and wrap-up, above 0. */
  readonly handleSeconds: number
  /** A whole number from 0 to 100,000. */
  readonly agents: number
}

/** A load whose callers hang up after an exponential time of waiting. */
export interface ImpatientLoad extends Load {
  /** Mean, above 0 and finite; callers who never hang up are Erlang C's. */
  readonly patienceSeconds: number
}

export const MOST_AGENTS = 100_000

/** Offered load in erlangs: the agents whom the calls would keep busy on average if nobody were lost. */
export function erlangs({ callsPerHour, handleSeconds, agents }: Load): number {
  assert(
    callsPerHour > 0 && callsPerHour < Infinity,
    `callsPerHour ${callsPerHour}; expected a number above 0`,
  )
  assert(
    handleSeconds > 0 && handleSeconds < Infinity,
    `handleSeconds ${handleSeconds}; expected a number above 0`,
  )
  assertAgents(agents)
  return (callsPerHour * handleSeconds) / 3600
}

export function assertAgents(agents: number): void {
  const right = Number.isInteger(agents) && agents >= 0 && agents <= MOST_AGENTS
  assert(right, `agents ${agents}; expected a whole number from 0 to ${MOST_AGENTS}`)
}
