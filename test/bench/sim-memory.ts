import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { Day } from '../../sim/world/day.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import { direct } from '../../src/call/direct.ts'
import type { Contender } from './contenders.ts'
import type { Row } from './measured.ts'
import { median } from './measured.ts'

interface Allocations {
  readonly selfSize: number
  readonly children: readonly Allocations[]
}

/** Bytes that the engine allocates for each call of a contender that is warm, by a sample of one allocation in 8 KiB. */
export async function allocated(name: string, contender: Contender, calls: number): Promise<Row> {
  contender(calls, 45)
  const session = new Session()
  session.connect()
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 8_192,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  })
  contender(calls, 45)
  const { profile } = (await session.post('HeapProfiler.stopSampling')) as { profile: { head: Allocations } }
  session.disconnect()
  return { what: `${name}: allocated a call`, value: bytes(profile.head) / calls, unit: 'bytes', goal: '0' }
}

function bytes({ selfSize, children }: Allocations): number {
  return selfSize + children.reduce((sum, child) => sum + bytes(child), 0)
}

/**
 * What is held in memory in the last tenth of a simulated stretch of days, against its first tenth: medians of
 * measurements at every hundredth, each after all garbage is collected.
 */
export function held(days: number): Row[] {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const day = new MeasuredDay(planOfDays(days), days * 24 * 6, () => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  })
  day.run(1, 0)
  const first = median(day.held.slice(0, 10))
  const last = median(day.held.slice(-10))
  const stretch = `${days} days in one run, ${(days * 24 * 600).toLocaleString('en-US')} calls`
  return [
    { what: `${stretch}: memory held at the end`, value: last / 2 ** 20, unit: 'MiB' },
    {
      what: `${stretch}: memory at the end ÷ at the beginning`,
      value: last / first,
      unit: '',
      goal: '≤ 1.01',
    },
  ]
}

/** A day that looks at its memory whenever so many calls have ended. */
class MeasuredDay extends Day {
  readonly held: number[] = []
  readonly #every: number
  readonly #measure: () => number
  #ended = 0

  constructor(plan: Plan, every: number, measure: () => number) {
    super(plan)
    this.#every = every
    this.#measure = measure
  }

  override ended(call: number, outcome: number): void {
    super.ended(call, outcome)
    if (++this.#ended % this.#every === 0) this.held.push(this.#measure())
  }
}

function planOfDays(days: number): Plan {
  const scenario = {
    line: 'direct',
    durationHours: days * 24,
    arrivals: { callsPerHour: 600, intervalMinutes: 1_440 },
    handleSeconds: { distribution: 'exponential', mean: 270 },
    patienceSeconds: { distribution: 'exponential', mean: 180 },
    agents: 45,
  }
  return planOf(parseScenario(JSON.stringify(scenario), 'year.yaml'), direct)
}
