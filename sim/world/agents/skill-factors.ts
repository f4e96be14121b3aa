import type { Plan } from '../plan.ts'
import { groupOfEach } from './groups.ts'

/** What agents' levels of skill make of their calls, as factors by agent and queue: 1 where a scenario says nothing. */
export class SkillFactors {
  readonly #groupOf: Int32Array
  readonly #byGroup: readonly Float64Array[]

  constructor({ groups, handle, handling }: Plan, of: 'handle' | 'resolved') {
    this.#groupOf = groupOfEach(groups)
    this.#byGroup = groups.map(({ queues, levels }) => {
      const byQueue = new Float64Array(handle.length).fill(1)
      queues.forEach((queue, i) => {
        byQueue[queue] = handling.levels[levels[i]! - 1]?.[of] ?? 1
      })
      return byQueue
    })
  }

  at(agent: number, queue: number): number {
    return this.#byGroup[this.#groupOf[agent]!]![queue]!
  }
}
