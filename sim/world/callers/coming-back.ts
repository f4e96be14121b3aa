import type { Calendar } from '../../../src/base/calendar.ts'
import { widened } from '../../../src/base/columns.ts'
import { RandomStream } from '../../../src/base/random.ts'
import { DAY_MS, SECOND_MS } from '../../../src/base/units.ts'
import { OpeningHours } from '../../../src/line/hours.ts'
import { CALLS_OF_CALLER, RANK_ARRIVE, RINGS_AGAIN, STREAM_REDIALS, streamOf } from '../kinds.ts'
import type { Plan } from '../plan.ts'
import type { Started } from '../port.ts'
import { pick } from '../shares.ts'
import { Absent } from './absent.ts'
import type { Arriving } from './arriving.ts'
import type { Redial } from './caller-kinds.ts'
import type { CallerColumns } from './callers.ts'
import * as mark from './marks.ts'

/** Whoever rings again within so long counts as returned. */
const RETURNED_WITHIN_MS = 7 * DAY_MS

/** Marks that a caller keeps from call to call. */
const LASTING = mark.PRESSES_ZERO | mark.DISCONTENT

/**
 * What callers think of a call when they leave, and those who ring again: because nobody served them, because the matter
 * is not settled, or with the next one. They are the same people, with the same number, patience and habits. A call that would come after the last of the day
 * counts as a return but does not ring.
 */
export class ComingBack {
  readonly #plan: Plan
  readonly #callers: CallerColumns
  readonly #calendar: Calendar
  readonly #started: Started
  readonly #hours: OpeningHours
  readonly #luck = new RandomStream(0)
  readonly #absent = new Absent()
  /** By call slot, beside what the columns of callers tell. */
  #tier = new Uint8Array(0)
  #matters = new Int32Array(0)
  /** The agent who had the caller's case before this call, or -1. */
  #agent = new Int32Array(0)
  #seed = 0
  #stream = 0

  constructor(plan: Plan, callers: CallerColumns, calendar: Calendar, started: Started) {
    this.#plan = plan
    this.#callers = callers
    this.#calendar = calendar
    this.#started = started
    this.#hours = new OpeningHours(plan.line.definition)
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#stream = streamOf(replication, STREAM_REDIALS)
    this.#absent.clear()
  }

  /** The call of somebody who rings is picked up, for the first time or again. */
  arrives(call: number, { tier, known }: Arriving): void {
    const { capacity } = this.#callers
    if (capacity > this.#tier.length) {
      this.#tier = widened(this.#tier, capacity)
      this.#matters = widened(this.#matters, capacity)
      this.#agent = widened(this.#agent, capacity)
    }
    this.#tier[call] = tier
    this.#matters[call] = known?.matters ?? 0
    this.#agent[call] = known?.agent ?? -1
    if (known?.hasCase) this.#callers.marks[call]! |= mark.HAS_CASE
  }

  /** A caller who is not on the line rings: it is from here that `arriving` knows who. */
  ring(slot: number, arriving: Arriving): void {
    this.#absent.ring(slot, arriving)
  }

  /** The caller has hung up, or is about to, or the line has: judges the call, and whether the caller rings again. */
  leaves(call: number): void {
    const callers = this.#callers
    const marks = callers.marks[call]!
    // Somebody who is going to be called back has no reason to ring.
    if ((marks & mark.GONE) !== 0 || callers.asksBack[call] === 1) return
    callers.marks[call] = marks | mark.GONE
    const { redials } = this.#plan.callers.kinds[callers.kind[call]!]!
    const before = callers.redials[call]!
    const fate = this.#fateOf(marks)
    if (!fate) return
    if (before === 0 && fate !== 'abandoned') this.#started.served?.(call, fate === 'resolved')
    const again: Redial | undefined = redials[fate]
    if (!again || before >= redials.most) return
    const luck = this.#luck
    const substream = callers.number[call]! * CALLS_OF_CALLER + (before % CALLS_OF_CALLER)
    luck.reseed(this.#seed, this.#stream, substream)
    if (luck.next() >= again.share) return
    const delayMs = Math.max(1, Math.round(again.delaySeconds.draw(luck) * SECOND_MS))
    if (before === 0 && delayMs <= RETURNED_WITHIN_MS) this.#started.returns?.(call)
    this.#ringAt(this.#calendar.timeMs + delayMs, call, fate)
  }

  /** What came of the call, as the caller sees it; undefined for one who has no reason to ring again. */
  #fateOf(marks: number): 'abandoned' | 'unresolved' | 'resolved' | undefined {
    if ((marks & mark.TALKED) !== 0) return (marks & mark.UNRESOLVED) === 0 ? 'resolved' : 'unresolved'
    if ((marks & mark.LEFT_MESSAGE) !== 0) return undefined
    if ((marks & (mark.QUEUED | mark.SERVED)) === mark.SERVED)
      return (marks & mark.DISCONTENT) === 0 ? 'resolved' : 'unresolved'
    // Whoever is told that the line is closed is also told when it opens: those are among the calls of that day.
    const isOpen = this.#hours.at(this.#calendar.timeMs).status === 'open'
    return isOpen ? 'abandoned' : undefined
  }

  #ringAt(atMs: number, call: number, fate: 'abandoned' | 'unresolved' | 'resolved'): void {
    const { startMs, durationMs, callers: planned } = this.#plan
    if (atMs >= startMs + durationMs) return
    const callers = this.#callers
    const luck = this.#luck
    const absent = this.#absent
    const slot = absent.take()
    this.#calendar.set(atMs, RANK_ARRIVE, RINGS_AGAIN, slot)
    const kind = callers.kind[call]!
    const marks = callers.marks[call]!
    const hasTalked = (marks & mark.TALKED) !== 0
    absent.number[slot] = callers.number[call]!
    absent.kind[slot] = kind
    absent.tier[slot] = this.#tier[call]!
    absent.wanted[slot] = callers.wanted[call]!
    absent.patienceBits[slot] = callers.patienceBits[call]!
    absent.marks[slot] = marks & LASTING
    absent.redials[slot] = callers.redials[call]! + 1
    absent.matters[slot] = this.#matters[call]!
    absent.hasCase[slot] = fate !== 'resolved' && (marks & mark.HAS_CASE) !== 0 ? 1 : 0
    absent.agent[slot] = hasTalked ? callers.agent[call]! : this.#agent[call]!
    // What has not been talked about takes as long as it would have; another talk takes its own time.
    const handleBits = luck.nextBits()
    absent.handleBits[slot] = hasTalked ? handleBits : callers.handleBits[call]!
    const { intents } = planned.kinds[kind]!
    const intent = intents.length < 2 ? 0 : pick(intents, luck.next())
    absent.intent[slot] = fate === 'resolved' ? intent : callers.intent[call]!
  }
}
