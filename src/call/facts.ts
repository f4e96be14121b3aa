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

/** How a supervisor is in somebody else's talk: hears it, is heard by the agent alone, or by all. */
export const MANNERS = ['listen', 'whisper', 'join'] as const
export type Manner = (typeof MANNERS)[number]

/** What happens to agents outside of a talk. A fact about something that is not so changes nothing. */
export interface DeskFacts {
  signsIn(agent: number, atMs: number): boolean
  /**
   * The agent takes no more calls, after the present one if there is one; or is away for another reason now.
   * @param reason a place in `AWAY_REASONS`; `NO_REASON` unless told
   */
  goesAway(agent: number, atMs: number, reason?: number): boolean
  /** The agent's phone rang out, was busy or was declined. */
  misses(agent: number, atMs: number): boolean
  /** The phone of an agent who is offered a caller could not be rung so far: that is not the agent's doing. */
  failsToRing(agent: number, atMs: number): boolean
  /**
   * The agent says what came of the call with this number: the one that the agent talks to, or talked to last. Where
   * the queue wants a code, wrap-up can end from here on.
   */
  codes(agent: number, call: number, atMs: number): boolean
  /** Wrap-up is finished; false while a code is wanted that is not given. */
  isReady(agent: number, atMs: number): boolean
}

/**
 * What agents do in the midst of a talk, and supervisors with a talk of somebody else's. The main agent of a call is
 * the one who took it, or to whom it was handed over; one other agent may help.
 */
export interface TalkFacts extends DeskFacts {
  /** The main agent lets the caller hear music. */
  holds(agent: number, atMs: number): boolean
  /** The main agent brings the caller back. */
  resumes(agent: number, atMs: number): boolean
  /** The main agent asks another one, who is available, to help; the caller hears music meanwhile. */
  invites(agent: number, other: number, atMs: number): boolean
  /** As `invites`, of whoever serves a queue of the line, by its place there. */
  asksQueue(agent: number, queue: number, atMs: number): boolean
  /** The main agent takes the invitation back, or lets the helper go; the caller is brought back. */
  uninvites(agent: number, atMs: number): boolean
  /** The helper goes on with the call as its main agent; the one before is out of it. */
  handsOver(agent: number, atMs: number): boolean
  /** A supervisor listens to the talk that `whom` is in; `manner` is an index of `MANNERS`. */
  monitors(agent: number, whom: number, manner: number, atMs: number): boolean
  unmonitors(agent: number, atMs: number): boolean
  /** An agent lets the recording pause, as while card data is spoken. */
  pausesRecording(agent: number, atMs: number): boolean
  resumesRecording(agent: number, atMs: number): boolean
}

/**
 * What happens to a centre: the one door in. Facts come in order of time; a fact about something that is not so
 * (an acceptance after the caller hung up) is a slip of the world, changes nothing and says so by its result.
 * All numbers are the centre's own.
 */
export interface Facts extends TalkFacts {
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
  accepts(agent: number, atMs: number): boolean
  /** The agent hung up; the call may go on without. */
  leaves(agent: number, atMs: number): boolean
  /**
   * The agent's phone failed in the talk, and takes no more calls until the agent says so: a browser that was closed.
   * The caller, who has not been served, goes on by `agent.lost`, or by `agent.left` where the flow does not know it.
   */
  loses(agent: number, atMs: number): boolean
  /** The agent hands the caller on to another queue of the line, by its place there; false where the flow has no way. */
  transfers(agent: number, queue: number, atMs: number): boolean
  /** The line has something to tell a caller by text message, outside of any call. False for a withheld number. */
  texts(line: number, caller: number, prompt: number, atMs: number): boolean
  lineIsDue(line: number, atMs: number): boolean
  agentsAreDue(atMs: number): boolean
  /** It is time to look at the rules by which supervisors are alerted. */
  alertsAreDue(atMs: number): boolean
  /** Stepping a fact about this call threw; the call goes to its flow's `recover`. */
  recovers(call: number, atMs: number): boolean
  /** Recovering threw as well: the call ends. */
  drops(call: number, atMs: number): boolean
}
