import type { Demand } from './demands.ts'
import type { Outlook } from './outlook.ts'
import type { Trial } from './trials.ts'

/** Agents beyond this many times an interval's load, and a few, are not looked for. */
const MOST_PER_ERLANG = 10
const MOST_BESIDES = 20
/** Where an agent more changes less than this, Erlang A has nothing to say about how many are needed. */
const TELLING = 0.001
const NOTHING = 1e-4

/**
 * What demands will come to with other agents: what Erlang A says of the difference, added to what the last trial
 * showed. Made for jumping near the answer in few trials; the trials decide.
 */
export class Forecast {
  /** Most agents that are tried, by interval. */
  readonly most: readonly number[]
  readonly #outlook: Outlook
  #corrections: ReadonlyMap<Demand, number>

  constructor(outlook: Outlook, demands: readonly Demand[]) {
    this.#outlook = outlook
    this.most = outlook.loads.map(load => Math.ceil(load * MOST_PER_ERLANG) + MOST_BESIDES)
    const told = demands.filter(({ of, index }) => of !== 'interval' || outlook.loads[index]! > 0)
    this.#corrections = new Map(told.map(demand => [demand, 0]))
  }

  learn({ verdicts, totals }: Pick<Trial, 'verdicts' | 'totals'>): void {
    this.#corrections = new Map(
      verdicts.map(({ demand, slack }) => {
        const by = slack - this.#outlook.slack(demand, totals)
        return [demand, Number.isFinite(by) ? by : 0]
      }),
    )
  }

  /** The fewest agents with which all demands are expected to hold. */
  fewest(): number[] {
    const totals = this.most.map((most, interval) => this.#fewestOf(interval, most))
    return this.toppedUp(totals)
  }

  /** The same and, where the demands of the day are not expected to hold, the agents that help them most. */
  toppedUp(totals: readonly number[]): number[] {
    const raised = [...totals]
    while (this.ofDay(raised) < 0) {
      const open = raised.flatMap((agents, interval) => (agents < this.most[interval]! ? [interval] : []))
      if (open.length === 0) break
      const gains = open.map(interval => this.gain(interval, raised[interval]!))
      raised[open[gains.indexOf(Math.max(...gains))]!]!++
    }
    return raised
  }

  /** The least slack expected of the demands on the day and its queues; Infinity where there are none. */
  ofDay(totals: readonly number[]): number {
    let least = Infinity
    for (const [demand, by] of this.#corrections) {
      if (demand.of !== 'interval') least = Math.min(least, this.#outlook.slack(demand, totals) + by)
    }
    return least
  }

  /** How much an agent more in an interval is worth to the day; where nothing is left to gain, the busiest first. */
  gain(interval: number, agents: number): number {
    return this.#outlook.gain(interval, agents) + (1e-6 * this.#outlook.loads[interval]!) / (agents + 1)
  }

  /**
   * Fewer agents than this are not tried: where nothing is demanded of an interval alone, since far below its load
   * it could be left to nobody at all, its callers being lost to the day's figures or served in the next.
   */
  floor(interval: number): number {
    if (this.#ofInterval(interval, 0) < Infinity || this.ofDay(this.most) === Infinity) return 0
    const load = this.#outlook.loads[interval]!
    return Math.min(Math.ceil(load), Math.max(1, Math.floor(load - Math.sqrt(load))))
  }

  /** Whether taking an agent away is expected to be felt. */
  isTelling(interval: number, agents: number): boolean {
    if (agents === 0) return false
    const before = this.#ofInterval(interval, agents)
    return !Number.isFinite(before) || before - this.#ofInterval(interval, agents - 1) > TELLING
  }

  /** The least slack expected where one agent is taken away from an interval of a staffing that holds. */
  withoutOne(totals: readonly number[], interval: number): number {
    const fewer = totals.with(interval, totals[interval]! - 1)
    return Math.min(this.#ofInterval(interval, fewer[interval]!), this.ofDay(fewer))
  }

  #fewestOf(interval: number, most: number): number {
    // Where not even the most agents are expected to do, those beyond whom there is next to nothing to gain.
    const wanted = Math.min(0, this.#ofInterval(interval, most) - NOTHING)
    let [fails, works] = [this.floor(interval) - 1, most]
    while (works - fails > 1) {
      const middle = (fails + works) >> 1
      if (this.#ofInterval(interval, middle) >= wanted) works = middle
      else fails = middle
    }
    return works
  }

  #ofInterval(interval: number, agents: number): number {
    let least = Infinity
    for (const [demand, by] of this.#corrections) {
      if (demand.of !== 'interval' || demand.index !== interval) continue
      least = Math.min(least, this.#outlook.slackAt(demand, agents) + by)
    }
    return least
  }
}
