/** What the server tells a phone page, event by event. Times are ms since the call began. */
export type PhoneEvent = { readonly afterMs: number } & (
  | { readonly kind: 'status'; readonly status: string }
  /** A webhook of the carrier to the line, below the line's public URL. */
  | { readonly kind: 'webhook'; readonly path: string }
  /** The document that the line answered with. */
  | { readonly kind: 'document'; readonly text: string }
  | { readonly kind: 'says'; readonly text: string; readonly language: string }
  | { readonly kind: 'plays' | 'beep' | 'ringback' | 'records' }
  | { readonly kind: 'asks'; readonly keys: boolean; readonly speech: boolean }
  | { readonly kind: 'pressed'; readonly key: string }
  | { readonly kind: 'spoke'; readonly text: string }
  | { readonly kind: 'enqueued' | 'left-queue'; readonly queue: string }
  | { readonly kind: 'talks' }
  /** Words of somebody on the other side of a talk. */
  | { readonly kind: 'voice'; readonly text: string }
  /** A text message to the phone. */
  | { readonly kind: 'text'; readonly text: string }
  /** The line calls back: the phone rings until it is answered. */
  | { readonly kind: 'rings' }
  /** The line did something wrong. */
  | { readonly kind: 'alert'; readonly text: string }
  /** Where the call stands in its flow now, such as `main.asking`; empty once it is over for the line. */
  | { readonly kind: 'state'; readonly state: string }
)

/** What `POST /api/phone/calls` answers with. With `after`, a call of before, it rings from the number of that. */
export interface PhoneCall {
  /** Names the call in the URLs of its events, keys and words. */
  readonly call: string
}
