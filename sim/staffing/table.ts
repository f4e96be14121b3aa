import { percentText } from '../report/words.ts'
import type { Results } from '../simulate/simulate.ts'
import { clock, lines, whole } from '../simulate/table.ts'
import type { Interval } from '../statistics/interval.ts'
import type { TargetName } from './demands.ts'
import type { StaffReport, Standing, TargetReport } from './report.ts'

/** More intervals than this are listed several to a row, agents alone. */
const MOST_ROWS = 32
const PER_ROW = 6

/** A staffing for a planner to read, on one screen: agents by interval, what they achieve, and how sure that is. */
export function staffTable(report: StaffReport, title: string): string {
  const { scenario, intervals, results, daysSimulated, elapsedSeconds } = report
  const days = `${whole(daysSimulated)} days simulated in ${elapsedSeconds.toFixed(1)} s`
  const calls = results.calls ? `${whole(results.calls.mean)} calls` : undefined
  const head = [title, scenario.day ? dayInWords(scenario.day) : undefined, calls, days]
  const groups = groupNames(report)
  const { withinSeconds } = scenario.targets.serviceLevel ?? { withinSeconds: 20 }
  const names = [
    '',
    'calls',
    'agents',
    ...groups,
    `answered in ${withinSeconds} s`,
    'abandoned',
    'occupancy',
    'mean wait',
  ]
  const rows = intervals.map(({ start, agents, ...interval }) =>
    row(start.slice(11), [agents, ...groups.map(name => interval.groups[name]!)], interval),
  )
  const sum = (of: (interval: (typeof intervals)[number]) => number): number =>
    intervals.reduce((total, interval) => total + of(interval), 0)
  const day = row(
    'day',
    [sum(({ agents }) => agents), ...groups.map(name => sum(one => one.groups[name]!))],
    results,
  )
  const isLong = intervals.length > MOST_ROWS
  return [
    head.filter(Boolean).join(' · '),
    '',
    ...(isLong ? [...compact(report), ''] : []),
    ...lines([names, ...(isLong ? [] : rows), day]),
    '',
    agentDays(report).join(' '),
    ...(report.holds ? promise(report) : refusal(report)),
  ].join('\n')
}

function groupNames({ intervals }: StaffReport): string[] {
  const names = Object.keys(intervals[0]?.groups ?? {})
  return names.length > 1 ? names : []
}

function compact({ intervals }: StaffReport): string[] {
  const cells = intervals.map(({ start, agents }) => [start.slice(11), String(agents)])
  const width = Math.max(...cells.map(([, agents]) => agents!.length))
  const rows: string[] = []
  for (let i = 0; i < cells.length; i += PER_ROW) {
    rows.push(
      cells
        .slice(i, i + PER_ROW)
        .map(([start, agents]) => `${start} ${agents!.padStart(width)}`)
        .join('   '),
    )
  }
  return rows
}

function row(name: string, agents: readonly number[], results: Results): string[] {
  const { calls, serviceLevel, abandonment, occupancy, waitSeconds } = results
  return [
    name,
    calls ? whole(calls.mean) : '–',
    ...agents.map(whole),
    spread(serviceLevel),
    spread(abandonment),
    spread(occupancy),
    waitSeconds ? clock(waitSeconds.mean) : '–',
  ]
}

function agentDays(report: StaffReport): string[] {
  const { results, scenario, intervals } = report
  const { shiftHours } = scenario.targets
  const phoneHours = shiftHours * (1 - scenario.shrinkage)
  const phones = phoneHours < shiftHours ? `, ${phoneHours.toFixed(1)} of them on the phones` : ''
  const each = results.callsPerAgentDay ? `, ${results.callsPerAgentDay.mean.toFixed(0)} calls each` : ''
  const sum = whole(intervals.reduce((total, { agents }) => total + agents, 0))
  return [
    `${sum} agents × ${intervalWords(intervals[0]!.minutes)}s are ${report.agentDays.toFixed(1)} agents for a day of ${shiftHours} hours${phones}${each}.`,
    `The scenario came with ${report.agentDaysGiven.toFixed(1)}.`,
  ]
}

function promise(report: StaffReport): string[] {
  const { targets, intervals, oneFewer, checkedOnSeed, replications } = report
  const every = `Every ${intervalWords(intervals[0]!.minutes)}`
  const ofIntervals = targets.filter(({ per }) => per === 'interval').map(words)
  const ofDay = targets.filter(({ per }) => per === 'day').map(words)
  const kept = [
    ofIntervals.length > 0 ? `${every} holds ${listed(ofIntervals)}` : undefined,
    ofDay.length > 0 ? `${ofIntervals.length > 0 ? 'the' : 'The'} day holds ${listed(ofDay)}` : undefined,
  ].filter(part => part !== undefined)
  const nearest = targets
    .flatMap(target => (target.worst ? [{ target, share: Math.abs(distance(target)) }] : []))
    .sort((a, b) => a.share - b.share)[0]
  return [
    `${kept.join('; ')}: with 95 % confidence, on ${replications} fresh days (seed ${checkedOnSeed}).`,
    ...(nearest
      ? [`Tightest: ${named(nearest.target.target)} ${stood(nearest.target, nearest.target.worst!)}.`]
      : []),
    ...(oneFewer ? [tightWords(report, oneFewer)] : []),
  ]
}

function tightWords({ targets }: StaffReport, oneFewer: NonNullable<StaffReport['oneFewer']>): string {
  const target = targets.find(one => one.target === oneFewer.target)!
  return `One agent fewer at ${oneFewer.at.slice(11)} would not: ${named(target.target)} ${stood(target, oneFewer)}.`
}

function refusal({ targets, mostAgents, replications, checkedOnSeed }: StaffReport): string[] {
  const broken = targets.filter(target => !target.holds)
  return [
    `No staffing of up to ${whole(mostAgents)} agents at a time was found to hold ${listed(broken.map(words))}.`,
    `What comes closest is above; on ${replications} fresh days (seed ${checkedOnSeed}):`,
    ...broken.map(target => {
      const more = target.failing.length > 1 ? `; it fails at ${target.failing.length} places` : ''
      return `- ${named(target.target)} ${stood(target, target.failing[0]!)}${more}`
    }),
  ]
}

function distance({ worst, limit }: TargetReport): number {
  return worst?.bound == null ? Infinity : (worst.bound - limit) / Math.max(limit, 1e-9)
}

const NAMES: Readonly<Record<TargetName, string>> = {
  serviceLevel: 'service level',
  abandonment: 'abandonment',
  occupancy: 'occupancy',
  callsPerAgentDay: 'calls per agent and day',
}

function named(target: TargetName): string {
  return NAMES[target]
}

function words({ target, limit, withinSeconds }: TargetReport): string {
  if (target === 'serviceLevel') return `${percentText(limit)} answered in ${withinSeconds} s`
  if (target === 'abandonment') return `at most ${percentText(limit)} abandoned`
  if (target === 'occupancy') return `at most ${percentText(limit)} occupancy`
  return `at most ${limit} calls per agent`
}

/** Such as "at 10:30: 84.1 %, surely below 84.9 % of 85 %". */
function stood({ target, limit }: TargetReport, { start, queue, mean, bound }: Standing): string {
  const where = start ? `at ${start.slice(11)}` : queue ? `of queue ${queue}` : 'of the day'
  if (mean === null || bound === null) return `${where}: nobody is there`
  const figure = target === 'callsPerAgentDay' ? (value: number) => value.toFixed(1) : percentText
  const side = target === 'serviceLevel' ? 'at least' : 'at most'
  return `${where}: ${figure(mean)}, with 95 % confidence ${side} ${figure(bound)} (target ${figure(limit)})`
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

function intervalWords(minutes: number): string {
  if (minutes === 30) return 'half-hour'
  if (minutes === 15) return 'quarter-hour'
  if (minutes === 60) return 'hour'
  return `${Number(minutes.toFixed(2))}-minute interval`
}

function dayInWords(date: string): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', format).replace(',', '')
}

function spread(interval: Interval | null): string {
  if (!interval) return '–'
  return `${percentText(interval.mean)} ±${(((interval.high - interval.low) / 2) * 100).toFixed(1)}`
}
