import { createHash } from 'node:crypto'
import { assert } from '../base/assert.ts'
import type { Commit, Definition } from './rows.ts'

/** Where a journal ends. */
export interface JournalEnd {
  readonly lastSeq: number
  readonly lastAtMs: number
}

/** Stops at a commit that no store may take, before anything of it is written. The same for every store. */
export function checkCommit(centre: string, end: JournalEnd, commit: Commit): void {
  let seq = end.lastSeq
  let atMs = end.lastAtMs
  for (const fact of commit.facts) {
    seq++
    assert(fact.seq === seq, `centre "${centre}": fact ${fact.seq} appended, expected ${seq}`)
    assert(
      Number.isSafeInteger(fact.atMs) && fact.atMs >= atMs,
      `centre "${centre}": fact ${seq} is at ${fact.atMs} ms, expected an integer of at least ${atMs}`,
    )
    atMs = fact.atMs
  }
  for (const row of commit.outbox ?? []) {
    assert(row.seq >= 1 && row.seq <= seq, `outbox row "${row.id}" names fact ${row.seq}, the last is ${seq}`)
  }
  for (const definition of commit.definitions ?? []) checkDefinition(definition)
  for (const { name } of commit.roster?.pins ?? [])
    assert(
      commit.roster?.agents.includes(name),
      `centre "${centre}": a PIN for "${name}", who is not in the roster`,
    )
}

/** Stops at a definition whose text has another hash. */
export function checkDefinition(definition: Definition): void {
  const hash = createHash('sha256').update(definition.text).digest('hex')
  assert(hash === definition.hash, `${definition.kind} kept as ${definition.hash}, its text has hash ${hash}`)
}
