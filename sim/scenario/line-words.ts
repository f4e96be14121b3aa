import { nearest } from '../../src/line/nearest.ts'

/** What a scenario must know of its line. */
export interface LineWords {
  readonly name: string
  readonly queues: readonly string[]
  /** Those of the queues to which the scenario's callers come by themselves. */
  readonly reached: readonly string[]
  readonly intents: readonly string[]
  readonly tiers: readonly string[]
  readonly languages: readonly string[]
  readonly matters: readonly string[]
  /** Whether agents can hand callers of one queue on to another. */
  transfers(from: string, to: string): boolean
}

/** The built-in line: no menus, one queue, always open. */
export const DIRECT: LineWords = {
  name: 'direct',
  queues: ['direct'],
  reached: ['direct'],
  intents: [],
  tiers: ['ordinary'],
  languages: ['en-US'],
  matters: [],
  transfers: () => false,
}

/** What to say about a name that is none of those known. */
export function unknownName(name: string, of: string, known: readonly string[]): string {
  const guess = nearest(name, known)
  const help = guess ? `did you mean ${guess}?` : 'take one of these.'
  return `got "${name}", expected one of the ${of} ${known.join(', ')}; ${help}`
}
