import fc from 'fast-check'
import type { LineDefinition } from '../line/definition.ts'
import type { CallerRecord, From } from './caller.ts'
import { nameOf } from './cast.ts'

/** Whoever may call: loyal or not, known or not, with a number or without. */
export function anyFrom(definition: LineDefinition): fc.Arbitrary<From> {
  const tier = fc.constantFrom(...definition.tiers.map(({ name }) => name).reverse())
  const withNumber = { caller: 1, number: '+12125550123' }
  // What is found wrong is shown with an ordinary caller, if it can be.
  const who = fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.constant(withNumber) },
    { weight: 1, arbitrary: fc.constant({ caller: 0 }) },
    { weight: 1, arbitrary: anyRecord(definition).map(record => ({ ...withNumber, record })) },
  )
  return fc.record({ tier, who }).map(from => ({ tier: from.tier, ...from.who }))
}

/** Agents may have left whom a record still names. */
function anyRecord({ matters = [] }: LineDefinition): fc.Arbitrary<CallerRecord> {
  const pending = matters.map(({ name }) => name)
  return fc.record(
    {
      openCase: fc.constant('104711'),
      lastAgent: fc.constantFrom(nameOf(0), nameOf(1), nameOf(11)),
      matters: fc.subarray(pending),
    },
    { requiredKeys: [] },
  )
}
