import type { RandomStream } from '../../../src/base/random.ts'
import type { Known } from '../../../src/call/facts.ts'
import type { Plan } from '../plan.ts'
import type { CallerKind } from './caller-kinds.ts'

/** Whether any caller of a scenario has a record. */
export function hasRecords({ callers }: Plan): boolean {
  return callers.kinds.some(({ openCases, matters }) => openCases > 0 || matters.some(share => share > 0))
}

/** What is known of callers beforehand: an open case, the agent who had it last, what is pending. */
export class Records {
  readonly #agents: number
  /** Filled anew for each caller. */
  readonly #known = { hasCase: false, agent: -1, matters: 0 }

  constructor(agents: number) {
    this.#agents = agents
  }

  /** The record of the next caller, valid until the one after; undefined for a caller who has none. */
  next({ openCases, matters }: CallerKind, luck: RandomStream): Known | undefined {
    const known = this.#known
    known.hasCase = luck.next() < openCases
    const agent = Math.floor(luck.next() * this.#agents)
    known.agent = known.hasCase && this.#agents > 0 ? agent : -1
    known.matters = 0
    for (let matter = 0; matter < matters.length; matter++)
      if (luck.next() < matters[matter]!) known.matters |= 1 << matter
    return known.hasCase || known.matters !== 0 ? known : undefined
  }
}
