import type { Calendar } from '../../src/base/calendar.ts'
import { RANK_FREE, SHIFT } from './kinds.ts'
import type { Plan } from './plan.ts'
import { intervalAt, staffingChanges } from './plan.ts'
import type { Desk } from './port.ts'

/** Agents come and go with the intervals of the plan. They are numbered as its groups have them at most. */
export class Shifts {
  readonly #plan: Plan
  readonly #desk: Desk
  /** First agent of each group. */
  readonly #firstAgent: readonly number[]
  /** All agents of the plan. */
  readonly agents: number
  /** The interval in which the first agents sign in. */
  #first = 0

  constructor(plan: Plan, desk: Desk) {
    this.#plan = plan
    this.#desk = desk
    let agents = 0
    this.#firstAgent = plan.groups.map(({ counts }) => {
      const first = agents
      agents += Math.max(...counts)
      return first
    })
    this.agents = agents
  }

  begin(calendar: Calendar, fromMs: number): void {
    const plan = this.#plan
    this.#first = intervalAt(plan, fromMs)
    for (let interval = this.#first; interval < plan.intervals; interval++) {
      const atMs = Math.max(fromMs, Math.round(plan.startMs + interval * plan.intervalMs))
      const changes = interval === this.#first || staffingChanges(plan, interval)
      if (changes) calendar.set(atMs, RANK_FREE, SHIFT, interval)
    }
  }

  /** One who leaves finishes the call first. */
  change(interval: number, atMs: number): void {
    this.#plan.groups.forEach(({ counts }, group) => {
      const wanted = counts[interval]!
      const before = interval === this.#first ? 0 : counts[interval - 1]!
      const first = this.#firstAgent[group]!
      for (let agent = before; agent < wanted; agent++) this.#desk.signsIn(first + agent, atMs)
      for (let agent = before - 1; agent >= wanted; agent--) this.#desk.goesAway(first + agent, atMs)
    })
  }
}
