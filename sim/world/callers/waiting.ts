import type { Calendar } from '../../../src/base/calendar.ts'
import { WAITING } from '../../../src/centre/calls.ts'
import { HANG_UP_CALL, RANK_HANG_UP } from '../kinds.ts'
import type { Plan } from '../plan.ts'
import type { CallView } from '../port.ts'
import type { CallerColumns } from './callers.ts'
import { Reactions } from './reactions.ts'

/** So long whoever wanted to hang up looks at a question instead. */
const ANSWER_MS = 5_000

/** Callers on hold, and when they run out of patience. */
export class Waiting {
  readonly #plan: Plan
  readonly #calls: CallView
  readonly #callers: CallerColumns
  readonly #calendar: Calendar
  /** Only where announcements change anything. */
  readonly #reactions: Reactions | undefined

  constructor(plan: Plan, calls: CallView, callers: CallerColumns, calendar: Calendar) {
    this.#plan = plan
    this.#calls = calls
    this.#callers = callers
    this.#calendar = calendar
    const reacts = plan.callers.kinds.some(({ announcements }) => announcements)
    this.#reactions = reacts ? new Reactions() : undefined
  }

  begin(seed: number, replication: number): void {
    this.#reactions?.begin(seed, replication)
  }

  /** A new caller rings. */
  rings(call: number): void {
    this.#reactions?.rings(call)
  }

  /** The caller stands in a queue. */
  queued(call: number): void {
    const callers = this.#callers
    if (this.#calls.phase[call] !== WAITING || callers.fate[call]! >= 0) return
    const patienceMs = this.#patienceMs(call)
    this.#reactions?.waits(call, patienceMs, this.#calendar.timeMs)
    if (patienceMs === Infinity) return
    this.#hangUpIn(call, Math.round(patienceMs))
  }

  /**
   * The caller is told about the wait. True for one who hangs up at that.
   * @param minutes the wait told at most; 0 where only the place is told
   */
  told(call: number, minutes: number): boolean {
    const reactions = this.#reactions
    const callers = this.#callers
    if (minutes > 0) callers.toldMinutes[call] = minutes
    const { announcements } = this.#plan.callers.kinds[callers.kind[call]!]!
    if (!reactions || !announcements || this.#calls.phase[call] !== WAITING) return false
    const nowMs = this.#calendar.timeMs
    reactions.waits(call, this.#patienceMs(call), nowMs)
    const hangsUp = reactions.hears(call, callers.number[call]!, minutes, announcements, nowMs)
    const overMs = reactions.overMs(call, announcements)
    if (overMs === Infinity) return hangsUp
    if (callers.fate[call]! >= 0) this.#calendar.cancel(callers.fate[call]!)
    this.#hangUpIn(call, Math.round(overMs - nowMs))
    return hangsUp
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
    this.#reactions?.isOver(call)
  }

  #patienceMs(call: number): number {
    const { kind, patienceBits } = this.#callers
    return this.#plan.callers.kinds[kind[call]!]!.patience.at(patienceBits[call]!) * 1_000
  }

  #hangUpIn(call: number, ms: number): void {
    const calendar = this.#calendar
    this.#callers.fate[call] = calendar.setAfter(ms, RANK_HANG_UP, HANG_UP_CALL, call)
  }
}
