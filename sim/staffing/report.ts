import { HOUR_MS } from '../../src/base/units.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Counts } from '../simulate/job.ts'
import { withCounts } from '../simulate/job.ts'
import type { Report } from '../simulate/simulate.ts'
import { intervalsOf, reportOf, resultsFrom } from '../simulate/simulate.ts'
import type { Plan } from '../world/plan.ts'
import type { TargetName, Verdict } from './demands.ts'
import { holds } from './demands.ts'
import { type Slot, totalsOf } from './share-out.ts'
import type { Days, Trial, Trials } from './trials.ts'

/** Where something stands: an interval by its start, a queue by its name, or, with neither, the day. */
interface Place {
  readonly start: string | null
  readonly queue: string | null
}

/** How a measure stands against its limit: its mean, and the bound that decides. Null where nobody was staffed. */
export interface Standing extends Place {
  readonly mean: number | null
  readonly bound: number | null
}

/** A target of the scenario and what became of it on the days of the check. */
export interface TargetReport {
  readonly target: TargetName
  /** At least this for a service level, else at most. */
  readonly limit: number
  readonly per: 'interval' | 'day'
  /** Of a service level. */
  readonly withinSeconds?: number
  readonly holds: boolean
  /** Where it is nearest to its limit, or furthest beyond; null where nothing could be judged. */
  readonly worst: Standing | null
  /** Where it does not hold. */
  readonly failing: readonly Standing[]
}

/** An agent less in a slot, and the demand that fails worst then. */
export interface OneFewer {
  readonly slot: Slot
  readonly verdict: Verdict
}

/** What `staff --json` prints: the report of a simulation on the days of the check, and how it meets the targets. */
export interface StaffReport extends Omit<Report, 'intervals'> {
  readonly intervals: readonly (Report['intervals'][number] & {
    /** Agents by the name of their group. */
    readonly groups: Readonly<Record<string, number>>
  })[]
  /** Whether every target holds. */
  readonly holds: boolean
  readonly targets: readonly TargetReport[]
  /** Agents rostered for a day, shrinkage included: phone hours ÷ (hours of a shift × (1 − shrinkage)). */
  readonly agentDays: number
  /** The same of the agents that the scenario came with. */
  readonly agentDaysGiven: number
  /** The seed of those days: simulating the scenario with it gives these results again. */
  readonly checkedOnSeed: number
  /** An example of an agent who cannot be spared on those days; null where none was found. */
  readonly oneFewer:
    | (Standing & { readonly at: string; readonly group: string; readonly target: TargetName })
    | null
  /** Most agents that were looked for in any one interval. */
  readonly mostAgents: number
  /** Days simulated in all; `events` and `elapsedSeconds` are theirs too. */
  readonly daysSimulated: number
}

export interface Found {
  readonly trial: Trial
  readonly days: Days
  readonly oneFewer: OneFewer | null
  readonly most: readonly number[]
  readonly elapsedSeconds: number
  readonly trials: Trials
}

export function staffReport(plan: Plan, found: Found): StaffReport {
  const { trial, days, oneFewer, most, elapsedSeconds, trials } = found
  const { scenario } = plan
  const staffed = withCounts(
    { ...plan, scenario: { ...withAgents(scenario, trial.counts), seed: days.seed } },
    trial.counts,
  )
  const results = resultsFrom(staffed, trial.columns)
  const report = reportOf(staffed, { events: trials.events, elapsedSeconds, results })
  const place = placesOf(plan)
  return {
    ...report,
    intervals: report.intervals.map((interval, i) => ({
      ...interval,
      groups: Object.fromEntries(plan.groups.map(({ name }, group) => [name, trial.counts[group]![i]!])),
    })),
    holds: trial.failing.length === 0,
    targets: targetReports(scenario, trial.verdicts, verdict => standing(verdict, place(verdict))),
    agentDays: agentDaysOf(plan, trial.totals),
    agentDaysGiven: agentDaysOf(plan, totalsOf(plan.groups.map(({ counts }) => counts))),
    checkedOnSeed: days.seed,
    oneFewer: oneFewer && {
      ...standing(oneFewer.verdict, place(oneFewer.verdict)),
      at: intervalsOf(plan)[oneFewer.slot.interval]!.start,
      group: plan.groups[oneFewer.slot.group]!.name,
      target: oneFewer.verdict.demand.target,
    },
    mostAgents: Math.max(...most),
    daysSimulated: trials.days,
  }
}

/** The scenario with these agents: as a list where it has one pool, else in its groups. */
export function withAgents(scenario: Scenario, counts: Counts): Scenario {
  const { agents } = scenario
  if (typeof agents === 'number' || Array.isArray(agents)) return { ...scenario, agents: [...counts[0]!] }
  const groups = agents.groups.map((group, i) => ({ ...group, count: [...counts[i]!] }))
  return { ...scenario, agents: { groups } }
}

function targetReports(
  { targets }: Scenario,
  verdicts: readonly Verdict[],
  standingOf: (verdict: Verdict) => Standing,
): TargetReport[] {
  const { serviceLevel, abandonment, occupancy, callsPerAgentDay } = targets
  const report = (target: TargetName, limit: number, per: 'interval' | 'day'): TargetReport => {
    const own = verdicts.filter(({ demand }) => demand.target === target).sort((a, b) => a.slack - b.slack)
    return {
      target,
      limit,
      per,
      ...(target === 'serviceLevel' && serviceLevel && { withinSeconds: serviceLevel.withinSeconds }),
      holds: own.every(holds),
      worst: own[0] ? standingOf(own[0]) : null,
      failing: own.filter(verdict => !holds(verdict)).map(standingOf),
    }
  }
  return [
    ...(serviceLevel ? [report('serviceLevel', serviceLevel.share, serviceLevel.per)] : []),
    ...(abandonment ? [report('abandonment', abandonment.share, abandonment.per)] : []),
    ...(occupancy ? [report('occupancy', occupancy.share, occupancy.per)] : []),
    ...(callsPerAgentDay === undefined ? [] : [report('callsPerAgentDay', callsPerAgentDay, 'day')]),
  ]
}

function standing({ mean, bound }: Verdict, place: Place): Standing {
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null)
  return { ...place, mean: known(mean), bound: known(bound) }
}

function placesOf(plan: Plan): (verdict: Verdict) => Place {
  const starts = intervalsOf(plan).map(({ start }) => start)
  const queues = plan.line.definition.queues.map(({ name }) => name)
  return ({ demand: { of, index } }) => ({
    start: of === 'interval' ? starts[index]! : null,
    queue: of === 'queue' ? queues[index]! : null,
  })
}

function agentDaysOf(plan: Plan, totals: readonly number[]): number {
  const { targets, shrinkage } = plan.scenario
  const minutes = intervalsOf(plan).map(interval => interval.minutes)
  const phoneMinutes = totals.reduce((sum, agents, i) => sum + agents * minutes[i]!, 0)
  return (phoneMinutes * 60_000) / HOUR_MS / (targets.shiftHours * (1 - shrinkage))
}
