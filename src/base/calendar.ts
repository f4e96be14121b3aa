import { NEVER_MS } from './units.ts'

/** Children of a node. Four keep the tree flat, and a node's children in one cache line. */
const ARITY_BITS = 2

/**
 * Timers in order of time, then rank, then the order in which they were set, whatever else happens: two runs with
 * the same timers take them in the same order. A 4-ary heap on typed arrays that knows where each timer stands, so
 * that cancelling costs no more than setting; nothing is allocated once it has grown to its size.
 *
 * A timer is a handle with a `kind` and a `subject`, two numbers that its owner gives a meaning. Virtual and real
 * time use the same calendar: the simulator takes the next timer at once, the live runtime when its time has come.
 */
export class Calendar {
  /** Timers that are set. */
  size = 0
  /** Of the timer taken last. */
  kind = 0
  subject = 0
  /** When the timer taken last was due: the present of whoever lives by this calendar alone, and may set it. */
  timeMs = 0
  #sequence = 0
  #capacity = 0
  #free = -1
  /** By place in the heap. */
  #times = new Float64Array(0)
  #orders = new Float64Array(0)
  #handles = new Int32Array(0)
  /** By handle. While a handle is free its place is the next free one. */
  #places = new Int32Array(0)
  #kinds = new Uint8Array(0)
  #subjects = new Int32Array(0)

  /**
   * Sets a timer and gives its handle, which is valid until the timer is taken or cancelled.
   * @param rank 0 to 15, which decides between timers of the same millisecond
   * @param kind 0 to 255
   */
  set(timeMs: number, rank: number, kind: number, subject: number): number {
    if (this.#free < 0) this.#grow()
    const handle = this.#free
    this.#free = this.#places[handle]!
    this.#kinds[handle] = kind
    this.#subjects[handle] = subject
    const order = rank * 0x1000000000000 + this.#sequence++
    this.#rise(this.size++, handle, timeMs, order)
    return handle
  }

  /** When the next timer is due; `NEVER_MS` without one. */
  nextMs(): number {
    return this.size === 0 ? NEVER_MS : this.#times[0]!
  }

  /** Takes the next timer: `kind`, `subject` and `timeMs` tell which. False when none is set. */
  take(): boolean {
    if (this.size === 0) return false
    const handle = this.#handles[0]!
    this.timeMs = this.#times[0]!
    this.kind = this.#kinds[handle]!
    this.subject = this.#subjects[handle]!
    this.#places[handle] = this.#free
    this.#free = handle
    const last = --this.size
    if (last > 0) this.#sink(0, this.#handles[last]!, this.#times[last]!, this.#orders[last]!)
    return true
  }

  cancel(handle: number): void {
    const place = this.#places[handle]!
    this.#places[handle] = this.#free
    this.#free = handle
    const last = --this.size
    if (place === last) return
    const timeMs = this.#times[last]!
    const order = this.#orders[last]!
    const moved = this.#handles[last]!
    const up = (place - 1) >> ARITY_BITS
    const rises = place > 0 && isBefore(timeMs, order, this.#times[up]!, this.#orders[up]!)
    if (rises) this.#rise(place, moved, timeMs, order)
    else this.#sink(place, moved, timeMs, order)
  }

  /** Cancels all timers. */
  clear(): void {
    for (let place = 0; place < this.size; place++) {
      const handle = this.#handles[place]!
      this.#places[handle] = this.#free
      this.#free = handle
    }
    this.size = 0
  }

  #rise(place: number, handle: number, timeMs: number, order: number): void {
    const times = this.#times
    const orders = this.#orders
    const handles = this.#handles
    const places = this.#places
    while (place > 0) {
      const up = (place - 1) >> ARITY_BITS
      const upMs = times[up]!
      if (!isBefore(timeMs, order, upMs, orders[up]!)) break
      const upHandle = handles[up]!
      times[place] = upMs
      orders[place] = orders[up]!
      handles[place] = upHandle
      places[upHandle] = place
      place = up
    }
    times[place] = timeMs
    orders[place] = order
    handles[place] = handle
    places[handle] = place
  }

  #sink(place: number, handle: number, timeMs: number, order: number): void {
    const times = this.#times
    const orders = this.#orders
    const handles = this.#handles
    const places = this.#places
    const size = this.size
    for (;;) {
      const first = (place << ARITY_BITS) + 1
      if (first >= size) break
      let least = first
      let leastMs = times[first]!
      const end = first + 4 < size ? first + 4 : size
      for (let child = first + 1; child < end; child++) {
        const childMs = times[child]!
        if (childMs < leastMs || (childMs === leastMs && orders[child]! < orders[least]!)) {
          least = child
          leastMs = childMs
        }
      }
      if (!isBefore(leastMs, orders[least]!, timeMs, order)) break
      const leastHandle = handles[least]!
      times[place] = leastMs
      orders[place] = orders[least]!
      handles[place] = leastHandle
      places[leastHandle] = place
      place = least
    }
    times[place] = timeMs
    orders[place] = order
    handles[place] = handle
    places[handle] = place
  }

  #grow(): void {
    const before = this.#capacity
    const capacity = before === 0 ? 64 : before * 2
    this.#times = copied(new Float64Array(capacity), this.#times)
    this.#orders = copied(new Float64Array(capacity), this.#orders)
    this.#handles = copied(new Int32Array(capacity), this.#handles)
    this.#places = copied(new Int32Array(capacity), this.#places)
    this.#kinds = copied(new Uint8Array(capacity), this.#kinds)
    this.#subjects = copied(new Int32Array(capacity), this.#subjects)
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

function copied<A extends Float64Array | Int32Array | Uint8Array>(larger: A, smaller: A): A {
  larger.set(smaller)
  return larger
}
