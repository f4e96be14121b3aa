import { flow } from '../flow.ts'
import type { CallbackOptions } from './callback.ts'
import { calledBack } from './callback.ts'
import { transitions } from './parts.ts'

/**
 * Calls that nobody rang for: somebody owes the caller a callback, as was promised in another call. Such a call waits in
 * its queue for an agent like any callback, and the person who picks up presses 1.
 */
export function owed(options: Omit<CallbackOptions, 'refused'>) {
  return flow.createStateConfig({
    initial: 'away',
    meta: { asks: { kind: 'nothing' } },
    on: { 'callback.given-up': '#call.gone' },
    states: calledBack(options),
  })
}

/**
 * The transitions of a flow's first state by which owed callbacks begin: by queue, the state of its callbacks, made by
 * `owed`, `callback` or `offerCallback`.
 */
export function owes(states: Readonly<Record<string, string>>): Record<`callback.owed.${string}`, string> {
  return transitions(
    Object.fromEntries(Object.entries(states).map(([queue, to]) => [`callback.owed.${queue}`, `${to}.away`])),
  )
}
