import { normalCdf } from './normal.ts'

/** Shorter talks are mostly agents who hang up to rest, and wrong numbers (Brown et al. 2005). */
export const SHORT_CALL_SECONDS = 10

export interface FittedHandle {
  readonly distribution: { readonly distribution: 'lognormal'; readonly mean: number; readonly cv: number }
  readonly calls: number
  /** Largest distance between the fitted and the observed distribution function (Kolmogorov–Smirnov). */
  readonly distance: number
  /** Share of talks below 10 s. */
  readonly shortShare: number
  /** The same fit without those. */
  readonly withoutShort: { readonly mean: number; readonly cv: number; readonly distance: number } | null
}

/**
 * A lognormal handle time by moments: mean and variation of the fit are those of the log, so the load that agents
 * must bear is right even where the shape is not. Short talks are kept by default, since those calls are among
 * the arrivals too; `leave-out` fits what talks would be without them.
 *
 * @param seconds at least one.
 */
export function fitHandle(seconds: readonly number[], shortCalls: 'keep' | 'leave-out'): FittedHandle {
  const proper = seconds.filter(one => one >= SHORT_CALL_SECONDS)
  const used = shortCalls === 'leave-out' && proper.length > 0 ? proper : seconds
  const { mean, cv } = moments(used)
  return {
    distribution: { distribution: 'lognormal', mean: rounded(mean, 1), cv: rounded(Math.min(cv, 5), 3) },
    calls: used.length,
    distance: lognormalDistance(used),
    shortShare: 1 - proper.length / seconds.length,
    withoutShort: proper.length > 0 ? { ...moments(proper), distance: lognormalDistance(proper) } : null,
  }
}

function moments(values: readonly number[]): { mean: number; cv: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
  return { mean, cv: mean === 0 ? 0 : Math.sqrt(variance) / mean }
}

function lognormalDistance(values: readonly number[]): number {
  const { mean, cv } = moments(values)
  if (mean === 0 || cv === 0) return 0
  const variance = Math.log1p(cv * cv)
  const centre = Math.log(mean) - variance / 2
  const sorted = [...values].sort((a, b) => a - b)
  let distance = 0
  for (const [i, value] of sorted.entries()) {
    if (sorted[i + 1] === value) continue
    // Logs count whole seconds: what is written as 4 s lasted 3.5 to 4.5 s.
    const fitted = normalCdf((Math.log(value + 0.5) - centre) / Math.sqrt(variance))
    distance = Math.max(distance, Math.abs(fitted - (i + 1) / sorted.length))
  }
  return distance
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
