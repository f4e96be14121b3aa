import { caseNumberOf } from '../../line/case-number.ts'
import type { SpokenDigits } from '../../line/speech.ts'
import { put } from './remembered.ts'
import type { CallDigits, LookUp } from './served.ts'

const LAST_DIGITS = 4

/** The digits of calls, in memory alone. What a process before this one knew comes from beside the journal. */
export class Digits {
  readonly #lookUp: LookUp
  readonly #calls = new Map<number, CallDigits>()

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp
  }

  /** A call begins. */
  begin(call: number, known: Pick<CallDigits, 'own' | 'case'>): void {
    put(this.#calls, call, known)
  }

  /** The caller has entered something more. */
  enter(call: number, entered: Pick<CallDigits, 'entry' | 'given' | 'about'>): void {
    put(this.#calls, call, { ...this.#calls.get(call), ...entered })
  }

  /** To be called before `enter` or `spoken` for a call that may have begun in another process. */
  async recall(call: number, caller: number): Promise<void> {
    if (!this.#calls.has(call)) put(this.#calls, call, await this.#lookUp.digitsOf(call, caller))
  }

  /**
   * What prompts of a call speak. `isGiven`: the call is to be called back at the number that was entered. `hasCase`: it
   * has given its caller a case number.
   */
  spoken(call: number, { isGiven, hasCase }: { isGiven: boolean; hasCase: boolean }): SpokenDigits {
    const { entry, given, own, about, case: known } = this.#calls.get(call) ?? {}
    const open = about ?? (hasCase ? caseNumberOf(call) : known)
    const number = (isGiven ? given : own)?.slice(-LAST_DIGITS)
    return {
      ...(entry !== undefined && { entry }),
      ...(number !== undefined && { number }),
      ...(open !== undefined && { case: open }),
    }
  }

  /** The centre was made anew: what was entered in rounds that failed is not so. */
  forget(): void {
    this.#calls.clear()
  }
}
