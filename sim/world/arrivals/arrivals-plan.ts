import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts'
import type { LineDefinition } from '../../../src/line/definition.ts'
import { nearest } from '../../../src/line/nearest.ts'
import { addDays, momentMs, WEEKDAYS, wallClock, weekdayOf } from '../../../src/line/zone.ts'
import { Distribution } from '../../distribution.ts'
import type { Problem } from '../../scenario/explain.ts'
import { placesOf } from '../../scenario/places.ts'
import { throwProblems } from '../../scenario/read-scenario.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Period } from '../period.ts'
import type { PlannedLog } from './log-plan.ts'
import { loggedRates, logProblems, plannedLog } from './log-plan.ts'

/** Calls that something brings all at once. */
export interface PlannedBurst {
  readonly startMs: number
  readonly durationMs: number
  /** Expected. */
  readonly calls: number
  /** Factor of how many it brings: mean 1. */
  readonly busyness: Distribution
  /** What its callers want, by the line's number; -1 for what all others want. */
  readonly intent: number
  /** Of the plan's kinds of callers; -1 for any, by their shares. */
  readonly kind: number
}

/** When callers ring, as numbers. */
export interface PlannedArrivals {
  /** Calls expected per millisecond in each interval, those of bursts left out. */
  readonly ratePerMs: readonly number[]
  /** Busyness of a day, which lasts 24 hours from the start: mean 1. */
  readonly dayBusyness: Distribution
  /** Coefficient of variation of each interval's own busyness, and its correlation from one to the next. */
  readonly intervalVariation: number
  readonly intervalCorrelation: number
  readonly bursts: readonly PlannedBurst[]
  /** Callers who ring as those of a log did, instead of by chance. */
  readonly log?: PlannedLog
}

/** Beyond it a gamma factor is next to nothing, with rare eternities. */
const GREATEST_CV = 5

/**
 * Turns the arrivals of a scenario to numbers.
 * @throws WrongInput where they do not fit the line or the time simulated
 */
export function plannedArrivals(scenario: Scenario, line: LineDefinition, period: Period): PlannedArrivals {
  const { arrivals } = scenario
  throwProblems(placesOf(scenario), [
    ...logProblems(scenario, line, period),
    ...alignmentProblems(scenario, line, period),
    ...burstProblems(scenario, line, period),
  ])
  return {
    ...ringing(arrivals, line, period),
    dayBusyness: busynessOf(arrivals.dayVariation),
    intervalVariation: arrivals.intervalVariation ?? 0,
    intervalCorrelation: arrivals.intervalCorrelation ?? 0,
    bursts: (arrivals.bursts ?? []).map(({ at, day, calls, minutes, variation, intent, kind }) => ({
      startMs: burstStartMs(at, day, line, period),
      durationMs: minutes * MINUTE_MS,
      calls,
      busyness: busynessOf(variation),
      intent: intent === undefined ? -1 : line.intents.indexOf(intent),
      kind: (scenario.callers ?? []).findIndex(({ name }) => name === kind),
    })),
  }
}

/** Those who ring by chance, or as a log has it. */
function ringing(
  arrivals: Scenario['arrivals'],
  line: LineDefinition,
  period: Period,
): Pick<PlannedArrivals, 'ratePerMs' | 'log'> {
  if (!('log' in arrivals)) return { ratePerMs: ratesOf(arrivals, line, period) }
  const log = plannedLog(arrivals.log, line, period)
  return { ratePerMs: loggedRates(log, period), log }
}

/** Calls expected per millisecond in each interval, bursts included. */
export function expectedPerMs(
  { ratePerMs, bursts }: PlannedArrivals,
  { startMs, durationMs, intervalMs }: Period,
): readonly number[] {
  if (bursts.length === 0) return ratePerMs
  return ratePerMs.map((rate, i) => {
    const fromMs = startMs + i * intervalMs
    const toMs = Math.min(fromMs + intervalMs, startMs + durationMs)
    const more = bursts.reduce(
      (sum, burst) => sum + burst.calls * (rung(burst, toMs) - rung(burst, fromMs)),
      0,
    )
    return rate + more / (toMs - fromMs)
  })
}

/** Share of a burst's callers who have rung by then: their rate falls in a straight line to none at its end. */
function rung({ startMs, durationMs }: PlannedBurst, atMs: number): number {
  const left = 1 - Math.min(Math.max((atMs - startMs) / durationMs, 0), 1)
  return 1 - left * left
}

/** How busy any one interval is, as one gamma factor of mean 1: that of its day and its own together, by moments. */
export function intervalBusyness({ dayBusyness, intervalVariation }: PlannedArrivals): Distribution {
  if (intervalVariation === 0) return dayBusyness
  const squared = (1 + dayBusyness.cv ** 2) * (1 + intervalVariation ** 2) - 1
  return busynessOf(Math.min(Math.sqrt(squared), GREATEST_CV))
}

/** A gamma factor of mean 1 (Whitt 1999; Avramidis, Deslauriers and L'Ecuyer 2004, model 1). */
function busynessOf(cv: number): Distribution {
  if (cv < 0.001) return new Distribution({ distribution: 'constant', mean: 1 }, 'arrivals.dayVariation')
  return new Distribution({ distribution: 'gamma', mean: 1, cv }, 'arrivals.dayVariation')
}

function ratesOf(
  arrivals: Exclude<Scenario['arrivals'], { log: object }>,
  line: LineDefinition,
  period: Period,
): number[] {
  const { intervals, intervalMs, startMs } = period
  const { weekdays, specialDays } = arrivals
  const { repeats } = arrivals
  // A scenario shorter than an interval of its list has but a part of it.
  const stepMs = arrivals.intervalMinutes * MINUTE_MS
  const plain =
    'callsPerInterval' in arrivals
      ? arrivals.callsPerInterval.map(calls => calls / (repeats ? stepMs : intervalMs))
      : new Array<number>(intervals).fill(arrivals.callsPerHour / HOUR_MS)
  if (!repeats && !weekdays && !specialDays) return plain
  return Array.from({ length: intervals }, (_, i) => {
    const { date, hour, minute } = wallClock(line.timeZone, startMs + i * intervalMs)
    const weekday = weekdayOf(date)
    const sinceMs = (hour * 60 + minute) * MINUTE_MS
    const ofWeekMs = repeats === 'week' ? WEEKDAYS.indexOf(weekday) * DAY_MS : 0
    const rate = plain[repeats ? Math.floor((ofWeekMs + sinceMs) / stepMs) : i]!
    return rate * (weekdays?.[weekday] ?? 1) * (specialDays?.[date] ?? 1)
  })
}

/** A day that repeats is counted from midnight, so the first interval must be one of its own. */
function alignmentProblems({ arrivals }: Scenario, line: LineDefinition, { startMs }: Period): Problem[] {
  if (!('callsPerInterval' in arrivals) || !arrivals.repeats) return []
  const { hour, minute } = wallClock(line.timeZone, startMs)
  if ((hour * 60 + minute) % arrivals.intervalMinutes === 0) return []
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const sentence = `got a start at ${clock}, expected one at which an interval of ${arrivals.intervalMinutes} minutes of the day begins, since callsPerInterval repeats from midnight; change startHour or arrivals.intervalMinutes.`
  return [{ path: ['arrivals', 'repeats'], sentence }]
}

function burstProblems(
  { arrivals, callers = [] }: Scenario,
  line: LineDefinition,
  period: Period,
): Problem[] {
  return (arrivals.bursts ?? []).flatMap(({ at, day, intent, kind }, i) => {
    const path = ['arrivals', 'bursts', i]
    const problems: Problem[] = []
    const startMs = burstStartMs(at, day, line, period)
    if (startMs < period.startMs || startMs >= period.startMs + period.durationMs) {
      const sentence = `got ${day === undefined ? at : `${at} on ${day}`}, expected a time that is simulated, from ${shownMoment(line, period.startMs)} to ${shownMoment(line, period.startMs + period.durationMs)}; change it or remove the burst.`
      problems.push({ path: [...path, 'at'], sentence })
    }
    if (intent !== undefined && !line.intents.includes(intent)) {
      problems.push({ path: [...path, 'intent'], sentence: strangeIntent(intent, line) })
    }
    if (kind !== undefined && !callers.some(({ name }) => name === kind)) {
      const names = callers.map(({ name }) => name)
      const sentence = `got "${kind}", expected one of the kinds of callers${names.length > 0 ? ` ${names.join(', ')}` : ', of which the scenario has none'}; name it under callers, or remove kind.`
      problems.push({ path: [...path, 'kind'], sentence })
    }
    return problems
  })
}

function strangeIntent(intent: string, { name, intents }: LineDefinition): string {
  if (intents.length === 0) return `got ${intent}, but line ${name} declares no intent; remove intent.`
  const guess = nearest(intent, intents)
  const help = guess ? `did you mean ${guess}?` : 'take one of these.'
  return `got "${intent}", expected one of the intents of line ${name}: ${intents.join(', ')}; ${help}`
}

function burstStartMs(
  at: string,
  day: string | undefined,
  line: LineDefinition,
  { startMs }: Period,
): number {
  if (day !== undefined) return momentMs(line.timeZone, `${day}T${at}`)
  const { date } = wallClock(line.timeZone, startMs)
  const today = momentMs(line.timeZone, `${date}T${at}`)
  return today >= startMs ? today : momentMs(line.timeZone, `${addDays(date, 1)}T${at}`)
}

function shownMoment({ timeZone }: LineDefinition, atMs: number): string {
  const { date, hour, minute } = wallClock(timeZone, atMs)
  return `${date} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
