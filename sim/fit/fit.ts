import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Weekday } from '../../src/line/definition.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { afterCallSeconds } from './after-call.ts'
import { fitArrivals, type Hours } from './arrivals.ts'
import { type ReplayedLog, scenarioOf } from './compose.ts'
import { chooseDays } from './days.ts'
import { type FittedHandle, fitHandle } from './handle.ts'
import { fitPatience, type PatienceChoice } from './patience.ts'
import { presenceOf } from './presence.ts'
import type { LoggedCall } from './read-row.ts'
import type { FitReport } from './report.ts'

/** With fewer calls of the chosen days, handle times and patience come from the whole log. */
const SERVED_WANTED = 500
/** How long callers wait hardly depends on the day, and its curve takes many to see. */
const ABANDONED_WANTED = 1_000

export interface FitOptions {
  /** A weekday's name, `weekday` (the default), `busiest`, or a date `YYYY-MM-DD`. */
  readonly day?: string
  /** The days that `weekday` means: those of the mapping. Default Monday to Friday. */
  readonly weekdays?: readonly Weekday[]
  /** A line of its own, whose queues the mapping's names are. Default `direct`, where all calls are alike. */
  readonly line?: string
  readonly intervalMinutes?: number
  /** Default: when agents were seen to take calls. */
  readonly hours?: Hours
  /** What to do with talks below 10 s. Default `keep`. */
  readonly shortCalls?: 'keep' | 'leave-out'
  /** Default `auto`: what predicts days kept back better. */
  readonly patience?: PatienceChoice
  /** Where the calls of the day are to come from, one by one as they came, instead of by chance. */
  readonly replay?: ReplayedLog
}

/**
 * Turns the calls of a log into a scenario of one day of the kind asked for, and says where each number came from.
 *
 * @throws WrongInput where the log has no such day, or no served call with a handle time.
 */
export function fitScenario(
  calls: readonly LoggedCall[],
  options: FitOptions = {},
): { scenario: Scenario; report: FitReport } {
  const { day = 'weekday', line = 'direct', intervalMinutes = 30 } = options
  const weekdays = options.weekdays ?? ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
  const offered = calls.filter(({ outcome }) => outcome !== 'contained')
  const days = chooseDays(offered, day, weekdays)
  if (options.replay && days.dates.length > 1) {
    throw new WrongInput(
      `got ${days.dates.length} days of kind ${day} to replay, expected one; give its date, or busiest.`,
    )
  }
  const arrivals = fitArrivals(offered, days, intervalMinutes, options.hours)
  const chosen = new Set(days.dates)
  const today = offered.filter(({ date }) => chosen.has(date))
  const served = timed(today).length >= SERVED_WANTED ? timed(today) : timed(offered)
  if (served.length === 0)
    throw new WrongInput('no served call of the log has a handle time; expected some to fit.')
  const abandoned = today.filter(({ outcome }) => outcome === 'abandoned').length
  const patienceFrom = abandoned >= ABANDONED_WANTED ? 'days' : 'log'
  const waits = Map.groupBy(patienceFrom === 'days' ? today : offered, ({ date }) => date)
  const report: FitReport = {
    days,
    isReplayed: options.replay !== undefined,
    calls: countsOf(calls),
    arrivals,
    handle: handlesOf(served, line, options.shortCalls ?? 'keep'),
    handleFrom: timed(today).length >= SERVED_WANTED ? 'days' : 'log',
    patience: fitPatience(
      [...waits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ofDay]) => ofDay.map(toWait)),
      options.patience ?? 'auto',
    ),
    patienceFrom,
    presence: presenceOf(today, days.dates.length, {
      startMs: arrivals.startHour * HOUR_MS,
      stepMs: intervalMinutes * MINUTE_MS,
      intervals: arrivals.callsPerInterval.length,
    }),
    wrapUpShare: wrapUpShareOf(served),
    afterCallSeconds: afterCallSeconds(offered),
  }
  return { scenario: scenarioOf(report, { line, intervalMinutes, today, replay: options.replay }), report }
}

function timed(calls: readonly LoggedCall[]): LoggedCall[] {
  return calls.filter(({ outcome, handleMs }) => outcome === 'served' && handleMs !== null)
}

function toWait({ waitMs, outcome }: LoggedCall): { seconds: number; abandoned: boolean } {
  return { seconds: waitMs / SECOND_MS, abandoned: outcome === 'abandoned' }
}

function countsOf(calls: readonly LoggedCall[]): FitReport['calls'] {
  const counts = { served: 0, abandoned: 0, contained: 0 }
  for (const { outcome } of calls) counts[outcome]++
  return counts
}

function handlesOf(
  served: readonly LoggedCall[],
  line: string,
  shortCalls: 'keep' | 'leave-out',
): Record<string, FittedHandle> {
  const groups = Map.groupBy(served, ({ queue }) => (line === 'direct' ? line : queue))
  return Object.fromEntries(
    [...groups].map(([name, calls]) => [
      name,
      fitHandle(
        calls.map(({ handleMs }) => (handleMs ?? 0) / SECOND_MS),
        shortCalls,
      ),
    ]),
  )
}

function wrapUpShareOf(served: readonly LoggedCall[]): number {
  const handleMs = served.reduce((sum, call) => sum + (call.handleMs ?? 0), 0)
  const wrapUpMs = served.reduce((sum, call) => sum + call.wrapUpMs, 0)
  return handleMs === 0 ? 0 : Math.min(1, wrapUpMs / handleMs)
}
