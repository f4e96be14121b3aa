/** The time that a plan covers, and how it is cut into intervals; the last may be shorter. */
export interface Period {
  /** Since 1970. */
  readonly startMs: number
  readonly durationMs: number
  readonly intervalMs: number
  readonly intervals: number
}
