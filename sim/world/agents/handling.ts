import { widened } from '../../../src/base/columns.ts'
import { RandomStream } from '../../../src/base/random.ts'
import { SECOND_MS } from '../../../src/base/units.ts'
import type { CallerColumns } from '../callers/callers.ts'
import { UNRESOLVED } from '../callers/marks.ts'
import { STREAM_TALKS, streamOf } from '../kinds.ts'
import type { Plan } from '../plan.ts'
import { isPaced, Pace } from './pace.ts'
import { SkillFactors } from './skill-factors.ts'

/** Nobody is handed on more often than this: the agent then helps as well as they can. */
const TRANSFERS_MAX = 3
/** Talks of a call, and of a caller in all, that have luck of their own; whoever has rung more often begins again. */
const TALKS_OF_CALL = TRANSFERS_MAX + 1
const TALKS_OF_CALLER = 64

/** Whether the agents of a plan do more with calls than take the handle time of the queue. */
export function isHandled({ groups, handling }: Plan): boolean {
  const { wrapUp, unresolved, transfers, levels } = handling
  const hasOwnTimes = [...wrapUp, ...unresolved].some(own => own)
  return isPaced(groups) || levels.length > 0 || hasOwnTimes || transfers.some(list => list.length > 0)
}

/**
 * What agents make of a call: how long talk and wrap-up take them, by their skill for the queue, their pace and how the
 * call ends, and to whom they hand it on. The luck of a talk depends on the caller and on which of the caller's talks it
 * is, not on the agent who has it.
 */
export class Handling {
  /** Of the talk that was worked out last. */
  talkMs = 0
  wrapUpMs = 0
  readonly #plan: Plan
  readonly #callers: CallerColumns
  readonly #pace: Pace | undefined
  readonly #skills: SkillFactors
  readonly #luck = new RandomStream(0)
  /** By call: talks so far, and the queue to which the caller of the present one is handed on, or -1. */
  #talks = new Uint8Array(0)
  #goesTo = new Int32Array(0)
  #seed = 0
  #stream = 0

  constructor(plan: Plan, callers: CallerColumns) {
    this.#plan = plan
    this.#callers = callers
    const { groups } = plan
    this.#pace = isPaced(groups) ? new Pace(groups) : undefined
    this.#skills = new SkillFactors(plan, 'handle')
  }

  begin(seed: number, replication: number): void {
    this.#seed = seed
    this.#stream = streamOf(replication, STREAM_TALKS)
    this.#pace?.begin(seed, replication)
  }

  /** A call begins, which nobody has talked to. */
  arrives(call: number): void {
    if (call >= this.#talks.length) {
      this.#talks = widened(this.#talks, this.#callers.capacity)
      this.#goesTo = widened(this.#goesTo, this.#callers.capacity)
    }
    this.#talks[call] = 0
    this.#goesTo[call] = -1
  }

  /** An agent begins to talk to a caller, or to hear a message: works out `talkMs` and `wrapUpMs`. */
  takes(agent: number, call: number, isMessage: boolean, nowMs: number): void {
    const { handle, handling, wrapUpShare } = this.#plan
    const callers = this.#callers
    const queue = callers.queue[call]!
    const talk = this.#talks[call]!
    if (talk < TALKS_OF_CALL - 1) this.#talks[call]!++
    const luck = this.#luck
    const ofCaller = (callers.redials[call]! * TALKS_OF_CALL + talk) % TALKS_OF_CALLER
    luck.reseed(this.#seed, this.#stream, callers.number[call]! * TALKS_OF_CALLER + ofCaller)
    const fate = luck.next()
    const wrapUpBits = luck.nextBits()
    // A first talk takes the time that it takes whatever else the scenario says.
    const bits = talk === 0 ? callers.handleBits[call]! : luck.nextBits()
    const to = isMessage || talk >= TRANSFERS_MAX ? -1 : this.#handedTo(queue, fate)
    this.#goesTo[call] = to
    const isUnresolved = !isMessage && (callers.marks[call]! & UNRESOLVED) !== 0
    const own = to >= 0 ? handling.transferred[queue] : isUnresolved ? handling.unresolved[queue] : undefined
    const factor = this.#skills.at(agent, queue) * (this.#pace?.takes(agent, nowMs) ?? 1)
    const handleMs = (own ?? handle[queue]!).at(bits) * SECOND_MS * factor
    const wrapUp = handling.wrapUp[queue]
    this.talkMs = Math.round(handleMs * (1 - wrapUpShare))
    this.wrapUpMs = wrapUp
      ? Math.round(wrapUp.at(wrapUpBits) * SECOND_MS * factor)
      : Math.round(handleMs) - this.talkMs
    this.#pace?.isBusy(agent, nowMs, nowMs + this.talkMs + this.wrapUpMs)
  }

  /** The queue to which the agent who talks to the caller hands the call on, or -1. */
  goesTo(call: number): number {
    return this.#goesTo[call]!
  }

  #handedTo(queue: number, fate: number): number {
    for (const { to, upTo } of this.#plan.handling.transfers[queue]!) if (fate < upTo) return to
    return -1
  }
}
