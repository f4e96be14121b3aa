import { SECOND_MS } from '../base/units.ts'

/** Silence after which a recording ends, as Twilio has it unless told otherwise. */
const SILENCE_MS = 5 * SECOND_MS

/** A message that the line is taking: from the tone on, until silence, a key, a hang-up, or the most that is taken. */
export class Recording {
  /** The prompt before the tone. */
  readonly prompt: string
  readonly toneMs: number
  readonly #endMs: number
  #fromMs = 0
  #untilMs = 0

  constructor({ prompt, toneMs, mostMs }: { prompt: string; toneMs: number; mostMs: number }) {
    this.prompt = prompt
    this.toneMs = toneMs
    this.#endMs = toneMs + mostMs
  }

  /** The caller speaks from now, or from the tone, for so long. Gives when that is over. */
  speaks(ms: number, nowMs: number): number {
    const fromMs = Math.max(nowMs, this.toneMs)
    if (this.#untilMs === 0) this.#fromMs = fromMs
    this.#untilMs = Math.min(fromMs + ms, this.#endMs)
    return this.#untilMs
  }

  /** When it ends if the caller adds nothing. */
  get endsMs(): number {
    return Math.min(this.#endMs, Math.max(this.toneMs, this.#untilMs) + SILENCE_MS)
  }

  /** What was said until now, without the silence around it. */
  lengthMs(nowMs: number): number {
    return Math.max(0, Math.min(nowMs, this.#untilMs) - this.#fromMs)
  }
}
