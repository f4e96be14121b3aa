import type { Clock } from '../../base/clock.ts'
import { NEVER_MS, SECOND_MS } from '../../base/units.ts'
import type { LineDefinition } from '../../line/definition.ts'
import type { SpokenValues } from '../../line/speech.ts'
import { renderPrompt, spokenMs } from '../../line/speech.ts'
import type { Hears } from './heard.ts'

/** What a directive fixes of a prompt. */
type Values = Pick<SpokenValues, 'position' | 'lowMinutes' | 'highMinutes' | 'openingMs'>

/** What sounds in a caller's ear: prompts one behind the other, then music from where it stopped. */
export class Playback {
  /** When all that is to be spoken will have been. */
  quietMs = 0
  readonly #line: LineDefinition
  readonly #clock: Clock
  readonly #hears: Hears
  #toSpeak: (() => void)[] = []
  /** When the music began or will begin. */
  #musicMs: number | undefined
  #piece = 0

  constructor(line: LineDefinition, clock: Clock, hears: Hears) {
    this.#line = line
    this.#clock = clock
    this.#hears = hears
  }

  /** When the music that sounds now began; undefined while there is none. */
  get musicSinceMs(): number | undefined {
    return this.#musicMs !== undefined && this.#musicMs <= this.#clock.nowMs() ? this.#musicMs : undefined
  }

  /** Speaks a prompt after those before it. */
  say(prompt: string, language: string, values: Values): void {
    this.#endMusic()
    const fromMs = Math.max(this.#clock.nowMs(), this.quietMs)
    // A line that opens on no day we can name has no opening time in its directive.
    const { openingMs = NEVER_MS } = values
    const text = renderPrompt(this.#line, prompt, language, { ...values, openingMs, atMs: fromMs })
    const audio = this.#line.prompts[prompt]?.audio?.[language]
    this.quietMs = fromMs + Math.round(audio ? audio.seconds * SECOND_MS : spokenMs(text))
    const speak = () => this.#hears({ atMs: fromMs, kind: 'said', prompt, language, text, ...values })
    if (fromMs <= this.#clock.nowMs()) speak()
    else this.#toSpeak.push(this.#clock.at(fromMs, speak))
  }

  /** Plays music once all is spoken, if it does not play already. */
  playMusic(): void {
    this.#musicMs ??= Math.max(this.#clock.nowMs(), this.quietMs)
  }

  /** Ends all that sounds. */
  stop(): void {
    this.#endMusic()
    for (const cancel of this.#toSpeak) cancel()
    this.#toSpeak = []
    this.quietMs = this.#clock.nowMs()
  }

  /** Tells of the music that played so far, so that it stands before what ends it. */
  tellMusic(): void {
    const nowMs = this.#clock.nowMs()
    if (this.#musicMs === undefined || this.#musicMs >= nowMs) return
    this.#hears({ atMs: this.#musicMs, kind: 'music', seconds: (nowMs - this.#musicMs) / SECOND_MS })
    let atMs = this.#musicMs
    for (; atMs < nowMs; this.#piece++) atMs += this.#pieceMs(this.#piece)
    this.#musicMs = nowMs
  }

  #endMusic(): void {
    this.tellMusic()
    this.#musicMs = undefined
  }

  /** When what is due at a time happens: in music at the end of a piece, as everywhere in Holdline. */
  boundaryMs(dueMs: number): number {
    if (this.#musicMs === undefined) return dueMs
    let atMs = this.#musicMs
    for (let piece = this.#piece; atMs < dueMs; piece++) atMs += this.#pieceMs(piece)
    return atMs
  }

  #pieceMs(piece: number): number {
    const { music } = this.#line
    return Math.round(music[piece % music.length]!.seconds * SECOND_MS)
  }
}
