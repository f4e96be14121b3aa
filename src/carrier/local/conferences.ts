import type { Clock } from '../../base/clock.ts'
import type { Fields } from './happenings.ts'
import type { Errand, Leg, Notices } from './leg.ts'

/** Who is in a conference. */
export interface Participant {
  readonly leg: Leg
  readonly joinedMs: number
  readonly label: string
  isMuted: boolean
  /** The call of the only participant who hears this one; empty where all do. */
  coaches: string
  startsOnEnter: boolean
  endsOnExit: boolean
  beepsOnExit: boolean
  /** What is heard on hold; undefined while not on hold. */
  hold: Errand | undefined
  /** Ends what is heard alone, for what is heard now. */
  changed(): void
  /** Ends the participant's part. */
  drops(): void
}

export type ConferenceEvent = 'start' | 'end' | 'join' | 'leave' | 'mute' | 'hold'

/** A conference of Twilio's, which begins when two are there of whom one may begin it. */
export class Conference {
  readonly sid: string
  readonly name: string
  readonly createdMs: number
  readonly participants: Participant[] = []
  status: 'init' | 'in-progress' | 'completed' = 'init'
  reasonEnded = ''
  endedBy = ''
  notices: Notices | undefined
  updatedMs: number
  #isAllowed = false
  #sequence = 0
  readonly #clock: Clock
  readonly #notify: ConferencesOptions['notify']

  constructor(options: ConferencesOptions, name: string) {
    this.sid = options.newSid('CF')
    this.name = name
    this.#clock = options.clock
    this.#notify = options.notify
    this.createdMs = options.clock.nowMs()
    this.updatedMs = this.createdMs
  }

  get isOn(): boolean {
    return this.status === 'in-progress'
  }

  /** Who hears what somebody says. */
  hearers({ leg, isMuted, coaches, hold }: Participant): Leg[] {
    if (!this.isOn || isMuted || hold) return []
    return this.participants
      .filter(other => other.leg !== leg && other.hold === undefined)
      .map(other => other.leg)
      .filter(({ sid }) => coaches === '' || sid === coaches)
  }

  /** Whom somebody hears. */
  heard({ leg }: Participant): Leg[] {
    return this.participants.filter(other => this.hearers(other).includes(leg)).map(other => other.leg)
  }

  enter(participant: Participant, beep: boolean): void {
    if (beep) this.#beep()
    this.participants.push(participant)
    this.#isAllowed ||= participant.startsOnEnter
    this.tell('join', participant)
    if (this.status !== 'init' || !this.#isAllowed || this.participants.length < 2) return
    this.status = 'in-progress'
    this.tell('start')
    for (const one of this.participants) one.changed()
  }

  /** Takes somebody out who is going; whoever may end it does. */
  leave(participant: Participant): void {
    const index = this.participants.indexOf(participant)
    if (index < 0) return
    this.participants.splice(index, 1)
    this.tell('leave', participant)
    if (participant.beepsOnExit) this.#beep()
    if (participant.endsOnExit) this.end('participant-with-end-conference-on-exit-left', participant.leg.sid)
    else if (this.participants.length === 0) this.end('last-participant-left', participant.leg.sid)
  }

  end(reason: string, by = ''): void {
    if (this.status === 'completed') return
    this.status = 'completed'
    this.reasonEnded = reason
    this.endedBy = by
    for (const participant of [...this.participants]) participant.drops()
    this.tell('end')
  }

  /** Tells the line what happened, if it asked to be told. */
  tell(event: ConferenceEvent, participant?: Participant): void {
    this.updatedMs = this.#clock.nowMs()
    if (!this.notices?.events.has(event)) return
    this.#notify(this.notices, {
      ConferenceSid: this.sid,
      FriendlyName: this.name,
      SequenceNumber: String(++this.#sequence),
      Timestamp: new Date(this.updatedMs).toUTCString().replace('GMT', '+0000'),
      StatusCallbackEvent: `${event === 'start' || event === 'end' ? 'conference' : 'participant'}-${event}`,
      ...(event === 'end' && { ReasonConferenceEnded: this.reasonEnded }),
      ...(participant && participantFields(participant)),
    })
  }

  #beep(): void {
    for (const { leg } of this.participants) leg.tell({ kind: 'beep' })
  }
}

function participantFields({ leg, isMuted, hold, startsOnEnter, endsOnExit }: Participant): Fields {
  return {
    CallSid: leg.sid,
    Muted: String(isMuted),
    Hold: String(hold !== undefined),
    StartConferenceOnEnter: String(startsOnEnter),
    EndConferenceOnExit: String(endsOnExit),
  }
}

export interface ConferencesOptions {
  readonly clock: Clock
  newSid(prefix: string): string
  /** Tells the line something that no call waits for. */
  notify(notices: Notices, fields: Fields): void
}

/** Conferences that are remembered after they are over. */
const REMEMBERED_MAX = 5_000

/** The conferences of an account. A name can be used again once the one before is over. */
export class Conferences {
  readonly all: Conference[] = []
  readonly #options: ConferencesOptions
  readonly #going = new Map<string, Conference>()

  constructor(options: ConferencesOptions) {
    this.#options = options
  }

  /** The one of this name that is going on, or a new one. */
  named(name: string): Conference {
    const known = this.#going.get(name)
    if (known && known.status !== 'completed') return known
    const conference = new Conference(this.#options, name)
    this.#going.set(name, conference)
    this.all.push(conference)
    if (this.all.length > REMEMBERED_MAX && this.all[0]!.status === 'completed')
      this.#forget(this.all.shift()!)
    return conference
  }

  bySid(sid: string): Conference | undefined {
    return this.all.find(conference => conference.sid === sid)
  }

  #forget(old: Conference): void {
    if (this.#going.get(old.name) === old) this.#going.delete(old.name)
  }
}
