import type { Scenario } from '../scenario/scenario.ts'

/** A key that two scenarios say differently, as `--set` names it; undefined where one does not say it. */
export interface Difference {
  readonly key: string
  readonly one: string | undefined
  readonly other: string | undefined
}

/** What one scenario says otherwise than another, in the order of the keys: lists are compared as a whole. */
export function scenarioDifferences(one: Scenario, other: Scenario): Difference[] {
  return differences('', one, other)
}

function differences(within: string, one: object, other: object): Difference[] {
  const [before, after] = [one, other] as Readonly<Record<string, unknown>>[]
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return keys.flatMap(name => {
    const [left, right] = [before![name], after![name]]
    const key = within === '' ? name : `${within}.${name}`
    if (isMap(left) && isMap(right)) return differences(key, left, right)
    const texts = [JSON.stringify(left), JSON.stringify(right)] as const
    return texts[0] === texts[1] ? [] : [{ key, one: texts[0], other: texts[1] }]
  })
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
