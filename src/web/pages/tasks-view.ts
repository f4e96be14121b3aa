/** What `/tasks` shows, as the JSON of `GET /api/tasks`. Moments are absolute, by the clock of the centre. */
export interface TasksView {
  /** Time of the centre. */
  readonly nowMs: number
  /** IANA name; the zone in which the page tells the time. */
  readonly timeZone: string
  /** Under which name whoever looks takes tasks. */
  readonly who: string
  /** Those that are to be done, the one that is due first first; then those done of late, the latest first. */
  readonly tasks: readonly TaskView[]
  /** How many more there are to do. */
  readonly more: number
}

export interface TaskView {
  readonly id: string
  readonly what: 'follow-up' | 'promise' | 'message'
  readonly state: 'open' | 'taken' | 'done'
  readonly line: string
  readonly queue: string | null
  /** Whom the caller talked to, or who gave the promise. */
  readonly agent: string | null
  readonly call: number
  /** The last digits of the caller's number; null for a withheld one. */
  readonly number: string | null
  readonly atMs: number
  readonly dueMs: number | null
  readonly isOverdue: boolean
  readonly takenBy: string | null
  readonly score: number | null
  /** What was promised. */
  readonly note: string | null
  readonly history: readonly TaskStepView[]
}

export interface TaskStepView {
  readonly atMs: number
  readonly who: string | null
  readonly did: string
  readonly note: string | null
}
