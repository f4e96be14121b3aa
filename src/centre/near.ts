import { MINUTE_MS, NEVER_MS } from '../base/units.ts'
import { canBeCalled } from './calling.ts'
import { GONE, RESTING, WAITING, WANTS_TEXTS } from './calls.ts'
import type { NearTexts } from './near-texts.ts'
import type { State } from './state.ts'
import { tellRange } from './telling.ts'
import { textRange } from './texting.ts'

/** The timer by which the wait of such a caller is looked at: the centre's own, no event of any flow. */
export const LOOK = 1 << 21
const LOOK_EVERY_MS = MINUTE_MS
/** A wait has changed much that is longer or shorter by more than this, and by more than half of what was told. */
const CHANGED_MS = 10 * MINUTE_MS
/** A caller is not told more often than this that the wait has changed. */
const CHANGED_EVERY_MS = 15 * MINUTE_MS
const NONE = -1

/** From now on a caller who hangs up with the place kept is texted when it is nearly their turn. */
export function wantTexts(state: State, call: number, soon: number, changed: number): void {
  const { calls, near } = state
  if (!canBeCalled(calls, call)) return
  calls.flags[call]! |= WANTS_TEXTS
  near.set(call, { soon, changed, byMs: calls.toldByMs[call]!, sinceMs: state.nowMs })
  goOnLooking(state, call, state.nowMs + LOOK_EVERY_MS)
}

/** The timers of a call were taken away: the wait is looked at all the same. */
export function lookAgain(state: State, call: number): void {
  if ((state.calls.flags[call]! & WANTS_TEXTS) !== 0) goOnLooking(state, call, state.nowMs + LOOK_EVERY_MS)
}

/** Looks at the wait of a caller who is to be texted. Gives no event: the flow has no part in it. */
export function look(state: State, call: number): number {
  const { calls, near } = state
  const texts = near.get(call)
  const phase = calls.phase[call]!
  // Whoever is being dialled, or was, needs no text any more; nor does one who talks.
  const waits = (phase === WAITING || phase === RESTING) && calls.attempts[call] === 0
  if (!texts || !waits) {
    stopLooking(state, call)
    return NONE
  }
  const isAway = phase === WAITING && (calls.flags[call]! & GONE) === GONE
  if (isAway && tells(state, call, texts)) stopLooking(state, call)
  // Who rests until the line opens is not near before that.
  else
    goOnLooking(
      state,
      call,
      Math.max(state.nowMs, phase === RESTING ? restsUntilMs(calls, call) : 0) + LOOK_EVERY_MS,
    )
  return NONE
}

/** No text comes any more. */
export function stopLooking({ calls, near }: State, call: number): void {
  calls.flags[call]! &= ~WANTS_TEXTS
  calls.clearTimer(call, LOOK)
  near.delete(call)
}

/** The prompts of the texts in another version of the line; where one is gone, none come any more. */
export function moveNear(state: State, call: number, moved: (prompt: number) => number): void {
  const texts = state.near.get(call)
  if (!texts) return
  texts.soon = moved(texts.soon)
  texts.changed = moved(texts.changed)
  if (texts.soon < 0 || texts.changed < 0) stopLooking(state, call)
}

/**
 * Texts what there is to tell; true after the text that it is nearly the caller's turn, which is the last. What was told
 * binds as it does on the line: an estimate rises only with a reason.
 */
function tells(state: State, call: number, texts: NearTexts): boolean {
  const { calls, lines } = state
  const [byMs, setbacks] = [calls.toldByMs[call]!, calls.toldSetbacks[call]!]
  const told = tellRange(state, call)
  if (told === null) return false
  if (state.estimate.meanMs <= lines[calls.line[call]!]!.textWhenMs) {
    textRange(state, call, texts.soon, told)
    return true
  }
  const nowByMs = calls.toldByMs[call]!
  const movedMs = Math.abs(nowByMs - texts.byMs)
  const isMuch = movedMs > CHANGED_MS && movedMs > (texts.byMs - texts.sinceMs) / 2
  if (texts.byMs === 0 || (isMuch && state.nowMs - texts.sinceMs >= CHANGED_EVERY_MS)) {
    if (texts.byMs !== 0) textRange(state, call, texts.changed, told)
    texts.byMs = nowByMs
    texts.sinceMs = state.nowMs
    return false
  }
  // Nothing was told, so nothing new binds.
  calls.toldByMs[call] = byMs
  calls.toldSetbacks[call] = setbacks
  return false
}

function goOnLooking({ calls }: State, call: number, dueMs: number): void {
  calls.clearTimer(call, LOOK)
  calls.setTimer(call, LOOK, dueMs)
}

function restsUntilMs(calls: State['calls'], call: number): number {
  const untilMs = calls.earliestMs(call)
  return untilMs === NEVER_MS ? 0 : untilMs
}
