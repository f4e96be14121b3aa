import type { Clock } from '../../base/clock.ts'
import { MANNERS } from '../../call/facts.ts'
import { ON_CALL } from '../../centre/agents.ts'
import { HELD, HELPED, PAUSED, RECORDING, TALKING } from '../../centre/calls.ts'
import { START } from './cursor.ts'
import { lineUrl } from './documents.ts'
import type { Means } from './means.ts'
import type { Part, TapeState } from './rest-talks.ts'

/** Somebody in the conference of a talk, and what is to become of them there. */
interface Place {
  /** The leg, or the label under which it came in. */
  readonly who: string
  readonly part: Part
  /** The part is not as it must be until this one is there. */
  readonly isNeeded: boolean
}

/** A caller who is put on hold on the way into a conference is there within this. */
const COMES_EVERY_MS = 1_000
const COMES_TRIES = 8
/** A recording that cannot be stopped now is tried again at once, not with the next try of a directive. */
const TAPE_TRIES = 3

const WHISPER = MANNERS.indexOf('whisper')
const LISTEN = MANNERS.indexOf('listen')

/**
 * Brings conferences and recordings to where the centre's talks stand by then. So it does not matter how often, or how
 * late, it is asked for; for one call one thing is done after the other.
 */
export class TalkDeeds {
  readonly #means: () => Means
  readonly #conferenceOf: (offer: string) => string
  /** By call, what is being done. */
  readonly #turns = new Map<number, Promise<unknown>>()
  /** What was made of each place last, by conference and place. */
  readonly #made = new Map<string, string>()
  /** How recordings stand, by call, as far as this process knows. */
  readonly #tapes = new Map<number, TapeState>()

  constructor(means: () => Means, conferenceOf: (offer: string) => string) {
    this.#means = means
    this.#conferenceOf = conferenceOf
  }

  /** Who is on hold, who is heard by whom, and whose hanging up ends the conference of a call. */
  settle(call: number, held: AbortSignal): Promise<string> {
    return this.#inTurn(call, () => this.#settle(call, held))
  }

  /** The recording of a call. */
  tape(call: number): Promise<string> {
    return this.#inTurn(call, async () => {
      for (let tries = 1; ; tries++) {
        try {
          return await this.#tape(call)
        } catch (error) {
          this.#tapes.delete(call)
          if (tries === TAPE_TRIES) throw error
        }
      }
    })
  }

  /** Resolves when all is done that was begun for a call. */
  async done(call: number): Promise<void> {
    await this.#turns.get(call)?.catch(() => undefined)
  }

  /** The leg of an agent who is in the conference of an offer. */
  async legOf(offer: string): Promise<string | undefined> {
    const { legs, rest } = this.#means()
    const known = legs.agentLeg(offer)
    if (known !== undefined) return known
    const conference = await rest.conferenceNamed(this.#conferenceOf(offer))
    return conference === undefined ? undefined : rest.legIn(conference, offer)
  }

  #inTurn(call: number, act: () => Promise<string>): Promise<string> {
    const before = this.#turns.get(call)
    const done = before ? before.then(act, act) : act()
    this.#turns.set(call, done)
    const forget = () => {
      if (this.#turns.get(call) === done) this.#turns.delete(call)
    }
    done.then(forget, forget)
    return done
  }

  async #settle(call: number, held: AbortSignal): Promise<string> {
    for (let tries = 1; ; tries++) {
      const offer = this.#means().phones.get(call)?.offer
      const places = offer === undefined ? undefined : await this.#places(call, offer)
      if (offer === undefined || !places) return 'no longer wanted'
      if (await this.#bring(this.#conferenceOf(offer), places)) return 'settled'
      if (tries === COMES_TRIES) throw new Error('the caller has not come into the conference')
      await passes(this.#means().clock, COMES_EVERY_MS, held)
    }
  }

  /** Everybody in the talk of a call, and how they are to be there; undefined where it is over. */
  async #places(call: number, offer: string): Promise<Place[] | undefined> {
    const { served, offers, legs, phones, publicUrl } = this.#means()
    const { calls, agents } = served.centre.centre.state
    const slot = served.centre.slotOf(call)
    const callSid = await legs.callSidOf(call)
    if (slot < 0 || calls.phase[slot] !== TALKING || callSid === undefined) return undefined
    const marks = calls.marks[slot]!
    const isHeld = (marks & HELD) !== 0
    const holdUrl = isHeld ? lineUrl(publicUrl, phones.get(call)?.line ?? '', 'hold', START) : ''
    const isHelped = (marks & HELPED) !== 0 && agents.state[calls.helper[slot]!] === ON_CALL
    const places: Place[] = [
      { who: callSid, part: { holdUrl }, isNeeded: isHeld },
      // Whoever may leave the talk to another must not end it by that.
      { who: offer, part: { endsOnExit: !isHelped }, isNeeded: false },
    ]
    for (const [supervisor, id] of offers.watches) {
      if (offers.standing(served.centre, id) !== 'watching' || offers.offers.get(id)?.call !== call) continue
      const part = await this.#watching(served.centre.agentOf(supervisor), id)
      places.push({ who: id, part, isNeeded: false })
    }
    return places
  }

  async #watching(supervisor: number, id: string): Promise<Part> {
    const { served, offers } = this.#means()
    const manner = served.centre.centre.state.agents.manner[supervisor]!
    const whom = offers.latest.get(offers.offers.get(id)?.watches ?? '')
    const coaches = manner === WHISPER && whom !== undefined ? await this.legOf(whom) : ''
    // Better not heard than heard by the caller.
    return { isMuted: manner === LISTEN || coaches === undefined, coaches: coaches ?? '' }
  }

  /** False where somebody who must be there is not. */
  async #bring(name: string, places: readonly Place[]): Promise<boolean> {
    const { rest } = this.#means()
    const conference = await rest.conferenceNamed(name)
    let isDone = true
    for (const { who, part, isNeeded } of places) {
      const key = `${conference} ${who}`
      const made = JSON.stringify(part)
      if (this.#made.get(key) === made) continue
      if (conference !== undefined && (await rest.changePart(conference, who, part)))
        this.#made.set(key, made)
      else if (isNeeded) isDone = false
    }
    if (this.#made.size > MADE_MAX) this.#made.clear()
    return isDone
  }

  async #tape(call: number): Promise<string> {
    const { served, legs, rest, phones, publicUrl } = this.#means()
    const callSid = await legs.callSidOf(call)
    const slot = served.centre.slotOf(call)
    if (callSid === undefined) return 'gone'
    const { calls } = served.centre.centre.state
    // A caller who is told goodbye is still on the line.
    const wanted = slot < 0 ? 'stopped' : tapeIn(calls.marks[slot]!)
    const now = this.#tapes.get(call) ?? (await rest.recordingOf(callSid)) ?? 'stopped'
    // One that an agent has stopped is not even begun.
    if (wanted === now || (now === 'stopped' && wanted === 'paused')) return wanted
    const isChanged = now !== 'stopped' && (await rest.changeRecording(callSid, wanted))
    if (!isChanged && wanted === 'in-progress') {
      const cursor = lineUrl(publicUrl, phones.get(call)?.line ?? '', 'recording', START)
      if (!(await rest.record(callSid, `${cursor}&c=${calls.caller[slot]}`))) return 'gone'
    }
    if (wanted === 'stopped') this.#tapes.delete(call)
    else this.#tapes.set(call, wanted)
    return wanted
  }
}

/** Places that are remembered; what is forgotten is made again. */
const MADE_MAX = 20_000

function tapeIn(marks: number): TapeState {
  if ((marks & RECORDING) === 0) return 'stopped'
  return (marks & PAUSED) !== 0 ? 'paused' : 'in-progress'
}

/** Lets time pass, or nothing where nothing is to be begun any more. */
function passes(clock: Clock, ms: number, held: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.nowMs() + ms, resolve)
    held.addEventListener('abort', () => {
      cancel()
      reject(held.reason)
    })
  })
}
