import { createHash } from 'node:crypto'
import { assert } from '../../base/assert.ts'
import type { Clock } from '../../base/clock.ts'
import { KEYS } from '../../call/events.ts'
import { MANNERS } from '../../call/facts.ts'
import type { Entry } from '../../call/journal.ts'
import { DIALLING, NUMBER_GIVEN, OFFERED, TALKING, WAITING } from '../../centre/calls.ts'
import type { JournaledCentre } from '../../centre/journaled-centre.ts'
import { hasHelper } from '../../centre/talks.ts'
import type { LineDefinition } from '../../line/definition.ts'
import type { Carrier, Effect } from '../port.ts'
import type { Cursor } from './cursor.ts'
import { Deeds } from './deeds.ts'
import { Digits } from './digits.ts'
import type { Scene } from './documents.ts'
import { callerDocument, conferenceDocument } from './documents.ts'
import type { Deed } from './effects.ts'
import { comesByItself, effectsOf } from './effects.ts'
import { Legs } from './legs.ts'
import type { Surveys } from './means.ts'
import type { Offer } from './offers.ts'
import { Offers } from './offers.ts'
import type { Pace } from './pace.ts'
import { Phones } from './phones.ts'
import type { Rest } from './rest.ts'
import type { LookUp, Served } from './served.ts'

/** Something that was done by REST, for the log: no number and no name is in it. */
export interface Done {
  readonly effect: string
  readonly does: Deed['do']
  readonly attempt: number
  readonly outcome: string
}

export interface TwilioCarrierOptions {
  /** What the pace of outgoing calls goes by. */
  readonly clock: Clock
  readonly publicUrl: string
  /** The number, in E.164, that calls of ours come from. */
  readonly from: string
  readonly rest: Rest
  /** The pace at which calls of ours may begin. */
  readonly pace: Pace
  readonly lookUp: LookUp
  /** Absent: nobody is asked by e-mail. */
  readonly surveys?: Surveys
  /** True where there is a recording under this path of the audio of a line. */
  hasAudio(line: string, path: string): boolean
  /** Told of facts as soon as they are durable. */
  onCommitted?(entries: readonly Entry[]): void
  /** Told of all that is done by REST. */
  onDone?(done: Done): void
}

const HOUSE_DIGITS = 12

interface Remembered {
  readonly phones: Phones['all']
  readonly offers: Offers['offers']
  readonly latest: Offers['latest']
  readonly dials: Offers['dials']
  readonly watches: Offers['watches']
}

/** Where a document is asked for. */
export interface Asking {
  readonly call: number
  readonly line: LineDefinition
  readonly cursor: Cursor
  readonly place: Scene['place']
  readonly atMs: number
}

/**
 * Twilio's telephones. What a caller hears is read from here at each webhook; what other legs must do goes by REST.
 * All that it remembers comes from facts and directives, so that a replay brings it back.
 */
export class TwilioCarrier implements Carrier {
  readonly options: TwilioCarrierOptions
  readonly legs: Legs
  readonly digits: Digits
  phones = new Phones()
  offers = new Offers()
  readonly #deeds: Deeds
  /** Tells our conferences from those of others. */
  readonly #house: string
  #served: Served | undefined
  /** The centre's own start may bring something to do before it is named here. */
  readonly #isServing = Promise.withResolvers<void>()

  constructor(options: TwilioCarrierOptions) {
    this.options = options
    this.#house = createHash('sha256').update(options.publicUrl).digest('hex').slice(0, HOUSE_DIGITS)
    this.legs = new Legs(options.lookUp)
    this.digits = new Digits(options.lookUp)
    const { clock, publicUrl, rest, pace, lookUp, surveys } = options
    this.#deeds = new Deeds(
      () => {
        const { legs, phones, offers, served } = this
        return {
          ...{ clock, publicUrl, rest, pace, lookUp, legs, phones, offers, served },
          ...(surveys && { surveys }),
        }
      },
      (offer: string) => this.conferenceOf(offer),
    )
  }

  /** Names the centre that is served, as soon as there is one. */
  serves(served: Served): void {
    this.#served = served
    this.#isServing.resolve()
  }

  get served(): Served {
    assert(this.#served, 'the carrier has no centre yet: call serves() once it is open')
    return this.#served
  }

  note(entry: Entry): readonly Effect[] {
    return effectsOf(entry, this.phones, this.offers)
  }

  committed(entries: readonly Entry[]): void {
    // What must be done stands in the outbox.
    this.options.onCommitted?.(entries)
  }

  async act(
    { id, payload }: Effect & { readonly id: string },
    attempt: number,
    held: AbortSignal,
  ): Promise<void> {
    await this.#isServing.promise
    held.throwIfAborted()
    const deed = JSON.parse(payload) as Deed
    const outcome = await this.#deeds.do(deed, attempt, held)
    this.options.onDone?.({ effect: id, does: deed.do, attempt, outcome })
  }

  asksByItself(call: number): boolean {
    const phone = this.phones.get(call)
    return phone !== undefined && comesByItself(phone)
  }

  /**
   * Asks Twilio about callers of whom nothing was heard for `silentMs`, `callsMax` at most, and reports those who have
   * hung up. To be called now and then: a hang-up of which nobody told us, as while this program did not run, must
   * neither keep a place in a queue nor an agent busy. Gives how many were gone.
   */
  sweep(silentMs: number, callsMax: number): Promise<number> {
    return this.#deeds.sweep(silentMs, callsMax)
  }

  snapshot(): Remembered {
    const { offers, latest, dials, watches } = this.offers
    return { phones: this.phones.all, offers, latest, dials, watches }
  }

  restore(snapshot: unknown): void {
    const { phones, offers, latest, dials, watches } = (snapshot ?? {}) as Partial<Remembered>
    this.phones = new Phones(phones)
    this.offers = new Offers(offers, latest, dials, watches)
    this.legs.forget()
    this.digits.forget()
  }

  /** The conference of the talk that an offer leads to. Lines that share an account of Twilio's must never meet in one. */
  conferenceOf(offer: string): string {
    return `${this.#house}-${this.offers.roomOf(offer)}`
  }

  /** What is asked about an offer. */
  offerUrl(offer: string): string {
    return `${this.options.publicUrl}/offer/${encodeURIComponent(offer)}`
  }

  /** Brings an agent who talks into the conference. Whoever may leave the talk to another does not end it. */
  talking({ centre }: JournaledCentre, offer: string): string {
    const { agents, calls } = centre.state
    const agent = this.offers.offers.get(offer)?.agent ?? ''
    const number = agents.names.indexOf(agent)
    const slot = agents.call[number]!
    const isHelped = agents.helps[number] !== 0 || hasHelper(centre.state, slot)
    return conferenceDocument({
      ...this.#place(offer),
      endsOnExit: calls.agent[slot] === number && !isHelped,
    })
  }

  /** Brings a supervisor into the conference as the centre says now. */
  watching({ centre }: JournaledCentre, offer: string): string {
    const { agents } = centre.state
    const { agent = '', watches = '' } = this.offers.offers.get(offer) ?? {}
    const how = MANNERS[agents.manner[agents.names.indexOf(agent)]!]
    const coaches = how === 'whisper' ? this.legs.agentLeg(this.offers.latest.get(watches) ?? '') : undefined
    return conferenceDocument({
      ...this.#place(offer),
      ...{ endsOnExit: false, isWatching: true },
      // Better not heard than heard by the caller.
      isMuted: how === 'listen' || (how === 'whisper' && coaches === undefined),
      ...(coaches !== undefined && { coaches }),
    })
  }

  /** To be called before `watching`: finds the leg of the agent to whom a supervisor may whisper. */
  async findCoached({ watches = '' }: Offer): Promise<void> {
    const coached = this.offers.latest.get(watches)
    const leg = coached === undefined ? undefined : await this.#deeds.talks.legOf(coached)
    if (coached !== undefined && leg !== undefined) this.legs.bindAgent(coached, leg)
  }

  #place(offer: string) {
    return { conference: this.conferenceOf(offer), action: `${this.offerUrl(offer)}/done`, label: offer }
  }

  /** To be called before a document for a call that may have begun in another process. */
  recall(centre: JournaledCentre, call: number): Promise<void> {
    const slot = centre.slotOf(call)
    return this.digits.recall(call, slot < 0 ? 0 : centre.centre.state.calls.caller[slot]!)
  }

  /** What the caller's phone does next. */
  document(centre: JournaledCentre, { call, line, cursor, place, atMs }: Asking): string {
    const { publicUrl, hasAudio } = this.options
    const phone = this.phones.of(call)
    this.legs.heardFrom(call, atMs)
    const { calls, queues, lines } = centre.centre.state
    const slot = centre.slotOf(call)
    // A phone that Twilio is just being asked to take to a talk must not come by itself: it would be taken out again.
    const standing = standingOf(centre, slot)
    const isComing = standing === 'talking' && !cursor.isTaken && this.legs.isBeingTaken(call)
    if (standing === 'talking' && !isComing) this.legs.joins(call, phone.offer ?? '')
    const settings = slot < 0 ? undefined : queues.settings[calls.queue[slot]!]
    const definition = slot < 0 ? line : lines[calls.line[slot]!]!.table.line.definition
    const isGiven = slot >= 0 && (calls.flags[slot]! & NUMBER_GIVEN) !== 0
    return callerDocument({
      publicUrl,
      line: definition,
      phone,
      cursor,
      place,
      standing: isComing ? 'waiting' : standing,
      queue: `${definition.name}-${settings?.name ?? ''}`,
      conference: this.conferenceOf(phone.offer ?? ''),
      hearsKeys: slot >= 0 && hearsKeys(centre, slot),
      caller: slot < 0 ? 0 : calls.caller[slot]!,
      digits: this.digits.spoken(call, { isGiven, hasCase: phone.hasCase === true }),
      atMs,
      dueMs: slot < 0 || isComing ? atMs : calls.wakeMs[slot]!,
      hasAudio: path => hasAudio(definition.name, path),
    })
  }
}

function standingOf({ centre }: JournaledCentre, slot: number): Scene['standing'] {
  if (slot < 0) return 'over'
  const phase = centre.state.calls.phase[slot]!
  if (phase === TALKING) return 'talking'
  return phase === WAITING || phase === OFFERED || phase === DIALLING ? 'waiting' : 'elsewhere'
}

const KEY_EVENTS = KEYS.map(key => `key.${key}` as const)

/** True where some key would change something. */
function hearsKeys({ centre }: JournaledCentre, slot: number): boolean {
  const { calls, lines } = centre.state
  const { table } = lines[calls.line[slot]!]!
  const state = calls.state[slot]!
  return KEY_EVENTS.some(key => {
    const event = table.eventNumber(key)
    return table.next(state, event) !== state || table.programAfter(state, event) !== 0
  })
}
