import { RandomStream } from '../../src/base/random.ts'
import type { CallerColumns } from './callers.ts'
import { CALLS_OF_CALLER, STREAM_RESOLUTION, streamOf } from './kinds.ts'
import { UNRESOLVED } from './marks.ts'
import type { Plan } from './plan.ts'

/** Whether talks with agents settle what callers rang for. */
export class Resolution {
  readonly #plan: Plan
  readonly #callers: CallerColumns
  readonly #luck = new RandomStream(0)
  #seed = 0
  #stream = 0

  constructor(plan: Plan, callers: CallerColumns) {
    this.#plan = plan
    this.#callers = callers
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#stream = streamOf(replication, STREAM_RESOLUTION)
  }

  /**
   * A talk begins in the caller's queue: decides what it will come to. The same call of a caller comes to the same in
   * a queue, whoever takes it and whenever, but for the agent's skill.
   * @param skill how much likelier than usual the agent is to resolve it
   */
  talks(call: number, skill = 1): void {
    const callers = this.#callers
    const queue = callers.queue[call]!
    const share = this.#plan.callers.kinds[callers.kind[call]!]!.resolved[queue]! * skill
    const redials = callers.redials[call]! % CALLS_OF_CALLER
    this.#luck.reseed(this.#seed, this.#stream, callers.number[call]! * CALLS_OF_CALLER + redials)
    for (let before = 0; before < queue; before++) this.#luck.next()
    if (this.#luck.next() >= share) callers.marks[call]! |= UNRESOLVED
  }
}
