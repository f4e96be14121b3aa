import { serialize } from 'node:v8'
import { WrongInput } from '../base/wrong-input.ts'
import type { Entry, Fact } from '../call/journal.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import type { CentreHold } from '../store/port.ts'
import { AFTER_FAULT_MS, Alarms } from './alarms.ts'
import { Batch } from './batch.ts'
import { keepCases } from './cases.ts'
import { LoadedDefinitions } from './definitions.ts'
import { keepDeeds } from './keep-deeds.ts'
import { Ledger } from './ledger.ts'
import { Outbox } from './outbox.ts'
import type { Rebuilding, Stand } from './rebuild.ts'
import { follow, noteSafely, rebuild, tellSafely } from './rebuild.ts'
import { Watches } from './watches.ts'
import type { Report, RuntimeOptions, Work } from './work.ts'

export type { Report, RuntimeOptions, View, Work } from './work.ts'

interface Waiting {
  readonly work: Work
  readonly resolve: (answer: string) => void
  readonly reject: (error: unknown) => void
  answer: string
  failed: boolean
  error?: unknown
}

/** Facts between two snapshots: as many as are stepped again in a few tenths of a second. */
const SNAPSHOT_EVERY = 20_000

/**
 * A live centre: reports come in, are stepped, made durable together with what they led to, and only then is
 * anything answered or done. Reports that come in one turn of the event loop share one commit.
 */
export class Runtime {
  readonly options: RuntimeOptions
  readonly #rebuilding: Rebuilding
  readonly #ledger: Ledger
  #stand: Stand
  /** False from the moment that the centre may be other than its journal says until it is rebuilt. */
  #isSound = true
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined
  #stopped = false
  #snapshotSeq = 0
  #cancelRebuild: (() => void) | undefined
  readonly #alarms: Alarms
  readonly #outbox: Outbox

  private constructor(options: RuntimeOptions, rebuilding: Rebuilding, ledger: Ledger, stand: Stand) {
    this.options = options
    this.#rebuilding = rebuilding
    this.#ledger = ledger
    this.#stand = stand
    const { clock, carrier } = options
    const report = (due: Report) => {
      this.submit({ reports: () => [due] }).catch(this.#onFault(`the timer "${due.kind}"`))
    }
    this.#alarms = new Alarms({ clock, carrier, centre: () => this.centre, report })
    this.#outbox = new Outbox(options)
    this.#snapshotSeq = stand.seq
  }

  /**
   * Opens a centre where its journal ends, and writes down the program, lines and roster that run from here on.
   * @throws WrongInput for a line or roster that cannot be run, or a journal that this program cannot step; then
   *   nothing is written
   */
  static async open(options: RuntimeOptions): Promise<Runtime> {
    const definitions = new LoadedDefinitions(options.store)
    const ledger = new Ledger()
    const rebuilding = { ...options, definitions, watch: new Watches([ledger, options.watch]) }
    const runtime = new Runtime(options, rebuilding, ledger, await rebuild(rebuilding))
    try {
      const started = await definitions.add(options, runtime.centre)
      await runtime.submit({ reports: () => started })
    } catch (error) {
      runtime.#alarms.stop()
      throw error
    }
    runtime.#alarms.reset({ afterFault: false })
    runtime.#outbox.start()
    return runtime
  }

  get centre(): JournaledCentre {
    return this.#stand.centre
  }

  /** Sequence of the last fact that the centre has stepped. */
  get seq(): number {
    return this.#stand.seq
  }

  /** Time of the centre: the clock's, but never before its last fact. */
  get nowMs(): number {
    return Math.max(this.#stand.atMs, this.options.clock.nowMs())
  }

  /**
   * Reports what happened and resolves with the answer once all is durable.
   * @throws WrongInput when a report names what the centre does not have; StoreFailed when nothing could be kept
   */
  submit(work: Work): Promise<string> {
    if (this.#stopped)
      return Promise.reject(new WrongInput('the centre is stopping and takes no more reports'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject, answer: '', failed: false })
      this.#running ??= this.#rounds()
    })
  }

  /** True while something is reported that is not answered yet, or the outbox is being looked through. */
  get isBusy(): boolean {
    return this.#running !== undefined || this.#outbox.isLooking
  }

  /** Resolves when all that was reported is answered, and the outbox looked through. */
  async quiet(): Promise<void> {
    await this.#running
    await this.#outbox.looked()
  }

  /** Nothing more is begun at other legs from here on: what is directed stays outstanding for the next start. */
  holdOutbox(): void {
    this.#outbox.hold()
  }

  /** Finishes what was submitted and what is in hand at other legs, for a while; then keeps a snapshot. */
  async stop(): Promise<void> {
    this.#alarms.stop()
    // What is in hand may still find something out, and report it.
    await this.#outbox.stop()
    this.#stopped = true
    this.#cancelRebuild?.()
    await this.#running
    await this.#snapshot()
  }

  async #rounds(): Promise<void> {
    const { snapshotEvery = SNAPSHOT_EVERY } = this.options
    // All that is ready in this turn of the event loop shares the round, and so the cost of its commit.
    await new Promise(resolve => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      await this.#round(group)
      // Between rounds, not after the last of them: on a busy day there is none.
      if (this.seq - this.#snapshotSeq >= snapshotEvery)
        await this.#snapshot().catch(this.#onFault('a snapshot'))
    }
    this.#running = undefined
  }

  async #round(group: readonly Waiting[]): Promise<void> {
    const { store, name } = this.options
    let batch: Batch
    try {
      if (!this.#isSound) await this.#rebuild()
      batch = await store.withCentre(name, hold => this.#commit(group, hold))
    } catch (error) {
      if (!this.#isSound) await this.#rebuild().catch(error => this.#rebuildLater(error))
      for (const { reject } of group) reject(error)
      return
    }
    this.#act(batch)
    for (const { failed, error, answer, resolve, reject } of group) {
      if (failed) reject(error)
      else resolve(answer)
    }
  }

  /** What was directed is durable, and leaves. */
  #act({ entries, outbox }: Batch): void {
    for (const { directives } of entries) this.#alarms.set(directives ?? [])
    try {
      this.options.carrier.committed(entries)
    } catch (error) {
      this.options.onFault('the carrier acting on what was committed', error)
    }
    this.#outbox.take(outbox)
  }

  async #commit(group: readonly Waiting[], hold: CentreHold): Promise<Batch> {
    if (hold.lastSeq > this.seq) await this.#catchUp(hold)
    const tokens = group.flatMap(({ work }) => work.token ?? [])
    const answered: ReadonlyMap<string, string> = tokens.length > 0 ? await hold.answersTo(tokens) : new Map()
    const batch = new Batch(hold, answered)
    for (const waiting of group) {
      try {
        waiting.answer = await this.#do(waiting.work, batch)
      } catch (error) {
        if (!this.#isSound) throw error
        waiting.failed = true
        waiting.error = error
      }
    }
    if (batch.isEmpty) return batch
    // What was stepped is not in the journal yet: until it is, the centre is not what its journal says.
    this.#isSound = batch.entries.length === 0
    batch.lease(rows => this.#outbox.claims(rows))
    await hold.commit(batch.commit())
    this.#isSound = true
    return batch
  }

  /** Does one piece of work, all of it or nothing. */
  async #do(work: Work, batch: Batch): Promise<string> {
    const before = work.token === undefined ? undefined : batch.answerTo(work.token)
    if (before !== undefined) return before
    const atMs = this.nowMs
    const mark = batch.mark()
    try {
      for (const report of await work.reports(batch.view(this.centre, atMs))) {
        await this.#step(report, atMs, batch)
      }
      const stepped = batch.entries.slice(mark.entries)
      const answer = work.answer?.(stepped, batch.view(this.centre, atMs)) ?? ''
      if (work.token !== undefined) batch.keepAnswer(work.token, answer, atMs)
      return answer
    } catch (error) {
      if (batch.backTo(mark)) await this.#rebuild(batch.entries)
      throw error
    }
  }

  async #step(report: Report, atMs: number, batch: Batch): Promise<void> {
    const fact = this.#factOf(report)
    await this.#rebuilding.definitions.ready(fact)
    let entry: Entry
    try {
      const { directives } = this.centre.apply(fact, atMs)
      entry = { centre: this.options.name, seq: this.seq + 1, atMs, fact, directives }
      batch.add(entry, this.options.carrier.note(entry))
      this.#noted(entry)
    } catch (error) {
      if (error instanceof WrongInput) throw error
      await this.#quarantine(fact, atMs, batch, error)
      return
    }
    const view = batch.view(this.centre, atMs)
    await keepCases(view, entry)
    await keepDeeds(view, this.#ledger.deedsOf(entry))
  }

  /** A call gets its number here. */
  #factOf(report: Report): Fact {
    const call = this.centre.nextCall
    if (report.kind === 'arrived') return { kind: 'arrived', data: { call, ...report.data } }
    if (report.kind === 'owed') return { kind: 'owed', data: { call, ...report.data } }
    return report
  }

  #noted(entry: Entry): void {
    this.#stand.seq = entry.seq
    this.#stand.atMs = entry.atMs
    tellSafely(this.#rebuilding, entry)
  }

  /**
   * A fact on which stepping throws is a defect of ours, and must stop neither the line nor its next start: it stays
   * in the journal with a note to skip it, the centre is rebuilt without it, and its call is taken to its flow's
   * `recover`, or ended if even that throws.
   */
  async #quarantine(fact: Fact, atMs: number, batch: Batch, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error)
    this.options.onFault(`stepping "${fact.kind}"`, error)
    await this.#rebuild(batch.entries)
    const seq = this.seq + 1
    this.#appendOnly(fact, atMs, batch)
    this.#appendOnly({ kind: 'quarantined', data: { seq, reason } }, atMs, batch)
    const rescue = rescueFrom(fact)
    if (rescue) await this.#step(rescue, atMs, batch)
  }

  /** Writes a fact down that leads to nothing. */
  #appendOnly(fact: Fact, atMs: number, batch: Batch): void {
    const entry = { centre: this.options.name, seq: this.seq + 1, atMs, fact, directives: [] }
    batch.add(entry, noteSafely(this.#rebuilding, entry))
    this.#noted(entry)
  }

  async #catchUp(hold: CentreHold): Promise<void> {
    this.#isSound = false
    await follow(this.#rebuilding, this.#stand, hold.factsSince(this.seq))
    this.#isSound = true
    this.#alarms.reset({ afterFault: false })
  }

  /** Makes the centre anew from the journal and what is still to be written to it, after a fault. */
  async #rebuild(uncommitted: readonly Entry[] = []): Promise<void> {
    this.#isSound = false
    this.#stand = await rebuild(this.#rebuilding, uncommitted)
    this.#isSound = true
    this.#alarms.reset({ afterFault: true })
  }

  /** The store gives nothing now: no phone need ring for the centre to come back when the store does. */
  #rebuildLater(error: unknown): void {
    this.options.onFault('rebuilding the centre from its journal', error)
    const { clock } = this.options
    this.#cancelRebuild?.()
    this.#cancelRebuild = clock.at(clock.nowMs() + AFTER_FAULT_MS, () => {
      if (!this.#stopped) this.submit({ reports: () => [] }).catch(() => {})
    })
  }

  async #snapshot(): Promise<void> {
    const { store, name, programVersion, carrier } = this.options
    const { centre, seq, atMs } = this.#stand
    if (!this.#isSound || seq === this.#snapshotSeq) return
    const saved = {
      centre: centre.snapshot(),
      carrier: carrier.snapshot(),
      watch: this.#rebuilding.watch.snapshot?.(),
      atMs,
    }
    const bytes = serialize(saved)
    this.#snapshotSeq = seq
    await store.saveSnapshot(name, { seq, programVersion, bytes })
  }

  #onFault(what: string): (error: unknown) => void {
    return error => this.options.onFault(what, error)
  }
}

/** What is done for the call of a fact that could not be stepped. */
function rescueFrom({ kind, data }: Fact): Report | undefined {
  if (kind === 'arrived') return { kind: 'rescued', data }
  // A callback that could not even begin is nobody's call yet.
  if (kind === 'dropped' || kind === 'owed' || !('call' in data)) return undefined
  const ends = kind === 'rescued' || kind === 'recovered' || kind === 'hung-up'
  return { kind: ends ? 'dropped' : 'recovered', data: { call: data.call } }
}
