import { Distribution } from '../../sim/distribution.ts'
import { RandomStream } from '../../src/base/random.ts'

const ARRIVAL = 0
const TALK_ENDS = 1
const HANGS_UP = 2

/** Callers of the ring who still wait; others have hung up or were answered. */
const WAITS = 0
const GONE = 1
const RING = 1 << 20

/** A 4-ary heap of events on typed arrays, without ranks, handles or cancelling. */
class Heap {
  size = 0
  timeSeconds = 0
  kind = 0
  call = 0
  readonly #times: Float64Array
  readonly #kinds: Uint8Array
  readonly #calls: Int32Array

  constructor(room: number) {
    this.#times = new Float64Array(room)
    this.#kinds = new Uint8Array(room)
    this.#calls = new Int32Array(room)
  }

  push(timeSeconds: number, kind: number, call: number): void {
    const times = this.#times
    const kinds = this.#kinds
    const calls = this.#calls
    let i = this.size++
    while (i > 0) {
      const up = (i - 1) >> 2
      if (times[up]! <= timeSeconds) break
      times[i] = times[up]!
      kinds[i] = kinds[up]!
      calls[i] = calls[up]!
      i = up
    }
    times[i] = timeSeconds
    kinds[i] = kind
    calls[i] = call
  }

  pop(): void {
    const times = this.#times
    const kinds = this.#kinds
    const calls = this.#calls
    this.timeSeconds = times[0]!
    this.kind = kinds[0]!
    this.call = calls[0]!
    const size = --this.size
    const last = times[size]!
    let i = 0
    for (let first = 1; first < size; first = (i << 2) + 1) {
      let least = first
      const end = first + 4 < size ? first + 4 : size
      for (let child = first + 1; child < end; child++) if (times[child]! < times[least]!) least = child
      if (times[least]! >= last) break
      times[i] = times[least]!
      kinds[i] = kinds[least]!
      calls[i] = calls[least]!
      i = least
    }
    times[i] = last
    kinds[i] = kinds[size]!
    calls[i] = calls[size]!
  }
}

export interface BareResult {
  readonly callsPerSecond: number
  readonly abandonment: number
}

/** M/M/n+M by a bare event loop, the model of bare.c in JavaScript: what a centre costs is measured against this. */
export function bareLoop(calls: number, agents: number): BareResult {
  const random = new RandomStream(1)
  // 600 calls an hour for 45 agents, and the same load for more or fewer.
  const exponential = (mean: number) => new Distribution({ distribution: 'exponential', mean }, 'bare')
  const gap = exponential((6 * 45) / agents)
  const handle = exponential(270)
  const patience = exponential(180)
  const heap = new Heap(8 * agents + 65_536)
  const state = new Uint8Array(RING)
  const sinceSeconds = new Float64Array(RING)
  let [arrived, answered, inTime, abandoned, waitedSeconds] = [0, 0, 0, 0, 0]
  let [available, head, tail] = [agents, 0, 0]
  const startMs = performance.now()
  heap.push(gap.draw(random), ARRIVAL, 0)
  while (heap.size > 0) {
    heap.pop()
    const { timeSeconds, kind, call } = heap
    if (kind === ARRIVAL) {
      if (++arrived < calls) heap.push(timeSeconds + gap.draw(random), ARRIVAL, 0)
      if (available > 0) {
        available--
        answered++
        inTime++
        heap.push(timeSeconds + handle.draw(random), TALK_ENDS, 0)
      } else {
        const slot = tail++ & (RING - 1)
        state[slot] = WAITS
        sinceSeconds[slot] = timeSeconds
        heap.push(timeSeconds + patience.draw(random), HANGS_UP, slot)
      }
    } else if (kind === TALK_ENDS) {
      while (head !== tail && state[head & (RING - 1)] !== WAITS) head++
      if (head === tail) available++
      else {
        const slot = head++ & (RING - 1)
        state[slot] = GONE
        answered++
        const waited = timeSeconds - sinceSeconds[slot]!
        waitedSeconds += waited
        if (waited <= 20) inTime++
        heap.push(timeSeconds + handle.draw(random), TALK_ENDS, 0)
      }
    } else if (state[call] === WAITS) {
      state[call] = GONE
      abandoned++
      waitedSeconds += timeSeconds - sinceSeconds[call]!
    }
  }
  const seconds = (performance.now() - startMs) / 1_000
  if (answered + abandoned !== arrived || inTime > answered || waitedSeconds < 0)
    throw new Error('calls were lost')
  return { callsPerSecond: arrived / seconds, abandonment: abandoned / arrived }
}
