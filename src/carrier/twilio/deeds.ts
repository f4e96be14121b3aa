import { mayBeDialled } from '../../centre/calling.ts'
import { DIALLING, FREE, LEG_ENDED, NUMBER_GIVEN } from '../../centre/calls.ts'
import { START } from './cursor.ts'
import { lineUrl } from './documents.ts'
import type { Deed } from './effects.ts'
import type { Means } from './means.ts'
import type { Ring } from './rest.ts'
import { isRefusal } from './rest-errors.ts'
import { TalkDeeds } from './talk-deeds.ts'
import { Texting } from './texting.ts'

/** Twilio rings this much longer than it is told. */
const TWILIO_ADDS_SECONDS = 5
/** The least that Twilio takes. */
const TIMEOUT_MIN_SECONDS = 5
/** A callback that is not picked up within this goes to an answering machine. */
const CALLBACK_RING_SECONDS = 25
const DIAL_ATTEMPTS_MAX = 4
/** An earlier try of a directive began at most so long ago. */
const RECENT_MS = 150_000

/** Does by REST what must reach other legs, each thing at most once as far as can be told. */
export class Deeds {
  readonly #means: () => Means
  /** What is being done now: a second try joins the first. */
  readonly #running = new Map<string, Promise<string>>()
  readonly #texting: Texting
  readonly talks: TalkDeeds

  /** @param conferenceOf name of the conference of an offer */
  constructor(means: () => Means, conferenceOf: (offer: string) => string) {
    this.#means = means
    this.talks = new TalkDeeds(means, conferenceOf)
    this.#texting = new Texting(means)
  }

  /**
   * Gives what came of it, in a word or two for the log. Callbacks that still wait for their turn are not dialled
   * once `held` is aborted.
   * @throws to be tried again
   */
  do(deed: Deed, attempt: number, held: AbortSignal): Promise<string> {
    // Each of these looks at what is so by its turn: what is in hand may have looked before.
    if (deed.do === 'settle') return this.talks.settle(deed.call, held)
    if (deed.do === 'tape') return this.talks.tape(deed.call)
    const name = nameOf(deed)
    const running = this.#running.get(name)
    if (running) return running
    const done = this.#do(deed, attempt, held).finally(() => this.#running.delete(name))
    this.#running.set(name, done)
    return done
  }

  #do(deed: Exclude<Deed, { do: 'settle' | 'tape' }>, attempt: number, held: AbortSignal): Promise<string> {
    switch (deed.do) {
      case 'ring':
        return this.#ring(deed.offer, attempt)
      case 'end':
        return this.#end(deed)
      case 'redirect':
        return this.#redirect(deed, attempt)
      case 'nudge':
        return this.#nudge(deed)
      case 'dial':
        return this.#dial(deed, attempt, held)
      case 'check':
        return this.#check(deed.call, deed.dial)
      case 'text':
        return this.#texting.send(deed, attempt, held)
    }
  }

  async #ring(id: string, attempt: number): Promise<string> {
    const { offers, served, lookUp, rest, legs, publicUrl } = this.#means()
    const offer = offers.offers.get(id)
    const wanted = offer?.watches === undefined ? 'ringing' : 'watching'
    if (!offer || offers.standing(served.centre, id) !== wanted) return 'no longer wanted'
    const { agent } = offer
    const kind = wanted === 'ringing' ? 'missed' : 'unmonitored'
    const missed = async (outcome: string) => {
      await served.report(centre =>
        this.#means().offers.standing(centre, id) === wanted ? [{ kind, data: { agent } }] : [],
      )
      return outcome
    }
    const address = lookUp.addressOf(offer.agent)
    if (address === undefined) return missed('the agent has no address')
    // An agent has one leg at a time: one that is up is what an earlier try made.
    const earlier = attempt > 1 ? (await rest.legsTo(address)).find(({ isUp }) => isUp) : undefined
    const url = `${publicUrl}/offer/${id}`
    let callSid: string
    try {
      callSid =
        earlier?.callSid ??
        (await this.#ringNow({
          to: address,
          url,
          fallbackUrl: `${url}/fallback`,
          statusUrl: `${url}/status`,
          timeoutSeconds: this.#ringSeconds(offer.call),
        }))
    } catch (error) {
      if (isRefusal(error)) return missed('the address cannot be rung')
      await this.#isNotRung(id, offer.agent)
      throw error
    }
    legs.bindAgent(id, callSid)
    if (this.#means().offers.standing(this.#means().served.centre, id) !== 'over') return 'ringing'
    await rest.end(callSid)
    return 'no longer wanted'
  }

  /** Agents wait for no turn: callers who were promised something wait for them. */
  #ringNow(ring: Ring): Promise<string> {
    const { pace, rest } = this.#means()
    pace.take()
    return rest.ring(ring)
  }

  #ringSeconds(call: number): number {
    const { centre } = this.#means().served
    const { calls, lines } = centre.centre.state
    const { ringMs } = lines[calls.line[centre.slotOf(call)]!]!
    return Math.max(TIMEOUT_MIN_SECONDS, Math.round(ringMs / 1_000) - TWILIO_ADDS_SECONDS)
  }

  async #end({ offer: id, settled }: Extract<Deed, { do: 'end' }>): Promise<string> {
    const { offers, rest, lookUp, legs } = this.#means()
    // Whoever must not take the talk along has its leave by then.
    if (settled) await this.talks.done(offers.offers.get(id)?.call ?? 0)
    // A leg that is just being made must be known before it can be ended.
    await this.#running.get(nameOf({ do: 'ring', offer: id }))?.catch(() => undefined)
    const known = legs.agentLeg(id)
    if (known !== undefined) {
      await rest.end(known)
      return 'ended'
    }
    const offer = offers.offers.get(id)
    const address = offer && lookUp.addressOf(offer.agent)
    // The agent may be rung for somebody else by now, and that leg is not to be touched.
    if (!offer || address === undefined || offers.latest.get(offer.agent) !== id) return 'nothing to end'
    const up = (await rest.legsTo(address)).filter(({ isUp }) => isUp)
    for (const { callSid } of up) await rest.end(callSid)
    return up.length > 0 ? 'ended' : 'nothing to end'
  }

  /** A caller who is in the conference already, or on the way, must not be taken out of it: that would end the talk. */
  async #redirect(
    { call, after, offer }: Extract<Deed, { do: 'redirect' }>,
    attempt: number,
  ): Promise<string> {
    const { offers, served, legs, rest } = this.#means()
    if (offers.standing(served.centre, offer) !== 'talking') return 'no longer wanted'
    if (legs.conferenceOf(call) === offer) return 'came by itself'
    if (attempt === 1) return legs.whileTaken(call, () => this.#takeOn(call, after))
    // The try before may have worked; a phone on hold that it did not reach asks within a piece of music.
    const callSid = await legs.callSidOf(call)
    if (callSid !== undefined && (await rest.isUp(callSid))) return 'comes by itself'
    return this.#takeOn(call, after)
  }

  async #nudge({ call, after, sinceMs }: Extract<Deed, { do: 'nudge' }>): Promise<string> {
    const heardMs = this.#means().legs.heardMs(call)
    return heardMs !== undefined && heardMs >= sinceMs ? 'came by itself' : this.#takeOn(call, after)
  }

  /** Takes a caller to what comes next. One who is gone has hung up, and the agent is free at once. */
  async #takeOn(call: number, after: number): Promise<string> {
    const { legs, rest, phones, publicUrl } = this.#means()
    const phone = phones.get(call)
    const callSid = await legs.callSidOf(call)
    const cursor = { ...START, turn: phone?.turn ?? 0, after, isTaken: true }
    const url = lineUrl(publicUrl, phone?.line ?? '', 'next', cursor)
    if (callSid !== undefined && (await rest.redirect(callSid, url))) return 'redirected'
    await this.#hasHungUp(call)
    return 'gone'
  }

  async #dial(
    { call, dial }: Extract<Deed, { do: 'dial' }>,
    attempt: number,
    held: AbortSignal,
  ): Promise<string> {
    await this.#means().pace.turn(held)
    const { offers, served, rest, publicUrl } = this.#means()
    if (!offers.isDialling(served.centre, call, dial)) return 'no longer wanted'
    const missed = async (outcome: string) => {
      await this.#isMissed(call, dial)
      return outcome
    }
    const number = await this.#numberOf(call)
    if (number === undefined) return missed('the number is erased')
    // The centre asked for it in time; its turn, or another try, may have come too late.
    if (!mayBeDialled(served.centre.centre.state, served.centre.slotOf(call), served.nowMs))
      return missed('the hours are over in which the number may be called')
    if (attempt > DIAL_ATTEMPTS_MAX) return missed('cannot be dialled')
    if (attempt > 1) {
      const [earlier] = (await rest.legsTo(number)).filter(leg => leg.createdMs > served.nowMs - RECENT_MS)
      if (earlier) return earlier.isUp ? 'dialled before' : missed('was dialled before')
    }
    const url = `${publicUrl}/back/${call}/${dial}`
    const ring = { to: number, url, fallbackUrl: `${url}/fallback`, statusUrl: `${url}/status` }
    try {
      await rest.ring({ ...ring, timeoutSeconds: CALLBACK_RING_SECONDS })
      return 'dialled'
    } catch (error) {
      if (isRefusal(error)) return missed('the number cannot be dialled')
      throw error
    }
  }

  async #check(call: number, dial: string): Promise<string> {
    const { offers, served, legs, rest } = this.#means()
    const { centre } = served
    const slot = centre.slotOf(call)
    const { calls } = centre.centre.state
    if (slot < 0 || calls.phase[slot] !== DIALLING || offers.dials.get(call) !== dial)
      return 'came out by itself'
    if ((calls.flags[slot]! & LEG_ENDED) !== 0) {
      const number = await this.#numberOf(call)
      const isUp = number !== undefined && (await rest.legsTo(number)).some(leg => leg.isUp)
      if (!isUp) await this.#isMissed(call, dial)
      return isUp ? 'rings' : 'missed'
    }
    const callSid = await legs.callSidOf(call)
    const isUp = callSid !== undefined && (await rest.isUp(callSid))
    if (!isUp) await this.#hasHungUp(call)
    return isUp ? 'up' : 'gone'
  }

  /** Twilio cannot be reached, or will not ring now: told once, however often it is tried. */
  async #isNotRung(id: string, agent: string): Promise<void> {
    await this.#means().served.report(centre => {
      const isTold = centre.centre.state.agents.unrung[centre.agentOf(agent)] === 1
      const isRinging = this.#means().offers.standing(centre, id) === 'ringing'
      return isRinging && !isTold ? [{ kind: 'not-rung', data: { agent } }] : []
    })
  }

  async #isMissed(call: number, dial: string): Promise<void> {
    await this.#means().served.report(centre =>
      this.#means().offers.isDialling(centre, call, dial)
        ? [{ kind: 'callback-missed', data: { call } }]
        : [],
    )
  }

  async #hasHungUp(call: number): Promise<void> {
    await this.#means().served.report(centre => {
      const slot = centre.slotOf(call)
      const isUp = slot >= 0 && (centre.centre.state.calls.flags[slot]! & LEG_ENDED) === 0
      return isUp ? [{ kind: 'hung-up', data: { call } }] : []
    })
  }

  /** The number at which a caller is called back: the one that was entered for it, else the caller's own. */
  async #numberOf(call: number): Promise<string | undefined> {
    const { served, lookUp } = this.#means()
    const slot = served.centre.slotOf(call)
    if (slot < 0) return undefined
    const { flags, caller } = served.centre.centre.state.calls
    const isGiven = (flags[slot]! & NUMBER_GIVEN) !== 0
    return isGiven ? (await lookUp.digitsOf(call, caller[slot]!)).given : lookUp.numberOf(caller[slot]!)
  }

  /** See `TwilioCarrier.sweep`. */
  async sweep(silentMs: number, callsMax: number): Promise<number> {
    const { served, legs, rest } = this.#means()
    const { calls } = served.centre.centre.state
    const silent: number[] = []
    for (let slot = 0; slot < calls.capacity && silent.length < callsMax; slot++) {
      if (calls.phase[slot] === FREE || (calls.flags[slot]! & LEG_ENDED) !== 0) continue
      const call = calls.number[slot]!
      const heardMs = legs.heardMs(call) ?? calls.arrivedMs[slot]!
      if (served.nowMs - heardMs > silentMs) silent.push(call)
    }
    let gone = 0
    for (const call of silent) {
      const callSid = await legs.callSidOf(call)
      legs.heardFrom(call, served.nowMs)
      if (callSid !== undefined && (await rest.isUp(callSid))) continue
      await this.#hasHungUp(call)
      gone++
    }
    return gone
  }
}

function nameOf(deed: Deed): string {
  if (deed.do === 'text') return deed.text
  return `${deed.do} ${'offer' in deed ? deed.offer : 'dial' in deed ? deed.dial : deed.call}`
}
