import { assert } from '../base/assert.ts'
import type { CallerKeys } from './caller-keys.ts'
import { checkCommit } from './check-commit.ts'
import type { PaperKind } from './paper-kinds.ts'
import type { Paper } from './papers.ts'
import type { CentreHold, Store } from './port.ts'
import type { Commit, JournalRow, WhereBound } from './rows.ts'
import { portError } from './sqlite-errors.ts'
import type { SqliteTables } from './sqlite-tables.ts'

/** A centre of the embedded store whose lock is held. Reads at once; writes all in `commit`, in one transaction. */
export class SqliteHold implements CentreHold {
  readonly centre: string
  readonly lastSeq: number
  readonly lastAtMs: number
  readonly #store: Store
  readonly #tables: SqliteTables
  readonly #keys: CallerKeys
  /** Callers who are not in the store yet, by number. */
  readonly #newCallers = new Map<string, { key: number; atMs: number }>()
  #ended = false

  constructor(of: { centre: string; store: Store; tables: SqliteTables; keys: CallerKeys }) {
    const { lastSeq, lastAtMs } = of.tables.journalEnd(of.centre)
    this.centre = of.centre
    this.lastSeq = lastSeq
    this.lastAtMs = lastAtMs
    this.#store = of.store
    this.#tables = of.tables
    this.#keys = of.keys
  }

  factsSince(seq: number): AsyncIterable<JournalRow> {
    this.#assertHeld()
    return this.#store.factsSince(this.centre, seq)
  }

  async answersTo(tokens: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#found(tokens, token => this.#tables.answer(this.centre, token))
  }

  async callsOf(callSids: readonly string[]): Promise<ReadonlyMap<string, WhereBound>> {
    return this.#found(callSids, callSid => this.#tables.call(callSid))
  }

  async paper<Kind extends PaperKind>(kind: Kind, id: string): Promise<Paper<Kind> | undefined> {
    this.#assertHeld()
    return this.#tables.paper(this.centre, kind, id)
  }

  async callerKey({ number, atMs }: { number: string; atMs: number }): Promise<number> {
    this.#assertHeld()
    assert(number !== '', 'a caller without a number has no key')
    const asked = this.#newCallers.get(number)
    if (asked) return asked.key
    const known = this.#tables.callerByNumber(number)
    if (known) return known.key
    const key = this.#keys.reserve(number)
    this.#newCallers.set(number, { key, atMs })
    return key
  }

  async commit(commit: Commit): Promise<void> {
    this.#assertHeld()
    // Ended even if it fails: what was read under this hold must not be used for a second try.
    this.#ended = true
    checkCommit(this.centre, this, commit)
    try {
      this.#tables.transaction(() => this.#write(commit))
    } catch (error) {
      throw portError(error)
    }
  }

  /** Called by the store when the work is done. */
  end(): void {
    this.#ended = true
    for (const number of this.#newCallers.keys()) this.#keys.release(number)
  }

  #write(commit: Commit): void {
    const { centre } = this
    const tables = this.#tables
    for (const row of commit.facts) tables.appendFact(centre, row)
    for (const answer of commit.answers ?? []) tables.addAnswer(centre, answer)
    for (const row of commit.outbox ?? []) tables.addOutbox(centre, row)
    for (const settlement of commit.settled ?? []) tables.settle(centre, settlement)
    for (const postponement of commit.postponed ?? []) tables.postpone(centre, postponement)
    for (const [number, { key, atMs }] of this.#newCallers) tables.addCaller(key, number, atMs)
    for (const change of commit.callers ?? []) tables.changeCaller(change)
    // After the callers: a secret is kept only if its caller is.
    for (const secret of commit.secrets ?? []) tables.addSecret(centre, secret)
    for (const recording of commit.recordings ?? []) tables.addRecording(centre, recording)
    for (const transcript of commit.transcripts ?? []) tables.addTranscript(centre, transcript)
    for (const paper of commit.papers ?? []) tables.addPaper(centre, paper)
    for (const binding of commit.calls ?? []) tables.bindCall(centre, binding)
    for (const definition of commit.definitions ?? []) tables.addDefinition(definition)
    if (commit.roster) tables.setRoster(centre, commit.roster)
  }

  #found<T>(names: readonly string[], find: (name: string) => T | undefined): Map<string, T> {
    this.#assertHeld()
    const found = new Map<string, T>()
    for (const name of names) {
      const value = find(name)
      if (value !== undefined) found.set(name, value)
    }
    return found
  }

  #assertHeld(): void {
    assert(
      !this.#ended,
      `the hold of centre "${this.centre}" has ended: it was committed, or its work is done`,
    )
  }
}
