import { rounded } from './handle.ts'
import { type Curve, exponentialFit, kaplanMeier, survivalOf, type Wait } from './survival.ts'

/** With fewer abandonments a curve is mostly noise. */
const ABANDONMENTS_FOR_CURVE = 200
/** Where fewer callers are left waiting the curve is not trusted. */
const LEAST_AT_RISK = 50
const QUANTILES = 51
const LONGEST_SECONDS = 7 * 86_400
/** What impossible observations cost, instead of everything. */
const LEAST_PROBABILITY = 1e-9

export type PatienceChoice = 'auto' | 'exponential' | 'empirical'

export interface FittedPatience {
  readonly distribution:
    | 'never'
    | { readonly distribution: 'exponential'; readonly mean: number }
    | { readonly distribution: 'empirical'; readonly quantiles: readonly number[] }
  readonly waits: number
  readonly abandonments: number
  /** Total waiting time ÷ abandonments; null without any. */
  readonly exponentialMean: number | null
  /** Largest distance between the exponential and Kaplan and Meier's curve, as far as that is trusted. */
  readonly departure: number
  /** How far the curve is trusted, and the share who would still wait then. */
  readonly trustedSeconds: number
  readonly trustedShare: number
  /** Gain of the curve over the exponential on days kept back, in nats an abandonment; null where not compared. */
  readonly curveGain: number | null
}

/**
 * How long callers would wait, from waits that mostly ended by an answer. A served caller's patience is only known
 * to exceed the wait (censored), so the exponential is by maximum likelihood, total waiting time ÷ abandonments, and
 * the curve is Kaplan and Meier's (1958), continued by an exponential with its last hazard.
 *
 * `auto` takes whichever gives waits on days kept back (even days by odd days, and the reverse) the greater
 * likelihood, since what is wanted is to predict.
 *
 * @param byDay waits of each day, in seconds.
 */
export function fitPatience(byDay: readonly (readonly Wait[])[], choice: PatienceChoice): FittedPatience {
  const waits = byDay.flat()
  const exponential = exponentialFit(waits)
  const curve = kaplanMeier(waits, LEAST_AT_RISK)
  const abandonments = waits.filter(({ abandoned }) => abandoned).length
  const facts = {
    waits: waits.length,
    abandonments,
    exponentialMean: exponential,
    departure: exponential === null ? 0 : departureOf(curve, exponential),
    trustedSeconds: curve.seconds.at(-1) ?? 0,
    trustedShare: curve.survival.at(-1) ?? 1,
  }
  if (exponential === null) return { distribution: 'never', ...facts, curveGain: null }
  const compared = choice === 'auto' && abandonments >= ABANDONMENTS_FOR_CURVE && byDay.length >= 2
  const curveGain = compared ? gainOnDaysKeptBack(byDay) / abandonments : null
  const takeCurve = choice === 'empirical' || (curveGain !== null && curveGain > 0)
  const mean = rounded(exponential, 1)
  return {
    distribution: takeCurve
      ? { distribution: 'empirical', quantiles: quantilesOf(curve) }
      : { distribution: 'exponential', mean: Math.max(mean, 0.1) },
    ...facts,
    curveGain,
  }
}

function departureOf(curve: Curve, mean: number): number {
  return curve.seconds.reduce(
    (most, at, i) => Math.max(most, Math.abs(curve.survival[i]! - Math.exp(-(at + 0.5) / mean))),
    0,
  )
}

/** Quantiles at evenly spaced probabilities, as a scenario writes them. */
function quantilesOf(curve: Curve): number[] {
  const quantiles = Array.from({ length: QUANTILES - 1 }, (_, i) => timeOf(curve, i / (QUANTILES - 1)))
  // The last piece has no end; a straight line of this length has the mean of the exponential tail.
  const last = quantiles.at(-1)! + 2 / curve.tailHazard
  return [...quantiles, last].map(seconds => Math.min(rounded(seconds, 1), LONGEST_SECONDS))
}

/** When the share `gone` of callers would have hung up. */
function timeOf(curve: Curve, gone: number): number {
  let [fromSeconds, fromGone] = [0, 0]
  for (const [i, at] of curve.seconds.entries()) {
    const goneThen = 1 - curve.survival[i]!
    // A wait written as 4 s lasted 3.5 to 4.5 s.
    if (goneThen >= gone && goneThen > fromGone) {
      return fromSeconds + ((at + 0.5 - fromSeconds) * (gone - fromGone)) / (goneThen - fromGone)
    }
    ;[fromSeconds, fromGone] = [at + 0.5, goneThen]
  }
  return fromSeconds + Math.log((1 - fromGone) / (1 - gone)) / curve.tailHazard
}

function gainOnDaysKeptBack(byDay: readonly (readonly Wait[])[]): number {
  const parts = [0, 1].map(parity => byDay.filter((_, i) => i % 2 === parity).flat())
  const [even = [], odd = []] = parts
  return gain(even, odd) + gain(odd, even)
}

function gain(known: readonly Wait[], keptBack: readonly Wait[]): number {
  const mean = exponentialFit(known)
  if (mean === null) return 0
  const quantiles = quantilesOf(kaplanMeier(known, LEAST_AT_RISK))
  const curve = likelihood(keptBack, survivalOf(quantiles))
  return curve - likelihood(keptBack, at => Math.exp(-Math.max(0, at) / mean))
}

/** Log likelihood of waits in whole seconds. */
function likelihood(waits: readonly Wait[], survival: (seconds: number) => number): number {
  return waits.reduce((sum, { seconds, abandoned }) => {
    const chance = abandoned ? survival(seconds - 0.5) - survival(seconds + 0.5) : survival(seconds)
    return sum + Math.log(Math.max(chance, LEAST_PROBABILITY))
  }, 0)
}
