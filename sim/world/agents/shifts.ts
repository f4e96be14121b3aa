import type { Calendar } from '../../../src/base/calendar.ts'
import { DAY_MS } from '../../../src/base/units.ts'
import { dayStartMs, wallClock } from '../../../src/line/zone.ts'
import { RANK_FREE, SHIFT } from '../kinds.ts'
import { intervalAt } from '../period.ts'
import type { Plan } from '../plan.ts'
import { staffingChanges } from '../plan.ts'
import type { Desk } from '../port.ts'
import { AtDesk } from './at-desk.ts'
import { Attendance, mayBeMissing } from './attendance.ts'
import { agentsOf, groupOfEach } from './groups.ts'
import { ShiftPoints } from './shift-points.ts'

/**
 * Agents come and go, with the intervals of the plan or by shifts of their own. They are numbered as its groups have
 * them at most.
 */
export class Shifts {
  readonly #plan: Plan
  readonly #facts: Desk
  readonly #calendar: Calendar
  /** First agent of each group. */
  readonly #firstAgent: readonly number[]
  /** All agents of the plan. */
  readonly agents: number
  /** What they do between coming and going, where they do anything but work. */
  readonly #desk: AtDesk | undefined
  readonly #points: ShiftPoints | undefined
  readonly #attendance: Attendance | undefined
  /** Midnight before the plan's beginning. */
  readonly #midnightMs: number
  /** The interval in which the first agents sign in. */
  #first = 0

  constructor(plan: Plan, facts: Desk, calendar: Calendar) {
    this.#plan = plan
    this.#facts = facts
    this.#calendar = calendar
    const { groups, startMs, durationMs, line } = plan
    let agents = 0
    this.#firstAgent = groups.map(group => {
      const first = agents
      agents += agentsOf(group)
      return first
    })
    this.agents = agents
    const { timeZone } = line.definition
    this.#midnightMs = dayStartMs(timeZone, wallClock(timeZone, startMs).date)
    this.#attendance = mayBeMissing(groups) ? new Attendance(groups) : undefined
    const haveShifts = groups.some(({ shifts }) => shifts)
    if (!haveShifts && !groups.some(({ habits: { ringNoAnswer } }) => ringNoAnswer)) return
    const groupOf = groupOfEach(groups)
    this.#desk = new AtDesk(groups, groupOf, facts, calendar)
    if (!haveShifts) return
    const attendance = this.#attendance
    const lateMs = attendance?.lateMs.bind(attendance)
    const endMs = startMs + durationMs
    this.#points = new ShiftPoints(groups, groupOf, { desk: this.#desk, calendar, endMs, lateMs })
  }

  /** True where agents do something when they are away, and want to be told by `isAway`. */
  get watchesAgents(): boolean {
    return this.#desk !== undefined
  }

  begin(seed: number, replication: number, fromMs: number): void {
    const plan = this.#plan
    this.#attendance?.begin(seed, replication)
    this.#first = intervalAt(plan, fromMs)
    for (let interval = this.#first; interval < plan.intervals; interval++) {
      const atMs = Math.max(fromMs, Math.round(plan.startMs + interval * plan.intervalMs))
      const changes = interval === this.#first || staffingChanges(plan, interval) || this.#beginsDay(interval)
      if (changes) this.#calendar.set(atMs, RANK_FREE, SHIFT, interval)
    }
    this.#points?.begin(fromMs)
  }

  /** Those who come and go by interval do so. One who leaves finishes the call first. */
  change(interval: number, atMs: number): void {
    this.#plan.groups.forEach(({ counts, shifts }, group) => {
      if (shifts) return
      const wanted = counts[interval]!
      const before = interval === this.#first ? 0 : counts[interval - 1]!
      if (this.#attendance) {
        this.#changeThosePresent(group, interval, { before, wanted }, atMs)
        return
      }
      const first = this.#firstAgent[group]!
      for (let agent = before; agent < wanted; agent++) this.#comes(first + agent, atMs)
      for (let agent = before - 1; agent >= wanted; agent--) this.#goes(first + agent, atMs)
    })
  }

  /** The next point in an agent's shift has come. */
  come(agent: number, atMs: number): void {
    this.#points?.come(agent, atMs)
  }

  /** The rest of an agent is over. */
  comesBack(agent: number, atMs: number): void {
    this.#desk?.comesBack(agent, atMs)
  }

  /** An agent takes no calls from now on. */
  isAway(agent: number, atMs: number): void {
    this.#desk?.isAway(agent, atMs)
  }

  /** As `change`, of a group of whom some may be missing, and others on another day. */
  #changeThosePresent(
    group: number,
    interval: number,
    { before, wanted }: { readonly before: number; readonly wanted: number },
    atMs: number,
  ): void {
    const first = this.#firstAgent[group]!
    for (let place = 0; place < before || place < wanted; place++) {
      const wasHere = place < before && this.#isHere(group, place, interval - 1)
      const isHere = place < wanted && this.#isHere(group, place, interval)
      if (isHere && !wasHere) this.#comes(first + place, atMs)
      else if (wasHere && !isHere) this.#goes(first + place, atMs)
    }
  }

  #isHere(group: number, place: number, interval: number): boolean {
    const agent = this.#firstAgent[group]! + place
    return this.#attendance!.lateMs(group, place, agent, this.#dayOf(interval)) !== Infinity
  }

  /** The day in which an interval begins; they count from the one before the plan's first. */
  #dayOf(interval: number): number {
    const { startMs, intervalMs } = this.#plan
    return 1 + Math.floor((startMs + interval * intervalMs - this.#midnightMs) / DAY_MS)
  }

  /** Whether an interval is the first of a day, on which others may be missing. */
  #beginsDay(interval: number): boolean {
    return this.#attendance !== undefined && this.#dayOf(interval) !== this.#dayOf(interval - 1)
  }

  #comes(agent: number, atMs: number): void {
    if (this.#desk) this.#desk.comes(agent, atMs)
    else this.#facts.signsIn(agent, atMs)
  }

  #goes(agent: number, atMs: number): void {
    if (this.#desk) this.#desk.goes(agent, atMs)
    else this.#facts.goesAway(agent, atMs)
  }
}
