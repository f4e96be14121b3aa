import type { Outcome } from '../../call/directives.ts'
import type { Spoken, Told } from '../../testkit/diary.ts'

/** What a caller was told of the queue, and when. */
export interface ToldAt extends Told {
  readonly atMs: number
}

/** How a call went, once it is over. */
export interface Summary {
  /** `callback-kept` for one who did not stay for the callback that was promised. */
  readonly outcome: Outcome | 'callback-kept'
  readonly lastedSeconds: number
  /** In the queue, until an agent answered or the caller went. */
  readonly waitedSeconds?: number
  readonly agent?: string
  /** The first time that the caller was told of the queue. */
  readonly told?: ToldAt
  /** From then to the agent's answer. */
  readonly tookSeconds?: number
  /** Length of the message that the caller left. */
  readonly recordedSeconds?: number
  /** When a callback was promised for, where it was for a time. */
  readonly promisedMs?: number
  /** How content the caller said to be, from 1 to 5. */
  readonly score?: number
}

/** One thing that a caller hears, does or meets with. */
export type Heard = { readonly atMs: number } & (
  | ({ readonly kind: 'said' } & Spoken)
  /** Told when it stops; `atMs` is when it began. */
  | { readonly kind: 'music'; readonly seconds: number }
  | { readonly kind: 'pressed'; readonly key: string }
  /** The key pressed last does nothing here. */
  | { readonly kind: 'ignored'; readonly key: string }
  /** Digits that the line asked for; of a secret as many dots. */
  | { readonly kind: 'entered'; readonly keys: string }
  /** What the caller said, and what it was taken for. */
  | { readonly kind: 'spoke'; readonly words: string }
  | { readonly kind: 'silence' }
  /** A message; of no seconds where the line heard none. */
  | { readonly kind: 'recorded'; readonly seconds: number }
  | { readonly kind: 'rated'; readonly score: number }
  /** A text message to the caller. */
  | { readonly kind: 'texted'; readonly prompt: string; readonly text: string }
  | { readonly kind: 'answered'; readonly agent: string; readonly leavesMs: number }
  | { readonly kind: 'agent-left'; readonly agent: string }
  | { readonly kind: 'hung-up'; readonly by: 'caller' | 'line' }
  /** The promised callback. */
  | { readonly kind: 'rings' | 'picked-up' | 'rang-out' }
  | ({ readonly kind: 'ended' } & Summary)
)

/** Who listens to a call. */
export type Hears = (heard: Heard) => void
