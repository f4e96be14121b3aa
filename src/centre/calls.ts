import { Bug } from '../base/assert.ts'
import { widened } from '../base/columns.ts'
import { NEVER_MS } from '../base/units.ts'

/** Where a call stands with the centre. */
export const FREE = 0
/** In its flow, wanted by no queue. */
export const IN_FLOW = 1
export const WAITING = 2
/** Waiting, while the phone of an agent rings for it. */
export const OFFERED = 3
export const TALKING = 4
/** A callback that is being dialled; an agent is reserved. */
export const DIALLING = 5
/** A callback that waits out the gap to its next attempt. */
export const RESTING = 6

/** Timers that a call can have set at once. */
export const TIMERS_MAX = 6

/** The caller has hung up and keeps the place for a callback. */
export const ABSENT = 1
/** The caller got what the call was for without an agent. */
export const SERVED_BY_FLOW = 2
/** The caller found the queue full. */
export const TURNED_AWAY = 4
/** The caller found the line closed or closing. */
export const CLOSED = 8
/** The caller hung up while waiting. */
export const ABANDONED = 16
/** The caller has talked to an agent. */
export const ANSWERED = 32
/** A callback was given up. */
export const GIVEN_UP = 64
/** The caller's leg has been told to end. */
export const LEG_ENDED = 128
/** The caller left a message. */
export const RECORDED = 256
/** The caller has entered the number at which to be called back. */
export const NUMBER_GIVEN = 512
/** A message of the caller, who is gone, is worked off by agents: it waits in a queue until one has heard it. */
export const FILED = 1024
/** The caller rang again before a callback found them, and goes on in that call. */
export const CALLED_AGAIN = 8_192

/** The caller is to be texted when it is nearly their turn, see `wantTexts`. */
export const WANTS_TEXTS = 4_096
/** The caller was given a case number. */
export const CASE_OPENED = 32_768

/** The caller agreed to talks being recorded. */
export const MAY_RECORD = 2048

/** Marks of a talk that is more than an agent and a caller who talk; 0 for a plain one. */
/** The caller hears music. */
export const HELD = 1
/** Another agent is rung for help, or helps: `helper`. */
export const HELPED = 2
/** A supervisor may be in the talk of its agents. */
export const MONITORED = 4
/** The talk is recorded, though maybe not just now. */
export const RECORDING = 8
/** An agent has stopped the recording, until an agent lets it go on: also in the next talk of the call. */
export const PAUSED = 16

/** Flags of a caller who asked to be called back and has hung up. */
export const GONE = ABSENT | LEG_ENDED

/** What `known` says of a caller: no record, a record, a record with an open case. */
export const UNKNOWN_CALLER = 0
export const KNOWN_CALLER = 1
export const RETURNING_CALLER = 2

/**
 * The calls of a centre as columns, one slot a call. Slots are used again; `number` counts the calls of the centre
 * from 1 and names a call for good. Queue links are here too: a call waits in at most one queue.
 */
export class Calls {
  /** Calls that have arrived so far. */
  arrived = 0
  /** Slots in use. */
  live = 0
  capacity = 0
  number = new Float64Array(0)
  line = new Int32Array(0)
  state = new Int32Array(0)
  phase = new Uint8Array(0)
  flags = new Uint16Array(0)
  queue = new Int32Array(0)
  tier = new Uint8Array(0)
  language = new Uint8Array(0)
  caller = new Float64Array(0)
  agent = new Int32Array(0)
  arrivedMs = new Float64Array(0)
  /** When the caller joined the queue. */
  queuedMs = new Float64Array(0)
  /** What the queue is ordered by: when the caller joined, less the head start of the tier. */
  orderMs = new Float64Array(0)
  answeredMs = new Float64Array(0)
  next = new Int32Array(0)
  previous = new Int32Array(0)
  /** When the carrier was asked to wake the call. */
  wakeMs = new Float64Array(0)
  timers = new Uint8Array(0)
  timerEvent = new Int32Array(0)
  timerMs = new Float64Array(0)
  /** Last position told; 0 before the first. */
  toldPosition = new Int32Array(0)
  /** When the caller will have been answered, by the last range told. */
  toldByMs = new Float64Array(0)
  /** What could explain a longer estimate, counted when the last range was told. */
  toldSetbacks = new Int32Array(0)
  /** Times that another caller was put before this one. */
  overtaken = new Int32Array(0)
  nextMessage = new Uint8Array(0)
  attempts = new Uint8Array(0)
  known = new Uint8Array(0)
  /** Bits of the line's matters that are pending; of a caller who is known. */
  matters = new Int32Array(0)
  /** The agent who had the case of a caller who is known last, or -1. */
  lastAgent = new Int32Array(0)
  /** The agent who is to take this call rather than others, or -1; of a free slot -1. */
  wanted = new Int32Array(0)
  /** Marks of the talk: `HELD`, …; of a free slot 0. */
  marks = new Uint8Array(0)
  /** The agent who is rung for help, or helps; valid while `HELPED` is marked. */
  helper = new Int32Array(0)
  /** When a callback was promised: 0 for none, `NEVER_MS` where none could be. */
  promisedMs = new Float64Array(0)
  /** When a callback is given up that has reached nobody; of one whose place is kept. */
  expiresMs = new Float64Array(0)
  /** Zone of the number at which the caller is called back, see `calling.ts`. */
  zone = new Int32Array(0)
  /** Zone of the number that was entered last. */
  givenZone = new Int32Array(0)
  /** First of the chain of free slots, linked by `next`; -1 when all are in use. */
  freeHead = -1

  /** Takes a slot for a call in its initial state; queue columns are set when it joins one. */
  take(line: number, caller: number, tier: number, state: number, atMs: number): number {
    if (this.freeHead < 0) this.#grow()
    const call = this.freeHead
    this.freeHead = this.next[call]!
    this.live++
    this.number[call] = ++this.arrived
    this.line[call] = line
    this.state[call] = state
    this.phase[call] = IN_FLOW
    this.flags[call] = 0
    this.queue[call] = -1
    this.tier[call] = tier
    this.language[call] = 0
    this.caller[call] = caller
    this.agent[call] = -1
    this.arrivedMs[call] = atMs
    this.wakeMs[call] = NEVER_MS
    this.timers[call] = 0
    this.nextMessage[call] = 0
    this.attempts[call] = 0
    this.known[call] = UNKNOWN_CALLER
    this.promisedMs[call] = 0
    return call
  }

  release(call: number): void {
    if (this.phase[call] === FREE) throw new Bug(`call slot ${call} is released twice`)
    this.phase[call] = FREE
    this.number[call] = 0
    this.next[call] = this.freeHead
    this.freeHead = call
    this.live--
  }

  setTimer(call: number, event: number, dueMs: number): void {
    const count = this.timers[call]!
    if (count === TIMERS_MAX) throw new Bug(`call ${this.number[call]} sets more than ${TIMERS_MAX} timers`)
    this.timerEvent[call * TIMERS_MAX + count] = event
    this.timerMs[call * TIMERS_MAX + count] = dueMs
    this.timers[call] = count + 1
  }

  clearTimer(call: number, event: number): void {
    const count = this.timers[call]!
    const first = call * TIMERS_MAX
    for (let i = first; i < first + count; i++) {
      if (this.timerEvent[i] !== event) continue
      // Timers keep the order in which they were set, which decides between two that are due together.
      for (let j = i; j < first + count - 1; j++) {
        this.timerEvent[j] = this.timerEvent[j + 1]!
        this.timerMs[j] = this.timerMs[j + 1]!
      }
      this.timers[call] = count - 1
      return
    }
  }

  /** When the earliest timer is due; `NEVER_MS` without one. */
  earliestMs(call: number): number {
    let dueMs = NEVER_MS
    const first = call * TIMERS_MAX
    for (let i = first; i < first + this.timers[call]!; i++) {
      if (this.timerMs[i]! < dueMs) dueMs = this.timerMs[i]!
    }
    return dueMs
  }

  /** Takes the event of the earliest timer that is due, or -1. */
  takeDue(call: number, atMs: number): number {
    const dueMs = this.earliestMs(call)
    if (dueMs > atMs) return -1
    const first = call * TIMERS_MAX
    for (let i = first; ; i++) {
      if (this.timerMs[i] !== dueMs) continue
      const event = this.timerEvent[i]!
      this.clearTimer(call, event)
      return event
    }
  }

  #grow(): void {
    const before = this.capacity
    const capacity = before === 0 ? 64 : before * 2
    this.number = widened(this.number, capacity)
    this.line = widened(this.line, capacity)
    this.state = widened(this.state, capacity)
    this.phase = widened(this.phase, capacity)
    this.flags = widened(this.flags, capacity)
    this.queue = widened(this.queue, capacity)
    this.tier = widened(this.tier, capacity)
    this.language = widened(this.language, capacity)
    this.caller = widened(this.caller, capacity)
    this.agent = widened(this.agent, capacity)
    this.arrivedMs = widened(this.arrivedMs, capacity)
    this.queuedMs = widened(this.queuedMs, capacity)
    this.orderMs = widened(this.orderMs, capacity)
    this.answeredMs = widened(this.answeredMs, capacity)
    this.next = widened(this.next, capacity)
    this.previous = widened(this.previous, capacity)
    this.wakeMs = widened(this.wakeMs, capacity)
    this.timers = widened(this.timers, capacity)
    this.timerEvent = widened(this.timerEvent, capacity * TIMERS_MAX)
    this.timerMs = widened(this.timerMs, capacity * TIMERS_MAX)
    this.toldPosition = widened(this.toldPosition, capacity)
    this.toldByMs = widened(this.toldByMs, capacity)
    this.toldSetbacks = widened(this.toldSetbacks, capacity)
    this.overtaken = widened(this.overtaken, capacity)
    this.nextMessage = widened(this.nextMessage, capacity)
    this.attempts = widened(this.attempts, capacity)
    this.known = widened(this.known, capacity)
    this.matters = widened(this.matters, capacity)
    this.lastAgent = widened(this.lastAgent, capacity)
    this.wanted = widened(this.wanted, capacity).fill(-1, before)
    this.marks = widened(this.marks, capacity)
    this.helper = widened(this.helper, capacity)
    this.promisedMs = widened(this.promisedMs, capacity)
    this.expiresMs = widened(this.expiresMs, capacity)
    this.zone = widened(this.zone, capacity)
    this.givenZone = widened(this.givenZone, capacity)
    // Lowest slots first, so that a small centre stays in few cache lines.
    for (let call = capacity - 1; call >= before; call--) {
      this.next[call] = this.freeHead
      this.freeHead = call
    }
    this.capacity = capacity
  }
}
