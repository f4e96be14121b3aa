import { CASE_OPENED, RETURNING_CALLER } from './calls.ts'
import type { State } from './state.ts'

/** Gives a caller a case number, once a call; whoever came with an open case keeps that. */
export function openCase({ calls, out }: State, call: number): void {
  if (calls.known[call] === RETURNING_CALLER || (calls.flags[call]! & CASE_OPENED) !== 0) return
  calls.flags[call]! |= CASE_OPENED
  out.openCase(call)
}
