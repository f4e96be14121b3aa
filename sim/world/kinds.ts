/** Kinds of events of the simulated world. */
export const ARRIVAL = 0
export const HANG_UP_CALL = 1
export const TALK_ENDS = 2
export const READY = 3
export const ACTS = 4
export const DUE = 5
export const LINE_DUE = 6
export const AGENTS_DUE = 7
export const SHIFT = 8
export const ALERTS_DUE = 9
export const MESSAGE_HEARD = 10
/** The next point of an agent's shift has come; the agent's rest is over. */
export const SHIFT_POINT = 11
export const REST_OVER = 12
export const RINGS_AGAIN = 13

/** Those of other channels: these four and nothing else from `ITEM_ARRIVES` on. */
export const ITEM_ARRIVES = 20
export const ITEM_DONE = 21
export const WRITER_LEAVES = 22
export const ITEM_URGENT = 23

/** Ranks within a millisecond: hang-ups first, then what frees agents, then what arrives. */
export const RANK_HANG_UP = 0
export const RANK_FREE = 1
export const RANK_ARRIVE = 2

/** Streams of random numbers, one a purpose; each replication has its own of every kind. */
export const STREAM_ARRIVALS = 1
export const STREAM_CALLERS = 2
export const STREAM_ACTS = 3
export const STREAMS = 4
/** Purposes from here on: see `streamOf`. */
export const STREAM_KINDS = 4
export const STREAM_MENU_HANG_UPS = 5
export const STREAM_RESOLUTION = 6
export const STREAM_REDIALS = 7
export const STREAM_DAYS = 16
export const STREAM_INTERVALS = 17
export const STREAM_BURSTS = 18
export const STREAM_BURST_CALLERS = 19
/** Who comes to work, how late, and who is on vacation; by agent or group and day. */
export const STREAM_ATTENDANCE = 24
export const STREAM_VACATION = 25
/** What an agent is like, by agent. */
export const STREAM_AGENTS = 26
/** What becomes of a talk, by caller and talk; whether an agent picks up, by caller and offer. */
export const STREAM_TALKS = 27
export const STREAM_RINGS = 28
export const STREAM_REACTIONS = 32
export const STREAM_ITEM_ARRIVALS = 40
export const STREAM_ITEMS = 41

/**
 * The stream of a purpose that has come since: the earlier ones lie side by side by replication, and go on doing so, so
 * that every seed keeps its days. Replications are below 2^26, and purposes below 64.
 */
export function streamOf(replication: number, purpose: number): number {
  return purpose * 0x4000000 + replication
}

/** Acts, and calls, of one caller that have luck of their own: the next ones begin with that of the first again. */
export const ACTS_OF_CALLER = 64
export const CALLS_OF_CALLER = 64
