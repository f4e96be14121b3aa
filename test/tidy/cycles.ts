import type { Finding, Source } from './source.ts'

/**
 * Files that need each other, directly or round a circle; each circle is told once. Imports of types count:
 * a circle of types loads, but can no more be read from the bottom up than one of values.
 */
export function importCycles(sources: readonly Source[]): Finding[] {
  const byPath = new Map(sources.map(source => [source.path, source]))
  const done = new Set<string>()
  const trail: string[] = []
  const findings: Finding[] = []

  const visit = (source: Source): void => {
    trail.push(source.path)
    for (const { target, line, isAddress } of source.imports) {
      const next = byPath.get(target)
      if (!next || isAddress || done.has(target)) continue
      const from = trail.indexOf(target)
      if (from < 0) visit(next)
      else {
        const circle = [...trail.slice(from), target].join(' > ')
        findings.push(
          `${source.path}:${line} closes a circle of imports: ${circle}; move what both need to a file below.`,
        )
      }
    }
    trail.pop()
    done.add(source.path)
  }
  for (const source of sources) if (!done.has(source.path)) visit(source)
  return findings
}
