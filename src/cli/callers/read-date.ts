import { WrongInput } from '../../base/wrong-input.ts'
import { isRealDate } from '../../line/zone.ts'
import { parseTime } from '../options.ts'

/** Reads a day, or a time as `--at` takes it, in ms since 1970; without a zone it is meant in UTC. Undefined for other text. */
export function readDate(text: string): number | undefined {
  if (isRealDate(text)) return Date.parse(`${text}T00:00Z`)
  try {
    return parseTime(text, 'UTC')
  } catch (error) {
    if (error instanceof WrongInput) return undefined
    throw error
  }
}
