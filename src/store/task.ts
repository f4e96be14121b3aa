/** How a score was given. */
export type RatedBy = 'keys' | 'text' | 'e-mail'

/** How content a caller was with a call; the paper's id is the call's number, so that who says it again is counted once. */
export interface Score {
  readonly line: string
  /** Of the last talk; of the last wait where there was none. */
  readonly queue?: string
  /** Whom the caller talked to last. */
  readonly agent?: string
  /** From 1 to 5, where 5 is best. */
  readonly score: number
  readonly by: RatedBy
}

/** Why there is something to do: a caller was not content, or an agent promised something, or a message was left. */
export type TaskKind = 'follow-up' | 'promise' | 'message'

/** Where a task stands: the state of its paper. */
export type TaskState = 'open' | 'taken' | 'done'

/** What somebody did about a task. */
export interface TaskStep {
  readonly atMs: number
  /** Absent for what came about by itself. */
  readonly who?: string
  readonly did:
    | 'opened'
    | 'took'
    | 'gave back'
    | 'arranged a callback'
    | 'done'
    | 'told the caller'
    | 'reopened'
  readonly note?: string
}

/**
 * What somebody is still to do for a caller. The paper's state is a `TaskState`, its time that of the task's beginning,
 * its due time that by which the task is to be done.
 */
export interface Task {
  readonly what: TaskKind
  readonly line: string
  readonly queue?: string
  /** Whom the caller talked to, or who gave the promise. */
  readonly agent?: string
  readonly score?: number
  /** What was promised, in the agent's words. */
  readonly note?: string
  /** Who does it; only of one that is taken or done. */
  readonly takenBy?: string
  /** The first step first. */
  readonly history: readonly TaskStep[]
}
