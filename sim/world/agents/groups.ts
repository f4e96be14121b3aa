import { HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts'
import { AWAY_REASONS } from '../../../src/call/away.ts'
import { addDays, clockMinutes, clockMs, wallClock, weekdayOf } from '../../../src/line/zone.ts'
import type { AgentHabits } from '../../scenario/agent-habits.ts'
import { skillOf } from '../../scenario/agents.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Shift } from '../../scenario/shifts.ts'
import { hoursBetween } from '../../scenario/shifts.ts'
import { addTime } from '../period.ts'

/** Time of a shift off the phones. */
export interface PlannedRest {
  /** From the beginning of the shift to the first agent's rest. */
  readonly afterMs: number
  readonly lengthMs: number
  /** Agents go one after the other over this time. */
  readonly spreadMs: number
  /** Share of the agents who go. */
  readonly share: number
  /** A place in `AWAY_REASONS`. */
  readonly reason: number
}

/** Agents who begin and end together, on each of some days. */
export interface PlannedShift {
  readonly count: number
  readonly lengthMs: number
  /** In order of `afterMs`. */
  readonly rests: readonly PlannedRest[]
  /** When it begins, in order, and on which day: days count from the one before the plan's first. */
  readonly begins: readonly { readonly atMs: number; readonly day: number }[]
}

/** A group of agents with the same skills. */
export interface PlannedGroup {
  readonly name: string
  /** Numbers of the line's queues, best skill first. */
  readonly queues: readonly number[]
  /** Level of each of these skills, 1 for the best. */
  readonly levels: readonly number[]
  /** Agents on the phones in each interval; where the group has shifts, on average and as planned. */
  readonly counts: readonly number[]
  /** Who comes and goes by shift rather than by `counts`. */
  readonly shifts?: readonly PlannedShift[]
  readonly habits: AgentHabits
}

/** The time that a plan is about. */
export interface Span {
  readonly zone: string
  readonly startMs: number
  readonly durationMs: number
  readonly intervalMs: number
  readonly intervals: number
}

/** How many agents a group has in all. */
export function agentsOf({ counts, shifts }: Pick<PlannedGroup, 'counts' | 'shifts'>): number {
  if (shifts) return shifts.reduce((sum, { count }) => sum + count, 0)
  return counts.reduce((most, count) => (count > most ? count : most), 0)
}

/** The group of each agent. */
export function groupOfEach(groups: readonly PlannedGroup[]): Int32Array {
  const groupOf = new Int32Array(groups.reduce((sum, group) => sum + agentsOf(group), 0))
  let first = 0
  for (const [group, planned] of groups.entries()) {
    const next = first + agentsOf(planned)
    groupOf.fill(group, first, next)
    first = next
  }
  return groupOf
}

/** The groups of a scenario; agents without groups are one that serves all queues alike. */
export function groupsOf(
  { agents, everyAgent = {} }: Scenario,
  queues: readonly string[],
  span: Span,
): PlannedGroup[] {
  const each = (count: number | readonly number[]): readonly number[] =>
    typeof count === 'number' ? new Array(span.intervals).fill(count) : count
  if (typeof agents === 'number' || Array.isArray(agents)) {
    const all = queues.map((_, queue) => queue)
    return [
      { name: 'agents', queues: all, levels: all.map(() => 1), counts: each(agents), habits: everyAgent },
    ]
  }
  return agents.groups.map(({ name, count, shifts: given, skills, ...own }) => {
    const best = skills.map(skillOf).sort((a, b) => a.level - b.level)
    const shifts = given?.map(shift => shiftOf(shift, span))
    return {
      name,
      queues: best.map(({ queue }) => queues.indexOf(queue)),
      levels: best.map(({ level }) => level),
      habits: { ...everyAgent, ...own },
      ...(shifts ? { shifts, counts: countsOf(shifts, span) } : { counts: each(count ?? 0) }),
    }
  })
}

function shiftOf({ start, hours, count, days, breaks, lunch }: Shift, span: Span): PlannedShift {
  const all = [...breaks, ...(lunch ? [{ ...lunch, reason: 'lunch' as const }] : [])]
  const rests = all.map(({ at, afterHours = 0, minutes, spreadMinutes, share, reason }) => ({
    afterMs: Math.round((at === undefined ? afterHours : hoursBetween(start, at)) * HOUR_MS),
    lengthMs: Math.round(minutes * MINUTE_MS),
    spreadMs: spreadMinutes * MINUTE_MS,
    share,
    reason: AWAY_REASONS.indexOf(reason),
  }))
  const lengthMs = Math.round(hours * HOUR_MS)
  const { zone, startMs, durationMs } = span
  const endMs = startMs + durationMs
  const begins: { atMs: number; day: number }[] = []
  // One that began the evening before may reach over midnight.
  let date = addDays(wallClock(zone, startMs).date, -1)
  for (let day = 0; ; day++) {
    const atMs = clockMs(zone, date, clockMinutes(start) ?? 0)
    if (atMs >= endMs) break
    const isOn = days === undefined || days.includes(weekdayOf(date))
    if (isOn && atMs + lengthMs > startMs) begins.push({ atMs, day })
    date = addDays(date, 1)
  }
  return { count, lengthMs, rests: rests.sort((a, b) => a.afterMs - b.afterMs), begins }
}

/** When one agent of a shift rests, counted from its beginning: the agents are spread evenly, in their order. */
export function restAfterMs({ afterMs, spreadMs }: PlannedRest, place: number, count: number): number {
  return afterMs + Math.round((spreadMs * place) / count)
}

/** Whether an agent of a shift is one of those who rest: they are taken from all of it evenly. */
export function isOneWhoRests({ share }: PlannedRest, place: number): boolean {
  return Math.floor((place + 1) * share + 1e-9) > Math.floor(place * share + 1e-9)
}

/** Agents on the phones in each interval, on average, if everybody came and went as planned. */
function countsOf(shifts: readonly PlannedShift[], { startMs, durationMs, intervalMs, intervals }: Span) {
  const presentMs = new Float64Array(intervals)
  const endMs = startMs + durationMs
  const add = (sinceMs: number, toMs: number, agents: number): void => {
    const stretch = { fromMs: Math.max(sinceMs, startMs), untilMs: Math.min(toMs, endMs) }
    addTime({ sums: presentMs, first: 0, apart: 1 }, { startMs, intervalMs }, stretch, agents)
  }
  for (const { count, lengthMs, rests, begins } of shifts)
    for (const { atMs } of begins) {
      add(atMs, atMs + lengthMs, count)
      for (const rest of rests)
        for (let place = 0; place < count; place++) {
          const fromMs = atMs + restAfterMs(rest, place, count)
          if (isOneWhoRests(rest, place)) add(fromMs, Math.min(fromMs + rest.lengthMs, atMs + lengthMs), -1)
        }
    }
  return Array.from(presentMs, (ms, i) => {
    const lengthMs = Math.min(intervalMs, durationMs - i * intervalMs)
    return Math.round((ms / lengthMs) * 100) / 100
  })
}
