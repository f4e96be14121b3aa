import { countFate } from './alerts.ts'
import { isHere } from './callbacks.ts'
import { ANSWERED, FILED, MAY_RECORD } from './calls.ts'
import { noteWait } from './quiet.ts'
import { startTalk } from './routing.ts'
import type { State } from './state.ts'
import { beginRecording } from './talks.ts'

/** The agent who rings has accepted: the talk begins, and the wait counts as one that was answered. */
export function take(state: State, agent: number): void {
  const { agents, calls, watch } = state
  const call = agents.call[agent]!
  const queue = calls.queue[call]!
  const waitMs = state.nowMs - calls.queuedMs[call]!
  startTalk(state, agent)
  const flags = calls.flags[call]!
  if ((flags & FILED) !== 0) {
    // Nobody waited for it on the line.
    watch.heardMessage(call, queue, agent, waitMs)
    return
  }
  // One who asked to be called back, and is answered before hanging up, is called no more.
  isHere(state, call)
  calls.flags[call]! |= ANSWERED
  if ((flags & MAY_RECORD) !== 0) beginRecording(state, call)
  state.experience[queue]!.waitedMs += waitMs
  noteWait(state, call, waitMs)
  if (state.alerts.length > 0) countFate(state, queue, 'answered', waitMs)
  watch.answered(call, queue, agent, waitMs)
}
