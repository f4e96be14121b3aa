/**
 * Why an agent takes no calls, as journals name it. A centre keeps the place in this list; the first is for whom no
 * reason is known. Closed, since a reason stands in journals, on walls and in reports, where nobody's own words belong.
 */
export const AWAY_REASONS = [
  'none',
  'break',
  'lunch',
  'training',
  'meeting',
  'end-of-work',
  'other',
  /** Put away by the centre after too many missed offers in a row. */
  'missed-calls',
  /** The agent's phone failed in a talk. */
  'cut-off',
  /** Put away by a supervisor. */
  'put-away',
  /** In the roster no more. */
  'not-in-roster',
] as const
export type AwayReason = (typeof AWAY_REASONS)[number]

export const NO_REASON = 0
export const MISSED_CALLS = AWAY_REASONS.indexOf('missed-calls')
export const CUT_OFF = AWAY_REASONS.indexOf('cut-off')
export const PUT_AWAY = AWAY_REASONS.indexOf('put-away')
export const NOT_IN_ROSTER = AWAY_REASONS.indexOf('not-in-roster')

/** A reason as a journal has it: none is left out. */
export function reasonOf(reason: number): { readonly reason?: AwayReason } {
  return reason === NO_REASON ? {} : { reason: AWAY_REASONS[reason]! }
}
