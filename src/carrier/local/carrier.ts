import { createHash } from 'node:crypto'
import type { Clock } from '../../base/clock.ts'
import { spokenMs } from '../../line/speech.ts'
import type { CallError } from './call-error.ts'
import { explained } from './call-error.ts'
import { Conferences } from './conferences.ts'
import type { Faults } from './faults.ts'
import type { Fields, Happening, Listener, Method, Told } from './happenings.ts'
import type { Dialling, House, Recognised, RingResult, Undocumented } from './house.ts'
import type { Direction, Errand, LegOptions, Notices } from './leg.ts'
import { Leg } from './leg.ts'
import { live } from './live.ts'
import type { AnsweredBy, Detection } from './machine.ts'
import { detect } from './machine.ts'
import { Media } from './media.ts'
import { Messages } from './messages.ts'
import { Pace, ring } from './outgoing.ts'
import type { Person } from './people.ts'
import { Phone } from './phone.ts'
import { Queues } from './queues.ts'
import { Recordings } from './recordings.ts'
import type { Party } from './stepped-clock.ts'
import { SteppedClock } from './stepped-clock.ts'
import { Stretch } from './stretch.ts'
import { VERBS } from './verbs.ts'
import { Webhooks } from './webhooks.ts'

/** A number of the account, and what is asked when it is rung. */
export interface NumberSettings {
  readonly voiceUrl: string
  readonly voiceMethod?: Method
  readonly fallbackUrl?: string
  readonly fallbackMethod?: Method
  /** Told when a call to the number is over. */
  readonly statusUrl?: string
  readonly statusMethod?: Method
  /** Asked when the number is texted. */
  readonly smsUrl?: string
}

export interface LocalCarrierOptions {
  readonly clock: Clock
  readonly accountSid: string
  readonly authToken: string
  /** Where requests to a public host really go, by origin: `{ 'https://calls.example.com': 'http://127.0.0.1:3000' }`. */
  readonly hosts?: Readonly<Record<string, string>>
  /** How long what is at a URL lasts; 5 s unless told. */
  readonly playMs?: (url: string) => number
  /** False to play without fetching. */
  readonly fetchesMedia?: boolean
  /** What speech is understood as; the words themselves, rather surely, unless told. */
  readonly recognise?: (text: string, asked: { hints: string; language: string }) => Recognised | undefined
  /** Outgoing calls that begin in a second; 1 unless told, as in an account that has not asked for more. */
  readonly callsPerSecond?: number
  /** Fields that are in every webhook and that nobody has announced. */
  readonly moreFields?: Fields
  readonly undocumented?: Partial<Undocumented>
}

/** An outgoing call, as a request by REST asks for it. */
export interface OutgoingCall {
  readonly from: string
  readonly to: string
  readonly errand: Errand
  readonly fallback: Errand | undefined
  readonly notices: Notices | undefined
  readonly timeoutMs: number
  readonly detection: Detection | undefined
}

const DEFAULTS: Undocumented = {
  enqueueActionOnRedirect: 'before',
  dequeueCutsWords: true,
  completedWhileRinging: 'canceled',
  conferenceDialStatus: 'answered',
  silentRecording: 'kept',
  enqueueMs: 0,
}
const PLAY_MS = 5_000
const CONFIDENCE = 0.9
/** Rung this much longer than told. */
const MORE_MS = 5_000
/** Hexadecimal digits of an identifier that count. */
const SID_COUNT = 8
const SENTENCES_MAX = 2_000
/** Calls that are remembered after they are over. */
const REMEMBERED_MAX = 20_000

/**
 * A telephone company on this machine that behaves towards a line as Twilio does: it performs the documents that the
 * line answers with, sends it signed webhooks, and takes what the line asks for by REST (see `RestServer`). People
 * ring with `call`, and are rung where they are plugged in.
 * ```ts
 * const clock = new SteppedClock(Date.UTC(2026, 11, 14, 15)) // or a RunningClock
 * const hosts = { 'https://calls.example.com': 'http://127.0.0.1:3000' }
 * const carrier = new LocalCarrier({ clock, accountSid, authToken, hosts })
 * const { base } = await RestServer.open({ carrier }) // the line's TWILIO_API_BASE
 * carrier.setNumber('+12025550100', { voiceUrl: 'https://calls.example.com/voice/card-support' })
 * carrier.plug('client:ana', answers({ clock, presses: '1' }))
 * const phone = carrier.call({ from: '+14155550101', to: '+12025550100' })
 * await clock.passes(5_000)
 * phone.press('1') // and phone.said, phone.documents, phone.alerts, phone.diary
 * ```
 */
export class LocalCarrier implements House, Party {
  readonly clock: Clock
  readonly accountSid: string
  readonly authToken: string
  /** Where REST is served; set by whoever serves it. */
  apiBase = ''
  /** What goes wrong on request. */
  readonly faults: Faults = {}
  readonly webhooks: Webhooks
  readonly media: Media
  readonly queues: Queues
  readonly conferences: Conferences
  readonly recordings: Recordings
  readonly messages: Messages
  readonly undocumented: Undocumented
  readonly recognise: NonNullable<LocalCarrierOptions['recognise']>
  /** Every call, first to last; those that ended long ago are forgotten. */
  readonly legs = new Map<string, Leg>()
  readonly numbers = new Map<string, NumberSettings>()
  readonly #people = new Map<string, { person: Person; answeredBy: AnsweredBy }>()
  readonly #phones = new WeakMap<Leg, Phone>()
  readonly #listeners = new Set<Listener>()
  readonly #pace: Pace
  readonly #spoken = new Map<string, number>()
  /** What the identifiers of this account begin with. */
  readonly #seed: string
  #sids = 0

  constructor(options: LocalCarrierOptions) {
    const { clock, accountSid, authToken, hosts = {}, playMs = () => PLAY_MS } = options
    this.clock = clock
    this.accountSid = accountSid
    this.authToken = authToken
    this.#seed = createHash('md5').update(accountSid).digest('hex').slice(SID_COUNT)
    this.undocumented = { ...DEFAULTS, ...options.undocumented }
    this.recognise = options.recognise ?? (text => ({ text, confidence: CONFIDENCE }))
    const newSid = (prefix: string) => this.newSid(prefix)
    this.webhooks = new Webhooks({
      ...{ clock, authToken, hosts, faults: this.faults, moreFields: options.moreFields ?? {} },
      isInTurn: clock instanceof SteppedClock,
      newToken: () => tokenOf(newSid('')),
      tell: (callSid, told) => this.tell(callSid, told),
    })
    this.media = new Media({
      webhooks: this.webhooks,
      lengthMs: playMs,
      isFetched: options.fetchesMedia ?? true,
    })
    this.queues = new Queues(clock, newSid)
    this.recordings = new Recordings(clock, newSid)
    this.messages = new Messages({
      ...{ clock, accountSid, newSid },
      notify: (notice, fields) => this.#send('', { ...notice, keepsPort: true }, fields),
      ask: (url, fields) => this.#askAboutText(url, fields),
    })
    this.conferences = new Conferences({
      ...{ clock, newSid },
      notify: (notices, fields) => void this.#send(fields.CallSid ?? '', notices, fields),
    })
    this.#pace = new Pace(clock, options.callsPerSecond ?? 1)
    if (clock instanceof SteppedClock) clock.shares(this)
  }

  get isBusy(): boolean {
    return this.webhooks.isBusy
  }

  quiet(): Promise<void> {
    return this.webhooks.quiet()
  }

  /** Gives the account a number, or the number other settings. */
  setNumber(number: string, settings: NumberSettings): void {
    this.numbers.set(number, settings)
  }

  /**
   * Says what somebody does whose phone is rung, by number, `client:name` or `sip:name@host`. Nobody picks up where
   * nobody is plugged in.
   */
  plug(address: string, person: Person, answeredBy: AnsweredBy = 'human'): void {
    this.#people.set(address, { person, answeredBy })
  }

  /** Nobody picks up there any more. */
  unplug(address: string): void {
    this.#people.delete(address)
  }

  /** Somebody rings a number of the account. */
  call(call: { from: string; to: string; callerName?: string; forwardedFrom?: string }): Phone {
    const settings = this.numbers.get(call.to)
    const statusUrl = settings?.statusUrl
    const fallbackUrl = settings?.fallbackUrl
    const leg = this.#newLeg('inbound', {
      ...call,
      notices: statusUrl === undefined ? undefined : noticesTo(statusUrl, settings?.statusMethod),
      fallback:
        fallbackUrl === undefined
          ? undefined
          : { url: fallbackUrl, method: settings?.fallbackMethod ?? 'POST' },
    })
    leg.tell({ kind: 'status', status: 'ringing' })
    if (settings?.voiceUrl)
      this.#lives(leg, { url: settings.voiceUrl, method: settings.voiceMethod ?? 'POST' })
    else leg.ends('failed')
    return this.phoneOf(leg)
  }

  /** Somebody texts a number of the account. Resolves once the line has answered. */
  async text(text: { from: string; to: string; body: string }): Promise<void> {
    try {
      await this.messages.receive(text, this.numbers.get(text.to)?.smsUrl)
    } catch (error) {
      this.#complains('', error)
    }
  }

  /** Begins an outgoing call, as soon as its turn comes. Answered with the leg at once. */
  begin(call: OutgoingCall): Leg {
    const { from, to, notices, fallback } = call
    const leg = this.#newLeg('outbound-api', { from, to, notices, fallback })
    leg.life.whenCut(this.clock.at(this.#pace.turnMs(), () => void this.#dials(leg, call)))
    return leg
  }

  phoneOf(leg: Leg): Phone {
    const known = this.#phones.get(leg)
    if (known) return known
    const phone = new Phone(leg, this.clock)
    this.#phones.set(leg, phone)
    return phone
  }

  /** Is called for all that happens from here on, in all calls. Gives what ends that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Ends all calls without a word to the line, and all connections. */
  close(): void {
    this.#isClosed = true
    for (const leg of this.legs.values()) leg.ends('completed')
    this.webhooks.close()
  }

  #isClosed = false

  spokenMs(text: string): number {
    const known = this.#spoken.get(text)
    if (known !== undefined) return known
    const ms = spokenMs(text)
    // Lines say the same few hundred sentences all day, and counting words is slow.
    if (this.#spoken.size >= SENTENCES_MAX) this.#spoken.clear()
    this.#spoken.set(text, ms)
    return ms
  }

  /** Another each time, and the same in every run. */
  newSid(prefix: string): string {
    return `${prefix}${this.#seed}${(this.#sids++).toString(16).padStart(SID_COUNT, '0')}`
  }

  outgoing({ from, to, parent, notices }: Dialling): Leg {
    return this.#newLeg('outbound-dial', { from, to, parentSid: parent.sid, notices })
  }

  ring(leg: Leg, forMs: number, within: Stretch<unknown>): Promise<RingResult> {
    const phone = this.phoneOf(leg)
    const begins = () => this.#people.get(leg.options.to)?.person(phone)
    return ring(leg, { clock: this.clock, forMs, within, begins })
  }

  async notify(
    leg: Leg,
    { url, method, fields }: { url: string; method: Method; fields: Fields },
  ): Promise<void> {
    await this.#send(leg.sid, { url, method }, { ...leg.fields, ...fields })
  }

  alert(leg: Leg, error: CallError, isError: boolean): void {
    leg.tell({ kind: 'alert', code: error.code, isError, text: explained(error) })
  }

  tell(callSid: string, told: Told): void {
    const happening: Happening = { ...told, atMs: this.clock.nowMs(), callSid }
    const leg = this.legs.get(callSid)
    if (leg) this.phoneOf(leg).note(happening)
    for (const listener of [...this.#listeners]) listener(happening)
  }

  #newLeg(direction: Direction, options: Pick<LegOptions, 'from' | 'to'> & Partial<LegOptions>): Leg {
    const { accountSid } = this
    const given = { ...options, sid: this.newSid('CA'), accountSid, direction, createdMs: this.clock.nowMs() }
    const leg = new Leg(given, {
      nowMs: () => this.clock.nowMs(),
      tell: (callSid, told) => this.tell(callSid, told),
      statusChanged: changed => this.#statusChanged(changed),
    })
    this.legs.set(leg.sid, leg)
    for (const old of this.legs.values()) {
      if (this.legs.size <= REMEMBERED_MAX || !old.isOver) break
      this.legs.delete(old.sid)
    }
    return leg
  }

  #lives(leg: Leg, errand: Errand): void {
    void live({ house: this, verbs: VERBS, leg }, errand)
  }

  async #dials(leg: Leg, { errand, timeoutMs, detection }: OutgoingCall): Promise<void> {
    const result = await this.ring(leg, timeoutMs + MORE_MS, new Stretch())
    if (result !== 'answered') return
    const { answeredBy = 'unknown' } = this.#people.get(leg.options.to) ?? {}
    if (!detection) return this.#lives(leg, errand)
    const heard = detect(leg, answeredBy, { clock: this.clock, timeoutMs: detection.timeoutMs })
    if (detection.isAsync) {
      this.#lives(leg, errand)
      const found = await heard.catch(() => undefined)
      if (found && detection.callback) {
        const MachineDetectionDuration = String(found.tookMs)
        await this.notify(leg, {
          ...detection.callback,
          fields: { AnsweredBy: found.by, MachineDetectionDuration },
        })
      }
      return
    }
    const found = await heard.catch(() => undefined)
    if (!found) return
    leg.answeredBy = found.by
    this.#lives(leg, errand)
  }

  /** Tells the line how a call goes, as far as it asked to be told. A call cancelled before its turn is told nobody. */
  #statusChanged(leg: Leg): void {
    const event = leg.isOver ? 'completed' : (EVENTS[leg.status] ?? leg.status)
    const { notices } = leg
    const neverBegan = leg.isOver && leg.status === 'canceled' && !leg.hasBegun
    if (!notices?.events.has(event) || neverBegan) return
    const fields: Fields = {
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(leg.nextSequence()),
      Timestamp: new Date(this.clock.nowMs()).toUTCString().replace('GMT', '+0000'),
      ...(leg.isOver && {
        CallDuration: String(leg.durationSeconds),
        Duration: String(Math.ceil(leg.durationSeconds / 60)),
      }),
    }
    void this.notify(leg, { ...notices, fields })
  }

  async #send(
    callSid: string,
    to: { url: string; method: Method; keepsPort?: boolean },
    fields: Fields,
  ): Promise<void> {
    if (to.url === '' || this.#isClosed) return
    try {
      await this.webhooks.send({ purpose: 'notice', callSid, ...to, fields })
    } catch (error) {
      this.#complains(callSid, error)
    }
  }

  async #askAboutText(url: string, fields: Fields): Promise<string> {
    const asked = { purpose: 'document', callSid: '', url, method: 'POST', fields, keepsPort: true } as const
    return (await this.webhooks.send(asked)).body.toString()
  }

  /** What the line did wrong is for its developer to see. @throws what is a fault of ours */
  #complains(callSid: string, error: unknown): void {
    const { code = 0 } = error as Partial<CallError>
    if (code === 0) throw error
    this.tell(callSid, { kind: 'alert', code, isError: true, text: explained(error as CallError) })
  }
}

const EVENTS: Readonly<Record<string, string>> = { 'in-progress': 'answered' }

function noticesTo(url: string, method: Method = 'POST'): Notices {
  return { url, method, events: new Set(['completed']) }
}

/** Shaped like a UUID. */
function tokenOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.*)$/, '$1-$2-$3-$4-$5')
}
