import type { Calls } from './calls.ts'
import { ABSENT, DIALLING, FREE, LEG_ENDED, RESTING, WAITING } from './calls.ts'

/** Lines that a centre may have: what of a key is left to the line. */
const LINES_MAX = 4_096

/** The callbacks that callers wait for, by caller and line: one caller has one at most at a line. */
export class PendingCallbacks {
  /** Slots of calls. Some may not wait any more, or be other calls by now. */
  readonly #calls = new Map<number, number>()

  add({ line, caller }: Calls, call: number): void {
    if (caller[call] !== 0) this.#calls.set(keyOf(line[call]!, caller[call]!), call)
  }

  remove({ line, caller }: Calls, call: number): void {
    const key = keyOf(line[call]!, caller[call]!)
    if (this.#calls.get(key) === call) this.#calls.delete(key)
  }

  /** The call by which a caller waits to be called back by a line, or -1. */
  of(calls: Calls, line: number, caller: number): number {
    const call = this.#calls.get(keyOf(line, caller))
    return call !== undefined && isPending(calls, call) ? call : -1
  }

  /** As `of`, for one who is in another call to the line. */
  ofCallerIn(calls: Calls, call: number): number {
    const other = this.#calls.size === 0 ? -1 : this.of(calls, calls.line[call]!, calls.caller[call]!)
    return other === call ? -1 : other
  }

  /** Finds them in the columns of a centre, which are all that is saved of them. */
  restore(calls: Calls): void {
    this.#calls.clear()
    for (let call = 0; call < calls.capacity; call++)
      if (calls.phase[call] !== FREE && (calls.flags[call]! & ABSENT) !== 0) this.add(calls, call)
  }
}

/** Whether somebody has hung up and is to be called back. */
export function isPending({ phase, flags }: Calls, call: number): boolean {
  if ((flags[call]! & ABSENT) === 0) return false
  if (phase[call] === DIALLING) return true
  return (flags[call]! & LEG_ENDED) !== 0 && (phase[call] === WAITING || phase[call] === RESTING)
}

function keyOf(line: number, caller: number): number {
  return caller * LINES_MAX + line
}
