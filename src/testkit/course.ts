import type { Outcome, RecordState } from '../call/directives.ts'

/** What a call has come to so far, as the centre counts it. */
export interface Course {
  /** How it ended. */
  outcome?: Outcome
  /** How content the caller said to be, from 1 to 5. */
  score?: number
  /** What was done last about recording the talk. */
  recording?: RecordState
  /** When a callback was promised for, where it was for a time. */
  promisedMs?: number
  /** By what the queue ordered the call when it joined. */
  joinedOrderMs?: number
  /** When the call joined its queue. */
  queuedMs?: number
  /** How long it waited there, once that is over. */
  waitedMs?: number
}
