import { ASKS_SCORE, TO_GIVEN } from '../call/program.ts'
import { promisedMoment } from './callbacks.ts'
import { canBeCalled } from './calling.ts'
import { NUMBER_GIVEN } from './calls.ts'
import { reopensMs } from './opening.ts'
import { quieterMs } from './quiet.ts'
import type { State } from './state.ts'
import { OPENING, PROMISED, QUIETER } from './state.ts'

/** The moment that a prompt tells the caller of a call; 0 where it tells none, or nobody can say. */
export function momentFor(state: State, call: number, prompt: number): number {
  const line = state.lines[state.calls.line[call]!]!
  const moment = line.moments[prompt]!
  if (moment === OPENING) return reopensMs(line, state.nowMs)
  if (moment === QUIETER) return quieterMs(line, state.nowMs)
  return moment === PROMISED ? promisedMoment(state, call) : 0
}

/** Sends a prompt to the caller as a text message; nothing to one whose number nobody knows. */
export function text(state: State, call: number, prompt: number, asksScore: number): void {
  const { calls, lines, out } = state
  if (!canBeCalled(calls, call)) return
  const momentMs = momentFor(state, call, prompt)
  // What is not known is not told.
  if (momentMs === 0 && lines[calls.line[call]!]!.moments[prompt] === QUIETER) return
  const manner = (asksScore === 0 ? 0 : ASKS_SCORE) | mannerOf(state, call)
  out.text(call, prompt, 0, 0, momentMs, manner)
}

/** As `text`, of a wait in minutes. */
export function textRange(
  state: State,
  call: number,
  prompt: number,
  { lowMinutes, highMinutes }: { readonly lowMinutes: number; readonly highMinutes: number },
): void {
  // A text is read a while later than it is sent: "0 to 1 minutes" would be over by then.
  const [low, high] = [Math.max(1, lowMinutes), Math.max(2, highMinutes)]
  state.out.text(call, prompt, low, high, 0, mannerOf(state, call))
}

/** A text goes where a callback would go. */
function mannerOf({ calls }: State, call: number): number {
  return (calls.flags[call]! & NUMBER_GIVEN) === 0 ? 0 : TO_GIVEN
}
