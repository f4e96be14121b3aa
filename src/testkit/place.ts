import { ABSENT } from '../centre/calls.ts'
import type { Phone } from './phone.ts'
import type { Stage } from './stage.ts'

/** Where a call stands with the centre. */
export interface Place {
  readonly phase: number
  readonly queue: string | undefined
  /** What the queue is ordered by. */
  readonly orderMs: number
  /** The caller has hung up, or is about to be, and keeps the place for a callback. */
  readonly isAbsent: boolean
}

/** The place of a caller; undefined once the call is over. */
export function placeOf({ centre }: Stage, { call }: Phone): Place | undefined {
  const slot = centre.slotOf(call)
  if (slot < 0) return undefined
  const { calls, queues } = centre.centre.state
  const queue = calls.queue[slot]!
  return {
    phase: calls.phase[slot]!,
    queue: queue < 0 ? undefined : queues.settings[queue]!.name,
    orderMs: calls.orderMs[slot]!,
    isAbsent: (calls.flags[slot]! & ABSENT) !== 0,
  }
}

/** Whether the phone of an agent rings for this caller. */
export function ringingFor(stage: Stage, { call }: Phone): boolean {
  const slot = stage.centre.slotOf(call)
  if (slot < 0) return false
  const { calls } = stage.centre.centre.state
  const agent = stage.players[calls.agent[slot]!]
  return agent !== undefined && stage.isRinging(agent.name)
}
