import type { Fact } from '../call/journal.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { VirtualClock } from './clock.ts'
import type { Inbox } from './inbox.ts'

/** What a phone is plugged into. */
export interface Exchange {
  readonly definition: LineDefinition
  readonly clock: VirtualClock
  readonly inbox: Inbox
  /** False for a fact about something that is not so. */
  enter(fact: Fact): boolean
  /** True where the centre calls back at the number that was entered, not at the one that calls. */
  hasGivenNumber(call: number): boolean
  /** When a callback is promised for; undefined where none is, or only in its turn. */
  promisedMs(call: number): number | undefined
}

/** What no journal holds of who is calling: it is spoken to the caller alone. */
export interface Person {
  /** Absent where it is withheld. */
  readonly number?: string
  readonly openCase?: string
}
