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
  /** Keeps what came of a text message beside the journal, durable when it resolves. */
  keepText(text: KeptText): Promise<unknown>
}

/** What came of a text message. */
export interface KeptText {
  readonly text: string
  readonly line: string
  /** 0 outside of calls. */
  readonly call: number
  /** Where it was to go. */
  readonly number: string
  readonly prompt: string
  readonly asks?: 'score'
  /** Twilio's identifier, of one that Twilio took. */
  readonly sid?: string
  readonly fate: TextFate
}

/**
 * `stopped`: the person has opted out; `unreachable`: the number takes no texts; `refused`: Twilio does not send this
 * one; `unknown`: it may have been sent or not, and is not sent again; `mailed`: it went by e-mail instead.
 */
export type TextFate = 'sent' | 'mailed' | 'stopped' | 'unreachable' | 'refused' | 'unknown'

/** Somebody to whom a text message may go. */
export interface Recipient {
  readonly number: string
  /** Of the caller's record. */
  readonly language?: string
  /** Why no text goes there; absent: one may. */
  readonly refuses?: 'stopped' | 'unreachable'
  readonly email?: string
  /** One was sent to this person before. */
  readonly isTexted: boolean
}

/** What the carrier looks up beside the journal. */
export interface LookUp {
  callOf(callSid: string): Promise<number | undefined>
  callSidOf(call: number): Promise<string | undefined>
  /** The number of a caller by key, unless erased. */
  numberOf(caller: number): Promise<string | undefined>
  /** What is kept of the digits of a call and its caller. */
  digitsOf(call: number, caller: number): Promise<CallDigits>
  /** Who is texted: the caller with this key, or whoever has a number that was entered. Undefined once erased. */
  recipientOf(to: { readonly caller: number } | { readonly number: string }): Promise<Recipient | undefined>
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
  /** The case whose number the caller entered, which the call is about. */
  readonly about?: string | undefined
}
