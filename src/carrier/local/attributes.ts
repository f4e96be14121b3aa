import { fits, GRAMMAR } from './grammar.ts'
import type { Method } from './happenings.ts'
import type { Verb } from './twiml.ts'

/** An attribute as it stands; undefined where it is missing or holds what it cannot, so that its default counts. */
export function attribute({ name, attributes }: Verb, which: string): string | undefined {
  const value = Object.hasOwn(attributes, which) ? attributes[which] : undefined
  const form = GRAMMAR[name]?.attributes[which]
  return value !== undefined && form !== undefined && fits(form, value) ? value : undefined
}

export function isOn(verb: Verb, which: string, usual: boolean): boolean {
  return (attribute(verb, which) ?? String(usual)) === 'true'
}

export function numberOf(verb: Verb, which: string, usual: number): number {
  const value = attribute(verb, which)
  return value === undefined || value === 'auto' ? usual : Number(value)
}

export function methodOf(verb: Verb, which: string, usual: Method = 'POST'): Method {
  return (attribute(verb, which)?.toUpperCase() ?? usual) as Method
}
