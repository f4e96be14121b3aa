import type { AgentStateName } from './board-view.ts'

/**
 * What the page of an agent shows, as the JSON of `GET /api/agent` and of the `view` events of `/agent/events`. Moments
 * are absolute, by the clock of the centre. It is for this agent alone: who calls and what was keyed in are in it.
 */
export interface AgentPageView {
  /** Time of the centre. */
  readonly nowMs: number
  /** How fast that time runs; 1 unless this is a rehearsal. */
  readonly speed: number
  /** IANA name; the zone in which the page tells the time. */
  readonly timeZone: string
  readonly name: string
  readonly isSupervisor: boolean
  readonly state: AgentStateName
  /** Why the agent is away, of `reasons`; null for one who is not, or who did not say. */
  readonly reason: string | null
  readonly sinceMs: number
  /** The agent goes away after the present call, or its wrap-up. */
  readonly leaving: boolean
  /** Why one may be away, in the order in which they are offered. */
  readonly reasons: readonly string[]
  /** What rings for a call: this page, or a telephone that the agent answers with a key. */
  readonly phone: 'browser' | 'telephone'
  /** The call that rings, is on hand, or is wrapped up. */
  readonly call: AgentCallView | null
  /** Null unless the agent wraps up. */
  readonly wrapUp: WrapUpView | null
  /** Who may be asked for help, and the queues that a caller may be handed on to; of the line of the call. */
  readonly colleagues: readonly ColleagueView[]
  readonly queues: readonly string[]
}

export interface AgentCallView {
  readonly call: number
  readonly line: string
  readonly queue: string
  /** The agent was asked to help with the call of this one. */
  readonly helps: string | null
  readonly caller: CallerCardView
  /** Digits that were keyed in, but for secret ones; the latest last. */
  readonly entered: readonly string[]
  /** What is pending for the caller, by the names of the line. */
  readonly matters: readonly string[]
  /** Number of the case that the caller has open. */
  readonly openCase: string | null
  readonly isCallback: boolean
  readonly waitedMs: number
  /** When ringing ends by itself; null while it does not ring. */
  readonly ringsUntilMs: number | null
  /** When the talk began and, once it is over, ended. */
  readonly talkSinceMs: number | null
  readonly talkEndedMs: number | null
  readonly heldSinceMs: number | null
  /** Who was asked for help, by name, or by queue until somebody answers. */
  readonly helper: { readonly name: string; readonly state: 'asked' | 'talks' } | null
  readonly recording: 'off' | 'on' | 'paused'
  /** Earlier contacts, the latest first. */
  readonly contacts: readonly ContactView[]
}

export interface CallerCardView {
  readonly name: string | null
  /** As much of the number as this agent may see; null for a withheld one. */
  readonly number: string | null
  /** Null for an ordinary caller. */
  readonly tier: string | null
  /** A BCP 47 tag. */
  readonly language: string
}

export interface ContactView {
  readonly atMs: number
  readonly queue: string
  readonly agent: string | null
  readonly outcome: string
  readonly code: string | null
  readonly note: string | null
}

export interface WrapUpView {
  /** When it ends by itself; null where it waits for a code. */
  readonly untilMs: number | null
  readonly codes: readonly string[]
  /** What was chosen already. */
  readonly code: string | null
  readonly note: string
}

export interface ColleagueView {
  readonly name: string
  readonly state: AgentStateName
}
