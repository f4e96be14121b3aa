import { readFileSync, writeFileSync } from 'node:fs'

/** The part of package-lock.json (version 3) that is read or written here. */
export interface Lock {
  packages: Record<string, LockedPackage>
}

interface LockedPackage {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string | string[]
  cpu?: string | string[]
  libc?: string | string[]
  optionalDependencies?: Record<string, string>
}

/**
 * Adds the builds for other systems that a registry without them left out of the lock; `npm ci` refuses a lock
 * that lacks one, though it would never install it. They carry no hash: they could not be fetched to take one.
 * Returns the names of those added; the lock is changed in place.
 */
export function completeLock(lock: Lock): string[] {
  const added: string[] = []
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const nested = `${path}/node_modules/${name}`
      const hoisted = `node_modules/${name}`
      if (nested in lock.packages || hoisted in lock.packages) continue
      const { os, cpu, libc } = systemOf(name)
      // npm writes these keys in this order, so that its next run leaves the file as it is.
      const dev = parent.dev ? { dev: true } : {}
      lock.packages[hoisted] = { version, cpu, ...dev, ...(libc ? { libc } : {}), optional: true, os }
      added.push(name)
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(sorted)
  return added
}

/** Reads the system off a name such as `@biomejs/cli-linux-arm64-musl`; the habit of all who publish builds. */
function systemOf(name: string): { os: string[]; cpu: string[]; libc: string[] | undefined } {
  const found = /(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+?)(?:-([a-z]+))?$/.exec(name)
  if (!found)
    throw new Error(`package-lock.json lacks optional "${name}", whose name tells no system; add it by hand.`)
  const [, os = '', cpu = '', abi = ''] = found
  const libc = abi.startsWith('musl') ? ['musl'] : abi === 'gnu' ? ['glibc'] : undefined
  return { os: [os], cpu: [cpu], libc }
}

if (import.meta.main) {
  const file = new URL('../../package-lock.json', import.meta.url)
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock
  const added = completeLock(lock)
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(added.length > 0 ? `added ${added.join(', ')}` : 'package-lock.json is complete')
}
