import { widened } from './columns.ts'
import { NEVER_MS } from './units.ts'

/** Children of a node. Four keep the tree flat, and a node's children in one cache line. */
const ARITY_BITS = 2

/** Timers of one rank come in the order in which they were set: more than will ever be set. */
const RANK_WEIGHT = 0x1000000000000

/**
 * Timers in order of time, then rank, then the order in which they were set, whatever else happens: two runs with
 * the same timers take them in the same order. A 4-ary heap on typed arrays that knows where each timer stands, so
 * that cancelling costs no more than setting; nothing is allocated once it has grown to its size.
 *
 * A timer is a handle with a `kind` and a `subject`, two numbers that its owner gives a meaning. Virtual and real
 * time use the same calendar: the simulator takes the next timer at once, the live runtime when its time has come.
 */
export class Calendar {
  /** Of the timer taken last. */
  kind = 0
  subject = 0
  /** When the timer taken last was due: the present of whoever lives by this calendar alone, and may set it. */
  timeMs = 0
  /** Timers that are due later are not taken. */
  limitMs = NEVER_MS
  #sequence = 0
  #capacity = 0
  #free = -1
  /** Timers in the heap. */
  #count = 0
  /** Of the timer that is being set. */
  #dueMs = 0
  /** By place in the heap, time and order side by side: they are always asked for together. */
  #keys = new Float64Array(0)
  #handles = new Int32Array(0)
  /** By handle. While a handle is free its place is the next free one. */
  #places = new Int32Array(0)
  /** By handle, kind and subject side by side. */
  #meanings = new Int32Array(0)
  /** The timer that stands beside the heap. */
  #singleMs = NEVER_MS
  #singleOrder = NEVER_MS
  #singleKind = 0
  #singleSubject = 0

  /** Timers that are set. */
  get size(): number {
    return this.#count + (this.#singleOrder === NEVER_MS ? 0 : 1)
  }

  /**
   * Sets a timer and gives its handle, which is valid until the timer is taken or cancelled.
   * @param rank 0 to 15, which decides between timers of the same millisecond
   * @param kind 0 to 255
   */
  set(timeMs: number, rank: number, kind: number, subject: number): number {
    this.#dueMs = timeMs
    return this.#insert(rank, kind, subject)
  }

  /** As `set`, so many milliseconds after the timer that was taken last. */
  setAfter(delayMs: number, rank: number, kind: number, subject: number): number {
    this.#dueMs = this.timeMs + delayMs
    return this.#insert(rank, kind, subject)
  }

  /** Puts a timer into the heap that is due at `#dueMs`. */
  #insert(rank: number, kind: number, subject: number): number {
    if (this.#free < 0) this.#grow()
    const handle = this.#free
    this.#free = this.#places[handle]!
    this.#meanings[handle * 2] = kind
    this.#meanings[handle * 2 + 1] = subject
    const place = this.#count++
    this.#keys[place * 2] = this.#dueMs
    this.#keys[place * 2 + 1] = rank * RANK_WEIGHT + this.#sequence++
    this.#handles[place] = handle
    this.#rise(place)
    return handle
  }

  /**
   * As `set`, for a timer of which there is one at a time, such as the next arrival: it stands beside the heap, costs
   * next to nothing, and cannot be cancelled alone. Replaces the one before.
   */
  setSingle(timeMs: number, rank: number, kind: number, subject: number): void {
    this.#singleMs = timeMs
    this.#singleOrder = rank * RANK_WEIGHT + this.#sequence++
    this.#singleKind = kind
    this.#singleSubject = subject
  }

  /** When the next timer is due; `NEVER_MS` without one. */
  nextMs(): number {
    const singleMs = this.#singleMs
    return this.#count === 0 || singleMs < this.#keys[0]! ? singleMs : this.#keys[0]!
  }

  /** Takes the next timer: `kind`, `subject` and `timeMs` tell which. False when none is due by `limitMs`. */
  take(): boolean {
    const keys = this.#keys
    if (this.#isSingleFirst()) return this.#takeSingle()
    if (this.#count === 0 || keys[0]! > this.limitMs) return false
    const handle = this.#handles[0]!
    this.timeMs = keys[0]!
    this.kind = this.#meanings[handle * 2]!
    this.subject = this.#meanings[handle * 2 + 1]!
    this.#places[handle] = this.#free
    this.#free = handle
    const last = --this.#count
    if (last > 0) {
      this.#move(last, 0)
      this.#sink(0)
    }
    return true
  }

  cancel(handle: number): void {
    const place = this.#places[handle]!
    this.#places[handle] = this.#free
    this.#free = handle
    const last = --this.#count
    if (place === last) return
    this.#move(last, place)
    if (!this.#rise(place)) this.#sink(place)
  }

  /** Cancels all timers. */
  clear(): void {
    for (let place = 0; place < this.#count; place++) {
      const handle = this.#handles[place]!
      this.#places[handle] = this.#free
      this.#free = handle
    }
    this.#count = 0
    this.#singleMs = NEVER_MS
    this.#singleOrder = NEVER_MS
  }

  /** Whether the single timer comes before the first of the heap. */
  #isSingleFirst(): boolean {
    if (this.#count === 0) return this.#singleOrder < NEVER_MS
    const topMs = this.#keys[0]!
    return this.#singleMs < topMs || (this.#singleMs === topMs && this.#singleOrder < this.#keys[1]!)
  }

  #takeSingle(): boolean {
    if (this.#singleMs > this.limitMs) return false
    this.timeMs = this.#singleMs
    this.kind = this.#singleKind
    this.subject = this.#singleSubject
    this.#singleMs = NEVER_MS
    this.#singleOrder = NEVER_MS
    return true
  }

  /** Puts what stands at one place of the heap at another; where in the heap that belongs is to be found out. */
  #move(from: number, to: number): void {
    const keys = this.#keys
    keys[to * 2] = keys[from * 2]!
    keys[to * 2 + 1] = keys[from * 2 + 1]!
    this.#handles[to] = this.#handles[from]!
  }

  // What moves through the heap is read from its place: times that are handed over from function to function are boxed.

  /** Moves what stands at a place up to where it belongs; false where it stays. */
  #rise(start: number): boolean {
    const keys = this.#keys
    const handles = this.#handles
    const places = this.#places
    const handle = handles[start]!
    const timeMs = keys[start * 2]!
    const order = keys[start * 2 + 1]!
    let place = start
    while (place > 0) {
      const up = (place - 1) >> ARITY_BITS
      const upMs = keys[up * 2]!
      if (!isBefore(timeMs, order, upMs, keys[up * 2 + 1]!)) break
      const upHandle = handles[up]!
      keys[place * 2] = upMs
      keys[place * 2 + 1] = keys[up * 2 + 1]!
      handles[place] = upHandle
      places[upHandle] = place
      place = up
    }
    keys[place * 2] = timeMs
    keys[place * 2 + 1] = order
    handles[place] = handle
    places[handle] = place
    return place !== start
  }

  /** Moves what stands at a place down to where it belongs. */
  #sink(start: number): void {
    const keys = this.#keys
    const handles = this.#handles
    const places = this.#places
    const count = this.#count
    const handle = handles[start]!
    const timeMs = keys[start * 2]!
    const order = keys[start * 2 + 1]!
    let place = start
    for (;;) {
      const first = (place << ARITY_BITS) + 1
      if (first >= count) break
      let least = first
      let leastMs = keys[first * 2]!
      const end = first + 4 < count ? first + 4 : count
      for (let child = first + 1; child < end; child++) {
        const childMs = keys[child * 2]!
        if (childMs < leastMs || (childMs === leastMs && keys[child * 2 + 1]! < keys[least * 2 + 1]!)) {
          least = child
          leastMs = childMs
        }
      }
      if (!isBefore(leastMs, keys[least * 2 + 1]!, timeMs, order)) break
      const leastHandle = handles[least]!
      keys[place * 2] = leastMs
      keys[place * 2 + 1] = keys[least * 2 + 1]!
      handles[place] = leastHandle
      places[leastHandle] = place
      place = least
    }
    keys[place * 2] = timeMs
    keys[place * 2 + 1] = order
    handles[place] = handle
    places[handle] = place
  }

  #grow(): void {
    const before = this.#capacity
    const capacity = before === 0 ? 64 : before * 2
    this.#keys = widened(this.#keys, capacity * 2)
    this.#handles = widened(this.#handles, capacity)
    this.#places = widened(this.#places, capacity)
    this.#meanings = widened(this.#meanings, capacity * 2)
    for (let handle = capacity - 1; handle >= before; handle--) {
      this.#places[handle] = this.#free
      this.#free = handle
    }
    this.#capacity = capacity
  }
}

function isBefore(timeMs: number, order: number, otherMs: number, otherOrder: number): boolean {
  return timeMs < otherMs || (timeMs === otherMs && order < otherOrder)
}
