import type { Watch } from '../call/directives.ts'
import { OUTCOMES } from '../call/directives.ts'
import type { State } from '../centre/state.ts'
import type { Course } from './course.ts'
import type { Phone } from './phone.ts'

/** Notes on the phones of a stage what the centre counts of their calls. */
export function watching(state: () => State, phones: ReadonlyMap<number, Phone>): Watch {
  const calls = () => state().calls
  const phone = (slot: number) => phones.get(calls().number[slot]!)
  const note = (slot: number, counted: Course) => {
    const own = phone(slot)
    if (own) Object.assign(own.course, counted)
  }
  return {
    queued: slot => {
      const queuedMs = phone(slot)?.course.queuedMs ?? state().nowMs
      note(slot, { joinedOrderMs: calls().orderMs[slot]!, queuedMs })
    },
    ended: (slot, outcome) => note(slot, { outcome: OUTCOMES[outcome]! }),
    answered: (slot, _queue, _agent, waitedMs) => note(slot, { waitedMs }),
    abandoned: (slot, _queue, waitedMs) => note(slot, { waitedMs }),
    keptPlace: slot => {
      const joinedOrderMs = phone(slot)?.course.joinedOrderMs ?? calls().orderMs[slot]!
      note(slot, { joinedOrderMs })
    },
    // For its caller the call is over.
    filed: (slot, _queue, outcome) => note(slot, { outcome: OUTCOMES[outcome]! }),
    heardMessage: () => {},
    rated: (slot, score) => phone(slot)?.rates(score),
    agentChanged: () => {},
  }
}
