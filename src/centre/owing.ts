import { NEVER_MS } from '../base/units.ts'
import type { Owed } from '../call/facts.ts'
import { expects, standAgain, takePlace } from './callbacks.ts'
import { NOT_CALLABLE, promisable, servedAndLegalFrom } from './calling.ts'
import { ABSENT, LEG_ENDED } from './calls.ts'
import { endCall } from './leaving.ts'
import { free, prefer } from './routing.ts'
import { step } from './run.ts'
import type { State } from './state.ts'

const NONE = -1

/**
 * Begins a call for a caller who is owed a callback: it stands in its queue from its moment on, as if the caller had
 * kept a place there. A callback that the caller waits for already becomes one with it, at the earlier of the two times.
 */
export function owe(
  state: State,
  line: number,
  queue: number,
  caller: number,
  { tier, agent, afterMs, zone }: Owed,
): number {
  const { calls, lines } = state
  const { table, queues } = lines[line]!
  const event = table.firstOwed + queue
  if (caller === 0 || zone === NOT_CALLABLE || !table.hears(table.initialState, event)) return NONE
  const place = queues[queue]!
  const old = state.callbacks.of(calls, line, caller)
  const wantedMs = old < 0 ? afterMs : Math.min(afterMs, calls.promisedMs[old]!)
  const momentMs = wantedMs > state.nowMs ? promisable(state, line, zone, wantedMs) : state.nowMs
  if (servedAndLegalFrom(state, place, zone, momentMs) === NEVER_MS) return NONE
  const call = calls.take(line, caller, tier, table.initialState, state.nowMs)
  calls.zone[call] = zone
  calls.flags[call] = ABSENT | LEG_ENDED
  calls.queue[call] = place
  calls.promisedMs[call] = momentMs > state.nowMs ? momentMs : 0
  calls.queuedMs[call] = momentMs
  calls.orderMs[call] = momentMs - state.queues.settings[place]!.headStartMs[tier]!
  calls.overtaken[call] = 0
  calls.toldPosition[call] = 0
  calls.toldByMs[call] = 0
  calls.toldSetbacks[call] = 0
  expects(state, call, momentMs)
  if (agent >= 0) prefer(state, call, agent)
  state.watch.queued(call, place)
  state.watch.keptPlace(call, place)
  const reserved = takePlace(state, call, old)
  state.callbacks.add(calls, call)
  if (step(state, call, event)) endCall(state, call)
  else standAgain(state, call)
  if (reserved >= 0) free(state, reserved)
  return call
}
