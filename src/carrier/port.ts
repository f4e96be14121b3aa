import type { Entry } from '../call/journal.ts'

/** Something that must reach another leg than the one that is being answered, kept until its outcome is known. */
export interface Effect {
  /** What to do, as JSON without numbers or names of people. */
  readonly payload: string
  /** Not before this time of the centre; at once if absent. */
  readonly dueMs?: number
}

/**
 * The edge at which a centre reaches phones. What happens at a phone comes to the runtime as reports; what the
 * centre directs comes here.
 */
export interface Carrier {
  /**
   * Takes note of a fact and its directives: of every fact of the journal in order, also of those from before a
   * restart. Has no effect outside. Gives what must be done to other legs once the fact is committed; the effect at
   * `index` gets the id `effectId(entry, index)`.
   */
  note(entry: Entry): readonly Effect[]
  /** The entries are durable; a carrier that needs no effects acts on them now. Not called for a replay. */
  committed(entries: readonly Entry[]): void
  /**
   * Does what an effect says. Once `held` is aborted what has not reached the outside yet is not begun.
   * @throws to be asked again later, with `attempt` one higher; the reason of `held` where it was not begun
   */
  act(effect: Effect & { readonly id: string }, attempt: number, held: AbortSignal): Promise<void>
  /**
   * True while the phone asks by itself what comes next (the end of a piece of music), so that what is due for the
   * call waits for the phone to ask.
   */
  asksByItself(call: number): boolean
  /** What the carrier remembers, as a value that `v8.serialize` can write down; and back. */
  snapshot(): unknown
  restore(snapshot: unknown): void
}

/** The id of an effect: unique in its centre, and the same after every replay. */
export function effectId({ centre, seq }: Pick<Entry, 'centre' | 'seq'>, index: number): string {
  return `${centre}-${seq}-${index}`
}
