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
  /** Where an agent is rung. */
  addressOf(agent: string): string | undefined
}
