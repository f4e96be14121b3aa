/** How a call stands, in Twilio's words. */
export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'

export type Fields = Readonly<Record<string, string>>
export type Method = 'GET' | 'POST'

/** What a webhook is for: a document to perform, something to play, or a notice whose answer nobody performs. */
export type Purpose = 'document' | 'sound' | 'notice'

/** A webhook as it is sent, the first time or again. */
export interface SentWebhook {
  readonly purpose: Purpose
  readonly url: string
  readonly method: Method
  readonly fields: Fields
  /** About a text message: the port of its URL is signed too. */
  readonly keepsPort?: boolean
  /** The same in a retry. */
  readonly token: string
  /** Counts from 1. */
  readonly attempt: number
}

/** A request of the line's by REST, as it came over the wire. */
export interface RestRequest {
  readonly method: string
  /** Below the account, such as `/Calls.json`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
}

type Happened =
  | { readonly kind: 'status'; readonly status: CallStatus }
  | ({ readonly kind: 'webhook' } & SentWebhook)
  /** What a webhook was answered with. */
  | {
      readonly kind: 'answer'
      readonly purpose: Purpose
      readonly url: string
      readonly status: number
      readonly text: string
    }
  /** Came in and is not carried out yet. `callSid` is empty where it is about no call. */
  | { readonly kind: 'request'; readonly request: RestRequest }
  | { readonly kind: 'says'; readonly text: string; readonly language: string; readonly lastsMs: number }
  | { readonly kind: 'plays'; readonly url: string; readonly lastsMs: number }
  | { readonly kind: 'pauses'; readonly lastsMs: number }
  | { readonly kind: 'beep' }
  /** The phone of somebody else rings, which is what is heard. */
  | { readonly kind: 'ringback' }
  /** From here on keys or words are an answer. */
  | { readonly kind: 'asks'; readonly keys: boolean; readonly speech: boolean; readonly hints: string }
  | { readonly kind: 'pressed'; readonly key: string; readonly isHeard: boolean }
  | { readonly kind: 'spoke'; readonly text: string; readonly isHeard: boolean }
  /** Words of somebody on the other side of a talk. */
  | { readonly kind: 'voice'; readonly text: string; readonly from: string }
  | { readonly kind: 'records' }
  | { readonly kind: 'enqueued'; readonly queue: string; readonly position: number }
  | { readonly kind: 'left-queue'; readonly queue: string; readonly result: string }
  | { readonly kind: 'joins'; readonly conference: string }
  /** Somebody can be talked to. */
  | { readonly kind: 'talks'; readonly to: readonly string[] }
  | { readonly kind: 'leaves'; readonly conference: string }
  | { readonly kind: 'held'; readonly isHeld: boolean }
  /** The line did something wrong; `text` is for its developer. */
  | { readonly kind: 'alert'; readonly code: number; readonly isError: boolean; readonly text: string }

/** Something that happened at the carrier, about one call. */
export type Happening = Happened & { readonly atMs: number; readonly callSid: string }

/** What happened, before it is known when and to whom. */
export type Told = Happened

export type Listener = (happening: Happening) => void
