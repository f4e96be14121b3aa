import type { Calendar } from '../../src/base/calendar.ts'
import { WAITING } from '../../src/centre/calls.ts'
import type { CallerColumns } from './callers.ts'
import { HANG_UP_CALL, RANK_HANG_UP } from './kinds.ts'
import type { Plan } from './plan.ts'
import type { CallView } from './port.ts'

/** So long whoever wanted to hang up looks at a question instead. */
const ANSWER_MS = 5_000

/** Callers on hold, and when they run out of patience. */
export class Waiting {
  readonly #plan: Plan
  readonly #calls: CallView
  readonly #callers: CallerColumns
  readonly #calendar: Calendar

  constructor(plan: Plan, calls: CallView, callers: CallerColumns, calendar: Calendar) {
    this.#plan = plan
    this.#calls = calls
    this.#callers = callers
    this.#calendar = calendar
  }

  /** The caller stands in a queue. */
  queued(call: number): void {
    const callers = this.#callers
    if (this.#calls.phase[call] !== WAITING || callers.fate[call]! >= 0) return
    const { patience } = this.#plan.callers.kinds[callers.kind[call]!]!
    const patienceMs = patience.at(callers.patienceBits[call]!) * 1_000
    if (patienceMs === Infinity) return
    this.#hangUpIn(call, Math.round(patienceMs))
  }

  /** The caller's patience is over. False for one who goes on for a moment: nobody hangs up in the middle of an answer. */
  hangsUp(call: number): boolean {
    const callers = this.#callers
    callers.fate[call] = -1
    if (callers.act[call]! < 0) return true
    this.#hangUpIn(call, ANSWER_MS)
    return false
  }

  /** Somebody has answered, or the call is over: patience matters no more. */
  isOver(call: number): void {
    const callers = this.#callers
    const fate = callers.fate[call]!
    if (fate >= 0) this.#calendar.cancel(fate)
    callers.fate[call] = -1
  }

  #hangUpIn(call: number, ms: number): void {
    const calendar = this.#calendar
    this.#callers.fate[call] = calendar.setAfter(ms, RANK_HANG_UP, HANG_UP_CALL, call)
  }
}
