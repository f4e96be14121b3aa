import type { Clock } from '../base/clock.ts'
import type { Arrival, Entry, Fact, OwedCallback } from '../call/journal.ts'
import type { Line } from '../call/line.ts'
import type { Carrier } from '../carrier/port.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import type { PaperKind } from '../store/paper-kinds.ts'
import type { Paper } from '../store/papers.ts'
import type { Store } from '../store/port.ts'
import type { CallerChange, NewRoster, Recording, Secret, Transcript } from '../store/rows.ts'
import type { LiveWatch } from './live-watch.ts'

/** What somebody at an edge reports: a fact, but for what only the centre knows. */
export type Report =
  | Exclude<Fact, { kind: 'arrived' | 'owed' }>
  | { kind: 'arrived'; data: Omit<Arrival, 'call'> }
  | { kind: 'owed'; data: Omit<OwedCallback, 'call'> }

/** What a piece of work sees while the lock of the centre is held. */
export interface View {
  readonly centre: JournaledCentre
  readonly atMs: number
  /** Key of the caller with this number; keys of new callers are kept with the commit. */
  callerKey(number: string): Promise<number>
  /** Ties the carrier's identifier of a leg to a call. */
  bind(callSid: string, call: number): void
  /** Keeps what a caller keyed in or said, beside the journal. */
  keepSecret(call: number, caller: number, what: Secret['what'], value: string): void
  /** Keeps what is told of a recording, beside the journal. */
  keepRecording(call: number, caller: number, recording: Omit<Recording, 'transcript'>): void
  /** Keeps what a recording says, in writing, beside the journal. */
  keepTranscript(transcript: Transcript): void
  /** Keeps a paper beside the journal, in place of the one of its kind and id. */
  keepPaper(paper: Paper): void
  /** A paper as it is by now, also one that was kept just before. */
  paper<Kind extends PaperKind>(kind: Kind, id: string): Promise<Paper<Kind> | undefined>
  /** Keeps what became known about a caller. */
  changeCaller(change: CallerChange): void
  /** Keeps a roster in place of the one before; the fact by which the centre hears of it is reported beside. */
  keepRoster(roster: NewRoster): void
}

/**
 * One thing that came in from outside: a webhook, an agent's click, a timer. All of it is kept or none: where
 * `reports` or `answer` throws, or the second of two reports is wrong, the first one did not happen either.
 */
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
  /** Facts between two snapshots; 20,000 unless told. */
  readonly snapshotEvery?: number
  /** Told of what went wrong without anybody waiting for the answer. */
  readonly onFault: (what: string, error: unknown) => void
}
