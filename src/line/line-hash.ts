import { createHash } from 'node:crypto'
import { WrongInput } from '../base/wrong-input.ts'

/** Deeper than any definition or machine that a person writes; reached only by a value that holds itself. */
const DEPTH_MAX = 200

/**
 * The one JSON text of a value: members sorted by name (UTF-16 code units), no white space, members that are
 * undefined left out. Two values that JSON cannot tell apart have the same text.
 *
 * @throws WrongInput that names the path of whatever JSON would drop or bend: a function, NaN, Infinity,
 *   undefined in a list, a bigint, a symbol, an object that is not plain, or a value that holds itself.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value, '', 0)
}

/** SHA-256 of the canonical JSON as 64 lower-case hex digits: the name of a definition beside a journal. */
export function contentHash(value: unknown): string {
  return textHash(canonicalJson(value))
}

/** SHA-256 of a text in UTF-8 as 64 lower-case hex digits. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function textOf(value: unknown, path: string, depth: number): string {
  if (depth > DEPTH_MAX) {
    throw refused(path.slice(0, 80), `nested more than ${DEPTH_MAX} deep, or holds itself`)
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refused(path, String(value))
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    // Array.from also visits the holes of a sparse list, which map would pass over.
    return `[${Array.from(value, (item, index) => textOf(item, `${path}[${index}]`, depth + 1)).join(',')}]`
  }
  if (typeof value !== 'object') {
    throw refused(path, value === undefined ? 'undefined' : `a ${typeof value}`)
  }
  return textOfObject(value, path, depth)
}

function textOfObject(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw refused(path, `an object of class ${value.constructor?.name ?? 'unknown'}`)
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([key, member]) => `${JSON.stringify(key)}:${textOf(member, path ? `${path}.${key}` : key, depth + 1)}`,
    )
  return `{${members.join(',')}}`
}

function refused(path: string, got: string): WrongInput {
  return new WrongInput(
    `${path || 'the value'} is ${got}; expected what JSON can hold: texts, finite numbers, lists, plain objects.`,
  )
}
