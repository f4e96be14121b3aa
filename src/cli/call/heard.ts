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
}

/** One thing that a caller hears, does or meets with. */
export type Heard = { readonly atMs: number } & (
  | ({ readonly kind: 'said' } & Spoken)
  /** Told when it stops; `atMs` is when it began. */
  | { readonly kind: 'music'; readonly seconds: number }
  | { readonly kind: 'pressed'; readonly key: string }
  /** The key pressed last does nothing here. */
  | { readonly kind: 'ignored'; readonly key: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'answered'; readonly agent: string; readonly leavesMs: number }
  | { readonly kind: 'agent-left'; readonly agent: string }
  | { readonly kind: 'hung-up'; readonly by: 'caller' | 'line' }
  /** The promised callback. */
  | { readonly kind: 'rings' | 'picked-up' | 'rang-out' }
  | ({ readonly kind: 'ended' } & Summary)
)

/** Who listens to a call. */
export type Hears = (heard: Heard) => void
