const HOURS_OF_WEEK = 168

/** How long callers waited by the hour of the week, on the line's clock; forgotten week by week. */
export interface QuietHours {
  readonly callers: Float64Array
  readonly waitedMs: Float64Array
  /** Weeks since 1970 up to which each hour is forgotten. */
  readonly week: Float64Array
}

export function quietHours(): QuietHours {
  const column = () => new Float64Array(HOURS_OF_WEEK)
  return { callers: column(), waitedMs: column(), week: column() }
}
