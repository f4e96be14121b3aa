import { SECOND_MS } from '../../src/base/units.ts'
import type { LoggedColumns } from '../scenario/logged-calls.ts'
import type { Interval } from '../statistics/interval.ts'
import type { Plan } from '../world/plan.ts'
import type { Measure } from './measures.ts'
import { QUANTILES } from './measures.ts'

/** A measure of a day that was, as its log has it and as it is simulated. */
export interface Replayed {
  readonly measure: Measure
  /** Null where the log does not define it. */
  readonly logged: number | null
  readonly simulated: Interval | null
  /** Simulated mean less logged. */
  readonly difference: number | null
}

/**
 * What a scenario that replays a log came to, beside what the log says came of the same calls; undefined for a
 * scenario without a log. Of occupancy the log knows the work, and the scenario the agents.
 */
export function replayedOf(
  plan: Plan,
  results: Readonly<Record<Measure, Interval | null>>,
): Replayed[] | undefined {
  const { arrivals } = plan.scenario
  if (!('log' in arrivals) || !arrivals.log.calls) return undefined
  const { calls, afterCallSeconds = 0 } = arrivals.log
  return Object.entries(loggedMeasures(calls, afterCallSeconds, plan)).map(([name, value]) => {
    const measure = name as Measure
    const simulated = results[measure]
    const logged = Number.isNaN(value) ? null : value
    const difference = logged === null || !simulated ? null : simulated.mean - logged
    return { measure, logged, simulated, difference }
  })
}

/** The measures of a log after the warm-up; NaN where one is not defined. */
function loggedMeasures(
  calls: LoggedColumns,
  afterCallSeconds: number,
  plan: Plan,
): Partial<Record<Measure, number>> {
  const warmSeconds = plan.warmupMs / SECOND_MS
  const counted = calls.atSeconds.flatMap((at, call) => (at >= warmSeconds ? [call] : []))
  const served = counted.filter(call => calls.served[call] === 1)
  const waits = counted.map(call => calls.waitSeconds[call]!)
  const answers = served.map(call => calls.waitSeconds[call]!)
  const inTime = answers.filter(wait => wait * SECOND_MS <= plan.serviceLevelMs).length
  const [waitP50Seconds, waitP90Seconds, waitP95Seconds, waitP99Seconds] = quantilesOf(waits)
  const [answerP50Seconds, answerP90Seconds, answerP95Seconds, answerP99Seconds] = quantilesOf(answers)
  return {
    calls: counted.length,
    answered: served.length,
    abandoned: counted.length - served.length,
    abandonment: (counted.length - served.length) / counted.length,
    serviceLevel: inTime / counted.length,
    waitSeconds: sum(waits) / waits.length,
    ...{ waitP50Seconds, waitP90Seconds, waitP95Seconds, waitP99Seconds },
    answerSeconds: sum(answers) / answers.length,
    ...{ answerP50Seconds, answerP90Seconds, answerP95Seconds, answerP99Seconds },
    occupancy: workedSeconds(calls, afterCallSeconds, plan) / staffedSeconds(plan),
  }
}

/** Talk and wrap-up while the results are counted, with what follows a call. */
function workedSeconds(
  calls: LoggedColumns,
  afterCallSeconds: number,
  { warmupMs, durationMs }: Plan,
): number {
  const [from, until] = [warmupMs / SECOND_MS, durationMs / SECOND_MS]
  return sum(
    calls.handleSeconds.map((handle, call) => {
      const begin = calls.atSeconds[call]! + calls.waitSeconds[call]!
      return Math.max(
        0,
        Math.min(begin + (handle === null ? 0 : handle + afterCallSeconds), until) - Math.max(begin, from),
      )
    }),
  )
}

function staffedSeconds({ groups, intervals, intervalMs, warmupMs, durationMs }: Plan): number {
  let staffedMs = 0
  for (let i = 0; i < intervals; i++) {
    const countedMs = Math.min((i + 1) * intervalMs, durationMs) - Math.max(i * intervalMs, warmupMs)
    staffedMs += Math.max(0, countedMs) * groups.reduce((agents, { counts }) => agents + counts[i]!, 0)
  }
  return staffedMs / SECOND_MS
}

/** At rank ⌈share · count⌉, as of simulated waits. */
function quantilesOf(values: readonly number[]): [number, number, number, number] {
  const sorted = values.toSorted((a, b) => a - b)
  const [p50, p90, p95, p99] = QUANTILES.map(
    share => sorted[Math.ceil(share * sorted.length - 1e-9) - 1] ?? Number.NaN,
  )
  return [p50!, p90!, p95!, p99!]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
