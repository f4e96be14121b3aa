import { ON_CALL, RINGING } from '../../centre/agents.ts'
import { DIALLING, LEG_ENDED } from '../../centre/calls.ts'
import type { JournaledCentre } from '../../centre/journaled-centre.ts'

/** An agent who was rung for a caller. */
export interface Offer {
  readonly agent: string
  readonly call: number
  /** The offer that began the talk which this agent is brought into; absent for one who begins it. */
  readonly room?: string
  /** The agent in whose talk a supervisor is; absent for those who take calls. */
  readonly watches?: string
}

/** `watching`: a supervisor is rung for the talk of somebody else, or is in it. */
export type Standing = 'ringing' | 'talking' | 'watching' | 'over'

/** Offers and callbacks that are remembered after they are over, for what still comes in about them. */
const KEPT_MAX = 5_000

/** Which agent was rung for which caller and which callers were dialled, by the id of the effect. */
export class Offers {
  readonly offers: Map<string, Offer>
  /** The last offer to each agent. */
  readonly latest: Map<string, string>
  /** The last attempt to call back, by call. */
  readonly dials: Map<number, string>
  /** The offers of supervisors who are in talks now. */
  readonly watches: Map<string, string>

  constructor(
    offers = new Map<string, Offer>(),
    latest = new Map<string, string>(),
    dials = new Map<number, string>(),
    watches = new Map<string, string>(),
  ) {
    this.offers = offers
    this.latest = latest
    this.dials = dials
    this.watches = watches
  }

  ring(id: string, offer: Offer): void {
    this.offers.set(id, offer)
    this.latest.set(offer.agent, id)
    for (const old of oldest(this.offers)) {
      if (this.latest.get(this.offers.get(old)!.agent) !== old) this.offers.delete(old)
    }
  }

  dial(id: string, call: number): void {
    // Set anew, so that the order is that of the last attempts.
    this.dials.delete(call)
    this.dials.set(call, id)
    for (const old of oldest(this.dials)) this.dials.delete(old)
  }

  /** The offer by whose id the conference of an offer is named. */
  roomOf(id: string): string {
    return this.offers.get(id)?.room ?? id
  }

  /** How an offer stands: the agent is being rung, talks to the caller, watches, or has done with it. */
  standing(centre: JournaledCentre, id: string): Standing {
    const offer = this.offers.get(id)
    if (!offer || this.latest.get(offer.agent) !== id) return 'over'
    const { agents } = centre.centre.state
    const agent = centre.agentOf(offer.agent)
    const slot = centre.slotOf(offer.call)
    if (agent >= 0 && offer.watches !== undefined)
      return agents.watches[agent] === centre.agentOf(offer.watches) ? 'watching' : 'over'
    if (agent < 0 || slot < 0 || agents.call[agent] !== slot) return 'over'
    if (agents.state[agent] === RINGING) return 'ringing'
    return agents.state[agent] === ON_CALL ? 'talking' : 'over'
  }

  /** True while a callback is wanted: the phone of the caller is to ring, and nobody has picked it up. */
  isDialling(centre: JournaledCentre, call: number, id: string): boolean {
    const slot = centre.slotOf(call)
    if (slot < 0 || this.dials.get(call) !== id) return false
    const { calls } = centre.centre.state
    return calls.phase[slot] === DIALLING && (calls.flags[slot]! & LEG_ENDED) !== 0
  }
}

/** The keys beyond what is kept, oldest first. */
function oldest<Key>(map: ReadonlyMap<Key, unknown>): Key[] {
  return map.size <= KEPT_MAX ? [] : [...map.keys().take(map.size - KEPT_MAX)]
}
