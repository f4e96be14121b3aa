import { assert } from '../../base/assert.ts'
import type { PaperKind } from '../../store/paper-kinds.ts'
import type { Paper, PapersWanted } from '../../store/papers.ts'
import type { CentreHold, Forgettable, LeaseRequest, Store } from '../../store/port.ts'
import type { CallerChange, Commit, Definition, JournalRow, Snapshot } from '../../store/rows.ts'

/**
 * A store that can keep a whole stretch of time in one commit. What is hurried through before anybody looks, half an
 * hour of callers in a second, is kept as a whole or not at all, at the price of one write to the disk and not of
 * thousands.
 */
export class RehearsalStore implements Store {
  readonly #store: Store
  #stretch: Stretch | undefined

  constructor(store: Store) {
    this.#store = store
  }

  /** Keeps all that is committed to this centre meanwhile when the work is done. */
  async inOneCommit(centre: string, work: () => Promise<void>): Promise<void> {
    await this.#store.withCentre(centre, async hold => {
      const stretch = new Stretch(hold)
      this.#stretch = stretch
      try {
        await work()
      } finally {
        this.#stretch = undefined
      }
      const papers = [...stretch.papers.values()]
      const { rows: facts, callers } = stretch
      if (facts.length > 0) await hold.commit({ facts, papers, callers })
    })
  }

  withCentre<T>(centre: string, work: (hold: CentreHold) => Promise<T>): Promise<T> {
    const stretch = this.#stretch
    return stretch?.centre === centre ? work(stretch) : this.#store.withCentre(centre, work)
  }

  async *factsSince(centre: string, seq: number, limit?: number): AsyncGenerator<JournalRow> {
    if (this.#stretch?.centre === centre) yield* this.#stretch.factsSince(seq, limit)
    else yield* this.#store.factsSince(centre, seq, limit)
  }

  async lastSeq(centre: string): Promise<number> {
    return this.#stretch?.centre === centre ? this.#stretch.lastSeq : this.#store.lastSeq(centre)
  }

  async saveSnapshot(centre: string, snapshot: Snapshot): Promise<void> {
    // It would hold facts that the journal does not have yet; the next one comes soon.
    if (this.#stretch?.centre !== centre) await this.#store.saveSnapshot(centre, snapshot)
  }

  loadSnapshot(centre: string, programVersion: string) {
    return this.#store.loadSnapshot(centre, programVersion)
  }

  saveDefinition(definition: Definition) {
    return this.#store.saveDefinition(definition)
  }

  definition(hash: string) {
    return this.#store.definition(hash)
  }

  rosterOf(centre: string) {
    return this.#store.rosterOf(centre)
  }

  pinOf(centre: string, agent: string) {
    return this.#store.pinOf(centre, agent)
  }

  pinsOf(centre: string) {
    return this.#store.pinsOf(centre)
  }

  answerTo(centre: string, token: string) {
    return this.#store.answerTo(centre, token)
  }

  leaseOutbox(request: LeaseRequest) {
    return this.#store.leaseOutbox(request)
  }

  outstanding(centre: string, limit: number) {
    return this.#store.outstanding(centre, limit)
  }

  caller(key: number) {
    return this.#store.caller(key)
  }

  callerByCase(openCase: string) {
    return this.#store.callerByCase(openCase)
  }

  callerByNumber(number: string) {
    return this.#store.callerByNumber(number)
  }

  secretsOf(centre: string, call: number) {
    return this.#store.secretsOf(centre, call)
  }

  recordingsOf(centre: string, call: number) {
    return this.#store.recordingsOf(centre, call)
  }

  dossier(caller: number) {
    return this.#store.dossier(caller)
  }

  recordingsBefore(beforeMs: number, limit: number) {
    return this.#store.recordingsBefore(beforeMs, limit)
  }

  forgetRecordings(sids: readonly string[]) {
    return this.#store.forgetRecordings(sids)
  }

  callersBefore(beforeMs: number, limit: number) {
    return this.#store.callersBefore(beforeMs, limit)
  }

  paper<Kind extends PaperKind>(centre: string, kind: Kind, id: string) {
    return this.#store.paper(centre, kind, id)
  }

  papers<Kind extends PaperKind>(centre: string, wanted: PapersWanted<Kind>) {
    return this.#store.papers(centre, wanted)
  }

  eraseCaller(key: number) {
    return this.#store.eraseCaller(key)
  }

  callOf(callSid: string) {
    return this.#store.callOf(callSid)
  }

  callSidOf(centre: string, call: number) {
    return this.#store.callSidOf(centre, call)
  }

  forget(what: Forgettable, beforeMs: number) {
    return this.#store.forget(what, beforeMs)
  }

  forgetPapers(kind: PaperKind, beforeMs: number) {
    return this.#store.forgetPapers(kind, beforeMs)
  }

  close() {
    return this.#store.close()
  }
}

/** A hold that takes one commit after the other and keeps none: they are for the hold around it. */
class Stretch implements CentreHold {
  readonly rows: JournalRow[] = []
  /** What became known about callers, in order. */
  readonly callers: CallerChange[] = []
  /** By kind and id. */
  readonly papers = new Map<string, Paper>()
  readonly #hold: CentreHold

  constructor(hold: CentreHold) {
    this.#hold = hold
  }

  get centre(): string {
    return this.#hold.centre
  }

  get lastSeq(): number {
    return this.rows.at(-1)?.seq ?? this.#hold.lastSeq
  }

  get lastAtMs(): number {
    return this.rows.at(-1)?.atMs ?? this.#hold.lastAtMs
  }

  async *factsSince(seq: number, limit = Number.POSITIVE_INFINITY): AsyncGenerator<JournalRow> {
    let left = limit
    for await (const row of this.#hold.factsSince(seq)) if (left-- > 0) yield row
    for (const row of this.rows) if (row.seq > seq && left-- > 0) yield row
  }

  answersTo(tokens: readonly string[]) {
    return this.#hold.answersTo(tokens)
  }

  callsOf(callSids: readonly string[]) {
    return this.#hold.callsOf(callSids)
  }

  async paper<Kind extends PaperKind>(kind: Kind, id: string): Promise<Paper<Kind> | undefined> {
    const kept = this.papers.get(`${kind} ${id}`)
    return (kept as Paper<Kind> | undefined) ?? this.#hold.paper(kind, id)
  }

  callerKey(caller: { readonly number: string; readonly atMs: number }) {
    return this.#hold.callerKey(caller)
  }

  async commit({ facts, papers = [], callers = [], ...beside }: Commit): Promise<void> {
    const more = Object.entries(beside).filter(([, rows]) => !Array.isArray(rows) || rows.length > 0)
    assert(
      more.length === 0,
      `a hurried rehearsal keeps facts, papers and callers alone, not: ${more.map(([name]) => name)}`,
    )
    this.rows.push(...facts)
    this.callers.push(...callers)
    for (const paper of papers) this.papers.set(`${paper.kind} ${paper.id}`, paper)
  }
}
