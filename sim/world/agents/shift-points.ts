import type { Calendar } from '../../../src/base/calendar.ts'
import { RANK_FREE, SHIFT_POINT } from '../kinds.ts'
import type { AtDesk } from './at-desk.ts'
import type { PlannedGroup, PlannedShift } from './groups.ts'
import { isOneWhoRests, restAfterMs } from './groups.ts'

/** By how much an agent is late on a day; infinity for one who does not come. */
export type LateMs = (group: number, place: number, agent: number, day: number) => number

const ALWAYS: LateMs = () => 0

/**
 * Agents who keep shifts. The points of an agent's shift are its beginning, the rests in their order and its end; one
 * timer an agent stands for the next of them. Whoever is there when the simulated time ends stays until the last
 * caller is served, as agents without shifts do.
 */
export class ShiftPoints {
  readonly #calendar: Calendar
  readonly #desk: AtDesk
  readonly #lateMs: LateMs
  readonly #endMs: number
  /** The agents with shifts: their number among all agents, shift, and place in group and shift. */
  readonly #agents: number[] = []
  readonly #shifts: PlannedShift[] = []
  readonly #groups: number[] = []
  readonly #placesInGroup: number[] = []
  readonly #places: number[] = []
  /** By number among all agents: the place in these lists, or -1. */
  readonly #of: Int32Array
  /** The beginning that the agent has come to, and the next point after it: 0 for the beginning itself. */
  readonly #begin: Int32Array
  readonly #point: Int32Array
  /** How late the agent comes to the present shift; infinity for not at all. */
  readonly #late: Float64Array

  constructor(
    groups: readonly PlannedGroup[],
    groupOf: Int32Array,
    {
      desk,
      calendar,
      endMs,
      lateMs = ALWAYS,
    }: {
      readonly desk: AtDesk
      readonly calendar: Calendar
      /** When the simulated time ends. */
      readonly endMs: number
      readonly lateMs?: LateMs | undefined
    },
  ) {
    this.#calendar = calendar
    this.#desk = desk
    this.#lateMs = lateMs
    this.#endMs = endMs
    this.#of = new Int32Array(groupOf.length).fill(-1)
    for (const [group, { shifts = [] }] of groups.entries()) {
      let agent = groupOf.indexOf(group)
      const first = agent
      for (const shift of shifts)
        for (let place = 0; place < shift.count; place++) {
          this.#of[agent] = this.#agents.length
          this.#agents.push(agent)
          this.#shifts.push(shift)
          this.#groups.push(group)
          this.#placesInGroup.push(agent - first)
          this.#places.push(place)
          agent++
        }
    }
    this.#begin = new Int32Array(this.#agents.length)
    this.#point = new Int32Array(this.#agents.length)
    this.#late = new Float64Array(this.#agents.length)
  }

  /** Sets the first point of every agent; who would be at work by now comes now. */
  begin(fromMs: number): void {
    for (let i = 0; i < this.#agents.length; i++) {
      this.#begin[i] = -1
      this.#nextShift(i)
      // What is over by now is passed over.
      while (this.#endOf(i) <= fromMs) this.#nextShift(i)
      this.#set(i, fromMs)
    }
  }

  /** The next point in an agent's shift has come. */
  come(agent: number, nowMs: number): void {
    const i = this.#of[agent]!
    const shift = this.#shifts[i]!
    const point = this.#point[i]!++
    if (point === 0) this.#desk.comes(agent, nowMs)
    else if (point <= shift.rests.length) {
      const rest = shift.rests[point - 1]!
      // Who came so late, or is simulated from so late on, that the rest is over, goes without.
      const leftMs = this.#pointMs(i, point) + rest.lengthMs - nowMs
      if (leftMs > 0 && isOneWhoRests(rest, this.#places[i]!))
        this.#desk.rests(agent, leftMs < rest.lengthMs ? leftMs : rest.lengthMs, rest.reason, nowMs)
    } else {
      this.#desk.goes(agent, nowMs)
      this.#nextShift(i)
    }
    this.#set(i, nowMs)
  }

  /** Goes on to the next shift to which the agent comes at all. */
  #nextShift(i: number): void {
    const { begins, lengthMs } = this.#shifts[i]!
    this.#point[i] = 0
    do {
      const begin = begins[++this.#begin[i]!]
      if (!begin) return
      this.#late[i] = this.#lateMs(this.#groups[i]!, this.#placesInGroup[i]!, this.#agents[i]!, begin.day)
    } while (this.#late[i]! >= lengthMs)
  }

  #set(i: number, nowMs: number): void {
    const atMs = this.#pointMs(i, this.#point[i]!)
    if (atMs < this.#endMs)
      this.#calendar.set(atMs < nowMs ? nowMs : atMs, RANK_FREE, SHIFT_POINT, this.#agents[i]!)
  }

  /** When a point of the present shift is; infinity after the last shift. */
  #pointMs(i: number, point: number): number {
    const { begins, lengthMs, rests, count } = this.#shifts[i]!
    const begin = begins[this.#begin[i]!]
    if (!begin) return Infinity
    if (point === 0) return begin.atMs + this.#late[i]!
    if (point > rests.length) return begin.atMs + lengthMs
    return begin.atMs + restAfterMs(rests[point - 1]!, this.#places[i]!, count)
  }

  #endOf(i: number): number {
    return this.#pointMs(i, this.#shifts[i]!.rests.length + 1)
  }
}
