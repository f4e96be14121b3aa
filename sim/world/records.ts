import type { RandomStream } from '../../src/base/random.ts'
import type { Known } from '../../src/call/facts.ts'
import type { Plan } from './plan.ts'

/** Whether any caller of a scenario has a record. */
export function hasRecords({ scenario: { openCases }, matters }: Plan): boolean {
  return openCases > 0 || matters.some(share => share > 0)
}

/** What is known of callers beforehand: an open case, the agent who had it last, what is pending. */
export class Records {
  readonly #openCases: number
  readonly #matters: readonly number[]
  readonly #agents: number
  /** Filled anew for each caller. */
  readonly #known = { hasCase: false, agent: -1, matters: 0 }

  constructor({ scenario, matters }: Plan, agents: number) {
    this.#openCases = scenario.openCases
    this.#matters = matters
    this.#agents = agents
  }

  /** The record of the next caller, valid until the one after; undefined for a caller who has none. */
  next(luck: RandomStream): Known | undefined {
    const known = this.#known
    known.hasCase = luck.next() < this.#openCases
    const agent = Math.floor(luck.next() * this.#agents)
    known.agent = known.hasCase && this.#agents > 0 ? agent : -1
    known.matters = 0
    for (let matter = 0; matter < this.#matters.length; matter++)
      if (luck.next() < this.#matters[matter]!) known.matters |= 1 << matter
    return known.hasCase || known.matters !== 0 ? known : undefined
  }
}
