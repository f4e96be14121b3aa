import { Histograms } from '../../statistics/histograms.ts'

/** Two histograms a cell: of waits that ended in an answer, and of those that ended without one. */
const ANSWERED = 0
const ABANDONED = 1
const KINDS = 2

/** Callers whose wait ended. */
export interface Ended {
  readonly answered: number
  readonly abandoned: number
}

/** A span of waiting, and how many of the waits that reached it ended in it. */
export interface WaitSpan {
  readonly fromMs: number
  /** Callers who were still waiting when it began. */
  readonly reached: number
  /** Those of them who hung up before the next span began. */
  readonly gaveUp: number
}

/**
 * How long the callers of one replication waited, by interval of arrival, by queue and over the day. Whoever was
 * answered at once costs nothing here: how many they were is known from the counts.
 */
export class Waits {
  readonly #intervals: number
  readonly #all: readonly number[]
  readonly #histograms: Histograms
  /** A line with one queue counts each wait once: the queue’s are those of all intervals. */
  readonly #countsQueues: boolean

  constructor(intervals: number, queues: number) {
    this.#intervals = intervals
    this.#all = Array.from({ length: intervals }, (_, interval) => interval)
    this.#countsQueues = queues > 1
    this.#histograms = new Histograms((intervals + (queues > 1 ? queues : 0)) * KINDS)
  }

  clear(): void {
    this.#histograms.clear()
  }

  /** A caller who arrived in an interval was answered after a wait of whole milliseconds. */
  answered(interval: number, queue: number, waitMs: number): void {
    if (waitMs > 0) this.#add(interval, queue, ANSWERED, waitMs)
  }

  /** The same for a caller who gave up, or was left waiting. */
  abandoned(interval: number, queue: number, waitMs: number): void {
    if (waitMs > 0) this.#add(interval, queue, ABANDONED, waitMs)
  }

  /**
   * Writes quantiles of the waits in some cells together, in milliseconds, to 1/64 of their value at worst: first
   * those of all whose wait ended, answered or not, then those of the answered. NaN where there was nobody.
   *
   * @param cells intervals; or a queue, counted from the number of intervals on
   * @param ended how many were answered there, at once or after a wait, and how many gave up
   */
  quantiles(
    cells: readonly number[],
    ended: Ended,
    shares: readonly number[],
    into: Float64Array,
    at: number,
  ): void {
    const histograms = this.#histograms
    const kept = this.#countsQueues
      ? cells
      : cells.flatMap(cell => (cell === this.#intervals ? this.#all : cell))
    const ofAnswered = kept.map(cell => cell * KINDS + ANSWERED)
    const ofAbandoned = kept.map(cell => cell * KINDS + ABANDONED)
    const atOnce = ended.answered - histograms.total(ofAnswered)
    const allAtOnce = atOnce + ended.abandoned - histograms.total(ofAbandoned)
    histograms.quantiles([...ofAnswered, ...ofAbandoned], allAtOnce, shares, into, at)
    histograms.quantiles(ofAnswered, atOnce, shares, into, at + shares.length)
  }

  /**
   * When callers of the day gave up: in spans that begin at these times, the last without an end. A wait of more than
   * 64 ms counts on this or that side of a time that is within 1/64 of it.
   *
   * @param ended how many were answered that day, at once or after a wait, and how many gave up
   */
  spans(ended: Ended, startsMs: readonly number[]): WaitSpan[] {
    const histograms = this.#histograms
    const answered = this.#all.map(cell => cell * KINDS + ANSWERED)
    const abandoned = this.#all.map(cell => cell * KINDS + ABANDONED)
    const both = [...answered, ...abandoned]
    const all = ended.answered + ended.abandoned
    const [atOnce, gaveUpAtOnce] = [
      all - histograms.total(both),
      ended.abandoned - histograms.total(abandoned),
    ]
    const endedBefore = (ms: number) => (ms === 0 ? 0 : atOnce + histograms.below(both, ms))
    const gaveUpBefore = (ms: number) => (ms === 0 ? 0 : gaveUpAtOnce + histograms.below(abandoned, ms))
    return startsMs.map((fromMs, i) => {
      const untilMs = startsMs[i + 1]
      const before = untilMs === undefined ? ended.abandoned : gaveUpBefore(untilMs)
      return { fromMs, reached: all - endedBefore(fromMs), gaveUp: before - gaveUpBefore(fromMs) }
    })
  }

  #add(interval: number, queue: number, kind: number, waitMs: number): void {
    this.#histograms.add(interval * KINDS + kind, waitMs)
    if (this.#countsQueues) this.#histograms.add((this.#intervals + queue) * KINDS + kind, waitMs)
  }
}
