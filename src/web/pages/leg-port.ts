import type { LegLine } from './leg-view.ts'

export type LegState = 'opening' | 'ready' | 'ringing' | 'up' | 'failed'

/** A telephone in this page, at whichever carrier: one call at a time. */
export interface LegPort {
  /** Picks up, and presses the key that takes the call until `isTaken` says that it has been taken. */
  accept(): void
  decline(): void
  hangUp(): void
  /** Says something; only where words are carried as text. */
  say?(words: string): void
  close(): void
}

/** Whom a telephone tells what happens to it. */
export interface LegEars {
  state(state: LegState): void
  /** Why the telephone does not work, in a sentence; empty once it does. */
  wrong(sentence: string): void
  line(line: LegLine): void
  /** Another call: what was heard in the one before is of no interest. */
  begins(): void
  isTaken(): boolean
}
