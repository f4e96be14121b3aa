import type { Key } from '../call/events.ts'
import { KEYS } from '../call/events.ts'

/** The key of a phone that bears a sign, or undefined where a phone has none. */
export function keyOf(sign: string): Key | undefined {
  return KEYS.find(key => signOf(key) === sign)
}

/** What stands on a key. */
export function signOf(key: Key): string {
  return key === 'star' ? '*' : key === 'pound' ? '#' : key
}
