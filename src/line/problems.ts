import { nearest } from './nearest.ts'

/** Words joined by dashes, as names stand in addresses, journals and scenarios. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const NAME_LENGTH_MAX = 64

/** An object of unknown content, all of whose keys are known. */
export type Fields = Readonly<Record<string, unknown>>

/**
 * Reads a value of unknown shape and collects every problem as a sentence that says where, what was found and
 * what was expected. A reader returns undefined where the value cannot be used, so that checks that build on it
 * are passed over and one slip is reported once.
 */
export class Problems {
  readonly found: string[] = []

  /** Notes that the value at `where` is not what it should be. `expected` continues the sentence. */
  add(where: string, value: unknown, expected: string): undefined {
    this.note(`${where} is ${shown(value)}; expected ${expected}.`)
  }

  /** Notes a whole sentence. */
  note(sentence: string): undefined {
    this.found.push(sentence)
  }

  /** An object with any keys. */
  object(where: string, value: unknown): Fields | undefined {
    return isPlainObject(value) ? value : this.add(where, value, 'an object')
  }

  /** An object that has no key but those known. */
  fields(where: string, value: unknown, known: readonly string[]): Fields | undefined {
    const object = this.object(where, value)
    for (const key of Object.keys(object ?? {})) {
      if (known.includes(key)) continue
      const guess = nearest(key, known)
      this.note(
        `${where} has the unknown key ${shown(key)}; ${guess ? `did you mean ${shown(guess)}?` : `known are: ${known.join(', ')}.`}`,
      )
    }
    return object
  }

  list(
    where: string,
    value: unknown,
    { min, max, of }: { min: number; max: number; of: string },
  ): readonly unknown[] | undefined {
    const expected = `a list of ${min > 0 ? `${min} to ` : 'at most '}${max.toLocaleString('en-US')} ${of}`
    if (!Array.isArray(value)) return this.add(where, value, expected)
    if (value.length < min || value.length > max)
      return this.note(`${where} has ${value.length.toLocaleString('en-US')} items; expected ${expected}.`)
    return Array.from<unknown>(value)
  }

  text(where: string, value: unknown, { max }: { max: number }): string | undefined {
    if (typeof value !== 'string' || value.trim() === '')
      return this.add(where, value, 'a text that is not empty')
    if (value.length > max) {
      return this.note(
        `${where} has ${value.length.toLocaleString('en-US')} characters; expected at most ${max.toLocaleString('en-US')}.`,
      )
    }
    return value
  }

  name(where: string, value: unknown): string | undefined {
    if (typeof value === 'string' && NAME.test(value) && value.length <= NAME_LENGTH_MAX) return value
    return this.add(
      where,
      value,
      `a name of at most ${NAME_LENGTH_MAX} lower-case letters, digits and single dashes, such as "card-support"`,
    )
  }

  /** A number between both bounds, which belong to the range unless `above` says that the lower does not. */
  number(where: string, value: unknown, range: NumberRange): number | undefined {
    const { min, max, whole = false, above = false } = range
    const fits =
      typeof value === 'number' &&
      (whole ? Number.isInteger(value) : Number.isFinite(value)) &&
      (above ? value > min : value >= min) &&
      value <= max
    if (fits) return value
    const bounds = above
      ? `more than ${min.toLocaleString('en-US')} and at most ${max.toLocaleString('en-US')}`
      : `from ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}`
    return this.add(where, value, `a ${whole ? 'whole ' : ''}number ${bounds}`)
  }

  /** Names that may each stand once; the message points to the first of two. */
  unique(names: readonly { where: string; name: string | undefined }[]): void {
    const seen = new Map<string, string>()
    for (const { where, name } of names) {
      if (name === undefined) continue
      const first = seen.get(name)
      if (first) this.note(`${where} is ${shown(name)} again; ${first} has it already.`)
      else seen.set(name, where)
    }
  }
}

export interface NumberRange {
  readonly min: number
  readonly max: number
  readonly whole?: boolean
  readonly above?: boolean
}

/** A value as a message shows it: short, on one line, never its whole content. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function isPlainObject(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
