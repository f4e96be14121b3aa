/** The time that a plan covers, and how it is cut into intervals; the last may be shorter. */
export interface Period {
  /** Since 1970. */
  readonly startMs: number
  readonly durationMs: number
  readonly intervalMs: number
  readonly intervals: number
}

/** The interval in which a time of the period lies. */
export function intervalAt(
  { startMs, intervalMs }: Pick<Period, 'startMs' | 'intervalMs'>,
  atMs: number,
): number {
  return Math.floor((atMs - startMs) / intervalMs)
}

/** Where time is added up by interval: the sum of the first interval lies at `first`, the others so many cells apart. */
export interface TimeSums {
  readonly sums: Float64Array | number[]
  readonly first: number
  readonly apart: number
}

/** Adds a stretch of time, so many times over, to the intervals in which it lies; no part of it outside of the period. */
export function addTime(
  { sums, first, apart }: TimeSums,
  period: Pick<Period, 'startMs' | 'intervalMs'>,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
  times = 1,
): void {
  const { startMs, intervalMs } = period
  let atMs = fromMs
  for (let interval = intervalAt(period, atMs); atMs < untilMs; interval++) {
    const toMs = Math.min(untilMs, startMs + (interval + 1) * intervalMs)
    sums[first + interval * apart]! += (toMs - atMs) * times
    atMs = toMs
  }
}
