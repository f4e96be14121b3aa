import type { Interval } from '../statistics/interval.ts'

export function percentText(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`
}

/** Such as `3.2 s`, `4:05 min` and `1:10 h`. */
export function timeText(seconds: number): string {
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))} s`
  const whole = Math.round(seconds)
  if (whole < 3_600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`
  const minutes = Math.round(whole / 60)
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`
}

/** As exact as a reader cares for: more of what is small. */
export function numberText(number: number): string {
  const size = Math.abs(number)
  return number.toLocaleString('en-US', { maximumFractionDigits: size < 1 ? 2 : size < 100 ? 1 : 0 })
}

/** An amount of money, to its hundredth where it is small. */
export function moneyText(amount: number): string {
  const digits = Math.abs(amount) < 100 ? 2 : 0
  return amount.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/**
 * A mean with its interval, such as `94.4 % (93.3 % to 95.5 %)`; the mean alone where nothing is known of its spread.
 * @param most no such value is larger: of a share 1
 */
export function spreadText(
  { mean, low, high }: Interval,
  words: (value: number) => string,
  most = Number.POSITIVE_INFINITY,
): string {
  const [from, to] = [words(Math.max(0, low)), words(Math.min(most, high))]
  return !Number.isFinite(high - low) || from === to ? words(mean) : `${words(mean)} (${from} to ${to})`
}

export function shareText(share: Interval): string {
  return spreadText(share, percentText, 1)
}
