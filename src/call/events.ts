/** The keys of a phone, as they stand in event names: XState keeps `*` for wildcards. */
export const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'star', 'pound'] as const
export type Key = (typeof KEYS)[number]

/**
 * The closed alphabet that every flow understands, in the order of its numbers. Whatever is unbounded was resolved
 * to one of these before it reaches a flow: hours to open or closed, an estimate to short or long, a number entered
 * to valid or invalid. A line adds `said.<intent>` for its intents, and for its queues `agent.transfers.<queue>` and
 * `callback.owed.<queue>`; its flow adds its timers.
 */
export const COMMON_EVENTS = [
  'line.open',
  'line.closed',
  'line.holiday',
  'key.0',
  'key.1',
  'key.2',
  'key.3',
  'key.4',
  'key.5',
  'key.6',
  'key.7',
  'key.8',
  'key.9',
  'key.star',
  'key.pound',
  'silence',
  'said.unclear',
  'entry.valid',
  'entry.invalid',
  'recording.kept',
  'recording.empty',
  'caller.unknown',
  'caller.known',
  'caller.returning',
  'caller.expected',
  'number.known',
  'number.withheld',
  'wait.short',
  'wait.long',
  'wait.very-long',
  'queue.full',
  'queue.closing',
  'agent.answered',
  'agent.left',
  'agent.lost',
  'callback.kept',
  'callback.refused',
  'callback.answered',
  'callback.given-up',
  'hangup',
  'recover',
] as const

export type CommonEvent = (typeof COMMON_EVENTS)[number]

/** An event of a flow; the payload is part of the type, so that the alphabet is finite. */
export type FlowEvent =
  | { type: CommonEvent }
  | { type: `said.${string}` }
  | { type: `agent.transfers.${string}` }
  | { type: `callback.owed.${string}` }

/** The number of a common event: the same in every flow, so that the centre can name it without a look-up. */
export function eventNumber(name: CommonEvent): number {
  return COMMON_EVENTS.indexOf(name)
}
