import type { PaperKind, PaperKinds } from './paper-kinds.ts'

/** One document about a person or a call. */
export interface Paper<Kind extends PaperKind = PaperKind> {
  readonly kind: Kind
  /** Unique among the papers of this kind in its centre. */
  readonly id: string
  /** The caller's key; 0 for none. With the caller, the paper is erased. */
  readonly caller: number
  /** The call that it is about; 0 for none. */
  readonly call: number
  /** Where it stands, in the words of its kind; empty where it stands nowhere. */
  readonly state: string
  /** What it is ordered and forgotten by. */
  readonly atMs: number
  /** When something is to be done about it; absent for nothing. */
  readonly dueMs?: number
  readonly body: PaperKinds[Kind]
}

/** Which papers are looked for; what is left out does not matter. */
export interface PapersWanted<Kind extends PaperKind> {
  readonly kind: Kind
  readonly state?: string
  readonly caller?: number
  readonly call?: number
  /** From this time on. */
  readonly sinceMs?: number
  /** Before this time. */
  readonly untilMs?: number
  /** Something is to be done about it by then. */
  readonly dueByMs?: number
  /** At most so many; 1,000 unless told. */
  readonly limit?: number
  /** By default the oldest come first. */
  readonly newestFirst?: boolean
}
