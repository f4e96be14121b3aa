import { RandomStream } from '../../../src/base/random.ts'
import { MINUTE_MS } from '../../../src/base/units.ts'
import { Distribution } from '../../distribution.ts'
import { STREAM_AGENTS, streamOf } from '../kinds.ts'
import type { PlannedGroup } from './groups.ts'
import { agentsOf, groupOfEach } from './groups.ts'

/** Whether any agent of these groups is faster or slower than the scenario's handle times. */
export function isPaced(groups: readonly PlannedGroup[]): boolean {
  return groups.some(({ habits: { speed, learning, tiredness } }) => speed || learning || tiredness)
}

/**
 * How long each agent takes for a call, as a factor of what the scenario says: by own speed, by what is learnt, by
 * tiredness.
 *
 * Speed: a lognormal factor of mean 1 for each agent of a replication; agents of one centre differ by about as much as
 * this (Gans, Liu, Mandelbaum, Shen and Ye 2010, Service times in call centers: agent heterogeneity and learning).
 *
 * Learning: the power law of practice that the same authors find, above a floor that practice does not lower (De Jong
 * 1957): 1 + surplus · n^log2(perDoubling) for the n-th call, so that each doubling of the calls handled leaves the
 * same part of the surplus.
 *
 * Tiredness: occupancy is felt as its average over the past, weighted by e^(−age ÷ stretch). Beyond what the agent
 * bears, calls take longer in proportion: long overwork slows people down (Kc and Terwiesch 2009, Impact of workload on
 * service time and patient safety).
 */
export class Pace {
  readonly #groups: readonly PlannedGroup[]
  /** Group of each agent. */
  readonly #groupOf: Int32Array
  readonly #speeds: readonly (Distribution | undefined)[]
  /** Own speed of each agent. */
  readonly #speed: Float64Array
  /** Calls handled by each new agent; -1 for one who has learnt it all. */
  readonly #handled: Float64Array
  /** Occupancy felt when the present call was taken, when that was, and when the agent is through with it. */
  readonly #felt: Float64Array
  readonly #fromMs: Float64Array
  readonly #untilMs: Float64Array

  constructor(groups: readonly PlannedGroup[]) {
    this.#groups = groups
    this.#groupOf = groupOfEach(groups)
    this.#speeds = groups.map(({ habits: { speed } }) =>
      speed && speed.cv > 0
        ? new Distribution({ distribution: 'lognormal', mean: 1, cv: speed.cv }, 'speed')
        : undefined,
    )
    const agents = this.#groupOf.length
    this.#speed = new Float64Array(agents).fill(1)
    this.#handled = new Float64Array(agents)
    this.#felt = new Float64Array(agents)
    this.#fromMs = new Float64Array(agents)
    this.#untilMs = new Float64Array(agents)
  }

  /** Everybody comes rested, with a speed of their own. */
  begin(seed: number, replication: number): void {
    const luck = new RandomStream(0)
    let place = 0
    for (let agent = 0; agent < this.#groupOf.length; agent++) {
      const group = this.#groupOf[agent]!
      place = agent > 0 && this.#groupOf[agent - 1] === group ? place + 1 : 0
      const speed = this.#speeds[group]
      if (speed) {
        luck.reseed(seed, streamOf(replication, STREAM_AGENTS), agent)
        this.#speed[agent] = speed.draw(luck)
      }
      this.#handled[agent] = this.#handledBefore(group, place)
    }
    this.#felt.fill(0)
    this.#fromMs.fill(0)
    this.#untilMs.fill(0)
  }

  /** The factor for a call that the agent takes now. */
  takes(agent: number, nowMs: number): number {
    const { learning, tiredness } = this.#groups[this.#groupOf[agent]!]!.habits
    let factor = this.#speed[agent]!
    if (learning && this.#handled[agent]! >= 0) {
      const call = ++this.#handled[agent]!
      factor *= 1 + (learning.firstCall - 1) * call ** Math.log2(learning.perDoubling)
    }
    if (tiredness) {
      const { aboveOccupancy, overMinutes, slower } = tiredness
      const felt = this.#feel(agent, nowMs, overMinutes * MINUTE_MS)
      if (felt > aboveOccupancy) factor *= 1 + (slower * (felt - aboveOccupancy)) / (1 - aboveOccupancy)
    }
    return factor
  }

  /** The agent is busy from now until then. */
  isBusy(agent: number, fromMs: number, untilMs: number): void {
    this.#fromMs[agent] = fromMs
    this.#untilMs[agent] = untilMs
  }

  #feel(agent: number, nowMs: number, stretchMs: number): number {
    const fromMs = this.#fromMs[agent]!
    const untilMs = this.#untilMs[agent]! < nowMs ? this.#untilMs[agent]! : nowMs
    const afterCall = 1 - (1 - this.#felt[agent]!) * Math.exp((fromMs - untilMs) / stretchMs)
    const felt = afterCall * Math.exp((untilMs - nowMs) / stretchMs)
    this.#felt[agent] = felt
    return felt
  }

  /** Of a group the last are the new ones. */
  #handledBefore(group: number, place: number): number {
    const { learning } = this.#groups[group]!.habits
    if (!learning) return -1
    const agents = agentsOf(this.#groups[group]!)
    return place >= Math.round(agents * (1 - learning.share)) ? learning.handledBefore : -1
  }
}
