import { RandomStream } from '../../../src/base/random.ts'
import { SkillFactors } from '../agents/skill-factors.ts'
import { CALLS_OF_CALLER, STREAM_RESOLUTION, streamOf } from '../kinds.ts'
import type { Plan } from '../plan.ts'
import type { CallerColumns } from './callers.ts'
import { UNRESOLVED } from './marks.ts'

/** Whether a talk may leave a matter of a plan's callers unsettled. */
export function mayStayUnresolved({ callers, handling }: Plan): boolean {
  const ofCallers = callers.kinds.some(({ resolved }) => resolved.some(share => share < 1))
  return ofCallers || handling.levels.some(({ resolved }) => resolved < 1)
}

/** Whether it matters to a plan what callers think of their calls: because of what they do next, or of what is reported. */
export function isJudged(plan: Plan): boolean {
  const { kinds, redial } = plan.callers
  return redial || mayStayUnresolved(plan) || kinds.some(({ selfService }) => selfService < 1)
}

/** Whether talks with agents settle what callers rang for. */
export class Resolution {
  readonly #plan: Plan
  readonly #callers: CallerColumns
  readonly #skills: SkillFactors
  readonly #luck = new RandomStream(0)
  #seed = 0
  #stream = 0

  constructor(plan: Plan, callers: CallerColumns) {
    this.#plan = plan
    this.#callers = callers
    this.#skills = new SkillFactors(plan, 'resolved')
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#stream = streamOf(replication, STREAM_RESOLUTION)
  }

  /**
   * An agent begins to talk to the caller: decides what that will come to. The same call of a caller has the same luck
   * in a queue, whenever it is answered.
   */
  talks(agent: number, call: number): void {
    const callers = this.#callers
    const queue = callers.queue[call]!
    const share = this.#plan.callers.kinds[callers.kind[call]!]!.resolved[queue]!
    const redials = callers.redials[call]! % CALLS_OF_CALLER
    this.#luck.reseed(this.#seed, this.#stream, callers.number[call]! * CALLS_OF_CALLER + redials)
    for (let before = 0; before < queue; before++) this.#luck.next()
    if (this.#luck.next() >= share * this.#skills.at(agent, queue)) callers.marks[call]! |= UNRESOLVED
  }
}
