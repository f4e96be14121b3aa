import type { PaperKind } from './paper-kinds.ts'
import type { Paper, PapersWanted } from './papers.ts'
import type {
  AgentPin,
  Caller,
  Commit,
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

/**
 * Where a centre's journal is kept, with what lies beside it. Written for several nodes on one shared store; the
 * embedded store is the case of one node. Every method may reject with `StoreFailed`; misuse is a `Bug`.
 *
 * **Group commit.** Making a row durable costs more than everything else about a webhook, and costs the same for
 * one row as for fifty. So the runtime gathers: the first webhook of a turn of the event loop starts a round with
 * `setImmediate`, those that arrive meanwhile (or while the round before it still commits) join it, and then
 *
 *     await store.withCentre('main', async hold => {
 *       for await (const row of hold.factsSince(steppedSeq)) step(row)   // what other nodes appended
 *       const answered = await hold.answersTo(group.map(webhook => webhook.token))
 *       for (const webhook of group) …                                   // a retry: its answer again; else step it
 *       await hold.commit({ facts, answers, outbox, calls })             // one fsync for the group
 *     })
 *     for (const webhook of group) webhook.reply()                       // only now does anything leave
 *
 * A runtime whose round rejects has stepped facts that are not in the journal: it rebuilds its centre from there.
 */
export interface Store {
  /**
   * Runs the work with the centre's lock held, and resolves with its result. The only way to append to a journal.
   * Those who wait for the lock get it in turn, one at a time over all nodes. Nothing is written if the work throws
   * or never commits. Not re-entrant: asking within the work for the same centre waits for ever.
   */
  withCentre<T>(centre: string, work: (hold: CentreHold) => Promise<T>): Promise<T>

  /** The sequence of the centre's latest fact; 0 when it has none. */
  lastSeq(centre: string): Promise<number>
  /**
   * The facts after a sequence, in order, those included that are appended during the reading; at most `limit`.
   * Read in pages, so that a year of facts does not fill the memory.
   */
  factsSince(centre: string, seq: number, limit?: number): AsyncIterable<JournalRow>

  /** Keeps a state of the centre, made of its facts up to `snapshot.seq`. Only the centre's latest two are kept. */
  saveSnapshot(centre: string, snapshot: Snapshot): Promise<void>
  /** The centre's latest snapshot that this version of the program wrote. */
  loadSnapshot(centre: string, programVersion: string): Promise<Snapshot | undefined>

  /** Keeps a text under its hash; keeping it again changes nothing. */
  saveDefinition(definition: Definition): Promise<void>
  definition(hash: string): Promise<Definition | undefined>

  /** The roster of a centre that was imported last, if any was. */
  rosterOf(centre: string): Promise<ImportedRoster | undefined>
  /** The PIN of an agent of a centre's roster, unless there is none. */
  pinOf(centre: string, agent: string): Promise<AgentPin | undefined>
  /** The PINs of a centre's roster, by the names of the agents. */
  pinsOf(centre: string): Promise<AgentPin[]>

  /** What was answered under this idempotency token, unless it is forgotten by now. */
  answerTo(centre: string, token: string): Promise<string | undefined>

  /**
   * Takes outstanding directives that are due, and not leased by anyone at `nowMs`, until `nowMs + leaseMs`; oldest
   * due first. Durable before it resolves: no two nodes ever hold the same row, and `attempt` counts every try.
   */
  leaseOutbox(request: LeaseRequest): Promise<Leased[]>
  /** The directives of a centre whose outcome is not known, leased or not, due or not; oldest due first. */
  outstanding(centre: string, limit: number): Promise<OutboxRow[]>

  caller(key: number): Promise<Caller | undefined>
  callerByNumber(number: string): Promise<Caller | undefined>
  /** A caller of whom records say that this is the number of an open case; one of them, should there be several. */
  callerByCase(openCase: string): Promise<Caller | undefined>
  /** What a caller keyed in or said during a call, in the order of the commits. */
  secretsOf(centre: string, call: number): Promise<Secret[]>
  /** What was recorded during a call, in the order of the commits. */
  recordingsOf(centre: string, call: number): Promise<Recording[]>
  /** All that is kept about a caller, of every centre, oldest first; undefined for nobody. */
  dossier(caller: number): Promise<Dossier | undefined>
  /** Recordings that are older than a time, oldest first. */
  recordingsBefore(beforeMs: number, limit: number): Promise<Recording[]>
  /** Deletes the mention of recordings whose sound the carrier has deleted. */
  forgetRecordings(sids: readonly string[]): Promise<void>
  /** Keys of callers who have not rung since a time, longest ago first. */
  callersBefore(beforeMs: number, limit: number): Promise<number[]>

  paper<Kind extends PaperKind>(centre: string, kind: Kind, id: string): Promise<Paper<Kind> | undefined>
  /** Papers in the order of their time, two of the same time in that of their first commit. */
  papers<Kind extends PaperKind>(centre: string, wanted: PapersWanted<Kind>): Promise<Paper<Kind>[]>
  /**
   * Deletes the caller with all papers and all that this caller keyed in or said, and resolves with the number of rows deleted. The
   * bytes are overwritten too. Of recordings only the mention is here: the sound is the carrier's to delete, first. Journals stay as they are, and so replay still matches: they hold only the key, and
   * no key is ever given out twice. Answers may still speak a name or digits; `forget`
   * them soon.
   */
  eraseCaller(key: number): Promise<number>

  /** Which call the carrier's identifier stands for. */
  callOf(callSid: string): Promise<WhereBound | undefined>
  /** The identifier that was bound to the call last. */
  callSidOf(centre: string, call: number): Promise<string | undefined>

  /**
   * Deletes what is older than `beforeMs` and resolves with the number of rows deleted. Works in small steps, so
   * that calls are answered meanwhile. Call it now and then for each kind, with a bound longer than:
   * `answers` a carrier's last retry; `calls` the longest call (Twilio: 24 hours); `secrets` what the law and the
   * line's owner allow; `settled` the time in which an outcome may be asked about.
   */
  forget(what: Forgettable, beforeMs: number): Promise<number>
  /** As `forget`, for papers of one kind. */
  forgetPapers(kind: PaperKind, beforeMs: number): Promise<number>

  /** Waits for the work that holds a lock, and lets go of the store. Closing again does nothing. */
  close(): Promise<void>
}

/** A centre whose lock is held. Ends with the work that it was given to. */
export interface CentreHold {
  readonly centre: string
  /** The sequence of the latest fact, 0 when there is none; the next fact to append has the one after it. */
  readonly lastSeq: number
  /** The time of the latest fact, 0 when there is none; the next fact to append has at least this time. */
  readonly lastAtMs: number
  /** As `Store.factsSince`: facts that other nodes appended since this one looked. */
  factsSince(seq: number): AsyncIterable<JournalRow>
  /** Of these idempotency tokens, those that were answered, with the answers. */
  answersTo(tokens: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Of the carrier's identifiers, those that are bound to a call, with the calls. */
  callsOf(callSids: readonly string[]): Promise<ReadonlyMap<string, WhereBound>>
  /**
   * The key of the caller with this number, at least 1 (so that 0 can stand for a withheld number). A new caller's
   * key is kept only if this hold commits.
   */
  callerKey(caller: { readonly number: string; readonly atMs: number }): Promise<number>
  /** A paper as it was before this hold. */
  paper<Kind extends PaperKind>(kind: Kind, id: string): Promise<Paper<Kind> | undefined>
  /**
   * Appends facts with everything that belongs to them, all or nothing, durable when it resolves. At most once, as
   * the hold's last act. Facts have the sequences after `lastSeq` and times that do not decrease; a token or an
   * outbox id that is already there is a bug.
   */
  commit(commit: Commit): Promise<void>
}

export interface LeaseRequest {
  readonly centre: string
  /** Who takes the rows. */
  readonly node: string
  readonly nowMs: number
  /** Longer than a REST call with its time-out takes. */
  readonly leaseMs: number
  readonly limit: number
}

export type Forgettable = 'answers' | 'calls' | 'secrets' | 'settled'

/** The store cannot do its work: disk full, disk broken, connection lost. Nothing of what was asked is kept. */
export class StoreFailed extends Error {
  override name = 'StoreFailed'
}
