import type { RestRequest, SentWebhook } from './happenings.ts'

/** What may befall a webhook. */
export type WebhookFault =
  /** It does not reach the line. */
  | { readonly does: 'lose-request' }
  /** The line gets it, and its answer is lost. */
  | { readonly does: 'lose-answer' }
  /** The line gets it twice at once. */
  | { readonly does: 'double' }
  /** It reaches the line so much later: so status callbacks come out of order. */
  | { readonly does: 'arrive-late'; readonly ms: number }
  /** Its answer is so long on the way. */
  | { readonly does: 'answer-late'; readonly ms: number }

/** What may befall a request by REST. */
export type RestFault =
  /** An error in place of what was asked for. */
  | { readonly does: 'refuse'; readonly status: number; readonly code: number; readonly message: string }
  /** The connection breaks: before what was asked for is done, or after. */
  | { readonly does: 'lose-request' | 'lose-answer' }
  /** The answer, or all of it, is so long on the way. */
  | { readonly does: 'answer-late' | 'arrive-late'; readonly ms: number }

/** Faults on request. Each is asked about everything that is sent, and names what befalls it. */
export interface Faults {
  /** Asked once for each attempt. */
  webhook?: ((sent: SentWebhook) => WebhookFault | undefined) | undefined
  rest?: ((request: RestRequest) => RestFault | undefined) | undefined
}
