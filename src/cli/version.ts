import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { join } from 'node:path'

const SRC = join(import.meta.dirname, '..')
/** The deterministic floors: what they do is what a journal's facts lead to. */
const FLOORS = ['base', 'line', 'call', 'centre']

/** The version that is published. */
export const VERSION: string = JSON.parse(
  readFileSync(findPackageJSON('..', import.meta.url)!, 'utf8'),
).version

/**
 * Names what steps a centre: the version and the content of the deterministic floors. A snapshot is only read by what
 * wrote it, and two checkouts of one version may differ.
 */
export function programVersion(): string {
  const hash = createHash('sha256')
  for (const floor of FLOORS) {
    const files = readdirSync(join(SRC, floor), { recursive: true, encoding: 'utf8' }).sort()
    for (const file of files.filter(name => /\.[jt]s$/.test(name))) {
      hash.update(`${floor}/${file}\n`).update(readFileSync(join(SRC, floor, file)))
    }
  }
  return `${VERSION}+${hash.digest('hex').slice(0, 12)}`
}
