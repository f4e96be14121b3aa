import { put } from './remembered.ts'
import type { LookUp } from './served.ts'

/** Which leg of Twilio's belongs to which call or offer. What is not known here the store knows, or Twilio. */
export class Legs {
  readonly #lookUp: LookUp
  /** Bound in rounds that may not be durable yet, and so not in the store. */
  readonly #calls = new Map<string, number>()
  readonly #callSids = new Map<number, string>()
  readonly #agents = new Map<string, string>()
  readonly #endedEarly = new Map<string, true>()
  /** When each phone last asked what comes next. */
  readonly #heardMs = new Map<number, number>()
  readonly #joined = new Map<number, string>()
  /** Calls for which Twilio was asked to take the phone elsewhere, and has not answered yet. */
  readonly #beingTaken = new Set<number>()

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp
  }

  bind(callSid: string, call: number): void {
    put(this.#calls, callSid, call)
    put(this.#callSids, call, callSid)
  }

  async callOf(callSid: string): Promise<number | undefined> {
    return this.#calls.get(callSid) ?? this.#lookUp.callOf(callSid)
  }

  /** The leg of a caller; of one who was called back, that of the last attempt. */
  async callSidOf(call: number): Promise<string | undefined> {
    return this.#callSids.get(call) ?? this.#lookUp.callSidOf(call)
  }

  bindAgent(offer: string, callSid: string): void {
    put(this.#agents, offer, callSid)
  }

  agentLeg(offer: string): string | undefined {
    return this.#agents.get(offer)
  }

  /** A leg that we do not know is over: should its arrival come in late, it has hung up already. */
  endsEarly(callSid: string): void {
    put(this.#endedEarly, callSid, true)
  }

  hasEndedEarly(callSid: string): boolean {
    return this.#endedEarly.delete(callSid)
  }

  heardFrom(call: number, atMs: number): void {
    put(this.#heardMs, call, atMs)
  }

  /** When a phone last asked us something; undefined for one that has not since this process began. */
  heardMs(call: number): number | undefined {
    return this.#heardMs.get(call)
  }

  /** A phone was given a document that leads to the conference of an offer. */
  joins(call: number, offer: string): void {
    put(this.#joined, call, offer)
  }

  /** The offer to whose conference a phone was led last, since this process began. */
  conferenceOf(call: number): string | undefined {
    return this.#joined.get(call)
  }

  isBeingTaken(call: number): boolean {
    return this.#beingTaken.has(call)
  }

  /** Takes a phone elsewhere; until Twilio has answered, `isBeingTaken` says so. Gives what Twilio answers. */
  whileTaken<Outcome>(call: number, take: () => Promise<Outcome>): Promise<Outcome> {
    this.#beingTaken.add(call)
    return take().finally(() => this.#beingTaken.delete(call))
  }

  /** The centre was made anew: what was bound in rounds that failed is not so. */
  forget(): void {
    this.#calls.clear()
    this.#callSids.clear()
  }
}
