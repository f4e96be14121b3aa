/** Seconds, minutes and hours that people count in. */
const ROUND_SECONDS = [
  1, 2, 5, 10, 20, 30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
  86_400,
] as const

/** The upper edge of a chart that shows times of up to so many seconds. */
export function roundTop(seconds: number): number {
  return ROUND_SECONDS.find(top => top >= seconds) ?? Math.ceil(seconds / 86_400) * 86_400
}
