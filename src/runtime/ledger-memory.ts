import type { Turn } from '../store/contact.ts'

/** A wait, and perhaps a talk, of a call that is not over. */
export type OpenTurn = { -readonly [Key in keyof Turn]: Turn[Key] }

/** What is known of a call that is not over. */
export interface Draft {
  readonly turns: OpenTurn[]
  /** When the caller joined the queue of the last turn; absent for one who waits in none. */
  joinedMs?: number
  /** When the talk of the last turn with an agent began; absent while the caller talks to nobody. */
  talkSinceMs?: number
  isOwed?: true
  score?: number
  code?: string
}

/** The talk that an agent is in or wraps up, by its place in the call. */
export interface TalkAt {
  readonly call: number
  readonly turn: number
}

/** What the ledger remembers of a centre; goes with the centre's snapshot. */
export interface LedgerMemory {
  /** Raised with every change of this shape, so that no ledger takes up what another one kept. */
  readonly shape: 1
  /** By number of the call. */
  readonly drafts: Map<number, Draft>
  /** By number of the agent. */
  readonly talks: Map<number, TalkAt>
}

export function freshLedger(): LedgerMemory {
  return { shape: 1, drafts: new Map(), talks: new Map() }
}

export function isLedger(saved: unknown): saved is LedgerMemory {
  return typeof saved === 'object' && saved !== null && 'shape' in saved && saved.shape === 1
}
