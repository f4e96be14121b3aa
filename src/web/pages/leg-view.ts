import type { PhoneEvent } from './phone-view.ts'

/** What `GET /api/agent/token` answers with: by which carrier calls ring in this page. */
export type LegGrant =
  | { readonly carrier: 'local' }
  /** `token` lets the page be the client of the agent's address, for as long as it says itself. */
  | { readonly carrier: 'twilio'; readonly token: string }

/** What the carrier on this machine tells the telephone in a page, event by event. */
export type LegEvent =
  /** Another call rings, unlike those before. */
  { readonly kind: 'begins' } | PhoneEvent

/** A line of what was heard on the telephone, or said into it. */
export interface LegLine {
  readonly who: 'line' | 'other' | 'self' | 'note'
  readonly text: string
}
