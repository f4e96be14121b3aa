import { DAY_MS } from '../base/units.ts'
import type { Arrival } from '../call/journal.ts'
import { isCallable } from '../carrier/twilio/entered-number.ts'
import { zonesOf } from '../carrier/twilio/number-zones.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Caller, CallerRecord } from '../store/rows.ts'

/** The tier of a caller by what is known of them; the last, and lowest, for anybody else. */
export function tierOf({ tiers }: LineDefinition, caller: Caller | undefined): string {
  return tiers.find(({ name }) => name === caller?.tier)?.name ?? tiers.at(-1)!.name
}

/** A caller with what was just learnt of them; what the records leave out is so no more. */
export function recorded(caller: Caller, { lastAgent, ...record }: CallerRecord, atMs: number): Caller {
  const { key, number, name, language, firstSeenMs, lastSeenMs, ownCase } = caller
  // Records do not know of a case that we gave its number.
  const { openCase = ownCase, caseOpenedMs } = record
  const isSameCase = openCase !== undefined && openCase === caller.openCase
  const agent = lastAgent ?? (isSameCase ? caller.lastAgent : undefined)
  const openedMs = caseOpenedMs ?? (isSameCase ? caller.caseOpenedMs : undefined)
  return {
    ...{ key, number, firstSeenMs, lastSeenMs, recordedMs: atMs },
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
    ...record,
    ...(openCase !== undefined && { openCase }),
    ...(openedMs !== undefined && { caseOpenedMs: openedMs }),
    ...(agent !== undefined && { lastAgent: agent }),
  }
}

/** Days for which a case is asked about where a line does not say. */
const RECALL_DAYS = 14

/** What an arrival says of the caller, without a number of anything; undefined for one of whom there is no record. */
export function knownOf(
  { limits }: LineDefinition,
  caller: Caller | undefined,
  atMs: number,
): Arrival['known'] {
  if (caller?.recordedMs === undefined && caller?.ownCase === undefined) return undefined
  const { openCase, caseOpenedMs = atMs, lastAgent, matters = [] } = caller
  const isRecent = atMs - caseOpenedMs <= (limits.recallDays ?? RECALL_DAYS) * DAY_MS
  return {
    ...(openCase !== undefined && isRecent && { openCase: true }),
    ...(lastAgent !== undefined && { agent: lastAgent }),
    ...(matters.length > 0 && { matters }),
  }
}

/** Where a caller's number is, and whether it may be called. `own` is the number that they rang. */
export function whereIs(
  number: string | undefined,
  own: string | undefined,
): Partial<Pick<Arrival, 'zone' | 'callable'>> {
  if (number === undefined) return {}
  if (!isCallable(number, own)) return { callable: false }
  const zone = zonesOf(number)
  return zone === undefined ? {} : { zone }
}
