import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { openPool } from '../../sim/simulate/pool.ts'
import { lineText } from '../../src/call/define-line.ts'
import { direct } from '../../src/call/direct.ts'
import type { Row } from './measured.ts'
import { median } from './measured.ts'

/** Days of twelve hours a run: enough that starting a thread is no part of it. */
const DAYS = 200

/** How much faster two threads simulate than one, each of them warm. */
export async function workersAgainstOne(turns: number): Promise<Row[]> {
  const scenario = parseScenario(
    JSON.stringify({
      line: 'direct',
      durationHours: 12,
      arrivals: { callsPerHour: 600 },
      handleSeconds: { distribution: 'exponential', mean: 270 },
      patienceSeconds: { distribution: 'exponential', mean: 180 },
      agents: 45,
    }),
    'workers.yaml',
  )
  const job = { scenario, line: lineText(direct) }
  const pools = [openPool(job, 1), openPool(job, 2)]
  const ratios: number[] = []
  try {
    // The first turn warms up.
    for (let turn = 0; turn <= turns; turn++) {
      const seconds: number[] = []
      for (const pool of pools) {
        const startMs = performance.now()
        await pool.run({ seed: turn + 1 }, { replications: DAYS, each: () => {} })
        seconds.push((performance.now() - startMs) / 1_000)
      }
      if (turn > 0) ratios.push(seconds[0]! / seconds[1]!)
    }
  } finally {
    for (const pool of pools) pool.close()
  }
  return [{ what: 'two workers ÷ one', value: median(ratios), unit: '' }]
}
