import { serialize } from 'node:v8'
import type { Clock } from '../base/clock.ts'
import { NEVER_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Directive, Entry, Fact } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import type { Carrier } from '../carrier/port.ts'
import { FREE } from '../centre/calls.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import type { CentreHold, Store } from '../store/port.ts'
import { Batch } from './batch.ts'
import { LoadedDefinitions } from './definitions.ts'
import type { LiveWatch } from './live-watch.ts'
import { Outbox } from './outbox.ts'
import { rebuild } from './rebuild.ts'
import { AGENTS, CALL, LINE, Timers } from './timers.ts'

/** What somebody at an edge reports: a fact, but for what only the centre knows. */
export type Report =
  | Exclude<Fact, { kind: 'arrived' }>
  | { kind: 'arrived'; data: { line: string; caller: number; tier: string } }

/** What a piece of work sees while the lock of the centre is held. */
export interface View {
  readonly centre: JournaledCentre
  readonly atMs: number
  /** Key of the caller with this number; keys of new callers are kept with the commit. */
  callerKey(number: string): Promise<number>
  /** Ties the carrier's identifier of a leg to a call. */
  bind(callSid: string, call: number): void
  /** Keeps what a caller keyed in or said, beside the journal. */
  keepSecret(call: number, caller: number, what: 'digits' | 'speech', value: string): void
}

/** One thing that came in from outside: a webhook, an agent's click, a timer. */
export interface Work {
  /** Idempotency token: a second work with the same token gets the first one's answer and reports nothing. */
  readonly token?: string
  /** What it reports, in order; nothing for a mere read. */
  reports(view: View): Promise<readonly Report[]> | readonly Report[]
  /** What is answered, from what its reports led to; kept under the token. */
  answer?(entries: readonly Entry[], view: View): string
}

export interface RuntimeOptions {
  readonly name: string
  readonly store: Store
  readonly clock: Clock
  readonly carrier: Carrier
  readonly lines: readonly Line[]
  /** JSON text of the roster. */
  readonly roster: string
  readonly programVersion: string
  readonly watch: LiveWatch
  /** Told of what went wrong without anybody waiting for the answer. */
  readonly onFault: (what: string, error: unknown) => void
}

interface Waiting {
  readonly work: Work
  readonly resolve: (answer: string) => void
  readonly reject: (error: unknown) => void
  answer: string
  error?: unknown
}

/** Facts between two snapshots. */
const SNAPSHOT_EVERY = 20_000

/** How long after its time a timer waits for a phone that asks by itself, before the centre acts without it. */
const PHONE_GRACE_MS = 20_000

/**
 * A live centre: reports come in, are stepped, made durable together with what they led to, and only then is
 * anything answered or done. Reports that come in one turn of the event loop share one commit.
 */
export class Runtime {
  readonly options: RuntimeOptions
  centre: JournaledCentre
  /** Sequence of the last fact that the centre has stepped. */
  seq = 0
  #atMs = 0
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined
  #stopped = false
  #snapshotSeq = 0
  readonly #timers: Timers
  readonly #outbox: Outbox
  readonly #definitions: LoadedDefinitions

  private constructor(options: RuntimeOptions, definitions: LoadedDefinitions) {
    this.options = options
    this.#definitions = definitions
    this.centre = new JournaledCentre(definitions, options.watch)
    this.#timers = new Timers(options.clock, (kind, subject) => this.#fire(kind, subject))
    this.#outbox = new Outbox(options)
  }

  /** Opens a centre where its journal ends, and writes down the program, lines and roster that run from here on. */
  static async open(options: RuntimeOptions): Promise<Runtime> {
    const definitions = new LoadedDefinitions(options.store)
    const runtime = new Runtime(options, definitions)
    await runtime.#rebuild()
    const started = await definitions.add(options, runtime.centre)
    await runtime.submit({ reports: () => started })
    runtime.#outbox.start()
    return runtime
  }

  /** Time of the centre: the clock's, but never before its last fact. */
  get nowMs(): number {
    return Math.max(this.#atMs, this.options.clock.nowMs())
  }

  /**
   * Reports what happened and resolves with the answer once all is durable.
   * @throws WrongInput when a report names what the centre does not have; StoreFailed when nothing could be kept
   */
  submit(work: Work): Promise<string> {
    if (this.#stopped)
      return Promise.reject(new WrongInput('the centre is stopping and takes no more reports'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject, answer: '' })
      this.#running ??= this.#rounds()
    })
  }

  /** Finishes what was submitted, and keeps a snapshot. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#timers.stop()
    await this.#running
    await this.#outbox.stop()
    await this.#snapshot()
  }

  async #rounds(): Promise<void> {
    // All that is ready in this turn of the event loop shares the round, and so the cost of its commit.
    await new Promise(resolve => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      await this.#round(group)
    }
    this.#running = undefined
    if (this.seq - this.#snapshotSeq >= SNAPSHOT_EVERY)
      await this.#snapshot().catch(this.#onFault('a snapshot'))
  }

  async #round(group: readonly Waiting[]): Promise<void> {
    const { store, name, carrier } = this.options
    try {
      const entries = await store.withCentre(name, hold => this.#commit(group, hold))
      carrier.committed(entries)
      for (const entry of entries) this.#setTimers(entry.directives ?? [])
      for (const { error, answer, resolve, reject } of group) {
        if (error) reject(error)
        else resolve(answer)
      }
      this.#outbox.wake()
    } catch (error) {
      // What was stepped is not in the journal, so the centre is no longer what the journal says.
      for (const { reject } of group) reject(error)
      await this.#rebuild().catch(this.#onFault('rebuilding after a failed commit'))
    }
  }

  async #commit(group: readonly Waiting[], hold: CentreHold): Promise<readonly Entry[]> {
    if (hold.lastSeq > this.seq) await this.#catchUp(hold)
    const tokens = group.flatMap(({ work }) => work.token ?? [])
    const answered: ReadonlyMap<string, string> = tokens.length > 0 ? await hold.answersTo(tokens) : new Map()
    const batch = new Batch(this.options.name, hold, answered)
    for (const waiting of group) {
      try {
        waiting.answer = await this.#do(waiting.work, batch)
      } catch (error) {
        waiting.error = error
      }
    }
    if (!batch.isEmpty) await hold.commit(batch.commit())
    return batch.entries
  }

  async #do(work: Work, batch: Batch): Promise<string> {
    const before = work.token === undefined ? undefined : batch.answerTo(work.token)
    if (before !== undefined) return before
    const atMs = this.nowMs
    const view = batch.view(this.centre, atMs)
    const first = batch.entries.length
    for (const report of await work.reports(view)) await this.#step(report, atMs, batch)
    const answer = work.answer?.(batch.entries.slice(first), batch.view(this.centre, atMs)) ?? ''
    if (work.token !== undefined) batch.keepAnswer(work.token, answer, atMs)
    return answer
  }

  async #step(report: Report, atMs: number, batch: Batch): Promise<void> {
    const fact: Fact =
      report.kind === 'arrived'
        ? { kind: 'arrived', data: { call: this.centre.nextCall, ...report.data } }
        : report
    let directives: Directive[]
    try {
      directives = this.centre.apply(fact, atMs).directives
    } catch (error) {
      if (error instanceof WrongInput) throw error
      await this.#quarantine(fact, atMs, batch, error)
      return
    }
    this.#append(fact, atMs, directives, batch)
  }

  #append(fact: Fact, atMs: number, directives: Directive[], batch: Batch): void {
    this.seq++
    this.#atMs = atMs
    const entry = { centre: this.options.name, seq: this.seq, atMs, fact, directives }
    batch.add(entry, this.options.carrier.note(entry))
    this.options.watch.noted?.(entry)
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
    this.#append(fact, atMs, [], batch)
    this.#append({ kind: 'quarantined', data: { seq, reason } }, atMs, [], batch)
    const call = 'call' in fact.data ? fact.data.call : 0
    if (fact.kind === 'arrived') await this.#step({ kind: 'rescued', data: fact.data }, atMs, batch)
    else if (fact.kind === 'recovered' || fact.kind === 'hung-up') {
      await this.#step({ kind: 'dropped', data: { call } }, atMs, batch)
    } else if (call > 0 && fact.kind !== 'dropped')
      await this.#step({ kind: 'recovered', data: { call } }, atMs, batch)
  }

  async #catchUp(hold: CentreHold): Promise<void> {
    await rebuild({ ...this.#rebuilding(), fresh: false, rows: hold.factsSince(this.seq) })
    this.#resetTimers()
  }

  async #rebuild(uncommitted: readonly Entry[] = []): Promise<void> {
    this.centre = new JournaledCentre(this.#definitions, this.options.watch)
    this.seq = 0
    this.#atMs = 0
    await rebuild({ ...this.#rebuilding(), fresh: true, uncommitted })
    this.#snapshotSeq = this.seq
    this.#resetTimers()
  }

  #rebuilding() {
    return { ...this.options, centre: this.centre, definitions: this.#definitions, from: this }
  }

  /** Where a rebuild has got to. */
  reach(seq: number, atMs: number): void {
    this.seq = seq
    this.#atMs = atMs
  }

  async #snapshot(): Promise<void> {
    const { store, name, programVersion, carrier, watch } = this.options
    if (this.seq === this.#snapshotSeq) return
    const centre = this.centre.snapshot()
    const bytes = serialize({
      centre,
      carrier: carrier.snapshot(),
      watch: watch.snapshot?.(),
      atMs: this.#atMs,
    })
    this.#snapshotSeq = this.seq
    await store.saveSnapshot(name, { seq: this.seq, programVersion, bytes })
  }

  #setTimers(directives: readonly Directive[]): void {
    for (const directive of directives) {
      if (directive.do === 'wake-call') this.#timers.set(CALL, directive.call, directive.dueMs ?? NEVER_MS)
      else if (directive.do === 'wake-agents') this.#timers.set(AGENTS, 0, directive.dueMs)
      else if (directive.do === 'wake-line') {
        this.#timers.set(LINE, this.centre.lineOf(directive.line), directive.dueMs)
      }
    }
  }

  /** Sets the timers that the centre's state asks for. */
  #resetTimers(): void {
    const { state } = this.centre.centre
    const { calls } = state
    for (let slot = 0; slot < calls.capacity; slot++) {
      if (calls.phase[slot] !== FREE) this.#timers.set(CALL, calls.number[slot]!, calls.wakeMs[slot]!)
    }
    this.#timers.set(AGENTS, 0, state.agentsWakeMs)
    state.lines.forEach((line, number) => {
      this.#timers.set(LINE, number, line.wakeMs)
    })
  }

  #fire(kind: number, subject: number): void {
    const report = this.#dueReport(kind, subject)
    if (report) this.submit({ reports: () => [report] }).catch(this.#onFault('a timer'))
  }

  #dueReport(kind: number, subject: number): Report | undefined {
    if (kind === AGENTS) return { kind: 'agents-due', data: {} }
    const { lines, calls } = this.centre.centre.state
    if (kind === LINE) return { kind: 'line-due', data: { line: lines[subject]!.table.names.line } }
    const slot = this.centre.slotOf(subject)
    if (slot < 0) return undefined
    const nowMs = this.nowMs
    const late = nowMs - calls.wakeMs[slot]!
    if (this.options.carrier.asksByItself(subject) && late < PHONE_GRACE_MS) {
      this.#timers.set(CALL, subject, nowMs + PHONE_GRACE_MS)
      return undefined
    }
    return late >= 0 ? { kind: 'due', data: { call: subject } } : undefined
  }

  #onFault(what: string): (error: unknown) => void {
    return error => this.options.onFault(what, error)
  }
}
