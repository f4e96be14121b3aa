import type { Calendar } from '../../../src/base/calendar.ts'
import { MINUTE_MS } from '../../../src/base/units.ts'
import { AWAY_REASONS } from '../../../src/call/away.ts'
import { RANK_FREE, REST_OVER } from '../kinds.ts'
import type { Desk } from '../port.ts'
import type { PlannedGroup } from './groups.ts'

const END_OF_WORK = AWAY_REASONS.indexOf('end-of-work')

/** How long one stays away whom the centre has put away, where the scenario says nothing. */
const BACK_AFTER_MINUTES = 10

/**
 * What agents do between the beginning and the end of their work: rest, which begins when the present call is over and
 * lasts its full length then, and come back after the centre has put them away.
 */
export class AtDesk {
  readonly #facts: Desk
  readonly #calendar: Calendar
  /** 1 between coming and going. */
  readonly #isOn: Uint8Array
  /** Rest that begins as soon as the agent is away. */
  readonly #dueMs: Float64Array
  /** End of the rest that the agent takes, and its timer, or -1. */
  readonly #untilMs: Float64Array
  readonly #timer: Int32Array
  /** How long one stays away who was put away. */
  readonly #putAwayMs: Float64Array

  /** @param groupOf group of each agent */
  constructor(groups: readonly PlannedGroup[], groupOf: Int32Array, facts: Desk, calendar: Calendar) {
    this.#facts = facts
    this.#calendar = calendar
    this.#isOn = new Uint8Array(groupOf.length)
    this.#dueMs = new Float64Array(groupOf.length)
    this.#untilMs = new Float64Array(groupOf.length)
    this.#timer = new Int32Array(groupOf.length).fill(-1)
    const minutes = groups.map(
      ({ habits: { ringNoAnswer } }) => ringNoAnswer?.backAfterMinutes ?? BACK_AFTER_MINUTES,
    )
    this.#putAwayMs = Float64Array.from(groupOf, group => Math.round(minutes[group]! * MINUTE_MS))
  }

  comes(agent: number, nowMs: number): void {
    this.#isOn[agent] = 1
    this.#facts.signsIn(agent, nowMs)
  }

  goes(agent: number, nowMs: number): void {
    if (this.#isOn[agent] === 0) return
    this.#isOn[agent] = 0
    this.#dueMs[agent] = 0
    this.#wake(agent)
    this.#facts.goesAway(agent, nowMs, END_OF_WORK)
  }

  /** One rest that comes in the midst of another follows it. */
  rests(agent: number, lengthMs: number, reason: number, nowMs: number): void {
    if (this.#isOn[agent] === 0) return
    if (this.#timer[agent]! >= 0) {
      this.#wake(agent)
      this.#rest(agent, this.#untilMs[agent]! + lengthMs)
      return
    }
    this.#dueMs[agent]! += lengthMs
    this.#facts.goesAway(agent, nowMs, reason)
  }

  /** The agent takes no calls from now on: a rest begins, or the centre has put the agent away. */
  isAway(agent: number, nowMs: number): void {
    if (this.#isOn[agent] === 0 || this.#timer[agent]! >= 0) return
    const restMs = this.#dueMs[agent]!
    this.#dueMs[agent] = 0
    this.#rest(agent, nowMs + (restMs > 0 ? restMs : this.#putAwayMs[agent]!))
  }

  /** The rest is over. */
  comesBack(agent: number, nowMs: number): void {
    this.#timer[agent] = -1
    this.#facts.signsIn(agent, nowMs)
  }

  #rest(agent: number, untilMs: number): void {
    this.#untilMs[agent] = untilMs
    this.#timer[agent] = this.#calendar.set(untilMs, RANK_FREE, REST_OVER, agent)
  }

  #wake(agent: number): void {
    if (this.#timer[agent]! >= 0) this.#calendar.cancel(this.#timer[agent]!)
    this.#timer[agent] = -1
  }
}
