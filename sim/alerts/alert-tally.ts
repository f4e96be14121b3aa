import { ALERT_CHANGES } from '../../src/call/directives.ts'
import { intervalAt } from '../world/period.ts'
import type { Plan } from '../world/plan.ts'

const RAISED = ALERT_CHANGES.indexOf('raised')
const TOLD_AGAIN = ALERT_CHANGES.indexOf('told-again')

/** Columns of a rule: how often it was raised, how long that lasted, then how often in each interval. */
export const RAISED_COLUMN = 0
export const LASTED_MS_COLUMN = 1
export const INTERVALS_COLUMN = 2

/** Columns of one rule of a plan. */
export function columnsOfRule({ intervals }: Plan): number {
  return INTERVALS_COLUMN + intervals
}

/** How often each rule of a line is raised in a day, and for how long. What is raised in the warm-up is left out. */
export class AlertTally {
  readonly #plan: Plan
  readonly #columns: Float64Array
  /** Since when each rule is raised; NaN while it is not. */
  readonly #sinceMs: Float64Array

  constructor(plan: Plan) {
    const rules = plan.line.definition.alerts?.length ?? 0
    this.#plan = plan
    this.#columns = new Float64Array(rules * columnsOfRule(plan))
    this.#sinceMs = new Float64Array(rules).fill(Number.NaN)
  }

  clear(): void {
    this.#columns.fill(0)
    this.#sinceMs.fill(Number.NaN)
  }

  /** What became of an alert; `change` is an index of `ALERT_CHANGES`. */
  alerted(rule: number, change: number, atMs: number): void {
    const { startMs, warmupMs, durationMs } = this.#plan
    if (change === TOLD_AGAIN) return
    if (change !== RAISED) this.#end(rule, atMs)
    else if (atMs >= startMs + warmupMs && atMs < startMs + durationMs) {
      this.#sinceMs[rule] = atMs
      this.#columns[this.#at(rule) + RAISED_COLUMN]!++
      this.#columns[this.#at(rule) + INTERVALS_COLUMN + intervalAt(this.#plan, atMs)]!++
    }
  }

  /** The day is over: what is still raised counts up to here. */
  close(endMs: number): void {
    for (let rule = 0; rule < this.#sinceMs.length; rule++) this.#end(rule, endMs)
  }

  /** What was counted, rule by rule. */
  measures(): Float64Array {
    return this.#columns.slice()
  }

  #end(rule: number, atMs: number): void {
    const sinceMs = this.#sinceMs[rule]!
    if (!Number.isNaN(sinceMs)) this.#columns[this.#at(rule) + LASTED_MS_COLUMN]! += atMs - sinceMs
    this.#sinceMs[rule] = Number.NaN
  }

  #at(rule: number): number {
    return rule * columnsOfRule(this.#plan)
  }
}
