/** An estimated wait as a distribution: its mean, and the range that is announced. Milliseconds from now. */
export interface WaitEstimate {
  /** False when nothing can be said: no agent is signed in. */
  known: boolean
  meanMs: number
  /** The wait is shorter in one case of ten. */
  lowMs: number
  /** The wait is longer in one case of ten. */
  highMs: number
}

/** What the closed form needs to know of a queue at one moment. */
export interface QueueView {
  /** Callers who are to be taken before this one. */
  ahead: number
  /** Agents at work for this queue; a share of those who serve several. */
  agents: number
  /** Mean of talk and wrap-up. */
  handleMs: number
  /** Callers lost per millisecond of one caller's waiting; 0 when nobody hangs up. */
  abandonPerMs: number
}

/** Ninth decile of the standard normal distribution. */
const NINTH_DECILE = 1.2815515655446004

/** Terms added one by one; the rest of a long queue is an integral that differs by less than one in a thousand. */
const TERMS_MAX = 48

/**
 * The wait of a caller who finds all agents busy and `ahead` callers before, written to `into`: a sum of `ahead + 1`
 * exponential times with rates `agents/handle + i * abandonment`, i = 0 … ahead. Exact for exponential handle times
 * and patience (Whitt 1999; Ibrahim and Whitt 2009, where it is QLm). The range takes the sum for gamma
 * distributed and uses the cube-root approximation of its quantiles (Wilson and Hilferty 1931).
 */
export function estimateWait(view: QueueView, into: WaitEstimate): void {
  const { ahead, agents, handleMs, abandonPerMs } = view
  into.known = agents > 0
  if (!into.known) {
    into.meanMs = Number.POSITIVE_INFINITY
    into.lowMs = Number.POSITIVE_INFINITY
    into.highMs = Number.POSITIVE_INFINITY
    return
  }
  const rate = agents / Math.max(1, handleMs)
  let mean = 0
  let variance = 0
  const terms = Math.min(ahead, TERMS_MAX)
  for (let i = 0; i <= terms; i++) {
    const gap = 1 / (rate + i * abandonPerMs)
    mean += gap
    variance += gap * gap
  }
  if (ahead > terms) {
    const from = rate + (terms + 0.5) * abandonPerMs
    const to = rate + (ahead + 0.5) * abandonPerMs
    const count = ahead - terms
    const flat = to - from < from * 1e-9
    mean += flat ? count / from : Math.log(to / from) / abandonPerMs
    variance += flat ? count / (from * from) : (1 / from - 1 / to) / abandonPerMs
  }
  const shape = (mean * mean) / variance
  const shift = 1 - 1 / (9 * shape)
  const spread = NINTH_DECILE / (3 * Math.sqrt(shape))
  into.meanMs = mean
  into.lowMs = mean * cube(Math.max(0, shift - spread))
  into.highMs = mean * cube(shift + spread)
}

/** Several times as fast as `** 3`. */
function cube(x: number): number {
  return x * x * x
}

/** A queue's own experience of handle times and of callers who gave up, from which estimates are made. */
export interface Experience {
  handleMs: number
  abandoned: number
  waitedMs: number
}

/** Weight of one call in the moving mean of handle times: about the last fifty calls count. */
const HANDLE_WEIGHT = 0.02

/** Waiting time that is taken as seen without a loss before the queue has any experience. */
const PATIENCE_PRIOR_MS = 600_000

export function learnHandle(experience: Experience, handleMs: number): void {
  experience.handleMs += HANDLE_WEIGHT * (handleMs - experience.handleMs)
}

/** The maximum likelihood estimate of the rate at which waiting callers give up, held back while little was seen. */
export function abandonPerMs({ abandoned, waitedMs }: Experience): number {
  return abandoned / (waitedMs + PATIENCE_PRIOR_MS)
}
