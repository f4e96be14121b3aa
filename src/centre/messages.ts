import { FILED, IN_FLOW, LEG_ENDED, RECORDED, TALKING } from './calls.ts'
import { outcomeOf } from './outcome.ts'
import { endTalk, placeInQueue, takeFromQueue } from './routing.ts'
import type { State } from './state.ts'

/**
 * Lets the message that a caller left wait in a queue until an agent has heard it; the caller's leg ends. From here on
 * the call is the agents' business: whatever its flow does, it is over when one has heard the message, and not before.
 * False where no message was left, and where the queue takes no more: the recording itself is kept all the same.
 */
export function fileMessage(state: State, call: number, queue: number): boolean {
  const { calls, queues } = state
  const { limit, headStartMs } = queues.settings[queue]!
  const flags = calls.flags[call]!
  if ((flags & FILED) !== 0) return true
  if ((flags & RECORDED) === 0 || calls.phase[call] !== IN_FLOW || queues.waiting[queue]! >= limit)
    return false
  if ((flags & LEG_ENDED) === 0) state.out.hangUp(call)
  calls.flags[call] = flags | FILED | LEG_ENDED
  calls.queue[call] = queue
  calls.queuedMs[call] = state.nowMs
  calls.orderMs[call] = state.nowMs - headStartMs[calls.tier[call]!]!
  calls.overtaken[call] = 0
  calls.timers[call] = 0
  calls.marks[call] = 0
  state.watch.filed(call, queue, outcomeOf(flags))
  placeInQueue(state, call)
  return true
}

/**
 * A fault took the message away from the queue, or from the agent who was hearing it: it stands in its place again.
 * False for a call that is no message.
 */
export function fileAgain(state: State, call: number): boolean {
  const { calls } = state
  if ((calls.flags[call]! & FILED) === 0) return false
  const agent = calls.phase[call] === TALKING ? calls.agent[call]! : -1
  takeFromQueue(state, call)
  calls.timers[call] = 0
  placeInQueue(state, call)
  if (agent >= 0) endTalk(state, agent)
  return true
}

/** True for a message that nobody has heard to its end. */
export function waitsToBeHeard({ calls }: State, call: number): boolean {
  return (calls.flags[call]! & FILED) !== 0 && calls.phase[call] !== IN_FLOW
}
