import type { Contact } from './contact.ts'
import type { Score, Task } from './task.ts'

/**
 * What a centre keeps about people beside its journal, by kind: small documents that are found by kind, state, caller,
 * call or time. All of it is private, and goes with its caller.
 */
export interface PaperKinds {
  /**
   * What is settled with a caller over one call or several. Its id is its number; it is `open` or `closed`, or `same` for
   * the number of a call that is about another case.
   */
  case: CaseBody
  /** What came of a call that is over. */
  contact: Contact
  /** A list of callers who are told what is pending; `running`. */
  campaign: { readonly line: string; readonly notices: number }
  /** A notice of a campaign: `waiting`, `sent`, `opted-out`, `unreachable` or `too-late`. */
  'campaign-item': CampaignItemBody
  /** What an agent wrote down about a call. */
  note: {
    readonly agent: string
    readonly text: string
    /** The agent thinks that the matter is settled, or that it is not. */
    readonly resolved?: boolean
  }
  /** An alert to supervisors, by its name; its state is empty or `acknowledged`. */
  alert: AlertBody
  /** How content a caller was with a call. */
  score: Score
  /** What somebody is still to do for a caller. */
  task: Task
  /** A text message, sent or received; where it stands is one of `TextState`. */
  text: SentTextBody | ReceivedTextBody
}

export interface CampaignItemBody {
  readonly campaign: string
  readonly line: string
  readonly matter: string
  /** The last day on which it is of use. */
  readonly due?: string
}

export interface CaseBody {
  readonly line: string
  /** In which the caller was, when it was opened. */
  readonly queue?: string
  /** Who talked to the caller, when it was opened. */
  readonly agent?: string
  readonly closedMs?: number
  /** The number of the case that the call is about, of one that is `same`. */
  readonly sameAs?: string
}

export interface SentTextBody {
  readonly direction: 'out'
  readonly line: string
  readonly prompt: string
  /** A reply is taken for a score. */
  readonly asks?: 'score'
  /** The carrier's identifier, of one that it took. */
  readonly sid?: string
  /** The carrier's code for why it did not arrive. */
  readonly errorCode?: number
}

export interface ReceivedTextBody {
  readonly direction: 'in'
  readonly line: string
  readonly words: string
}

export interface AlertBody {
  readonly line: string
  readonly rule: string
  readonly queue?: string
  /** Who was told and what came of it, in order. */
  readonly told: readonly {
    readonly what: 'raised' | 'again' | 'recovered'
    readonly way: 'text' | 'email' | 'webhook'
    /** A number, an address, or the host of a webhook. */
    readonly to: string
    readonly fate: string
    readonly atMs: number
  }[]
  /** Who has taken note of it first, and when. */
  readonly acknowledged?: { readonly by: string; readonly atMs: number }
}

export type PaperKind = keyof PaperKinds

/** How long papers of a kind are kept: like other words about people, or like their calls and what came of them. */
export const KEPT_LIKE: Readonly<Record<PaperKind, 'words' | 'contacts'>> = {
  campaign: 'contacts',
  'campaign-item': 'contacts',
  note: 'words',
  text: 'words',
  case: 'contacts',
  contact: 'contacts',
  score: 'contacts',
  task: 'contacts',
  alert: 'words',
}
