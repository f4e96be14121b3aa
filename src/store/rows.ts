import type { Paper } from './papers.ts'

/** One fact of a centre's journal. Holds no number, name, digit or word of a caller: only keys. */
export interface JournalRow {
  /** Counts from 1 without gaps. */
  readonly seq: number
  /** Integer; at least the time of the fact before it. */
  readonly atMs: number
  readonly kind: string
  /** Canonical JSON. */
  readonly data: string
  /** JSON of the directives that the fact led to. */
  readonly directives: string
}

/** What one commit writes, all or nothing. */
export interface Commit {
  readonly facts: readonly JournalRow[]
  readonly answers?: readonly Answer[]
  readonly outbox?: readonly NewOutboxRow[]
  readonly settled?: readonly Settlement[]
  readonly postponed?: readonly Postponement[]
  readonly callers?: readonly CallerChange[]
  readonly secrets?: readonly NewSecret[]
  readonly recordings?: readonly NewRecording[]
  /** After the recordings: what they say in writing. Passed over where there is no such recording. */
  readonly transcripts?: readonly Transcript[]
  /** Each replaces the one of its kind and id. Dropped if its caller was erased meanwhile. */
  readonly papers?: readonly Paper[]
  readonly calls?: readonly CallBinding[]
  readonly definitions?: readonly Definition[]
  /** The roster that was imported, where one was. */
  readonly roster?: NewRoster
}

/** The result of something that must happen once: a webhook that may be retried, a timer that any node may fire. */
export interface Answer {
  /** The carrier's idempotency token, or the timer's key; unique in its centre. */
  readonly token: string
  /** What was answered (TwiML); empty for a timer. */
  readonly answer: string
  /** When, for `forget`. */
  readonly atMs: number
}

/** A directive for another leg than the one that rang the webhook: outstanding until its outcome is known. */
export interface OutboxRow {
  /** Given by the centre, unique in it; also carried in the URLs that the directive hands to the carrier. */
  readonly id: string
  /** The fact that led to the directive. */
  readonly seq: number
  /** JSON, with keys in place of numbers and names. */
  readonly payload: string
  /** Not before this time. */
  readonly dueMs: number
}

export interface NewOutboxRow extends OutboxRow {
  /** Leases the row from the start, for a node that acts on it right after the commit; it counts as attempt 1. */
  readonly lease?: { readonly node: string; readonly untilMs: number }
}

/** An outbox row that its holder may act on until the lease ends. */
export interface Leased extends OutboxRow {
  /** From 1. Above 1 an earlier try may have reached the carrier, which must be asked before trying again. */
  readonly attempt: number
  readonly untilMs: number
}

/** The outcome of a directive. A row that is settled already, or forgotten, stays as it is: carriers repeat themselves. */
export interface Settlement {
  readonly id: string
  readonly outcome: string
  readonly atMs: number
}

/** A directive that could not be done: nobody takes it before a time. */
export interface Postponement {
  readonly id: string
  readonly untilMs: number
}

/** A person who calls, known by number. */
export interface Caller {
  /** Stands for the caller in every journal; at least 1. */
  readonly key: number
  readonly number: string
  readonly name?: string
  /** Language tag, such as `en-US`. */
  readonly language?: string
  /** A tier's name in the line's definition. */
  readonly tier?: string
  /** When the records that we are given said something about this caller last; absent where they never did. */
  readonly recordedMs?: number
  /** The number of the caller's open case. */
  readonly openCase?: string
  readonly caseOpenedMs?: number
  /** The case among them that we gave its number, which records do not know. */
  readonly ownCase?: string
  /** The agent who talked to the caller last about that case. */
  readonly lastAgent?: string
  /** What is pending, by the names that lines give it. */
  readonly matters?: readonly string[]
  readonly email?: string
  /** Why this caller gets no text messages; absent: they may be sent. `stopped` is the caller's own word. */
  readonly texts?: 'stopped' | 'unreachable'
  /** When a text message was sent to this caller last. */
  readonly textedMs?: number
  readonly firstSeenMs: number
  readonly lastSeenMs: number
}

/** What the records of whoever owns a line say about one caller. */
export type CallerRecord = Pick<
  Caller,
  'tier' | 'openCase' | 'caseOpenedMs' | 'lastAgent' | 'matters' | 'email'
>

/** What became known about a caller. What is left out stays; a caller who was erased stays erased. */
export interface CallerChange {
  readonly key: number
  readonly name?: string
  readonly language?: string
  readonly tier?: string
  readonly seenMs?: number
  /** Stays only while the caller has an open case. */
  readonly lastAgent?: string
  /** A case that we gave its number; null: it is closed. */
  readonly ownCase?: { readonly number: string; readonly openedMs: number } | null
  /** `welcome`: they may be sent again. */
  readonly texts?: 'stopped' | 'unreachable' | 'welcome'
  readonly textedMs?: number
  /**
   * All that the records say as of a time: what they leave out is so no more, but for the last agent of a case that
   * is still open. Before the other changes.
   */
  readonly record?: CallerRecord & { readonly atMs: number }
}

export interface Secret {
  /**
   * Keys pressed, words spoken, a telephone number in E.164 that was entered to be called back at, or the number of a
   * case that there is.
   */
  readonly what: 'digits' | 'speech' | 'number' | 'case'
  readonly value: string
}

/** Something keyed in or said during a call. Dropped if its caller was erased meanwhile. */
export interface NewSecret extends Secret {
  readonly call: number
  /** The caller's key; 0 when the number is withheld. */
  readonly caller: number
  /** When, for `forget`. */
  readonly atMs: number
}

/** What a caller said into a recording: the carrier has the sound. */
export interface Recording {
  /** The carrier's identifier. */
  readonly sid: string
  readonly url: string
  readonly seconds: number
  /** `made`: recorded, but the file may not be there yet; `ready`: it is; `absent`: there was nothing but silence. */
  readonly state: 'made' | 'ready' | 'absent' | 'failed'
  /** What was said, as the carrier understood it; absent where it was not asked, or understood nothing. */
  readonly transcript?: string
}

/** What a recording says, in writing. */
export interface Transcript {
  /** Of the recording. */
  readonly sid: string
  readonly text: string
}

/**
 * A recording of a call. What is told of it later replaces what was told before, but for `made`, which comes late or
 * twice. Dropped if its caller was erased meanwhile.
 */
export interface NewRecording extends Omit<Recording, 'transcript'> {
  readonly call: number
  /** The caller's key; 0 when the number is withheld. */
  readonly caller: number
  /** When, for `forget`. */
  readonly atMs: number
}

/** All that is kept about one caller. */
export interface Dossier {
  readonly caller: Caller
  readonly said: readonly (Secret & { readonly call: number; readonly atMs: number })[]
  readonly recordings: readonly (Recording & { readonly call: number; readonly atMs: number })[]
  readonly papers: readonly Paper[]
}

/** The roster that was imported last: the one that runs unless another is given. */
export interface ImportedRoster {
  /** Its text is a definition. */
  readonly hash: string
  readonly atMs: number
}

/** A roster that is imported in place of the one before. Agents who are in it no more lose their PINs. */
export interface NewRoster extends ImportedRoster {
  /** The names of all its agents. */
  readonly agents: readonly string[]
  /** The PINs that are new; the other agents keep theirs. */
  readonly pins: readonly Pick<AgentPin, 'name' | 'pin'>[]
}

/** By what an agent logs in: beside the roster, whose text is a definition and may be handed on. */
export interface AgentPin {
  readonly name: string
  /** Hashed, with its salt. */
  readonly pin: string
  readonly changedMs: number
}

/** Ties the carrier's identifier of a leg to a call of the centre. Binding it again moves it. */
export interface CallBinding {
  readonly callSid: string
  readonly call: number
  /** When, for `forget`. */
  readonly atMs: number
}

export interface WhereBound {
  readonly centre: string
  readonly call: number
}

/** A text that facts name by its hash: a line, a flow, a roster. */
export interface Definition {
  /** SHA-256 of the text in UTF-8, 64 lower-case hex digits. */
  readonly hash: string
  readonly kind: string
  readonly text: string
}

/** A state of a centre, from which replay goes on. */
export interface Snapshot {
  /** The last fact in it; at least 1. */
  readonly seq: number
  /** Only this version of the program reads it. */
  readonly programVersion: string
  readonly bytes: Uint8Array
}
