import type { AwayReason } from '../../call/away.ts'

/**
 * What the wallboard shows, as the JSON between server and page. Moments are absolute, so that a view stays the same
 * while nothing happens and the page counts the seconds by itself. No caller's number or name is ever in it.
 */
export interface BoardView {
  /** Time of the centre. */
  readonly nowMs: number
  /** How fast that time runs; 1 unless this is a rehearsal or a recording, 0 while one stands. */
  readonly speed: number
  /** IANA name; the zone of the first line, in which the board tells the time and begins its day. */
  readonly timeZone: string
  readonly target: ServiceTarget
  readonly lines: readonly LineView[]
  readonly waiting: WaitingView
  readonly today: TodayView
  /** Of the last half hour. */
  readonly recent: ShareView
  readonly queues: readonly QueueView[]
  readonly menus: MenusView
  readonly agents: AgentsView
  readonly history: HistoryView
  /** The latest last. */
  readonly events: readonly BoardEvent[]
  readonly alerts: AlertsView
  /** Of a journal that is being played; absent where the centre lives. */
  readonly playback?: PlaybackView
}

/** Where and how a journal is played. */
export interface PlaybackView {
  /** The first and the last moment of the journal. */
  readonly fromMs: number
  readonly untilMs: number
  readonly isPlaying: boolean
  /** As fast it goes, or would. */
  readonly speed: number
  /** How often somebody went elsewhere, so that no jump goes unnoticed. */
  readonly jumps: number
}

/** What supervisors are alerted to, by the rules of the lines. */
export interface AlertsView {
  /** The latest first. */
  readonly raised: readonly AlertView[]
  /** Raised today and over, the latest first. */
  readonly over: readonly AlertView[]
  /** Today's that are over and not among `over`. */
  readonly more: number
}

export interface AlertView {
  readonly id: string
  readonly line: string
  /** Null for the whole line. */
  readonly queue: string | null
  readonly rule: string
  /** What is measured now, or at the end, and since when: `longest wait 9 minutes, above 5 minutes (since 10:42)`. */
  readonly words: string
  readonly raisedMs: number
  /** When it was over; null while it lasts. */
  readonly overMs: number | null
  /** Who has taken note of it. */
  readonly acknowledged: { readonly by: string; readonly atMs: number } | null
}

/** A share of callers to be answered within a time. */
export interface ServiceTarget {
  readonly share: number
  readonly withinSeconds: number
}

export interface LineView {
  readonly name: string
  readonly status: 'open' | 'closed' | 'holiday'
  /** When an open line closes, or a closed one opens; null for never. */
  readonly untilMs: number | null
}

/** Callers who are on the line and wait for an agent. */
export interface WaitingView {
  /** Without those whom an agent's phone rings for. */
  readonly count: number
  readonly ringing: number
  /** When the one who has waited longest joined; null while nobody waits. */
  readonly longestSinceMs: number | null
  /** Callers who hung up and keep their place for a callback. */
  readonly callbacks: number
}

/** How the waits of a stretch of time ended. */
export interface ShareView {
  /** Callers whose wait was decided: answered, hung up, or sent elsewhere. */
  readonly decided: number
  /** Answered within the target's time, of all decided; null where none was. */
  readonly serviceLevel: number | null
  /** Hung up while waiting, of all decided. */
  readonly abandonment: number | null
}

/** What happened since the line's day began. */
export interface TodayView extends ShareView {
  readonly sinceMs: number
  readonly calls: number
  readonly queued: number
  readonly answered: number
  readonly abandoned: number
  readonly contained: number
  readonly turnedAway: number
  readonly closed: number
  readonly callbacksKept: number
  readonly callbacksFailed: number
  /** Over all whose wait was decided. */
  readonly meanWaitMs: number | null
  readonly longestWaitMs: number
  /** Talk and wrap-up as a share of the time in which agents were not away, in whole hundredths. */
  readonly occupancy: number | null
}

export interface QueueView extends ShareView {
  /** `billing`; with several lines `card-support/billing`. */
  readonly name: string
  /** Of what callers keyed in today: 0 where all gave 1, 1 where all gave 5. */
  readonly satisfaction: number | null
  readonly waiting: number
  readonly ringing: number
  readonly callbacks: number
  /** Messages that no agent has heard yet. */
  readonly messages: number
  /** Agents not away who can serve this queue. */
  readonly agents: number
  readonly longestSinceMs: number | null
  /** In the order in which they are to be answered; those for whom a phone rings come first. */
  readonly callers: readonly CallerView[]
  /** Callers of the queue who are not among `callers`. */
  readonly more: number
}

export type CallerState = 'waiting' | 'ringing' | 'callback' | 'dialling' | 'resting' | 'message'

export interface CallerView {
  readonly call: number
  readonly state: CallerState
  /** From 1; 0 for one who stands in no order just now. */
  readonly position: number
  readonly tier: string
  /** False for the lowest class of the line, or the only one. */
  readonly preferred: boolean
  readonly sinceMs: number
  /** What the wait would be told as now; null where nothing can be said or nothing is left to wait. */
  readonly estimate: MinutesView | null
  readonly told: ToldView | null
  /** The agent whose phone rings, or who is reserved. */
  readonly agent: string | null
}

/** From `low` to `high` minutes; high 1 is told as "less than a minute". */
export interface MinutesView {
  readonly low: number
  readonly high: number
}

/** What the caller has heard last about the wait. */
export interface ToldView {
  readonly atMs: number
  readonly position: number | null
  readonly minutes: MinutesView | null
}

export interface MenusView {
  /** Callers in menus and messages. */
  readonly count: number
  readonly places: readonly MenuView[]
}

/** One place in a flow, and who is there. */
export interface MenuView {
  readonly line: string
  /** Name of the flow's state, e.g. `main.asking`. */
  readonly state: string
  /** Text of the prompt that a caller hears or heard there last; empty where nothing is said. */
  readonly text: string
  readonly count: number
  readonly calls: readonly { readonly call: number; readonly sinceMs: number; readonly language: string }[]
}

export type AgentStateName = 'away' | 'available' | 'ringing' | 'talking' | 'wrap-up' | 'reserved'

export interface AgentsView {
  readonly counts: Readonly<Record<AgentStateName, number>>
  readonly shown: readonly AgentView[]
  /** Agents who are not among `shown`. */
  readonly more: number
}

export interface AgentView {
  readonly name: string
  readonly state: AgentStateName
  readonly sinceMs: number
  /** The call that is talked to, rings, or is dialled; null for none. */
  readonly call: number | null
  /** Queue of that call. */
  readonly queue: string | null
  readonly skills: readonly string[]
  /** Goes away after the present call. */
  readonly leaving: boolean
  /** Why the agent is away, or is going to be; `none` where nobody said. */
  readonly reason: AwayReason
}

/** The last hour in steps; the last step is the present one. */
export interface HistoryView {
  readonly fromMs: number
  readonly stepMs: number
  /** The most callers who waited at once during each step. */
  readonly waiting: readonly number[]
  /** Service level of the half hour up to each step. */
  readonly serviceLevel: readonly (number | null)[]
}

/** Something that a supervisor may want to have seen. */
export type BoardEvent = { readonly id: number; readonly atMs: number } & BoardHappening

export type BoardHappening =
  | { readonly kind: 'arrived'; readonly call: number; readonly line: string }
  | { readonly kind: 'queued'; readonly call: number; readonly queue: string; readonly tier: string }
  | { readonly kind: 'told'; readonly call: number; readonly told: ToldView }
  | { readonly kind: 'answered'; readonly call: number; readonly agent: string; readonly waitMs: number }
  | { readonly kind: 'abandoned'; readonly call: number; readonly queue: string; readonly waitMs: number }
  | { readonly kind: 'callback-kept'; readonly call: number; readonly queue: string }
  | {
      readonly kind: 'ended'
      readonly call: number
      readonly outcome:
        | 'left'
        | 'contained'
        | 'voicemail'
        | 'closed'
        | 'turned-away'
        | 'callback-failed'
        | 'called-again'
    }
  | { readonly kind: 'signed-in' | 'went-away'; readonly agent: string }
