import { afterAll } from 'vitest'
import { rehearsals } from './rehearsals.ts'
import type { Seen } from './seen.ts'

// Loaded before each test file by `flowCoverage`, which reads in the end what each of them has left.

declare module 'vitest' {
  interface TaskMeta {
    /** What calls of this file have come to. */
    flows?: readonly Seen[]
  }
}

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are wanted, and these are none.
afterAll(async ({}, { file }) => {
  if (rehearsals.size === 0) return
  const { seenOf } = await import('./seen.ts')
  file.meta.flows = [...rehearsals].map(seenOf)
})
