/** Times are integer milliseconds since 1970 in a float64; durations are milliseconds. Units stand last in names. */
export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Later than anything that happens: the due time of a timer that is not set. */
export const NEVER_MS = Number.POSITIVE_INFINITY
