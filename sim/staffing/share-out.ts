import type { Counts } from '../simulate/job.ts'
import type { Plan } from '../world/plan.ts'

/** One group in one interval. */
export interface Slot {
  readonly group: number
  readonly interval: number
}

/** Agents of all groups, by interval. */
export function totalsOf(counts: Counts): number[] {
  return counts[0]!.map((_, interval) => counts.reduce((sum, group) => sum + group[interval]!, 0))
}

/** The same staffing with so many agents more, or fewer, in each of the slots. */
export function changed(counts: Counts, slots: readonly Slot[], by: number): Counts {
  const copy = counts.map(group => [...group])
  for (const { group, interval } of slots) copy[group]![interval]! += by
  return copy
}

/**
 * How a number of agents is shared out to groups, by group and interval: each queue's load goes to those who serve
 * it in proportion to their numbers in the scenario, so that a planner finds the mix that was asked about again.
 */
export function groupShares({ groups, intervals }: Plan, queueShares: readonly number[]): number[][] {
  const shares = groups.map(() => new Array<number>(intervals).fill(0))
  for (let interval = 0; interval < intervals; interval++) {
    for (const [queue, share] of queueShares.entries()) {
      const able = groups
        .map((group, i) => ({ i, group }))
        .filter(({ group }) => group.queues.includes(queue))
      const given = able.reduce((sum, { group }) => sum + group.counts[interval]!, 0)
      for (const { i, group } of able) {
        shares[i]![interval]! += share * (given > 0 ? group.counts[interval]! / given : 1 / able.length)
      }
    }
  }
  return shares
}

/** Shares out whole agents, what is left over to those who lack most (largest remainders). */
export function shareOut(totals: readonly number[], shares: readonly (readonly number[])[]): Counts {
  const counts = shares.map(() => new Array<number>(totals.length).fill(0))
  for (const [interval, total] of totals.entries()) {
    const exact = shares.map(group => total * group[interval]!)
    exact.forEach((agents, group) => {
      counts[group]![interval] = Math.floor(agents)
    })
    const left = total - counts.reduce((sum, group) => sum + group[interval]!, 0)
    const byRemainder = exact
      .map((agents, group) => ({ group, remainder: agents - Math.floor(agents) }))
      .sort((a, b) => b.remainder - a.remainder || a.group - b.group)
    for (let i = 0; i < left; i++) counts[byRemainder[i % byRemainder.length]!.group]![interval]!++
  }
  return counts
}
