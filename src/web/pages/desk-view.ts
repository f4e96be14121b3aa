import type { AwayReason } from '../../call/away.ts'
import type { Manner } from '../../call/facts.ts'
import type { AgentStateName } from './board-view.ts'

/**
 * What an agent's own page shows, as the JSON between server and page. Moments are absolute, in ms of the centre. The
 * caller's number and name, what was entered and what was noted before are in it while the agent talks to this caller,
 * and at no other time: to take a call, the last digits are enough.
 */
export interface DeskView {
  readonly nowMs: number
  /** How fast that time runs; 1 unless this is a rehearsal. */
  readonly speed: number
  /** IANA name; the zone of the first line. */
  readonly timeZone: string
  /** What rings for a call: a page, or a telephone that is answered with a key. */
  readonly phone: 'browser' | 'telephone'
  readonly agent: string
  readonly role: 'agent' | 'supervisor'
  readonly state: AgentStateName
  readonly sinceMs: number
  /** Why the agent is away, or is going to be after this call; `none` where nobody said. */
  readonly reason: AwayReason
  /** Goes away after the present call. */
  readonly leaving: boolean
  /** The call that rings, is dialled or is talked to. */
  readonly call: DeskCallView | null
  /** The talk that is to be wrapped up, or was last; null before the first. */
  readonly wrapUp: WrapUpView | null
  /** The queues that the agent serves, best skill first, then the others of the same lines. */
  readonly queues: readonly DeskQueueView[]
  /** The other agents of the roster, those first who could take part in a call now. */
  readonly colleagues: readonly ColleagueView[]
  /** Why an agent may go away. */
  readonly reasons: readonly AwayReason[]
}

export interface DeskCallView {
  readonly call: number
  readonly phase: 'ringing' | 'dialling' | 'talking'
  /** Since when it rings, is dialled or is talked to. */
  readonly sinceMs: number
  readonly line: string
  readonly queue: string
  readonly tier: string
  /** False for the lowest class of the line, or the only one. */
  readonly isPreferred: boolean
  readonly language: string
  /** The caller hears music. */
  readonly isHeld: boolean
  /** Whose call this is, where the agent was asked to help with it. */
  readonly helps: string | null
  /** Who was asked to help, and whether that agent is there by now. */
  readonly helper: { readonly name: string; readonly isThere: boolean } | null
  readonly recording: 'off' | 'on' | 'paused'
  /** The caller is called back. */
  readonly isCallback: boolean
  readonly waitedMs: number
  /** In full in the talk, else its last digits; null for a withheld one. */
  readonly number: string | null
  readonly name: string | null
  readonly openCase: { readonly number: string; readonly openedMs: number | null } | null
  /** What is pending for the caller, by the line's names. */
  readonly matters: readonly string[]
  /** What the caller keyed in or said in this call, the first first. */
  readonly entered: readonly {
    readonly what: 'digits' | 'speech' | 'number' | 'case'
    readonly value: string
  }[]
  readonly recordings: readonly {
    readonly sid: string
    readonly seconds: number
    readonly state: string
    /** What the caller said, where the carrier wrote it down. */
    readonly transcript?: string
  }[]
  /** What was noted about the caller's calls before, the latest first. */
  readonly notes: readonly NoteView[]
  /** The caller's calls before, the latest first. */
  readonly contacts: readonly ContactView[]
}

/** A call of the same caller that is over. */
export interface ContactView {
  readonly call: number
  readonly atMs: number
  readonly line: string
  /** The queue that the caller waited in last; null for one that came to none. */
  readonly queue: string | null
  /** Who talked to the caller last; null where nobody did. */
  readonly agent: string | null
  /** How it ended, by the trade's words: `answered`, `abandoned` and so on. */
  readonly outcome: string
  /** How it ended, by what the agent said. */
  readonly code: string | null
  readonly score: number | null
}

export interface NoteView {
  readonly call: number
  readonly atMs: number
  readonly agent: string
  readonly text: string
}

export interface WrapUpView {
  readonly call: number
  readonly queue: string
  readonly codes: readonly string[]
  /** A code for this call was given. */
  readonly isCoded: boolean
  /** Wrap-up lasts until there is one. */
  readonly isCodeWanted: boolean
  /** When wrap-up ends by itself; null where it is over, or does not. */
  readonly endsMs: number | null
}

export interface DeskQueueView {
  readonly line: string
  readonly queue: string
  /** The agent serves it. */
  readonly isMine: boolean
  readonly waiting: number
  readonly longestSinceMs: number | null
}

export interface ColleagueView {
  readonly name: string
  readonly state: AgentStateName
  readonly reason: AwayReason
  readonly role: 'agent' | 'supervisor'
  readonly skills: readonly string[]
}

/** What supervisors see of the agents. */
export interface SuperviseView {
  readonly nowMs: number
  readonly speed: number
  readonly timeZone: string
  /** What rings when the supervisor listens; null for who has no telephone here, and cannot. */
  readonly phone: DeskView['phone'] | null
  /** Whose talk the supervisor is in, and how. */
  readonly watching: { readonly agent: string; readonly how: Manner } | null
  readonly agents: readonly SupervisedView[]
  readonly queues: readonly Omit<DeskQueueView, 'isMine'>[]
  /** Why a supervisor may put an agent away. */
  readonly reasons: readonly AwayReason[]
}

export interface SupervisedView extends ColleagueView {
  readonly sinceMs: number
  readonly leaving: boolean
  readonly call: number | null
  readonly line: string | null
  readonly queue: string | null
  /** When the talk that the agent is in, or wraps up, began. */
  readonly talkSinceMs: number | null
  /** From when on that talk or wrap-up is long, so that somebody should look; null in other states. */
  readonly longFromMs: number | null
  readonly isLong: boolean
}
