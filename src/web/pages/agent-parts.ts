import type { Draft } from './agent-draft.ts'
import type { Deeds } from './deeds.ts'
import type { DeskCallView, DeskView } from './desk-view.ts'
import type { Leg } from './leg.ts'

/** What the parts of an agent's page are made from. */
export interface Parts {
  readonly view: DeskView
  /** Time of the centre. */
  readonly nowMs: number
  readonly deeds: Deeds
  readonly leg: Leg
  readonly draft: Draft
}

/** And those of a call. */
export type OfCall = Parts & { readonly call: DeskCallView }
