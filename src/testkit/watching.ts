import type { Watch } from '../call/directives.ts'
import { OUTCOMES } from '../call/directives.ts'
import type { Calls } from '../centre/calls.ts'
import type { Phone } from './phone.ts'

/** Notes on the phones of a stage what the centre counts of their calls. */
export function watching(calls: () => Calls, phones: ReadonlyMap<number, Phone>): Watch {
  const phone = (slot: number) => phones.get(calls().number[slot]!)
  return {
    queued: (slot, _queue, atMs) => {
      const own = phone(slot)
      if (!own) return
      own.joinedOrderMs = calls().orderMs[slot]!
      own.queuedMs ??= atMs
    },
    ended: (slot, outcome) => phone(slot)?.ends(OUTCOMES[outcome]!),
    answered: (slot, _queue, _agent, waitMs) => phone(slot)?.waited(waitMs),
    abandoned: (slot, _queue, waitMs) => phone(slot)?.waited(waitMs),
    keptPlace: slot => {
      const own = phone(slot)
      if (own) own.joinedOrderMs ??= calls().orderMs[slot]!
    },
    rated: (slot, score) => phone(slot)?.rates(score),
    agentChanged: () => {},
  }
}
