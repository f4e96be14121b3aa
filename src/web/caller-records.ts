import type { Arrival } from '../call/journal.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Caller } from '../store/rows.ts'

/** The tier of a caller by what is known of them; the last, and lowest, for anybody else. */
export function tierOf({ tiers }: LineDefinition, caller: Caller | undefined): string {
  return tiers.find(({ name }) => name === caller?.tier)?.name ?? tiers.at(-1)!.name
}

/** What an arrival says of the caller, without a number of anything; undefined for one of whom there is no record. */
export function knownOf(caller: Caller | undefined): Arrival['known'] {
  if (caller?.recordedMs === undefined) return undefined
  const { openCase, lastAgent, matters = [] } = caller
  return {
    ...(openCase !== undefined && { openCase: true }),
    ...(lastAgent !== undefined && { agent: lastAgent }),
    ...(matters.length > 0 && { matters }),
  }
}
