import { MINUTE_MS } from '../base/units.ts'
import { OUTCOMES } from '../call/directives.ts'
import { AGENT_STATES } from '../centre/agents.ts'
import type { HistoryView, ShareView } from './pages/board-view.ts'

/** How the waits of one queue, or of a short time, ended. */
export interface Waits {
  queued: number
  /** Answered, hung up, or sent elsewhere. */
  decided: number
  answered: number
  /** Answered within the target's time. */
  inTime: number
  abandoned: number
  waitedMs: number
  longestMs: number
}

/** What is counted from the start of a line's day to its end. */
export interface Day {
  readonly fromMs: number
  readonly untilMs: number
  /** By number of the queue. */
  readonly queues: Waits[]
  /** By number of the queue, what callers keyed in after their talks. */
  readonly scores: { count: number; sum: number }[]
  calls: number
  callbacksKept: number
  /** By number of the outcome. */
  readonly outcomes: number[]
  /** Time that agents have spent in each state, without the states that they are in now. */
  readonly agentMs: number[]
}

/** A short stretch of time, for what is said about the last hour. */
export interface Slice {
  /** Slices since 1970. */
  readonly index: number
  waitingMax: number
  /** At the end of the slice, or now. */
  waiting: number
  readonly waits: Waits
}

export const SLICE_MS = 15_000
/** The last hour, and the half hour before it that its first service level is made of. */
const SLICES_MAX = (90 * MINUTE_MS) / SLICE_MS
const SHOWN = (60 * MINUTE_MS) / SLICE_MS
const WINDOW = (30 * MINUTE_MS) / SLICE_MS

export function noWaits(): Waits {
  return { queued: 0, decided: 0, answered: 0, inTime: 0, abandoned: 0, waitedMs: 0, longestMs: 0 }
}

export function freshDay(fromMs: number, untilMs: number): Day {
  return {
    fromMs,
    untilMs,
    queues: [],
    scores: [],
    calls: 0,
    callbacksKept: 0,
    outcomes: OUTCOMES.map(() => 0),
    agentMs: AGENT_STATES.map(() => 0),
  }
}

/** The waits of a queue on this day. */
export function waitsOf(day: Day, queue: number): Waits {
  day.queues[queue] ??= noWaits()
  return day.queues[queue]
}

/** Counts what a caller of a queue keyed in, from 1 to 5. */
export function rate({ scores }: Day, queue: number, score: number): void {
  scores[queue] ??= { count: 0, sum: 0 }
  scores[queue].count++
  scores[queue].sum += score
}

/** The mean of the scores of a queue as a share, where 1 is none and 5 is all; null where nobody gave any. */
export function satisfaction({ scores }: Day, queue: number): number | null {
  const { count, sum } = scores[queue] ?? { count: 0, sum: 0 }
  return share(sum - count, 4 * count)
}

/** Counts the end of a wait. `within` is the target's time; a caller who was sent elsewhere is in neither share. */
export function decide(
  waits: Waits,
  end: { how: 'answered' | 'abandoned' | 'elsewhere'; waitMs: number; withinMs: number },
): void {
  waits.decided++
  waits.waitedMs += end.waitMs
  waits.longestMs = Math.max(waits.longestMs, end.waitMs)
  if (end.how === 'abandoned') waits.abandoned++
  if (end.how !== 'answered') return
  waits.answered++
  if (end.waitMs <= end.withinMs) waits.inTime++
}

/**
 * The shares of some waits. The service level counts every caller who queued and whose wait is decided: one who hung
 * up was not answered in time, however short the wait; one who still waits is not counted yet.
 */
export function sharesOf(waits: Waits): ShareView {
  const { decided, inTime, abandoned } = waits
  return { decided, serviceLevel: share(inTime, decided), abandonment: share(abandoned, decided) }
}

/** The waits of several together. */
export function sum(all: Iterable<Waits | undefined>): Waits {
  const total = noWaits()
  for (const waits of all) {
    if (!waits) continue
    total.queued += waits.queued
    total.decided += waits.decided
    total.answered += waits.answered
    total.inTime += waits.inTime
    total.abandoned += waits.abandoned
    total.waitedMs += waits.waitedMs
    total.longestMs = Math.max(total.longestMs, waits.longestMs)
  }
  return total
}

/** The slice of a moment, which is not before the last one; the time between is filled. */
export function sliceAt(slices: Slice[], atMs: number): Slice {
  const index = Math.floor(atMs / SLICE_MS)
  const last = slices.at(-1)
  if (last && last.index >= index) return last
  const waiting = last?.waiting ?? 0
  const first = last ? Math.max(last.index + 1, index - SLICES_MAX + 1) : index
  for (let i = first; i <= index; i++)
    slices.push({ index: i, waitingMax: waiting, waiting, waits: noWaits() })
  slices.splice(0, slices.length - SLICES_MAX)
  return slices.at(-1)!
}

/** How the waits of the last half hour ended. */
export function recentShares(slices: readonly Slice[]): ShareView {
  return sharesOf(sum(slices.slice(-WINDOW).map(({ waits }) => waits)))
}

/** The last hour, or as much of it as was seen. */
export function historyOf(slices: readonly Slice[]): HistoryView {
  const shown = slices.slice(-SHOWN)
  const before = slices.length - shown.length
  return {
    fromMs: (shown[0]?.index ?? 0) * SLICE_MS,
    stepMs: SLICE_MS,
    waiting: shown.map(({ waitingMax }) => waitingMax),
    serviceLevel: shown.map((_, i) => {
      const end = before + i + 1
      const window = slices.slice(Math.max(0, end - WINDOW), end)
      return sharesOf(sum(window.map(({ waits }) => waits))).serviceLevel
    }),
  }
}

/** A share to three places, so that a view does not change for less than anybody can read. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 1000
}
