import fc from 'fast-check'
import { KEYS } from '../call/events.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Act } from './act.ts'

/** Whatever a caller or an agent may do next: mostly what is asked for, and now and then something else. */
export function anyAct(definition: LineDefinition): fc.Arbitrary<Act> {
  const nth = fc.nat({ max: 11 })
  const does = <D extends Act['does']>(...names: D[]) =>
    fc.constantFrom(...names).map(name => ({ does: name }))
  return fc.oneof(
    { weight: 12, arbitrary: nth.map(n => ({ does: 'answer' as const, nth: n })) },
    { weight: 4, arbitrary: fc.constantFrom(...KEYS).map(key => ({ does: 'press' as const, key })) },
    { weight: 2, arbitrary: entries().map(keys => ({ does: 'enter' as const, keys })) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...sayings(definition)).map(words => ({ does: 'say' as const, words })),
    },
    { weight: 4, arbitrary: does('finish') },
    { weight: 2, arbitrary: does('hang-up', 'miss', 'fault') },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constantFrom('go-away' as const, 'sign-in' as const, 'transfer' as const),
        nth,
      }),
    },
  )
}

/** Keys where digits are asked for: too few, too many, signs that are no digits. */
function entries(): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...'0123456789*#'), minLength: 1, maxLength: 15 })
}

/** What means something to the line, in any of its languages, and what does not. */
function sayings({ intents, phrases = {} }: LineDefinition): string[] {
  const words = Object.values(phrases).flatMap(byLanguage => Object.values(byLanguage).flat())
  return [...intents, 'unclear', ...words]
}
