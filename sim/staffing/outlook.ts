import { erlangA, erlangAServiceLevels } from '../exact/erlang-a.ts'
import { intervalBusyness } from '../world/arrivals/arrivals-plan.ts'
import type { Plan } from '../world/plan.ts'
import type { Demand, TargetName } from './demands.ts'

/** What Erlang A expects of an interval. */
type Prospect = Readonly<Record<Exclude<TargetName, 'callsPerAgentDay'>, number>>

/** Days differ by their busyness; this many, equally likely ones stand for all. */
const BUSYNESSES = 9
/** Beyond an hour, patience changes nothing in an interval that is staffed to keep a target. */
const LONGEST_PATIENCE_SECONDS = 3_600

/**
 * What targets come to with so many agents, by Erlang A with the offered load of each interval (the modified offered
 * load of Jennings, Mandelbaum, Massey and Whitt 1996, which lags behind arrivals), averaged over the busyness of
 * days. Agents are taken for one pool. Where it is wrong a simulation says by how much; it is right about
 * differences.
 */
export class Outlook {
  /** Erlangs offered, by interval. */
  readonly loads: readonly number[]
  readonly #plan: Plan
  readonly #handleSeconds: number
  readonly #patienceSeconds: number
  readonly #busyness: readonly number[]
  readonly #known: Map<number, Prospect>[]

  /** @param handleSeconds mean over the calls of all queues */
  constructor(plan: Plan, loads: readonly number[], handleSeconds: number) {
    this.loads = loads
    this.#plan = plan
    this.#handleSeconds = handleSeconds
    this.#patienceSeconds = patienceSecondsOf(plan)
    const busyness = intervalBusyness(plan.arrivals)
    this.#busyness =
      busyness.cv === 0
        ? [1]
        : Array.from({ length: BUSYNESSES }, (_, i) =>
            busyness.at(Math.floor(((i + 0.5) / BUSYNESSES) * 2 ** 32) | 0),
          )
    this.#known = loads.map(() => new Map())
  }

  /** Distance from what is expected to the limit of a demand; of queues it knows no more than of the day. */
  slack(demand: Demand, totals: readonly number[]): number {
    if (demand.of === 'interval') return this.slackAt(demand, totals[demand.index]!)
    return distance(demand, this.#ofDay(demand.target, totals))
  }

  /** The same of a demand on one interval, with so many agents there. */
  slackAt(demand: Demand, agents: number): number {
    const { target, index } = demand
    return distance(demand, target === 'callsPerAgentDay' ? 0 : this.#prospect(index, agents)[target])
  }

  /** By how much one agent more in an interval raises the share of the day's callers who are answered in time. */
  gain(interval: number, agents: number): number {
    const more = this.#prospect(interval, agents + 1).serviceLevel
    return this.loads[interval]! * (more - this.#prospect(interval, agents).serviceLevel)
  }

  #ofDay(target: TargetName, totals: readonly number[]): number {
    let [load, carried, staffed, weighed] = [0, 0, 0, 0]
    for (const [interval, agents] of totals.entries()) {
      const offered = this.loads[interval]!
      const prospect = this.#prospect(interval, agents)
      load += offered
      staffed += agents
      carried += offered * (1 - prospect.abandonment)
      if (target === 'serviceLevel' || target === 'abandonment') weighed += offered * prospect[target]
    }
    if (load === 0) return target === 'serviceLevel' ? 1 : 0
    if (target === 'occupancy') return staffed === 0 ? Infinity : carried / staffed
    if (target !== 'callsPerAgentDay') return weighed / load
    const { targets, shrinkage } = this.#plan.scenario
    const agentDaySeconds = targets.shiftHours * (1 - shrinkage) * 3_600
    return staffed === 0 ? Infinity : ((carried / this.#handleSeconds) * agentDaySeconds) / staffed
  }

  #prospect(interval: number, agents: number): Prospect {
    const known = this.#known[interval]!
    const found = known.get(agents)
    if (found) return found
    const prospect = this.#work(this.loads[interval]!, agents)
    known.set(agents, prospect)
    return prospect
  }

  #work(load: number, agents: number): Prospect {
    if (load === 0) return { serviceLevel: 1, abandonment: 0, occupancy: 0 }
    if (agents === 0) return { serviceLevel: 0, abandonment: 1, occupancy: Infinity }
    const sums = { serviceLevel: 0, abandonment: 0, occupancy: 0 }
    const withinSeconds = this.#plan.serviceLevelMs / 1_000
    for (const busyness of this.#busyness) {
      const offered = {
        callsPerHour: Math.max((load * busyness * 3_600) / this.#handleSeconds, 1e-9),
        handleSeconds: this.#handleSeconds,
        patienceSeconds: this.#patienceSeconds,
        agents,
      }
      const { abandonment, occupancy } = erlangA(offered)
      sums.serviceLevel += erlangAServiceLevels(offered, withinSeconds).ofAll / this.#busyness.length
      sums.abandonment += abandonment / this.#busyness.length
      sums.occupancy += occupancy / this.#busyness.length
    }
    return sums
  }
}

function distance({ target, sense, limit }: Demand, value: number): number {
  const by = sense === 'least' ? value - limit : limit - value
  return target === 'callsPerAgentDay' ? by / limit : by
}

/** What callers bear on average, within reason. */
function patienceSecondsOf({ callers }: Plan): number {
  return callers.kinds.reduce(
    (sum, { share, patience }) =>
      sum + share * Math.min(Math.max(patience.mean, 0.1), LONGEST_PATIENCE_SECONDS),
    0,
  )
}
