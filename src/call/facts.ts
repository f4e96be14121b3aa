/** What is known of a caller beforehand, as numbers of the centre. */
export interface Known {
  /** The caller has an open case. */
  readonly hasCase: boolean
  /** The agent who had that case last, or -1. */
  readonly agent: number
  /** Bits of the line's matters that are pending. */
  readonly matters: number
}

/** A call without a leg, for a caller whom somebody owes a callback. */
export interface Owed {
  readonly tier: number
  /** The agent who is to make it, if free in time, or -1. */
  readonly agent: number
  /** Not before this moment; 0 for as soon as it is its turn. */
  readonly afterMs: number
  /** Zone of the caller's number, by the centre's own numbers. */
  readonly zone: number
}

/**
 * What happens to a centre: the one door in. Facts come in order of time; a fact about something that is not so
 * (an acceptance after the caller hung up) is a slip of the world, changes nothing and says so by its result.
 * All numbers are the centre's own.
 */
export interface Facts {
  /**
   * A call arrives. `caller` is the key of a known number, 0 for a number that is withheld; `zone` is where that number
   * is, see `centre/calling.ts`. Gives the call.
   */
  arrives(line: number, caller: number, tier: number, atMs: number, known?: Known, zone?: number): number
  /** The arrival of this call could not be stepped; it begins in its flow's `recover`. Gives the call. */
  rescues(line: number, caller: number, tier: number, atMs: number, known?: Known, zone?: number): number
  /**
   * Somebody owes this caller a callback, from this queue by its place in the line: a call begins that has no leg until
   * it is dialled. Gives the call, or -1 where the caller cannot be called or the flow knows no callbacks of the queue.
   */
  owes(line: number, queue: number, caller: number, owed: Owed, atMs: number): number
  /**
   * The caller pressed, said, entered or kept silent: an event of the flow's alphabet. `zone` is that of a number that
   * was entered.
   */
  hears(call: number, event: number, atMs: number, zone?: number): boolean
  /** The time that `wakeCall` named has come, and the piece of music has ended. */
  isDue(call: number, atMs: number): boolean
  hangsUp(call: number, atMs: number): boolean
  /** The person called back has picked up. */
  answersCallback(call: number, atMs: number): boolean
  /** Nobody picked up, or a machine did. */
  missesCallback(call: number, atMs: number): boolean
  signsIn(agent: number, atMs: number): boolean
  /** The agent takes no more calls, after the present one if there is one. */
  goesAway(agent: number, atMs: number): boolean
  accepts(agent: number, atMs: number): boolean
  /** The agent's phone rang out, was busy or was declined. */
  misses(agent: number, atMs: number): boolean
  /** The agent hung up; the call may go on without. */
  leaves(agent: number, atMs: number): boolean
  /** The agent hands the caller on to another queue of the line, by its place there; false where the flow has no way. */
  transfers(agent: number, queue: number, atMs: number): boolean
  /** Wrap-up is finished. */
  isReady(agent: number, atMs: number): boolean
  lineIsDue(line: number, atMs: number): boolean
  agentsAreDue(atMs: number): boolean
  /** Stepping a fact about this call threw; the call goes to its flow's `recover`. */
  recovers(call: number, atMs: number): boolean
  /** Recovering threw as well: the call ends. */
  drops(call: number, atMs: number): boolean
}
