import { setImmediate as nextTurn } from 'node:timers/promises'
import { assert } from '../base/assert.ts'
import { CallerKeys } from './caller-keys.ts'
import { CentreLocks } from './centre-locks.ts'
import { checkDefinition } from './check-commit.ts'
import type { PaperKind } from './paper-kinds.ts'
import type { Paper, PapersWanted } from './papers.ts'
import type { CentreHold, Forgettable, LeaseRequest, Store } from './port.ts'
import type {
  AgentPin,
  Caller,
  Definition,
  Dossier,
  ImportedRoster,
  JournalRow,
  Leased,
  OutboxRow,
  Recording,
  Secret,
  Snapshot,
  WhereBound,
} from './rows.ts'
import { portError } from './sqlite-errors.ts'
import { SqliteHold } from './sqlite-hold.ts'
import { type OpenDatabase, openDatabase, type SqliteOptions } from './sqlite-open.ts'
import { SqliteTables } from './sqlite-tables.ts'

/** Large enough that the statement's own cost vanishes, small enough to hold no more than a megabyte. */
const PAGE_ROWS = 1_000
/** Deleting so many takes about as long as one commit of a large group. */
const FORGET_ROWS = 500

/**
 * Opens the embedded store: one SQLite file, in one process. Rejects with WrongInput, which says what to do, if the
 * folder cannot be written, another process holds the file, or the file is damaged, foreign or of a newer Holdline.
 *
 * It runs on the thread of the runtime, since there it is both simplest and fastest: webhooks with 48 at once on
 * two cores were 9,400/s (p99 21 ms, the load generator on the other core) against 7,400/s (26 ms) with the
 * database in a worker thread; with an fsync slowed from 0.1 to 3 ms, 4,100/s against 4,500/s.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  return new SqliteStore(openDatabase(options))
}

class SqliteStore implements Store {
  readonly #tables: SqliteTables
  readonly #afterClose: () => void
  readonly #locks = new CentreLocks()
  readonly #keys: CallerKeys
  #closing: Promise<void> | undefined
  #closed = false

  constructor({ db, afterClose }: OpenDatabase) {
    this.#tables = new SqliteTables(db)
    this.#afterClose = afterClose
    this.#tables.freeLeases()
    this.#keys = new CallerKeys(this.#tables.lastCallerKey())
  }

  async withCentre<T>(centre: string, work: (hold: CentreHold) => Promise<T>): Promise<T> {
    assert(centre !== '', 'a centre needs a name')
    assert(!this.#closing, 'the store is closing')
    return this.#locks.run(centre, async () => {
      const hold = this.#do(
        () => new SqliteHold({ centre, store: this, tables: this.#tables, keys: this.#keys }),
      )
      try {
        return await work(hold)
      } finally {
        hold.end()
      }
    })
  }

  async lastSeq(centre: string): Promise<number> {
    return this.#do(() => this.#tables.journalEnd(centre).lastSeq)
  }

  async *factsSince(
    centre: string,
    seq: number,
    limit = Number.POSITIVE_INFINITY,
  ): AsyncGenerator<JournalRow> {
    let last = seq
    for (let left = limit; left > 0; ) {
      const wanted = Math.min(PAGE_ROWS, left)
      const page = this.#do(() => this.#tables.facts(centre, last, wanted))
      for (const row of page) {
        last++
        assert(row.seq === last, `centre "${centre}": after fact ${last - 1} the journal has ${row.seq}`)
        yield row
      }
      if (page.length < wanted) return
      left -= page.length
    }
  }

  async saveSnapshot(centre: string, snapshot: Snapshot): Promise<void> {
    const { lastSeq } = this.#do(() => this.#tables.journalEnd(centre))
    const { seq } = snapshot
    assert(seq >= 1 && seq <= lastSeq, `centre "${centre}": snapshot of fact ${seq}, the last is ${lastSeq}`)
    this.#write(() => this.#tables.addSnapshot(centre, snapshot))
  }

  async loadSnapshot(centre: string, programVersion: string): Promise<Snapshot | undefined> {
    return this.#do(() => this.#tables.snapshot(centre, programVersion))
  }

  async saveDefinition(definition: Definition): Promise<void> {
    checkDefinition(definition)
    this.#write(() => this.#tables.addDefinition(definition))
  }

  async definition(hash: string): Promise<Definition | undefined> {
    return this.#do(() => this.#tables.definition(hash))
  }

  async rosterOf(centre: string): Promise<ImportedRoster | undefined> {
    return this.#do(() => this.#tables.roster(centre))
  }

  async pinOf(centre: string, agent: string): Promise<AgentPin | undefined> {
    return this.#do(() => this.#tables.pin(centre, agent))
  }

  async pinsOf(centre: string): Promise<AgentPin[]> {
    return this.#do(() => this.#tables.pins(centre))
  }

  async answerTo(centre: string, token: string): Promise<string | undefined> {
    return this.#do(() => this.#tables.answer(centre, token))
  }

  async leaseOutbox({ centre, node, nowMs, leaseMs, limit }: LeaseRequest): Promise<Leased[]> {
    return this.#write(() => this.#tables.lease({ centre, node, nowMs, untilMs: nowMs + leaseMs, limit }))
  }

  async outstanding(centre: string, limit: number): Promise<OutboxRow[]> {
    return this.#do(() => this.#tables.outstanding(centre, limit))
  }

  async caller(key: number): Promise<Caller | undefined> {
    return this.#do(() => this.#tables.caller(key))
  }

  async callerByCase(openCase: string): Promise<Caller | undefined> {
    return this.#do(() => this.#tables.callerByCase(openCase))
  }

  async callerByNumber(number: string): Promise<Caller | undefined> {
    return this.#do(() => this.#tables.callerByNumber(number))
  }

  async secretsOf(centre: string, call: number): Promise<Secret[]> {
    return this.#do(() => this.#tables.secrets(centre, call))
  }

  async recordingsOf(centre: string, call: number): Promise<Recording[]> {
    return this.#do(() => this.#tables.recordings(centre, call))
  }

  async dossier(caller: number): Promise<Dossier | undefined> {
    return this.#do(() => this.#tables.dossier(caller))
  }

  async recordingsBefore(beforeMs: number, limit: number): Promise<Recording[]> {
    return this.#do(() => this.#tables.recordingsBefore(beforeMs, limit))
  }

  async forgetRecordings(sids: readonly string[]): Promise<void> {
    this.#write(() => {
      for (const sid of sids) this.#tables.forgetRecording(sid)
    })
  }

  async callersBefore(beforeMs: number, limit: number): Promise<number[]> {
    return this.#do(() => this.#tables.callersBefore(beforeMs, limit))
  }

  async paper<Kind extends PaperKind>(
    centre: string,
    kind: Kind,
    id: string,
  ): Promise<Paper<Kind> | undefined> {
    return this.#do(() => this.#tables.paper(centre, kind, id))
  }

  async papers<Kind extends PaperKind>(centre: string, wanted: PapersWanted<Kind>): Promise<Paper<Kind>[]> {
    return this.#do(() => this.#tables.papers(centre, wanted))
  }

  async eraseCaller(key: number): Promise<number> {
    const rows = this.#write(() => this.#tables.eraseCaller(key))
    this.#do(() => this.#tables.truncateLog())
    return rows
  }

  async callOf(callSid: string): Promise<WhereBound | undefined> {
    return this.#do(() => this.#tables.call(callSid))
  }

  async callSidOf(centre: string, call: number): Promise<string | undefined> {
    return this.#do(() => this.#tables.callSid(centre, call))
  }

  forget(what: Forgettable, beforeMs: number): Promise<number> {
    return this.#forgetInSteps(() => this.#tables.forget(what, beforeMs, FORGET_ROWS))
  }

  forgetPapers(kind: PaperKind, beforeMs: number): Promise<number> {
    return this.#forgetInSteps(() => this.#tables.forgetPapers(kind, beforeMs, FORGET_ROWS))
  }

  close(): Promise<void> {
    this.#closing ??= this.#locks.idle().then(() => {
      this.#closed = true
      this.#tables.close()
      this.#afterClose()
    })
    return this.#closing
  }

  async #forgetInSteps(forget: () => number): Promise<number> {
    for (let rows = 0; ; await nextTurn()) {
      const step = this.#write(forget)
      rows += step
      if (step < FORGET_ROWS) return rows
    }
  }

  #write<T>(work: () => T): T {
    return this.#do(() => this.#tables.transaction(work))
  }

  #do<T>(work: () => T): T {
    assert(!this.#closed, 'the store is closed')
    try {
      return work()
    } catch (error) {
      throw portError(error)
    }
  }
}
