import { HOUR_MS } from '../../src/base/units.ts'
import type { FlowTable } from '../../src/call/flow-table.ts'
import { ANNOUNCE, operations } from '../../src/call/program.ts'
import type { Interval } from '../statistics/interval.ts'
import type { Plan } from '../world/plan.ts'
import { agentWarnings } from './agent-warnings.ts'
import type { Measure } from './measures.ts'
import { ofWarmUp } from './warm-up.ts'

/** With less patience or handle time than this, in seconds, somebody has perhaps taken minutes for seconds. */
const HARDLY_SECONDS = 1
/** Busy for a smaller share of their time, agents are there for nothing. */
const IDLE = 0.01
/** Chance alone makes the work of a day so much more than was expected. */
const OVERLOADED = 1.05
const TOLD_MAX = 4

type Measured = Readonly<Record<Measure, Interval | null>>

/** What came of a scenario, as far as warnings look at it. */
export interface Found {
  readonly results: Measured
  readonly queues: readonly ({ readonly name: string } & Measured)[]
  readonly intervals: readonly ({ readonly start: string; readonly agents: number } & Measured)[]
}

/**
 * What a planner should know of results that are true, but of a scenario that is not likely to be meant: sentences, the
 * gravest first; none for a sound scenario.
 */
export function warningsOf(plan: Plan, found: Found): string[] {
  return [
    ...ofCalls(found),
    ...ofAgents(found),
    ...ofLoad(plan, found),
    ...ofTimes(plan, found),
    ...ofKeys(plan),
    ...agentWarnings(plan),
    ...ofWarmUp(plan, found.intervals),
  ]
}

/** Calls that take minutes to simulate, at the million a second that a core may do. */
const LONG_CALLS = 300_000_000
const CALLS_AN_HOUR = 3_600_000_000

/** What a planner should know before a simulation of this plan is begun; undefined for nothing. */
export function forewarning({ ratePerMs, intervalMs, scenario: { replications } }: Plan): string | undefined {
  const calls = ratePerMs.reduce((sum, rate) => sum + rate * intervalMs, 0) * replications
  if (calls < LONG_CALLS) return undefined
  const hours = shortly(calls / CALLS_AN_HOUR)
  return `These are ${shortly(calls)} calls, ${hours} hours at a million a second: fewer --replications, a shorter day or more --workers take less.`
}

function ofCalls({ results, queues }: Found): string[] {
  const rung = mean(results.calls)
  if (rung === 0) return ['Nobody rings: there is no wait and no share to speak of.']
  if (queues.some(({ calls }) => mean(calls) > 0)) return []
  if (mean(results.turnedAway) > 0)
    return ['Every caller finds the queue full, and nobody waits or is answered.']
  return [
    'Nobody comes to a queue: no caller of the day asks for an agent, so that agents and waits do not matter.',
  ]
}

function ofAgents({ results, queues, intervals }: Found): string[] {
  if (mean(results.calls) === 0) return []
  if (!results.occupancy) return ['No agent is on the phones all day: nobody is answered.']
  const warnings: string[] = []
  const forsaken = intervals.filter(({ serviceLevel, occupancy }) => serviceLevel && !occupancy)
  if (forsaken.length > 0) {
    const starts = listed(forsaken.map(({ start }) => start.slice(-5)))
    warnings.push(`No agent is on the phones in an interval in which callers queue: ${starts}.`)
  }
  for (const { name, calls, answered } of queues)
    if (mean(calls) > 0 && mean(answered) === 0)
      warnings.push(`Nobody is answered in queue ${name}, which ${shortly(mean(calls))} callers join.`)
  const most = Math.max(...intervals.map(({ agents }) => agents))
  if (most === 1)
    warnings.push(
      'One agent alone answers: everybody else waits while one caller talks, and a day on which that agent is ill is not in these figures.',
    )
  return warnings
}

function ofLoad(plan: Plan, { results, queues }: Found): string[] {
  const warnings: string[] = []
  const left = mean(results.leftWaiting)
  if (left > 0)
    warnings.push(
      `${shortly(left)} callers still wait 12 hours after the end, and count as neither answered nor abandoned; their waits are longer than shown.`,
    )
  const staffedMs = staffedMsOf(plan, results)
  if (staffedMs === 0) return warnings
  const queued = queues.reduce((sum, { calls }) => sum + mean(calls), 0)
  const workMs = queues.reduce((sum, { calls }, i) => sum + mean(calls) * plan.handle[i]!.mean * 1_000, 0)
  // Whoever found the queue full had as much to talk about as those who did not.
  const times = ((workMs / queued) * (queued + mean(results.turnedAway))) / staffedMs
  if (times > OVERLOADED) {
    const isEndless = plan.callers.kinds.some(({ patience }) => patience.mean === Number.POSITIVE_INFINITY)
    const outcome = isEndless
      ? 'callers who never hang up wait the longer the longer the day lasts, so that no steady wait is behind these figures'
      : `about ${percent(1 - 1 / times)} of those who want an agent get none`
    warnings.push(`The work is ${shortly(times)} times what the agents on the phones can do: ${outcome}.`)
  }
  const busy = mean(results.occupancy)
  if (busy < IDLE && mean(results.calls) > 0)
    warnings.push(`Agents are busy for ${percent(busy)} of their time: far fewer would do as well.`)
  return warnings
}

/** The time that agents were on the phones, from what they answered in it; 0 where they answered nobody. */
function staffedMsOf(
  { scenario: { targets, shrinkage } }: Plan,
  { answered, callsPerAgentDay }: Measured,
): number {
  if (!callsPerAgentDay || callsPerAgentDay.mean === 0) return 0
  return (mean(answered) / callsPerAgentDay.mean) * targets.shiftHours * (1 - shrinkage) * HOUR_MS
}

function ofTimes(plan: Plan, { queues, results }: Found): string[] {
  if (mean(results.calls) === 0) return []
  const warnings: string[] = []
  plan.callers.kinds.forEach(({ patience }, i) => {
    if (patience.mean >= HARDLY_SECONDS) return
    const who = plan.scenario.callers?.[i]?.name
    warnings.push(
      `Callers${who ? ` (${who})` : ''} wait ${shortly(patience.mean)} s on average before they hang up: whoever is not answered at once is gone.`,
    )
  })
  queues.forEach(({ name, calls }, i) => {
    const seconds = plan.handle[i]!.mean
    if (mean(calls) === 0 || seconds >= HARDLY_SECONDS) return
    warnings.push(
      `Calls of queue ${name} take ${shortly(seconds)} s on average: agents have hardly anything to do, and their number says nothing.`,
    )
  })
  return warnings
}

/** Keys of the scenario that have no effect on its line, or one that is there already. */
function ofKeys({ arrivals, table, callers: { kinds, redial } }: Plan): string[] {
  const { name } = table.line.definition
  const { prompts } = table.names
  const warnings: string[] = []
  if (arrivals.log && redial)
    warnings.push('Callers who ring again are in the log already: redials bring them once more.')
  if (kinds.some(({ announcements }) => announcements) && !announcesWaits(table))
    warnings.push(`The key announcements changes nothing: line ${name} tells nobody how long it will take.`)
  for (const [key, prompt] of [
    ['callbackAcceptance', 'offer-callback'],
    ['voicemailAcceptance', 'offer-voicemail'],
  ] as const)
    if (kinds.some(kind => kind[key] !== 0) && !prompts.includes(prompt))
      warnings.push(`The key ${key} changes nothing: line ${name} has no prompt ${prompt}.`)
  return warnings
}

function announcesWaits(table: FlowTable): boolean {
  for (let state = 0; state < table.states; state++)
    for (let event = 0; event < table.events.length; event++) {
      table.next(state, event)
      const steps = operations(table.programs, table.programAfter(state, event))
      if (steps.some(({ code }) => code === ANNOUNCE)) return true
    }
  return false
}

function listed(names: readonly string[]): string {
  const more = names.length - TOLD_MAX
  return more > 0 ? `${names.slice(0, TOLD_MAX).join(', ')} and ${more} more` : names.join(', ')
}

function mean(interval: { readonly mean: number } | null): number {
  return interval?.mean ?? 0
}

/** Three digits, or the whole part where that has more. */
function shortly(value: number): string {
  return (value >= 100 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('en-US')
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}
