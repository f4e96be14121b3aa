import { AGENTS_MAX } from './counts.ts'
import type { Problem } from './explain.ts'
import type { Scenario } from './scenario.ts'

/** A year of quarter-hours, and some. */
const INTERVALS_MAX = 40_000
/** Intervals of all days together, each of which keeps its results in memory until the end: about 2 GB. */
const KEPT_MAX = 10_000_000

/** What is each legal and together too much for any computer's memory. Intervals are looked at once the hours are known. */
export function sizeProblems(scenario: Scenario, durationHours: number | undefined): Problem[] {
  const problems = agentProblems(scenario)
  if (durationHours === undefined) return problems
  const { arrivals, replications } = scenario
  const intervals = Math.ceil((durationHours * 60) / arrivals.intervalMinutes)
  if (intervals > INTERVALS_MAX) {
    const least = Number(((durationHours * 60) / INTERVALS_MAX).toPrecision(2))
    const sentence = `got ${arrivals.intervalMinutes}, which cuts the ${durationHours} hours into ${figure(intervals)} intervals, expected at most ${figure(INTERVALS_MAX)}; take about ${least} or more, or fewer hours.`
    problems.push({ path: ['arrivals', 'intervalMinutes'], sentence })
  } else if (intervals * replications > KEPT_MAX) {
    const most = Math.floor(KEPT_MAX / intervals)
    const sentence = `got ${figure(replications)}, expected at most ${figure(most)} with ${figure(intervals)} intervals, whose results are kept; lower it, or take longer intervals.`
    problems.push({ path: ['replications'], sentence })
  }
  return problems
}

function agentProblems({ agents }: Scenario): Problem[] {
  if (typeof agents === 'number' || Array.isArray(agents)) return []
  const total = agents.groups.reduce((sum, { count, shifts }) => {
    const most = Array.isArray(count) ? count.reduce((most, one) => Math.max(most, one), 0) : (count ?? 0)
    return sum + most + (shifts ?? []).reduce((sum, shift) => sum + shift.count, 0)
  }, 0)
  if (total <= AGENTS_MAX) return []
  const sentence = `got ${figure(total)} agents in all groups, expected at most ${figure(AGENTS_MAX)}; lower the counts.`
  return [{ path: ['agents', 'groups'], sentence }]
}

function figure(count: number): string {
  return count.toLocaleString('en-US')
}
