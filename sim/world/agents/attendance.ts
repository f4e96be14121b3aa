import { RandomStream } from '../../../src/base/random.ts'
import { SECOND_MS } from '../../../src/base/units.ts'
import { Distribution } from '../../distribution.ts'
import { STREAM_ATTENDANCE, STREAM_VACATION, streamOf } from '../kinds.ts'
import type { PlannedGroup } from './groups.ts'
import { agentsOf } from './groups.ts'

const DAYS_OF_WEEK = 7
/** More days than a scenario can have. */
const DAYS_MAX = 512

/** Whether any agent of these groups may fail to come, or come late. */
export function mayBeMissing(groups: readonly PlannedGroup[]): boolean {
  return groups.some(
    ({ habits: { vacation = 0, absence = 0, late } }) => vacation > 0 || absence > 0 || late !== undefined,
  )
}

/**
 * Who comes to work on a day, and how late. The luck of an agent depends on seed, replication, agent and day alone.
 *
 * Vacation is planned: in each week just so many of a group are off as the share says, a fraction of an agent by
 * chance (systematic sampling, whose mean is the share). Illness and lateness strike each agent alone.
 */
export class Attendance {
  readonly #groups: readonly PlannedGroup[]
  readonly #sizes: readonly number[]
  readonly #lateness: readonly (Distribution | undefined)[]
  readonly #luck = new RandomStream(0)
  #seed = 0
  #replication = 0

  constructor(groups: readonly PlannedGroup[]) {
    this.#groups = groups
    this.#sizes = groups.map(agentsOf)
    this.#lateness = groups.map(
      ({ habits: { late } }, i) => late && new Distribution(late.seconds, `agents.groups.${i}.late.seconds`),
    )
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#replication = replication
  }

  /**
   * By how much an agent comes late on a day; infinity for one who does not come at all.
   * @param place of the agent in the group
   * @param agent number in all groups
   */
  lateMs(group: number, place: number, agent: number, day: number): number {
    const { vacation = 0, absence = 0, late } = this.#groups[group]!.habits
    if (vacation > 0 && this.#isOff(group, place, Math.floor(day / DAYS_OF_WEEK), vacation)) return Infinity
    const luck = this.#luck
    const stream = streamOf(this.#replication, STREAM_ATTENDANCE)
    luck.reseed(this.#seed, stream, agent * DAYS_MAX + day)
    const isIll = luck.next() < absence
    const isLate = luck.next() < (late?.share ?? 0)
    if (isIll) return Infinity
    return isLate ? Math.round(this.#lateness[group]!.draw(luck) * SECOND_MS) : 0
  }

  #isOff(group: number, place: number, week: number, share: number): boolean {
    const luck = this.#luck
    const stream = streamOf(this.#replication, STREAM_VACATION)
    luck.reseed(this.#seed, stream, group * DAYS_MAX + week)
    const size = this.#sizes[group]!
    const off = Math.floor(size * share + luck.next())
    const first = Math.floor(luck.next() * size)
    return (place - first + size) % size < off
  }
}
