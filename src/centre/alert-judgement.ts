import { NEVER_MS, SECOND_MS } from '../base/units.ts'
import type { AlertRule } from '../line/alert-rule.ts'
import type { CallWindow } from './alert-window.ts'

/** A measured value, and the queue that it is of; -1 where it is of several together. */
export interface Measured {
  /** Seconds, a share or a count, by the measure; Infinity for a wait of which nobody can say how long it is. */
  readonly value: number | undefined
  readonly queue: number
}

/** Where a rule stands. */
export interface Standing {
  isRaised: boolean
  /** Since when the measure is beyond the threshold; `NEVER_MS` while it is not. */
  beyondMs: number
  /** Since when it is back, while the alert is raised; `NEVER_MS` while it is not. */
  backMs: number
  /** When the alert was raised last; -Infinity before the first. */
  raisedMs: number
  /** When it was told last. */
  toldMs: number
  /** What was measured at the last look. */
  measured: Measured
}

/** A rule of a line, and where it stands. */
export interface Watched {
  readonly line: number
  /** Its place among the rules of the line. */
  readonly place: number
  readonly rule: AlertRule
  /** The queues that it is about. */
  readonly queues: readonly number[]
  readonly standing: Standing
  /** Of a rule that counts calls. */
  readonly window: CallWindow | undefined
}

export const NOTHING: Measured = { value: undefined, queue: -1 }

export function atRest(): Standing {
  const before = Number.NEGATIVE_INFINITY
  const never = { beyondMs: NEVER_MS, backMs: NEVER_MS, raisedMs: before, toldMs: before }
  return { isRaised: false, ...never, measured: NOTHING }
}

export type Judgement = 'raised' | 'told again' | 'recovered' | undefined

/**
 * What a rule says now, where it stands being brought up to date. An alert is raised once the measure has been beyond
 * the threshold for long enough, and not within the hold-off after it was raised last; it recovers once the measure
 * has been back for long enough.
 * @param value undefined where there is nothing to measure, which is as good as back
 */
export function judge(
  standing: Standing,
  rule: AlertRule,
  value: number | undefined,
  atMs: number,
): Judgement {
  const { forSeconds = 0, recoverSeconds = 0, againSeconds = 0, repeatSeconds = NEVER_MS } = rule
  if (!standing.isRaised) {
    standing.beyondMs = isBeyond(rule, value) ? Math.min(standing.beyondMs, atMs) : NEVER_MS
    if (atMs - standing.beyondMs < forSeconds * SECOND_MS) return undefined
    if (standing.beyondMs === NEVER_MS || atMs - standing.raisedMs < againSeconds * SECOND_MS)
      return undefined
    standing.isRaised = true
    standing.backMs = NEVER_MS
    standing.raisedMs = atMs
    standing.toldMs = atMs
    return 'raised'
  }
  standing.backMs = isBack(rule, value) ? Math.min(standing.backMs, atMs) : NEVER_MS
  if (standing.backMs !== NEVER_MS && atMs - standing.backMs >= recoverSeconds * SECOND_MS) {
    settle(standing)
    return 'recovered'
  }
  if (atMs - standing.toldMs < repeatSeconds * SECOND_MS) return undefined
  standing.toldMs = atMs
  return 'told again'
}

/** The alert is over, whatever is measured. */
export function settle(standing: Standing): void {
  standing.isRaised = false
  standing.beyondMs = NEVER_MS
  standing.backMs = NEVER_MS
}

function isBeyond({ above, below }: AlertRule, value: number | undefined): boolean {
  if (value === undefined) return false
  return above === undefined ? value < below! : value > above
}

function isBack({ above, below, recoversAt }: AlertRule, value: number | undefined): boolean {
  if (value === undefined) return true
  return above === undefined ? value >= (recoversAt ?? below!) : value <= (recoversAt ?? above)
}
