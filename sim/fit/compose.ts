import type { Scenario } from '../scenario/scenario.ts'
import { rounded } from './handle.ts'
import type { LoggedCall } from './read-row.ts'
import type { FitReport } from './report.ts'

/** Where a log names no agents: those that the load would keep this busy. */
const GUESSED_OCCUPANCY = 0.85

/** A log to be replayed, and how it is read. */
export type ReplayedLog = Omit<
  Extract<Scenario['arrivals'], { log: object }>['log'],
  'from' | 'use' | 'calls' | 'afterCallSeconds'
>

interface Composed {
  readonly line: string
  readonly intervalMinutes: number
  /** The offered calls of the chosen days. */
  readonly today: readonly LoggedCall[]
  readonly replay: ReplayedLog | undefined
}

/** Puts what was fitted into the shape of a scenario. */
export function scenarioOf(report: FitReport, { line, intervalMinutes, today, replay }: Composed): Scenario {
  const { arrivals, days, handle, patience } = report
  const { startHour, endHour, callsPerInterval } = arrivals
  const handles = Object.fromEntries(
    Object.entries(handle).map(([name, fitted]) => [name, fitted.distribution]),
  )
  const found = patience.distribution
  return {
    line,
    ...(days.dates.length === 1 && days.dates[0] === days.kind ? { day: days.kind } : {}),
    startHour,
    durationHours: endHour - startHour,
    warmupHours: 0,
    arrivals: replay
      ? {
          intervalMinutes,
          dayVariation: 0,
          log: {
            ...replay,
            use: ['queues', 'handle-times', 'patience'],
            ...(report.afterCallSeconds > 0 && { afterCallSeconds: rounded(report.afterCallSeconds, 1) }),
          },
        }
      : {
          intervalMinutes,
          callsPerInterval: [...callsPerInterval],
          dayVariation: rounded(arrivals.dayVariation, 3),
          ...(arrivals.busyness && {
            intervalVariation: rounded(arrivals.busyness.intervalVariation, 3),
            intervalCorrelation: arrivals.busyness.intervalCorrelation,
          }),
        },
    intents: line === 'direct' ? {} : sharesOf(today),
    tiers: {},
    languages: {},
    handleSeconds: handles[line] ?? handles,
    wrapUpShare: rounded(report.wrapUpShare, 3),
    patienceSeconds:
      found === 'never' || found.distribution === 'exponential'
        ? found
        : { ...found, quantiles: [...found.quantiles] },
    readingErrors: 0.02,
    silence: 0.01,
    callbackAcceptance: 0,
    voicemailAcceptance: 0,
    openCases: 0,
    matters: {},
    shrinkage: 0,
    agents: agentsOf(report, intervalMinutes),
    targets: {
      serviceLevel: { share: 0.8, withinSeconds: 20, per: 'interval' },
      abandonment: { share: 0.05, per: 'interval' },
      occupancy: { share: 0.85, per: 'interval' },
      callsPerAgentDay: 100,
      shiftHours: 8,
    },
    replications: 100,
    seed: 1,
  }
}

/** What callers wanted, by queue: the line's intents are taken to bear the names of its queues. */
function sharesOf(today: readonly LoggedCall[]): Record<string, number> {
  const groups = Map.groupBy(today, ({ queue }) => queue)
  return Object.fromEntries(
    [...groups].map(([name, calls]) => [name, rounded(calls.length / today.length, 4)]),
  )
}

function agentsOf(report: FitReport, intervalMinutes: number): number[] {
  const { arrivals, presence } = report
  if (presence) {
    // Whoever took calls there was somebody, even for a few minutes.
    return presence.agents.map((agents, i) =>
      Math.max(Math.round(agents), arrivals.callsPerInterval[i]! > 0 ? 1 : 0),
    )
  }
  const handles = Object.values(report.handle)
  const calls = handles.reduce((sum, fitted) => sum + fitted.calls, 0)
  const meanSeconds =
    handles.reduce((sum, fitted) => sum + fitted.distribution.mean * fitted.calls, 0) / calls
  return arrivals.callsPerInterval.map(calls =>
    Math.ceil((calls * meanSeconds) / (intervalMinutes * 60) / GUESSED_OCCUPANCY),
  )
}
