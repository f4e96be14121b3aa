import { NEVER_MS } from '../../../src/base/units.ts'
import type { Distribution } from '../../distribution.ts'
import type { PlannedLog } from './log-plan.ts'

const UNIFORMS = 2 ** 32

/** Callers who ring when those of a log rang, with what the log shows of them. */
export class LoggedArrivals {
  readonly #log: PlannedLog
  /** The caller who comes next, and the one who has come last. */
  #next = 0
  #come = -1

  constructor(log: PlannedLog) {
    this.#log = log
  }

  begin(fromMs: number): void {
    const after = this.#log.atMs.findIndex(at => at >= fromMs)
    this.#next = after < 0 ? this.#log.atMs.length : after
  }

  /** When the next caller rings; `NEVER_MS` after the last. */
  next(): number {
    const { atMs } = this.#log
    return this.#next < atMs.length ? atMs[this.#next++]! : NEVER_MS
  }

  /** The caller whose time was given last comes, and is the one that is asked about. Gives what they want. */
  come(): number {
    this.#come = this.#next - 1
    return this.#log.intent[this.#come] ?? -1
  }

  /** The bits that draw the caller's handle time: as logged, else those that were drawn. */
  handleBits(drawn: number): number {
    return this.#log.isTimed[this.#come] === 1 ? this.#log.handleBits[this.#come]! : drawn
  }

  /**
   * The bits that draw the caller's patience: of one who hung up, what the wait was; of one who was served, any that
   * is at least as long, as likely as the distribution has it (Kaplan and Meier's redistribution to the right).
   */
  patienceBits(drawn: number, patience: Distribution): number {
    const { waits } = this.#log
    if (!waits) return drawn
    const least = leastUniform(patience, waits.seconds[this.#come]!)
    if (waits.served[this.#come] === 0) return least | 0
    return Math.floor(least + ((drawn >>> 0) / UNIFORMS) * (UNIFORMS - least)) | 0
  }
}

/** The least of all 2^32 uniforms that draws a time of so many seconds or more; the greatest where none does. */
function leastUniform(distribution: Distribution, seconds: number): number {
  let low = 0
  let high = UNIFORMS - 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (distribution.at(middle | 0) >= seconds) high = middle
    else low = middle + 1
  }
  return low
}
