import type { Interval } from '../statistics/interval.ts'

/** Seconds, minutes and hours that people count in. */
const ROUND_SECONDS = [
  1, 2, 4, 10, 20, 40, 60, 120, 240, 600, 1_200, 2_400, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400,
] as const

/** The upper edge of a chart that shows times of up to so many seconds. */
export function roundTop(seconds: number): number {
  return ROUND_SECONDS.find(top => top >= seconds) ?? Math.ceil(seconds / 86_400) * 86_400
}

/** The upper edge of a chart that shows counts of up to this one; half of it is as round. */
export function roundCount(count: number): number {
  if (count <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(count))
  return [1, 2, 4, 6, 8, 10].map(digit => digit * power).find(top => top >= count) ?? 10 * power
}

/** The highest end of the intervals; of a value whose spread is not known, the value. */
export function highestEnd(values: readonly (Interval | null)[]): number {
  return values.reduce(
    (most, value) => (value ? Math.max(most, Number.isFinite(value.high) ? value.high : value.mean) : most),
    0,
  )
}
