import { WrongInput } from '../../base/wrong-input.ts'
import type { CommonEvent } from '../events.ts'

/** What blocks are made of: actions and transitions that several of them use. */

/** A length of time as an author writes it: `45 s`, `3 min`, `2 h`. */
export type Length = `${number} ${'s' | 'min' | 'h'}`

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 }

/** Whole milliseconds of a length such as `45 s`. @throws WrongInput for one that is not more than nothing */
export function lengthMs(length: Length): number {
  const [amount = '', unit = ''] = String(length).split(' ')
  const ms = Math.round(Number(amount) * (UNITS_MS[unit] ?? Number.NaN))
  if (ms > 0 && Number.isFinite(ms)) return ms
  throw new WrongInput(`a length of "${length}"; expected such as "45 s", "3 min" or "2 h"`)
}

export const speaks = (prompt: string) => ({ type: 'say', params: { prompt } }) as const

/** Asks for one key. */
export const asksKey = (prompt: string, timeoutSeconds: number) =>
  ({ type: 'ask', params: { prompt, keys: 1, timeoutSeconds } }) as const

export const texts = (prompt: string, asks?: 'score') =>
  ({ type: 'text', params: { prompt, ...(asks && { asks }) } }) as const

export const OPEN_CASE = { type: 'openCase', params: {} } as const
export const LEAVE = { type: 'leaveQueue', params: {} } as const
export const HANG_UP = { type: 'hangUp', params: {} } as const
export const KEEP_PLACE = { type: 'keepPlace', params: {} } as const
export const RESET_SLIPS = { type: 'reset', params: { counter: 'slips' } } as const

/** A wrong or missing answer: forgiven `tries - 1` times, then on to a person. */
export const slip = (again: string, giveUp: string, tries: number) => [
  ...(tries > 1 ? [forgiven(again, tries)] : []),
  { target: giveUp },
]

/** A slip that is forgiven, while it is. */
export const forgiven = (again: string, tries: number) => ({
  guard: { type: 'below', params: { counter: 'slips', limit: tries - 1 } } as const,
  target: again,
  actions: { type: 'count', params: { counter: 'slips' } } as const,
})

/** The states of a question: `asking`, and where a slip is forgiven, `again` with an apology. */
export const asked = <Ask extends object>(ask: Ask, sorry: string, tries: number) => ({
  asking: { entry: ask },
  ...(tries > 1 && { again: { entry: [speaks(sorry), ask] as const } }),
})

/** Transitions whose events come from an author's table, so that XState's types know them only as strings. */
export function transitions(on: Readonly<Record<string, unknown>>): Record<CommonEvent, string> {
  return on as Record<CommonEvent, string>
}

/**
 * Transitions by key.
 *
 * @param where names the block, for the author
 * @throws WrongInput for a key that is given twice: only one of its ways could ever be gone
 */
export function oneWayEach(
  where: string,
  ways: readonly (readonly [key: string, to: unknown])[],
): Record<string, unknown> {
  const on: Record<string, unknown> = {}
  for (const [key, to] of ways) {
    if (on[`key.${key}`] !== undefined)
      throw new WrongInput(`${where} has two ways for key ${key}; a key has one`)
    on[`key.${key}`] = to
  }
  return on
}
