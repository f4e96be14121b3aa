import { widened } from '../../../src/base/columns.ts'
import type { Arriving } from './arriving.ts'

/** Acts of a call that has its own luck for each; more share that of the next. */
const ACTS_OF_CALL = 16

/** What the world knows of the callers of a centre, by call slot. */
export class CallerColumns {
  capacity = 0
  /** Counts the callers of a replication from 1: names a caller's luck. */
  number = new Float64Array(0)
  /** Of the plan's kinds of callers. */
  kind = new Uint8Array(0)
  intent = new Uint8Array(0)
  /** Language that the caller would rather speak. */
  wanted = new Uint8Array(0)
  /** Luck, from which handle time and patience are worked out when they are needed. */
  handleBits = new Int32Array(0)
  patienceBits = new Int32Array(0)
  /** When all that was to be spoken so far has been heard. */
  heardMs = new Float64Array(0)
  onMusic = new Uint8Array(0)
  queue = new Int32Array(0)
  agent = new Int32Array(0)
  /** Minutes of the wait that the caller was told last, at most; 0 for none. */
  toldMinutes = new Int32Array(0)
  /** 1 for a caller who has asked to be called back, and has not been yet. */
  asksBack = new Uint8Array(0)
  /** What is true of the caller: bits of `marks.ts`. */
  marks = new Uint16Array(0)
  /** How often the caller has rung before. */
  redials = new Uint8Array(0)
  /** Decisions taken so far. */
  acts = new Int32Array(0)
  /** Timers: running out of patience or of things to say; the next key; what the centre wants to be woken for. */
  fate = new Int32Array(0)
  act = new Int32Array(0)
  due = new Int32Array(0)
  /** The event that `act` will bring. */
  event = new Int32Array(0)

  begin(call: number, arriving: Arriving, atMs: number): void {
    this.number[call] = arriving.number
    this.kind[call] = arriving.kind
    this.intent[call] = arriving.intent
    this.wanted[call] = arriving.wanted
    this.handleBits[call] = arriving.handleBits
    this.patienceBits[call] = arriving.patienceBits
    this.heardMs[call] = atMs
    this.onMusic[call] = 0
    this.toldMinutes[call] = 0
    this.asksBack[call] = 0
    this.marks[call] = arriving.marks
    this.redials[call] = arriving.redials
    // Whoever rings again has other luck at the same questions.
    this.acts[call] = arriving.redials * ACTS_OF_CALL
    this.fate[call] = -1
    this.act[call] = -1
    this.due[call] = -1
  }

  grow(capacity: number): void {
    this.number = widened(this.number, capacity)
    this.kind = widened(this.kind, capacity)
    this.intent = widened(this.intent, capacity)
    this.wanted = widened(this.wanted, capacity)
    this.handleBits = widened(this.handleBits, capacity)
    this.patienceBits = widened(this.patienceBits, capacity)
    this.heardMs = widened(this.heardMs, capacity)
    this.onMusic = widened(this.onMusic, capacity)
    this.queue = widened(this.queue, capacity)
    this.agent = widened(this.agent, capacity)
    this.toldMinutes = widened(this.toldMinutes, capacity)
    this.asksBack = widened(this.asksBack, capacity)
    this.marks = widened(this.marks, capacity)
    this.redials = widened(this.redials, capacity)
    this.acts = widened(this.acts, capacity)
    this.fate = widened(this.fate, capacity)
    this.act = widened(this.act, capacity)
    this.due = widened(this.due, capacity)
    this.event = widened(this.event, capacity)
    this.capacity = capacity
  }
}
