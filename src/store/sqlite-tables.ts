import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { PaperKind } from './paper-kinds.ts'
import type { Paper, PapersWanted } from './papers.ts'
import type { Forgettable } from './port.ts'
import type {
  AgentPin,
  Answer,
  CallBinding,
  Caller,
  CallerChange,
  Definition,
  Dossier,
  ImportedRoster,
  JournalRow,
  Leased,
  NewOutboxRow,
  NewRecording,
  NewRoster,
  NewSecret,
  OutboxRow,
  Postponement,
  Recording,
  Secret,
  Settlement,
  Snapshot,
  Transcript,
  WhereBound,
} from './rows.ts'
import { PAPER_FILTER_NAMES, papersSql, SQL } from './sqlite-sql.ts'

/** Papers that are read at once unless it is told. */
const PAPERS_MAX = 1_000

type Row = Record<string, SQLOutputValue>

/** The tables of the embedded store as plain calls, each one statement; nobody else speaks SQL. */
export class SqliteTables {
  readonly #db: DatabaseSync
  readonly #run: Record<keyof typeof SQL, StatementSync>
  /** Searches for papers, by their SQL: there are as many as ways to search. */
  readonly #searches = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.#db = db
    const entries = Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])
    this.#run = Object.fromEntries(entries) as Record<keyof typeof SQL, StatementSync>
  }

  /** Runs writes as one transaction; what throws leaves nothing behind. */
  transaction<T>(work: () => T): T {
    this.#run.begin.run()
    try {
      const result = work()
      this.#run.commit.run()
      return result
    } catch (error) {
      // Some failures (disk full) have rolled back by themselves.
      if (this.#db.isTransaction) this.#run.rollback.run()
      throw error
    }
  }

  /** Empties the write-ahead log, where rows that were deleted may still stand. */
  truncateLog(): void {
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  close(): void {
    this.#db.close()
  }

  journalEnd(centre: string): { lastSeq: number; lastAtMs: number } {
    const row = this.#run.journalEnd.get(centre)
    return row ? { lastSeq: Number(row.seq), lastAtMs: Number(row.atMs) } : { lastSeq: 0, lastAtMs: 0 }
  }

  facts(centre: string, afterSeq: number, limit: number): JournalRow[] {
    return many<JournalRow>(this.#run.facts.all(centre, afterSeq, limit))
  }

  appendFact(centre: string, row: JournalRow): void {
    this.#run.appendFact.run(centre, row.seq, row.atMs, row.kind, row.data, row.directives)
  }

  answer(centre: string, token: string): string | undefined {
    return one<{ answer: string }>(this.#run.answer.get(token, centre))?.answer
  }

  addAnswer(centre: string, { token, answer, atMs }: Answer): void {
    this.#run.addAnswer.run(centre, token, atMs, answer)
  }

  addOutbox(centre: string, { id, seq, payload, dueMs, lease }: NewOutboxRow): void {
    const [node, untilMs, attempt] = lease ? [lease.node, lease.untilMs, 1] : [null, 0, 0]
    this.#run.addOutbox.run(centre, id, seq, payload, dueMs, node, untilMs, attempt)
  }

  lease(lease: { centre: string; node: string; nowMs: number; untilMs: number; limit: number }): Leased[] {
    const { centre, node, nowMs, untilMs, limit } = lease
    const rows = many<Leased & { n: number }>(this.#run.lease.all(node, untilMs, centre, nowMs, nowMs, limit))
    // SQLite returns updated rows in no particular order.
    return rows.sort((a, b) => a.dueMs - b.dueMs || a.n - b.n).map(({ n: _, ...row }) => row)
  }

  outstanding(centre: string, limit: number): OutboxRow[] {
    return many<OutboxRow>(this.#run.outstanding.all(centre, limit))
  }

  settle(centre: string, { id, outcome, atMs }: Settlement): void {
    this.#run.settle.run(outcome, atMs, id, centre)
  }

  postpone(centre: string, { id, untilMs }: Postponement): void {
    this.#run.postpone.run(untilMs, id, centre)
  }

  /** Ends every lease: of an embedded store that has just been opened, no holder is alive. */
  freeLeases(): void {
    this.#run.freeLeases.run()
  }

  /** The highest key that any caller ever had, erased ones included. */
  lastCallerKey(): number {
    return Number(this.#run.lastCallerKey.get()?.seq ?? 0)
  }

  caller(key: number): Caller | undefined {
    return callerOf(this.#run.caller.get(key))
  }

  callerByNumber(number: string): Caller | undefined {
    return callerOf(this.#run.callerByNumber.get(number))
  }

  callerByCase(openCase: string): Caller | undefined {
    return callerOf(this.#run.callerByCase.get(openCase))
  }

  addCaller(key: number, number: string, atMs: number): void {
    this.#run.addCaller.run(key, number, atMs, atMs)
  }

  changeCaller({ key, record, ownCase, ...change }: CallerChange): void {
    if (record) {
      const { atMs, openCase = null, caseOpenedMs = null, matters } = record
      const pending = matters ? JSON.stringify(matters) : null
      const agent = record.lastAgent ?? null
      const { tier = null, email = null } = record
      this.#run.recordCaller.run(atMs, tier, openCase, caseOpenedMs, agent, pending, email, key)
    }
    if (ownCase !== undefined) this.#run.ownCase.run(ownCase?.number ?? null, ownCase?.openedMs ?? null, key)
    const { name, language, tier, seenMs, lastAgent, texts, textedMs } = change
    const changes = [name, language, tier, seenMs, lastAgent, texts, textedMs].map(value => value ?? null)
    if (changes.some(change => change !== null)) this.#run.changeCaller.run(...changes, key)
  }

  eraseCaller(key: number): number {
    const { eraseCaller, eraseSecrets, eraseRecordings, erasePapers } = this.#run
    const erasures = [eraseCaller, eraseSecrets, eraseRecordings, erasePapers]
    return erasures.reduce((rows, erasure) => rows + Number(erasure.run(key).changes), 0)
  }

  secrets(centre: string, call: number): Secret[] {
    return many<Secret>(this.#run.secrets.all(centre, call))
  }

  addSecret(centre: string, { call, caller, what, value, atMs }: NewSecret): void {
    this.#run.addSecret.run(centre, call, caller, what, value, atMs, caller, caller)
  }

  recordings(centre: string, call: number): Recording[] {
    return some<Recording>(this.#run.recordings.all(centre, call))
  }

  addRecording(centre: string, { call, caller, sid, url, seconds, state, atMs }: NewRecording): void {
    this.#run.addRecording.run(centre, call, caller, sid, url, seconds, state, atMs)
  }

  addTranscript(centre: string, { sid, text }: Transcript): void {
    this.#run.transcribe.run(text, sid, centre)
  }

  paper<Kind extends PaperKind>(centre: string, kind: Kind, id: string): Paper<Kind> | undefined {
    const row = this.#run.paper.get(kind, id, centre)
    return row && paperOf<Kind>(row)
  }

  papers<Kind extends PaperKind>(centre: string, wanted: PapersWanted<Kind>): Paper<Kind>[] {
    const { kind, limit = PAPERS_MAX, newestFirst = false } = wanted
    const filters = PAPER_FILTER_NAMES.filter(filter => wanted[filter] !== undefined)
    const sql = papersSql(filters, newestFirst)
    const search = this.#searches.get(sql) ?? this.#db.prepare(sql)
    this.#searches.set(sql, search)
    const values = filters.map(filter => wanted[filter]!)
    return search.all(centre, kind, ...values, limit).map(row => paperOf<Kind>(row))
  }

  addPaper(centre: string, { kind, id, caller, call, state, atMs, dueMs, body }: Paper): void {
    this.#run.addPaper.run(centre, kind, id, caller, call, state, atMs, dueMs ?? null, JSON.stringify(body))
  }

  dossier(key: number): Dossier | undefined {
    const caller = this.caller(key)
    const { secretsOfCaller, recordingsOfCaller, papersOfCaller } = this.#run
    return (
      caller && {
        caller,
        said: many(secretsOfCaller.all(key)),
        recordings: some(recordingsOfCaller.all(key)),
        papers: papersOfCaller.all(key).map(row => paperOf(row)),
      }
    )
  }

  recordingsBefore(beforeMs: number, limit: number): Recording[] {
    return some(this.#run.recordingsBefore.all(beforeMs, limit))
  }

  forgetRecording(sid: string): void {
    this.#run.forgetRecording.run(sid)
  }

  callersBefore(beforeMs: number, limit: number): number[] {
    return this.#run.callersBefore.all(beforeMs, limit).map(({ key }) => Number(key))
  }

  call(callSid: string): WhereBound | undefined {
    return one<WhereBound>(this.#run.call.get(callSid))
  }

  callSid(centre: string, call: number): string | undefined {
    return one<{ callSid: string }>(this.#run.callSid.get(centre, call))?.callSid
  }

  bindCall(centre: string, { callSid, call, atMs }: CallBinding): void {
    this.#run.bindCall.run(callSid, centre, call, atMs)
  }

  definition(hash: string): Definition | undefined {
    return one<Definition>(this.#run.definition.get(hash))
  }

  addDefinition({ hash, kind, text }: Definition): void {
    this.#run.addDefinition.run(hash, kind, text)
  }

  roster(centre: string): ImportedRoster | undefined {
    return one<ImportedRoster>(this.#run.roster.get(centre))
  }

  setRoster(centre: string, { hash, atMs, agents, pins }: NewRoster): void {
    const names = new Set(agents)
    this.#run.setRoster.run(centre, hash, atMs)
    for (const { name } of this.pins(centre)) if (!names.has(name)) this.#run.dropPin.run(centre, name)
    for (const { name, pin } of pins) this.#run.setPin.run(centre, name, pin, atMs)
  }

  pin(centre: string, agent: string): AgentPin | undefined {
    return one<AgentPin>(this.#run.pin.get(centre, agent))
  }

  pins(centre: string): AgentPin[] {
    return many<AgentPin>(this.#run.pins.all(centre))
  }

  snapshot(centre: string, programVersion: string): Snapshot | undefined {
    return one<Snapshot>(this.#run.snapshot.get(centre, programVersion))
  }

  /** Adds a snapshot, in place of one of the same sequence and version, and drops all but the centre's latest two. */
  addSnapshot(centre: string, { seq, programVersion, bytes }: Snapshot): void {
    this.#run.addSnapshot.run(centre, seq, programVersion, bytes)
    this.#run.dropSnapshots.run(centre, centre)
  }

  /** Deletes at most `limit` rows that are older, oldest first; returns how many. */
  forget(what: Forgettable, beforeMs: number, limit: number): number {
    const name = {
      answers: 'forgetAnswers',
      calls: 'forgetCalls',
      secrets: 'forgetSecrets',
      settled: 'forgetSettled',
    } as const
    return Number(this.#run[name[what]].run(beforeMs, limit).changes)
  }

  /** As `forget`, for papers of one kind. */
  forgetPapers(kind: PaperKind, beforeMs: number, limit: number): number {
    return Number(this.#run.forgetPapers.run(kind, beforeMs, limit).changes)
  }
}

function paperOf<Kind extends PaperKind>(row: Row): Paper<Kind> {
  const { body, ...paper } = one<Record<string, unknown>>(row)!
  return { ...paper, body: JSON.parse(String(body)) } as Paper<Kind>
}

/** SQL names the columns as the port does; STRICT tables hold the types. Null is absent above this file. */
function one<T>(row: Row | undefined): T | undefined {
  if (!row) return undefined
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T
}

function callerOf(row: Row | undefined): Caller | undefined {
  const { matters, ...caller } = one<Record<string, unknown>>(row) ?? {}
  if (!row) return undefined
  return { ...caller, ...(typeof matters === 'string' && { matters: JSON.parse(matters) }) } as Caller
}

/** As `one`, of several rows. */
function some<T>(rows: Row[]): T[] {
  return rows.map(row => one<T>(row)!)
}

/** Of tables without null, as they come: a journal is read by the million. */
function many<T>(rows: Row[]): T[] {
  return rows as T[]
}
