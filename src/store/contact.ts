import type { Outcome } from '../call/directives.ts'

/** By what a caller came. */
export const CHANNELS = ['phone', 'text', 'e-mail'] as const
export type Channel = (typeof CHANNELS)[number]

/** A wait in a queue, and the talk that it led to. */
export interface Turn {
  readonly queue: string
  /** Until an agent answered, or the caller went elsewhere; absent where an agent handed the talk over to another. */
  readonly waitMs?: number
  /** The place was kept for a callback: the caller did not hear all of the wait. */
  readonly isCallback?: true
  readonly agent?: string
  readonly talkMs?: number
  /** What the agent had to do afterwards; absent until that is done, and where there was nothing. */
  readonly wrapMs?: number
}

/** A call that is over, and what came of it. Its paper has the time of the arrival and the call's number as its id. */
export interface Contact {
  readonly line: string
  readonly channel: Channel
  readonly language: string
  readonly tier: string
  readonly endedMs: number
  readonly outcome: Outcome
  /** In the order of the call; none for one that came to no queue. */
  readonly turns: readonly Turn[]
  /** We called: the caller did not come by themselves. */
  readonly isOwed?: true
  /** Where the caller's number is: an IANA zone, or several joined by spaces; absent where nobody knows. */
  readonly zone?: string
  /** The number is none that may be called. */
  readonly isCallable?: false
  /** How content the caller was, from 1 to 5. */
  readonly score?: number
  /** What the agent said that it was about. */
  readonly code?: string
  /** The number of the case. */
  readonly case?: string
}

/** The talk that a score is about, and whom the caller went away from: the last one. */
export function lastTalk({ turns }: Pick<Contact, 'turns'>): Turn | undefined {
  return turns.findLast(({ agent }) => agent !== undefined)
}
