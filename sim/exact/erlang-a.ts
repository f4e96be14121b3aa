import { assert } from '../../src/base/assert.ts'
import { delayedStates } from './delayed-states.ts'
import { erlangs, type ImpatientLoad } from './load.ts'

/**
 * M/M/n+M, whose callers hang up after an exponential patience. Sources: Palm 1957; Garnett, Mandelbaum and
 * Reiman 2002; Mandelbaum and Zeltyn 2007. There is a steady state at every load.
 */
export interface ErlangA {
  /** Share of callers who find all agents busy. */
  readonly waitProbability: number
  /** Share of callers who hang up. */
  readonly abandonment: number
  /** Mean over all callers: at once answered, answered and abandoned. */
  readonly waitSeconds: number
  /** Share of agents' time spent on calls; 0 without agents. */
  readonly occupancy: number
}

/** The four definitions of a service level in use; each is a share from 0 to 1, or NaN where it is 0 ÷ 0. */
export interface ServiceLevels {
  /** Answered in time ÷ all callers; the one that is meant when nothing is said. */
  readonly ofAll: number
  /** Answered in time ÷ answered. */
  readonly ofAnswered: number
  /** Answered in time ÷ (all − abandoned in that time). */
  readonly withoutEarlyAbandoned: number
  /** Answered or abandoned in that time ÷ all. */
  readonly waitedAtMost: number
}

export function erlangA(load: ImpatientLoad): ErlangA {
  const { byWaiting } = delayedStates(load)
  const waitProbability = Math.min(1, sum(byWaiting))
  const waiting = sum(byWaiting.map((probability, q) => q * probability))
  const waitSeconds = waiting / (load.callsPerHour / 3600)
  const abandonment = Math.min(1, waitSeconds / load.patienceSeconds)
  const occupancy = load.agents === 0 ? 0 : (erlangs(load) * (1 - abandonment)) / load.agents
  return { waitProbability, abandonment, waitSeconds, occupancy }
}

/**
 * The service levels for so many seconds, at least 0. The wait offered to a caller of endless patience has, at v > 0,
 * the density nμ·π_n·e^(λ(1 − e^−θv) ÷ θ − nμv) (Baccelli and Hebuterne 1981; Zeltyn and Mandelbaum 2005), the same
 * law as the sums of q + 1 exponentials over the states with q waiting, and no sum to lose digits in.
 */
export function erlangAServiceLevels(load: ImpatientLoad, withinSeconds: number): ServiceLevels {
  assert(withinSeconds >= 0 && withinSeconds < Infinity, `withinSeconds ${withinSeconds}; expected 0 or more`)
  const { waitProbability, abandonment } = erlangA(load)
  const offered = offeredWaits(load, withinSeconds)
  const ofAll = Math.min(1, 1 - waitProbability + offered.answered)
  const patient = Math.exp(-withinSeconds / load.patienceSeconds)
  const waitedAtMost = 1 - Math.max(0, waitProbability - offered.ended) * patient
  return {
    ofAll,
    ofAnswered: Math.min(1, ofAll / (1 - abandonment)),
    withoutEarlyAbandoned: Math.min(1, ofAll / (1 - (waitedAtMost - ofAll))),
    waitedAtMost,
  }
}

/**
 * Over callers who find all agents busy: the share to whom a wait of at most so many seconds is offered (`ended`),
 * and the share who are still there to be `answered` then. Integrated over pieces so short that the density changes
 * by less than e² in each.
 */
function offeredWaits(load: ImpatientLoad, withinSeconds: number): { ended: number; answered: number } {
  const { agents, handleSeconds, patienceSeconds } = load
  const arrivals = load.callsPerHour / 3600
  const services = agents / handleSeconds
  if (agents === 0) return { ended: 0, answered: 0 }
  const logStart = Math.log(services) + delayedStates(load).logNoneWaiting
  const steepest = Math.max(
    Math.abs(arrivals - services),
    Math.abs(arrivals * Math.exp(-withinSeconds / patienceSeconds) - services),
    1 / patienceSeconds,
  )
  const pieces = Math.ceil((steepest * withinSeconds) / 2)
  const halfSeconds = withinSeconds / pieces / 2
  let ended = 0
  let answered = 0
  for (let piece = 0; piece < pieces; piece++) {
    for (let node = 0; node < NODES.length; node++) {
      const seconds = halfSeconds * (2 * piece + 1 + NODES[node]!)
      const impatient = -Math.expm1(-seconds / patienceSeconds)
      const density = Math.exp(logStart + arrivals * patienceSeconds * impatient - services * seconds)
      ended += WEIGHTS[node]! * halfSeconds * density
      answered += WEIGHTS[node]! * halfSeconds * density * (1 - impatient)
    }
  }
  return { ended, answered }
}

/** Gauss and Legendre's rule of eight points on [−1, 1] (Abramowitz and Stegun, table 25.4). */
const OUTWARD = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363]
const OUTWARD_WEIGHTS = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763]
const NODES = [...OUTWARD, ...OUTWARD.map(node => -node)]
const WEIGHTS = [...OUTWARD_WEIGHTS, ...OUTWARD_WEIGHTS]

/** From the least to the greatest, near enough: the chain's terms fall at the end, where the small ones are. */
function sum(values: readonly number[]): number {
  return values.reduceRight((total, value) => total + value, 0)
}
