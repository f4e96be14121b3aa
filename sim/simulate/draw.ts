import { lineText } from '../../src/call/define-line.ts'
import { FIRST_LOOK, nextLook } from '../statistics/next-look.ts'
import type { Plan } from '../world/plan.ts'
import { designOf } from './design.ts'
import { SPAN } from './job.ts'
import type { Pool } from './pool.ts'
import { openPool, WORTH_A_THREAD } from './pool.ts'
import type { ReachedPrecision, WantedPrecision } from './precision.ts'
import { excessOver, precisionOf } from './precision.ts'
import { Sample } from './sample.ts'

export interface DrawOptions {
  /** Threads, by default one a core; the sample is the same whatever their number. */
  readonly workers?: number
  /** Told how many days are done, of how many as far as is known. */
  readonly onProgress?: (done: number, of: number) => void
  /** Goes on until intervals are so narrow. */
  readonly precision?: readonly WantedPrecision[]
  /** Days at which it stops at the latest, however wide they are then. */
  readonly most?: number
}

export const MOST_DAYS = 10_000

/** Simulated days, and what came of the wish for precision. */
export interface Drawn {
  readonly sample: Sample
  readonly events: number
  readonly precision: readonly ReachedPrecision[]
}

/**
 * Simulates as many days of a plan as it asks for, or until the wanted precision is reached: with at least that many
 * days, and at least as many as a first look needs.
 */
export async function draw(plan: Plan, options: DrawOptions): Promise<Drawn> {
  const { precision: wanted = [], workers } = options
  // Whole spans, which are whole pairs too.
  const most = Math.max(1, Math.floor((options.most ?? MOST_DAYS) / SPAN)) * SPAN
  const { replications } = plan.scenario
  const sample = new Sample(plan, designOf(plan))
  const inSpans = (days: number): number => Math.min(Math.ceil(days / SPAN) * SPAN, most)
  const first = wanted.length > 0 ? inSpans(Math.max(FIRST_LOOK, replications)) : replications
  const job = { scenario: plan.scenario, line: lineText(plan.line) }
  const pool = openPool(job, first < WORTH_A_THREAD ? 1 : workers)
  try {
    let events = await drawTo(first, sample, pool, options)
    let precision = precisionOf(sample, wanted)
    while (excessOver(precision) > 1 && sample.days < most) {
      const days = inSpans(nextLook(sample.days, excessOver(precision)))
      events += await drawTo(days, sample, pool, options)
      precision = precisionOf(sample, wanted)
    }
    return { sample, events, precision }
  } finally {
    pool.close()
  }
}

function drawTo(days: number, sample: Sample, pool: Pool, { onProgress }: DrawOptions): Promise<number> {
  const from = sample.days
  return pool.run(
    { seed: sample.plan.scenario.seed, design: sample.design },
    {
      from,
      replications: days - from,
      each: measured => sample.take(measured),
      ...(onProgress && { onProgress: done => onProgress(from + done, days) }),
    },
  )
}
