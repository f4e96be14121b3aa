/** What a rule looks at, and in what it is counted. */
export const MEASURES = {
  /** The longest that whoever joins now has to expect: the upper figure of the estimate. */
  estimate: 'seconds',
  /** How long the one who has waited longest has waited, on the line. */
  'longest-wait': 'seconds',
  /** Answered within some seconds, of all who were answered or gave up in the window. */
  'service-level': 'share',
  /** Gave up, of all who were answered or gave up in the window. */
  abandonment: 'share',
  /** Agents in a state. */
  agents: 'count',
  /** By how much the callback that is latest has passed its promised moment, or the turn that its caller was told. */
  'callbacks-overdue': 'seconds',
  /** Callers who wait on the line. */
  waiting: 'count',
  /** The longest talk under way. */
  talk: 'seconds',
  /** The longest wrap-up under way. */
  'wrap-up': 'seconds',
} as const satisfies Record<string, 'seconds' | 'share' | 'count'>

export type Measure = keyof typeof MEASURES

export const ALERT_STATES = [
  'available',
  'away',
  'ringing',
  'talking',
  'wrap-up',
  'reserved',
  'signed-in',
] as const

/** A state of agents that a rule counts; `signed-in` is every one but `away`. */
export type AlertAgentState = (typeof ALERT_STATES)[number]

/** Where an alert is told. */
export const CHANNELS = ['page', 'text', 'email', 'webhook'] as const
export type Channel = (typeof CHANNELS)[number]

/**
 * When supervisors are alerted. A rule with `above` holds while its measure is more than that, one with `below` while
 * it is less; seconds, shares from 0 to 1 or counts, by the measure. It is looked at every 15 s.
 */
export interface AlertRule {
  /** Unique in the line. */
  readonly name: string
  readonly measure: Measure
  /** Absent: the whole line. For waits, talks and callbacks that is the worst of its queues. */
  readonly queue?: string
  readonly above?: number
  readonly below?: number
  /** Of `agents`: the state that is counted. */
  readonly state?: AlertAgentState
  /** Of `service-level`: answered within; 20 unless it is said. */
  readonly withinSeconds?: number
  /** Of `service-level` and `abandonment`: how far back calls count; 30 unless it is said. */
  readonly windowMinutes?: number
  /** Of the same: with fewer calls in the window nothing is said; 10 unless it is said. */
  readonly leastCalls?: number
  /** It must have held for so long before it is raised; 0 unless it is said. */
  readonly forSeconds?: number
  /** The measure must be back to this before it is over; the threshold itself unless it is said. */
  readonly recoversAt?: number
  /** And stay there for so long; 0 unless it is said. */
  readonly recoverSeconds?: number
  /** After it was raised it is not raised anew for so long, whatever happens; 0 unless it is said. */
  readonly againSeconds?: number
  /** While it lasts it is told again after so long; told once unless it is said. */
  readonly repeatSeconds?: number
  /** The wallboard and the supervisors' page alone unless it is said. */
  readonly to?: readonly Channel[]
  /** Looked at outside the line's hours as well, while somebody is on the line. */
  readonly always?: true
}

export const WITHIN_SECONDS = 20
export const WINDOW_MINUTES = 30
export const LEAST_CALLS = 10
