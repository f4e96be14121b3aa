import type { Job } from './job.ts'
import type { RunOptions } from './pool.ts'
import { openPool, WORTH_A_THREAD } from './pool.ts'

export interface ReplicateOptions extends Omit<RunOptions, 'from' | 'replications'> {
  /** Threads; 0 or 1 simulates in this one. */
  readonly workers?: number
}

/** Simulates the scenario's replications, on several threads where that pays. See `Pool.run`. */
export async function replicate(job: Job, { workers, ...options }: ReplicateOptions): Promise<number> {
  const { replications, seed } = job.scenario
  const pool = openPool(job, replications < WORTH_A_THREAD ? 1 : workers)
  try {
    return await pool.run({ seed }, { ...options, replications })
  } finally {
    pool.close()
  }
}
