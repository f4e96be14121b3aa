import { WrongInput } from '../../base/wrong-input.ts'
import type { LineDefinition } from '../../line/definition.ts'
import { type CallerRecord, checkRecord, type From } from '../../testkit/caller.ts'

/** What the command line says of who calls. */
export interface CallerOptions {
  /** A number, or `anonymous`. */
  readonly from: string
  readonly tier?: string
  readonly case?: string
  readonly matter?: readonly string[]
}

/** Who calls, as a centre and a transcript know it. */
export interface Caller {
  readonly from: From
  /** All but the last two digits of the number are hidden. */
  readonly shown: string
}

/** Reads who calls. @throws WrongInput for what is no number, and for what the line does not have */
export function callerOf(definition: LineDefinition, options: CallerOptions): Caller {
  const { number, shown } = parseFrom(options.from)
  const record = recordOf(definition, options)
  if (record && number === undefined)
    throw new WrongInput('--case and --matter need a number: nobody is known who withholds it')
  const tier = tierOf(definition, options.tier)
  return {
    from: {
      caller: number === undefined ? 0 : 1,
      ...(number !== undefined && { number }),
      ...(tier !== undefined && { tier }),
      ...(record && { record }),
    },
    shown,
  }
}

function parseFrom(text: string): { number?: string; shown: string } {
  if (text === 'anonymous') return { shown: 'anonymous' }
  const number = text.replaceAll(/[\s().-]/g, '')
  if (/^\+?\d{7,15}$/.test(number)) return { number, shown: `•••${number.slice(-2)}` }
  // What was given may be somebody's number, mistyped: it is not repeated.
  throw new WrongInput('--from expected a number such as +12125550123, or anonymous')
}

function tierOf({ name, tiers }: LineDefinition, tier: string | undefined): string | undefined {
  const names = tiers.map(known => known.name)
  if (tier === undefined || names.includes(tier)) return tier
  throw new WrongInput(`--tier got "${tier}"; line "${name}" has: ${names.join(', ')}`)
}

function recordOf(definition: LineDefinition, options: CallerOptions): CallerRecord | undefined {
  const { case: openCase, matter: matters } = options
  if (openCase === undefined && matters === undefined) return undefined
  if (openCase !== undefined && !/^\d{1,20}$/.test(openCase))
    throw new WrongInput('--case expected the digits of a case number, such as 104711')
  const record = { ...(openCase !== undefined && { openCase }), ...(matters && { matters }) }
  checkRecord(definition, record, '--matter')
  return record
}
