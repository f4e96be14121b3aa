import type { Clock } from '../../base/clock.ts'
import type { CallError } from './call-error.ts'
import type { Conferences } from './conferences.ts'
import type { Fields, Told } from './happenings.ts'
import type { Leg, Notices } from './leg.ts'
import type { Media } from './media.ts'
import type { Queues } from './queues.ts'
import type { Recordings } from './recordings.ts'
import type { Stretch } from './stretch.ts'
import type { Webhooks } from './webhooks.ts'

/** What speech is recognised as; undefined where nothing was understood. Twilio may leave out how sure it is. */
export interface Recognised {
  readonly text: string
  readonly confidence?: number
}

/**
 * What Twilio's documentation leaves open. A line must work either way, which a test can see to; the first of each is
 * what is done unless told otherwise.
 */
export interface Undocumented {
  /** Whether Enqueue's action is asked when a call is taken out of a queue by a redirect, and what comes first. */
  readonly enqueueActionOnRedirect: 'before' | 'after' | 'never'
  /** Whether words are cut off midway by whatever takes a caller out of a queue (row 35). */
  readonly dequeueCutsWords: boolean
  /** How a call that still rings stands after it was completed by REST. */
  readonly completedWhileRinging: 'canceled' | 'completed'
  /** DialCallStatus after a conference. */
  readonly conferenceDialStatus: 'answered' | 'completed'
  /** Whether a recording in which nobody said anything is kept, or passed over for the verb behind it. */
  readonly silentRecording: 'kept' | 'passed-over'
  /** How long it takes until a call that enters a queue is in it (row 4). */
  readonly enqueueMs: number
}

/** How long an outgoing leg rings, and who is told. */
export interface Dialling {
  readonly from: string
  readonly to: string
  readonly parent: Leg
  readonly notices?: Notices
}

/** The carrier as its legs see it. */
export interface House {
  readonly clock: Clock
  readonly accountSid: string
  /** Where REST is served, without a slash at its end. */
  readonly apiBase: string
  readonly webhooks: Webhooks
  readonly media: Media
  readonly queues: Queues
  readonly conferences: Conferences
  readonly recordings: Recordings
  readonly undocumented: Undocumented
  /** How long a text takes to say. */
  spokenMs(text: string): number
  recognise(text: string, asked: { hints: string; language: string }): Recognised | undefined
  /** A leg to somebody who is dialled by a document. */
  outgoing(dialling: Dialling): Leg
  /** Lets the phone of a leg ring. Gives how that ended. */
  ring(leg: Leg, forMs: number, within: Stretch<unknown>): Promise<RingResult>
  /** Tells the line something whose answer nobody performs. */
  notify(leg: Leg, notice: { url: string; method: 'GET' | 'POST'; fields: Fields }): Promise<void>
  alert(leg: Leg, error: CallError, isError: boolean): void
  tell(callSid: string, told: Told): void
}

export type RingResult = 'answered' | 'busy' | 'failed' | 'no-answer' | 'canceled'
