import { WrongInput } from '../base/wrong-input.ts'
import type { Arrival } from '../call/journal.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Person } from './exchange.ts'

/** What a line's records say of a caller. */
export interface CallerRecord {
  /** The number of a case that is open, which the caller may ring again about. */
  readonly openCase?: string
  /** Who had it last. */
  readonly lastAgent?: string
  /** What is pending, by the line's names. */
  readonly matters?: readonly string[]
}

/** Who calls. */
export interface From {
  /** 0 for a number that is withheld, which cannot be called back. */
  readonly caller: number
  readonly tier?: string
  readonly number?: string
  /** Absent for a caller of whom there is no record. */
  readonly record?: CallerRecord
  /** The queue from which a callback is owed to a caller who has not rung. */
  readonly owed?: string
}

/**
 * @param where such as `caller.matters`, for the error
 * @throws WrongInput for a matter that the line does not have
 */
export function checkRecord(
  { name, matters = [] }: LineDefinition,
  { matters: pending = [] }: CallerRecord,
  where: string,
): void {
  const known = matters.map(matter => matter.name)
  const wrong = pending.find(matter => !known.includes(matter))
  if (wrong === undefined) return
  const has = known.length === 0 ? 'none' : known.join(', ')
  throw new WrongInput(`${where} names "${wrong}"; line "${name}" has: ${has}`)
}

/** What a centre is told of a caller; the number of a case stays with the carrier. */
export function knownOf({ record }: From): Arrival['known'] {
  if (!record) return undefined
  const { openCase, lastAgent, matters } = record
  return {
    ...(openCase !== undefined && { openCase: true }),
    ...(lastAgent !== undefined && { agent: lastAgent }),
    ...(matters !== undefined && matters.length > 0 && { matters }),
  }
}

export function personOf({ number, record }: From): Person {
  return {
    ...(number !== undefined && { number }),
    ...(record?.openCase !== undefined && { openCase: record.openCase }),
  }
}

/** A caller who is out of the ordinary, in words that follow "a call": ` by a loyal caller with case 104711`. */
export function fromText({ tiers }: LineDefinition, { caller, tier, record }: From): string {
  const of = [
    ...(record?.openCase === undefined ? [] : [`case ${record.openCase}`]),
    ...(record?.lastAgent === undefined ? [] : [`last agent ${record.lastAgent}`]),
    ...(record?.matters ?? []),
  ]
  const is = [
    ...(tier === undefined || tier === tiers.at(-1)!.name ? [] : [tier]),
    ...(record && of.length === 0 ? ['known'] : []),
    ...(caller === 0 ? ['anonymous'] : []),
  ]
  if (is.length === 0 && of.length === 0) return ''
  return `, ${[...is, 'caller'].join(' ')}${of.length === 0 ? '' : ` with ${of.join(', ')}`}`
}
