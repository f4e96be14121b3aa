import { countFate } from './alerts.ts'
import { ABANDONED } from './calls.ts'
import { takeFromQueue } from './routing.ts'
import type { State } from './state.ts'

/** Keeps the place of a call for the caller who comes back to the queue in time. */
export function keepForReturn({ calls, lines, places }: State, call: number, atMs: number): void {
  const { redialMs } = lines[calls.line[call]!]!
  if (calls.caller[call] === 0 || redialMs === 0) return
  const place = {
    queue: calls.queue[call]!,
    tier: calls.tier[call]!,
    orderMs: calls.orderMs[call]!,
    untilMs: atMs + redialMs,
  }
  places.keep(calls.caller[call]!, place, atMs)
}

/** The caller hung up while waiting: the queue learns of it, and the place is kept for a while. */
export function abandon(state: State, call: number, atMs: number): void {
  const { calls } = state
  const queue = calls.queue[call]!
  const waitMs = atMs - calls.queuedMs[call]!
  calls.flags[call]! |= ABANDONED
  keepForReturn(state, call, atMs)
  const experience = state.experience[queue]!
  experience.abandoned++
  experience.waitedMs += waitMs
  takeFromQueue(state, call, atMs)
  if (state.alerts.length > 0) countFate(state, queue, 'abandoned', waitMs, atMs)
  state.watch.abandoned(call, queue, waitMs, atMs)
}
