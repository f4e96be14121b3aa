import type { Facts } from '../../src/call/facts.ts'
import type { ChannelTally } from './tally/channel-tally.ts'
import type { CostTally } from './tally/cost-tally.ts'

/** What the world reads of a call: the columns of a centre, or a mirror of them. */
export interface CallView {
  readonly capacity: number
  readonly state: Int32Array
  readonly phase: Uint8Array
  readonly language: Uint8Array
  /** Number of each live call. */
  readonly number: Float64Array
}

/** The facts that the world tells. */
export type WorldFacts = Pick<
  Facts,
  | 'arrives'
  | 'hears'
  | 'isDue'
  | 'hangsUp'
  | 'answersCallback'
  | 'signsIn'
  | 'goesAway'
  | 'accepts'
  | 'leaves'
  | 'transfers'
  | 'codes'
  | 'isReady'
  | 'lineIsDue'
  | 'agentsAreDue'
  | 'alertsAreDue'
>

/** What a centre is told of agents who come and go. */
export type Desk = Pick<WorldFacts, 'signsIn' | 'goesAway'>

/** Is told of each caller whose call was picked up, of those who will ring again, of messages that callers begin to leave, of what agents do with calls beyond answering them, and of alerts. */
export interface Started {
  /** @param isRedial the caller has rung before */
  arrived(call: number, isRedial: boolean): void
  /** Somebody who has rung for the first time is served, by an agent or a recorded answer, and about to leave. */
  served?(call: number, isSettled: boolean): void
  /** Somebody who has rung for the first time, and is about to leave, will ring again within seven days. */
  returns?(call: number): void
  recorded?(call: number): void
  /** An agent handed a caller of this queue on to another one. */
  handedOn?(call: number, queue: number): void
  /** An agent lets the phone ring that rings for a call of this queue. */
  ringsOut?(call: number, queue: number): void
  /** What became of an alert: the rule by its place in the line, `change` an index of `ALERT_CHANGES`. */
  alerted?(rule: number, change: number, atMs: number): void
  /** Counts what becomes of other work, where there is any. */
  readonly channels?: ChannelTally | undefined
  /** Counts what costs money, where anybody wants to know. */
  readonly costs?: CostTally | undefined
}
