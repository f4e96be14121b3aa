import type { Contact } from './contact.ts'
import type { Score, Task } from './task.ts'

/**
 * What a centre keeps about people beside its journal, by kind: small documents that are found by kind, state, caller,
 * call or time. All of it is private, and goes with its caller.
 */
export interface PaperKinds {
  /** What came of a call that is over. */
  contact: Contact
  /** What an agent wrote down about a call. */
  note: { readonly agent: string; readonly text: string }
  /** How content a caller was with a call. */
  score: Score
  /** What somebody is still to do for a caller. */
  task: Task
}

export type PaperKind = keyof PaperKinds
