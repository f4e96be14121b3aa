import type { Counts, Variant } from '../simulate/job.ts'
import { MEASURES } from '../simulate/measures.ts'
import type { Pool } from '../simulate/pool.ts'
import type { Columns } from '../simulate/simulate.ts'
import { emptyColumns, putInto } from '../simulate/simulate.ts'
import type { Plan } from '../world/plan.ts'
import type { Demand, Verdict } from './demands.ts'
import { holds, judge } from './demands.ts'
import { Outlook } from './outlook.ts'
import { totalsOf } from './share-out.ts'

/** Days simulated, by whose luck. */
export interface Days {
  readonly seed: number
  readonly replications: number
}

/** A staffing and what came of it. */
export interface Trial {
  readonly counts: Counts
  readonly totals: readonly number[]
  readonly columns: Columns
  readonly verdicts: readonly Verdict[]
  /** Those that do not hold. */
  readonly failing: readonly Verdict[]
}

/** Tries staffings on simulated days: the same days meet the same callers whatever the staffing. */
export class Trials {
  /** Simulated so far. */
  days = 0
  events = 0
  readonly plan: Plan
  readonly #demands: readonly Demand[]
  readonly #pool: Pool
  readonly #onDays: (days: number) => void
  /** The search comes back to the staffing that it just left. */
  #last: { readonly key: string; readonly trial: Trial } | null = null

  constructor(plan: Plan, demands: readonly Demand[], pool: Pool, onDays: (days: number) => void) {
    this.plan = plan
    this.#demands = demands
    this.#pool = pool
    this.#onDays = onDays
  }

  async run(counts: Counts, days: Days): Promise<Trial> {
    const key = JSON.stringify([counts, days])
    if (this.#last?.key === key) return this.#last.trial
    const columns = await this.#simulate({ seed: days.seed, counts }, days.replications)
    // However few the days, they are judged as the scenario's number of days would be.
    const verdicts = judge(columns, this.#demands, this.plan.scenario.replications)
    const failing = verdicts.filter(verdict => !holds(verdict))
    const trial = { counts, totals: totalsOf(counts), columns, verdicts, failing }
    this.#last = { key, trial }
    return trial
  }

  /**
   * The load that each interval offers to agents and each queue's share of it, as seen where there are always enough
   * of them: with all that the line's menus do, and lagging behind arrivals as it does.
   */
  async offeredLoad(days: Days): Promise<{ outlook: Outlook; queueShares: number[] }> {
    const { plan } = this
    const many = manyAgents(plan)
    const columns = await this.#simulate(
      { seed: days.seed, counts: plan.groups.map(() => many) },
      days.replications,
    )
    const meanOf = (cell: number, measure: (typeof MEASURES)[number]): number => {
      const seen = columns[cell * MEASURES.length + MEASURES.indexOf(measure)]!.filter(
        value => !Number.isNaN(value),
      )
      return seen.length === 0 ? Number.NaN : seen.reduce((sum, value) => sum + value, 0) / seen.length
    }
    const queues = plan.handle.length
    const loads = many.map((agents, i) => meanOf(1 + queues + i, 'occupancy') * agents * plan.groups.length)
    const calls = plan.handle.map((_, queue) => meanOf(1 + queue, 'calls') || 0)
    const work = calls.map((count, queue) => count * plan.handle[queue]!.mean)
    const [allCalls, allWork] = [calls, work].map(list => list.reduce((sum, one) => sum + one, 0))
    const handleSeconds = allCalls ? Math.max(allWork! / allCalls, 1e-3) : 1
    return {
      outlook: new Outlook(plan, withoutGaps(loads, plan), handleSeconds),
      queueShares: work.map(one => (allWork ? one / allWork : 1 / queues)),
    }
  }

  async #simulate(variant: Variant, replications: number): Promise<Columns> {
    const columns = emptyColumns(this.plan, replications)
    const before = this.days
    this.events += await this.#pool.run(variant, {
      replications,
      each: (measures, replication) => putInto(columns, measures, replication),
      onProgress: done => {
        this.days = before + done
        this.#onDays(this.days)
      },
    })
    return columns
  }
}

/** So many agents in each interval that hardly anybody ever waits, were all callers to talk to one. */
function manyAgents({ ratePerMs, handle, intervals }: Plan): number[] {
  const longest = Math.max(...handle.map(({ mean }) => mean)) * 1_000
  return Array.from({ length: intervals }, (_, i) => {
    const erlangs = Math.max(ratePerMs[i]!, ratePerMs[i - 1] ?? 0) * longest
    return Math.ceil(2 * erlangs + 6 * Math.sqrt(erlangs) + 5)
  })
}

/** The warm-up is not measured: what is measured after it says how much load a call brings. */
function withoutGaps(loads: readonly number[], { ratePerMs }: Plan): number[] {
  const measured = loads.flatMap((load, i) => (Number.isNaN(load) ? [] : [{ load, rate: ratePerMs[i]! }]))
  const rate = measured.reduce((sum, one) => sum + one.rate, 0)
  const loadPerRate = rate === 0 ? 0 : measured.reduce((sum, one) => sum + one.load, 0) / rate
  return loads.map((load, i) => (Number.isNaN(load) ? ratePerMs[i]! * loadPerRate : load))
}
