import { NEVER_MS } from '../base/units.ts'
import { countFate } from './alerts.ts'
import {
  ABANDONED,
  ABSENT,
  FILED,
  IN_FLOW,
  LEG_ENDED,
  OFFERED,
  TALKING,
  WAITING,
  WANTS_TEXTS,
} from './calls.ts'
import { outcomeOf } from './outcome.ts'
import { noteWait } from './quiet.ts'
import { endTalk, prefer, takeFromQueue } from './routing.ts'
import type { State } from './state.ts'
import { disband } from './talks.ts'

/** Keeps the place of a call for the caller who comes back to the queue in time. */
export function keepForReturn({ calls, lines, nowMs, places }: State, call: number): void {
  const { redialMs } = lines[calls.line[call]!]!
  if (calls.caller[call] === 0 || redialMs === 0) return
  const place = {
    queue: calls.queue[call]!,
    tier: calls.tier[call]!,
    orderMs: calls.orderMs[call]!,
    untilMs: nowMs + redialMs,
  }
  places.keep(calls.caller[call]!, place, nowMs)
}

/** The caller hung up while waiting: the queue learns of it, and the place is kept for a while. */
export function abandon(state: State, call: number): void {
  const { calls } = state
  const queue = calls.queue[call]!
  const waitMs = state.nowMs - calls.queuedMs[call]!
  calls.flags[call]! |= ABANDONED
  keepForReturn(state, call)
  const experience = state.experience[queue]!
  experience.abandoned++
  experience.waitedMs += waitMs
  noteWait(state, call, waitMs)
  takeFromQueue(state, call)
  if (state.alerts.length > 0) countFate(state, queue, 'abandoned', waitMs)
  state.watch.abandoned(call, queue, waitMs)
}

/** Callers on the line who wait for a line, in the order of their arrival: whom closing time concerns. */
export function waitingAtClosing({ calls, queues }: State, line: number): number[] {
  const waiting: number[] = []
  for (let call = 0; call < calls.capacity; call++) {
    const waits = calls.phase[call] === WAITING || calls.phase[call] === OFFERED
    const isHere = waits && calls.line[call] === line && (calls.flags[call]! & (ABSENT | FILED)) === 0
    if (isHere && !queues.settings[calls.queue[call]!]!.isAlwaysServed) waiting.push(call)
  }
  return waiting.sort((a, b) => calls.number[a]! - calls.number[b]!)
}

/** A call is over: its leg ends, and so does whatever an agent has to do with it. */
export function endCall(state: State, call: number): void {
  const { calls } = state
  const talkedTo = calls.phase[call] === TALKING ? calls.agent[call]! : -1
  if (calls.marks[call] !== 0) {
    if (talkedTo >= 0) disband(state, call, true)
    calls.marks[call] = 0
  }
  if (calls.phase[call] !== IN_FLOW) takeFromQueue(state, call)
  const flags = calls.flags[call]!
  if ((flags & LEG_ENDED) === 0) state.out.hangUp(call)
  if ((flags & ABSENT) !== 0) state.callbacks.remove(calls, call)
  if ((flags & WANTS_TEXTS) !== 0) state.near.delete(call)
  if (calls.wakeMs[call] !== NEVER_MS) state.out.wakeCall(call, NEVER_MS)
  if (calls.wanted[call]! >= 0) prefer(state, call, -1)
  state.watch.ended(call, outcomeOf(flags))
  calls.release(call)
  if (talkedTo >= 0) endTalk(state, talkedTo)
}
