import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { controlsOf, excessOf } from '../../sim/simulate/controls.ts'
import type { Measure } from '../../sim/simulate/measures.ts'
import { MEASURES, measuresOf } from '../../sim/simulate/measures.ts'
import { Controls, controlledInterval } from '../../sim/statistics/controlled.ts'
import type { Interval } from '../../sim/statistics/interval.ts'
import { meanInterval } from '../../sim/statistics/interval.ts'
import { Day } from '../../sim/world/day.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import { Surplus } from '../../sim/world/tally/surplus.ts'
import { direct } from '../../src/call/direct.ts'
import type { Line } from '../../src/call/line.ts'

/** A scenario from its keys, as a file would say them. */
export function scenarioOf(keys: Readonly<Record<string, unknown>>): Scenario {
  return parseScenario(JSON.stringify(keys), 'judge.yaml')
}

/** The M/M/45+M of the reference tables over four days of four hours. */
export const DIRECT_HOURS = {
  line: 'direct',
  durationHours: 4,
  arrivals: { callsPerHour: 600 },
  handleSeconds: { distribution: 'exponential', mean: 270 },
  patienceSeconds: { distribution: 'exponential', mean: 180 },
  agents: 45,
  replications: 4,
}

/** One queue in a steady state, on the line `direct`. */
export interface SteadyQueue {
  readonly callsPerHour: number
  readonly handleSeconds: number
  readonly agents: number
  /** Left out: callers never hang up. */
  readonly patienceSeconds?: number
  readonly queueLimit?: number
}

/** A steady queue as a scenario of so many replications, which together take about so many calls. */
export function steadyScenario(
  { callsPerHour, handleSeconds, agents, patienceSeconds, queueLimit }: SteadyQueue,
  { calls, replications, more = {} }: { calls: number; replications: number; more?: object },
): Scenario {
  const hours = Math.ceil(calls / replications / callsPerHour)
  // The line begins empty; this is many times what any of the queues needs to forget it.
  const warmupHours = Math.ceil((60 * handleSeconds) / 3600)
  return scenarioOf({
    line: 'direct',
    durationHours: hours + warmupHours,
    warmupHours,
    arrivals: { callsPerHour, intervalMinutes: 60 },
    handleSeconds: { distribution: 'exponential', mean: handleSeconds },
    patienceSeconds: patienceSeconds ? { distribution: 'exponential', mean: patienceSeconds } : 'never',
    ...(queueLimit !== undefined && { queueLimit }),
    agents,
    replications,
    ...more,
  })
}

/**
 * Days through the real centre that also count who was answered at once, which no report tells apart, and hold Little's
 * law against every replication: the callers who wait, counted by the clock, and the waits that the centre tells.
 */
class JudgedDay extends Day {
  atOnce = 0
  readonly #warmMs: number
  #waiting = 0
  #countedMs = 0
  /** The integral of those waiting over time, caller-milliseconds, and the sum of waits. */
  #presentMs = 0
  #waitedMs = 0

  constructor(plan: Plan) {
    super(plan)
    this.#warmMs = plan.startMs + plan.warmupMs
  }

  override run(seed: number, replication: number): number {
    this.atOnce = 0
    this.#waiting = 0
    this.#presentMs = 0
    this.#waitedMs = 0
    return super.run(seed, replication)
  }

  override queued(call: number, queue: number): void {
    this.#change(1)
    super.queued(call, queue)
  }

  override answered(call: number, queue: number, agent: number, waitMs: number): void {
    super.answered(call, queue, agent, waitMs)
    this.#change(-1)
    this.#waitedMs += waitMs
    if (waitMs === 0 && this.nowMs >= this.#warmMs) this.atOnce++
  }

  override abandoned(call: number, queue: number, waitMs: number): void {
    super.abandoned(call, queue, waitMs)
    this.#change(-1)
    this.#waitedMs += waitMs
  }

  /** What is wrong with a day on which callers only wait on the line, until an agent answers or they hang up. */
  get breach(): string | undefined {
    if (this.#waiting !== 0) return `${this.#waiting} callers were neither answered nor hung up`
    if (this.#presentMs === this.#waitedMs) return undefined
    return `callers waited ${this.#waitedMs} ms, and ${this.#presentMs} ms were counted while they did`
  }

  #change(by: number): void {
    this.#presentMs += this.#waiting * (this.nowMs - this.#countedMs)
    this.#countedMs = this.nowMs
    this.#waiting += by
  }
}

/** What replications came to: the measures of a report, and two more that formulas know. */
export type Judged = Readonly<Record<Measure | 'waitProbability' | 'loss', Float64Array>>

/** Simulates a scenario and gives every measure of the day by replication. */
export function judged(scenario: Scenario, line: Line = direct): Judged {
  return judgedWithControls(scenario, line).found
}

/** As `judged`, with the controls of the same days: calls and their lengths beyond what was expected. */
export function judgedWithControls(
  scenario: Scenario,
  line: Line = direct,
): { readonly found: Judged; readonly controls: Controls } {
  const plan = planOf(scenario, line)
  const day = new JudgedDay(plan)
  const surplus = new Surplus(plan)
  day.surplus = surplus
  const excess: Float64Array[] = []
  const names = [...MEASURES, 'waitProbability', 'loss'] as const
  const columns = Object.fromEntries(
    names.map(name => [name, new Float64Array(scenario.replications)]),
  ) as Judged
  for (let replication = 0; replication < scenario.replications; replication++) {
    day.run(scenario.seed, replication)
    if (line === direct && day.breach) throw new Error(`day ${replication}: ${day.breach}`)
    const measures = measuresOf(day.tally, plan)
    MEASURES.forEach((name, i) => {
      columns[name][replication] = measures[i]!
    })
    const calls = columns.calls[replication]!
    const queued = columns.answered[replication]! + columns.abandoned[replication]!
    columns.waitProbability[replication] = 1 - day.atOnce / queued
    columns.loss[replication] = 1 - queued / calls
    excess.push(excessOf(day.tally, plan, surplus))
  }
  return { found: columns, controls: new Controls(controlsOf(plan, 0, excess)) }
}

/** The 99.9 % interval of a measure, corrected by controls where there are some, and half its width ÷ its mean. */
export function interval999(values: ArrayLike<number>, controls?: Controls): Interval & { relative: number } {
  const interval = controls ? controlledInterval(values, controls, 0.999) : meanInterval(values, 0.999)
  if (!interval) throw new Error('no replication defines the measure')
  return { ...interval, relative: (interval.high - interval.low) / 2 / interval.mean }
}

/** Says where the exact value lies when it is outside, and how wide the interval is when it is too wide. */
export function verdict(
  values: ArrayLike<number>,
  exact: number,
  widest: number,
  controls?: Controls,
): string {
  const { mean, low, high, relative } = interval999(values, controls)
  const found = `${mean.toPrecision(6)} from ${low.toPrecision(6)} to ${high.toPrecision(6)}`
  if (exact < low || exact > high) return `exact ${exact} is outside ${found}`
  return relative <= widest ? 'inside' : `${found} is ± ${(relative * 100).toFixed(2)} %, too wide to judge`
}
