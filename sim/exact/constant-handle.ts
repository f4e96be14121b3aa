import { assert } from '../../src/base/assert.ts'
import { erlangs, type Load } from './load.ts'

/** M/D/n: all handle times are the same, and callers wait until they are answered. */
export interface ConstantHandle {
  /** Share of callers who wait at all. */
  readonly waitProbability: number
  /** Mean over all callers, those who do not wait included. */
  readonly waitSeconds: number
}

/** Beyond this the roots are too many to be worth their time. */
const MOST_AGENTS = 10_000

/** Steps in which a root is surely found: each brings it nearer by a factor of erlangs ÷ agents, or doubles its digits. */
const MOST_STEPS = 200

/**
 * Fewer erlangs than agents are needed. The calls in the system a handle time apart are a chain, N' = max(0, N − n) +
 * Poisson(a), since whoever is served now is gone then. Its generating function is settled by the n − 1 roots other
 * than 1 of z^n = e^a(z − 1) within the unit circle: the share at n − 1 or below is (n − a) ÷ Π(1 − z_k), the mean is
 * a ÷ 2(n − a) − (n − 1 − a) ÷ 2 + Σ 1 ÷ (1 − z_k). Sources: Crommelin 1932, Delay Probability Formulae When the
 * Holding Times Are Constant; for the sums over roots Janssen and van Leeuwaarden 2005, Analytic Computation Schemes
 * for the Discrete-Time Bulk Service Queue.
 */
export function constantHandle(load: Load): ConstantHandle {
  const offered = erlangs(load)
  const { agents, callsPerHour } = load
  assert(offered < agents, `${offered} erlangs on ${agents} agents; expected fewer erlangs than agents`)
  assert(agents <= MOST_AGENTS, `agents ${agents}; expected at most ${MOST_AGENTS}`)
  let logProduct = 0
  let sum = 0
  // Roots come in conjugate pairs, but for the real one that there is where n is even.
  for (let k = 1; k <= agents / 2; k++) {
    const { real, imaginary } = rootAt(offered / agents, k / agents)
    const square = (1 - real) ** 2 + imaginary ** 2
    const times = 2 * k === agents ? 1 : 2
    logProduct += (times * Math.log(square)) / 2
    sum += (times * (1 - real)) / square
  }
  const inSystem = offered / (2 * (agents - offered)) - (agents - 1 - offered) / 2 + sum
  return {
    waitProbability: 1 - (agents - offered) * Math.exp(-logProduct),
    waitSeconds: (Math.max(0, inSystem - offered) * 3600) / callsPerHour,
  }
}

/** The root z = e^(ρ(z − 1) + 2πi·turn), by Newton's method from the n-th root of unity at that part of a turn. */
function rootAt(occupancy: number, turn: number): { real: number; imaginary: number } {
  let real = Math.cos(2 * Math.PI * turn)
  let imaginary = Math.sin(2 * Math.PI * turn)
  for (let step = 0; step < MOST_STEPS; step++) {
    const size = Math.exp(occupancy * (real - 1))
    const angle = occupancy * imaginary + 2 * Math.PI * turn
    const image = { real: size * Math.cos(angle), imaginary: size * Math.sin(angle) }
    // z − (z − g) ÷ (1 − g') with g' = ρ·g.
    const off = { real: real - image.real, imaginary: imaginary - image.imaginary }
    const slope = { real: 1 - occupancy * image.real, imaginary: -occupancy * image.imaginary }
    const square = slope.real ** 2 + slope.imaginary ** 2
    const by = {
      real: (off.real * slope.real + off.imaginary * slope.imaginary) / square,
      imaginary: (off.imaginary * slope.real - off.real * slope.imaginary) / square,
    }
    real -= by.real
    imaginary -= by.imaginary
    if (Math.hypot(by.real, by.imaginary) < 1e-15) break
  }
  return { real, imaginary }
}
