import type { Fact } from '../../call/journal.ts'
import type { JournaledCentre } from '../../centre/journaled-centre.ts'

/** The centre that the carrier serves, which is made after it. */
export interface Served {
  /** As it is now: a rebuild makes a new one. */
  readonly centre: JournaledCentre
  /** Time of the centre. */
  readonly nowMs: number
  /**
   * Reports what the carrier found out by itself. `facts` gives it from the centre as it is by then, and nothing where
   * the centre has heard of it in the meantime.
   */
  report(facts: (centre: JournaledCentre) => readonly Exclude<Fact, { kind: 'arrived' }>[]): Promise<unknown>
}

/** What the carrier looks up beside the journal. */
export interface LookUp {
  callOf(callSid: string): Promise<number | undefined>
  callSidOf(call: number): Promise<string | undefined>
  /** The number of a caller by key, unless erased. */
  numberOf(caller: number): Promise<string | undefined>
  /** What is kept of the digits of a call and its caller. */
  digitsOf(call: number, caller: number): Promise<CallDigits>
  /** Where an agent is rung. */
  addressOf(agent: string): string | undefined
}

/** Digits of one call that a prompt may speak. They stand in no journal, snapshot, log or URL. */
export interface CallDigits {
  /** What was entered last, but for what is kept nowhere. */
  readonly entry?: string | undefined
  /** The number that was entered to be called back at. */
  readonly given?: string | undefined
  /** The number that the caller rang from. */
  readonly own?: string | undefined
  /** The caller's open case. */
  readonly case?: string | undefined
}
