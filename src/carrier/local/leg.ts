import type { CallStatus, Fields, Method, Told } from './happenings.ts'
import { Stretch } from './stretch.ts'

export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial'

/** Where a phone goes next: a document, by its address or in full. */
export interface Errand {
  readonly url: string
  readonly method: Method
  /** Beside those that each request has. */
  readonly fields?: Fields
  readonly twiml?: string
  /** It is what the fallback says. */
  readonly isFallback?: boolean
}

/** Who is told of how a call goes. */
export interface Notices {
  readonly url: string
  readonly method: Method
  readonly events: ReadonlySet<string>
}

export interface LegOptions {
  readonly sid: string
  readonly accountSid: string
  readonly from: string
  readonly to: string
  readonly direction: Direction
  readonly createdMs: number
  readonly parentSid?: string
  readonly callerName?: string
  readonly forwardedFrom?: string
  readonly notices?: Notices | undefined
  /** What is asked when a document fails. */
  readonly fallback?: Errand | undefined
}

/** What whoever holds the phone can do to what the line does with it. */
export interface Keypad {
  key(key: string): void
  speech(text: string): void
}

/** What rings a leg that was dialled. */
export interface Bell {
  answer(): void
  refuse(how: 'busy' | 'failed' | 'no-answer' | 'canceled'): void
}

/** What a leg tells. */
export interface LegEars {
  nowMs(): number
  tell(callSid: string, told: Told): void
  statusChanged(leg: Leg): void
}

const OVER: ReadonlySet<CallStatus> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/** One call as the carrier sees it: between the carrier and one phone. */
export class Leg {
  readonly options: LegOptions
  status: CallStatus
  /** When it was picked up, and when it was over; NaN before. */
  answeredMs = Number.NaN
  endedMs = Number.NaN
  answeredBy = ''
  /** Cut when the call is over. */
  readonly life = new Stretch<'over'>()
  /** What it does now; cut when it is taken elsewhere. */
  doing: Stretch<Errand> | undefined
  keypad: Keypad | undefined
  /** Whom it hears in a conference; undefined where it is in none. */
  hears: (() => readonly Leg[]) | undefined
  bell: Bell | undefined
  notices: Notices | undefined
  fallback: Errand | undefined
  /** False for an outgoing call that waits for its turn. */
  hasBegun = false
  /** Documents since the caller last heard anything, or nothing for a while. */
  soundless = 0
  readonly #ears: LegEars
  readonly #standing: Fields
  #isSpeaking = false
  #whenSilent: (() => void)[] = []
  #notified = 0

  constructor(options: LegOptions, ears: LegEars) {
    this.options = options
    this.status = options.direction === 'inbound' ? 'ringing' : 'queued'
    this.notices = options.notices
    this.fallback = options.fallback
    this.#ears = ears
    this.#standing = standingFields(options)
  }

  get sid(): string {
    return this.options.sid
  }

  get isOver(): boolean {
    return OVER.has(this.status)
  }

  /** What every webhook about this call says. */
  get fields(): Record<string, string> {
    return {
      ...this.#standing,
      CallStatus: this.status,
      ...(this.answeredBy !== '' && { AnsweredBy: this.answeredBy }),
    }
  }

  /** Whole seconds from the pick-up on. */
  get durationSeconds(): number {
    const untilMs = Number.isNaN(this.endedMs) ? this.#ears.nowMs() : this.endedMs
    return Number.isNaN(this.answeredMs) ? 0 : Math.round((untilMs - this.answeredMs) / 1_000)
  }

  tell(told: Told): void {
    this.#ears.tell(this.sid, told)
  }

  /** Rings, or is picked up. */
  becomes(status: 'initiated' | 'ringing' | 'in-progress'): void {
    if (this.isOver || this.status === status) return
    this.status = status
    this.hasBegun = true
    if (status === 'in-progress') this.answeredMs = this.#ears.nowMs()
    this.tell({ kind: 'status', status })
    this.#ears.statusChanged(this)
  }

  /** Ends the call, whatever goes on in it. */
  ends(status: CallStatus): void {
    if (this.isOver) return
    this.status = status
    this.endedMs = this.#ears.nowMs()
    this.tell({ kind: 'status', status })
    this.life.cut('over')
    this.#ears.statusChanged(this)
  }

  /** Takes the phone elsewhere, whatever it hears. */
  take(errand: Errand): void {
    this.doing?.cut(errand)
  }

  /** Counts what is told of this call. */
  nextSequence(): number {
    return this.#notified++
  }

  /** Something is being said until the returned function is called. */
  speaks(): () => void {
    this.#isSpeaking = true
    return () => {
      this.#isSpeaking = false
      for (const callBack of this.#whenSilent.splice(0)) callBack()
    }
  }

  /** Calls back once nothing is being said. */
  whenSilent(callBack: () => void): void {
    if (this.#isSpeaking) this.#whenSilent.push(callBack)
    else callBack()
  }
}

function standingFields(options: LegOptions): Fields {
  const { sid, accountSid, from, to, direction, parentSid, callerName, forwardedFrom } = options
  return {
    CallSid: sid,
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: from,
    To: to,
    Caller: from,
    Called: to,
    Direction: direction,
    ...placeOf('From', from),
    ...placeOf('Caller', from),
    ...placeOf('To', to),
    ...placeOf('Called', to),
    ...(parentSid !== undefined && { ParentCallSid: parentSid }),
    ...(callerName !== undefined && { CallerName: callerName }),
    ...(forwardedFrom !== undefined && { ForwardedFrom: forwardedFrom }),
  }
}

const E164 = /^\+[1-9]\d{6,14}$/

/** Where a number is from, as far as this carrier knows; nothing for what is no number. */
function placeOf(whose: string, address: string): Fields {
  if (!E164.test(address)) return {}
  const country = address.startsWith('+1') ? 'US' : ''
  return { [`${whose}City`]: '', [`${whose}State`]: '', [`${whose}Zip`]: '', [`${whose}Country`]: country }
}
