import { SECOND_MS } from '../base/units.ts'

/** Silence after which a recording ends. */
const SILENCE_MS = 5 * SECOND_MS
/** What is shorter counts as nothing. */
const LEAST_MS = SECOND_MS / 2

/** A message that the line is taking: from the tone on, until silence, #, a hang-up, or the most that is taken. */
export class Recording {
  readonly #toneMs: number
  readonly #endMs: number
  #fromMs = 0
  #untilMs = 0

  constructor({ toneMs, mostMs }: { toneMs: number; mostMs: number }) {
    this.#toneMs = toneMs
    this.#endMs = toneMs + mostMs
  }

  /** The caller speaks from now, or from the tone, for so long. Gives when that is over. */
  speaks(ms: number, nowMs: number): number {
    const fromMs = Math.max(nowMs, this.#toneMs)
    if (this.#untilMs === 0) this.#fromMs = fromMs
    this.#untilMs = Math.min(fromMs + ms, this.#endMs)
    return this.#untilMs
  }

  /** When it ends if the caller adds nothing. */
  get endsMs(): number {
    return Math.min(this.#endMs, Math.max(this.#toneMs, this.#untilMs) + SILENCE_MS)
  }

  hasBegun(nowMs: number): boolean {
    return nowMs >= this.#toneMs
  }

  /** What was said until now, without the silence around it; 0 for nothing. */
  saidMs(nowMs: number): number {
    return Math.max(0, Math.min(nowMs, this.#untilMs) - this.#fromMs)
  }

  /** What is kept of one that the caller ends: silence as well, as a machine cannot tell; 0 for nothing. */
  takenMs(nowMs: number): number {
    const takenMs = nowMs - this.#toneMs
    return takenMs < LEAST_MS ? 0 : this.saidMs(nowMs) || takenMs
  }
}
