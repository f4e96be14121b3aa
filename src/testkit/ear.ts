import { NEVER_MS, SECOND_MS } from '../base/units.ts'
import type { LineDefinition } from '../line/definition.ts'
import { renderPrompt, type SpokenValues, spokenMs } from '../line/speech.ts'
import type { VirtualClock } from './clock.ts'
import { type Happening, musicWaited, type Spoken } from './diary.ts'

interface ToSpeak {
  readonly fromMs: number
  readonly spoken: Spoken
}

/** A moment that nobody can name is not in its directive: a line that never opens again. */
const SOME_DAY = { openingMs: NEVER_MS, promisedMs: NEVER_MS, quieterMs: NEVER_MS }

/** What the ear tells of. */
export interface Listener {
  happens(happening: Happening): void
  /** All that was to be spoken has been, and no music follows. */
  fallsQuiet(): void
}

/** What sounds in a caller's ear: prompts, each as long as its words, then music from where it stopped. */
export class Ear {
  /** When all that is to be spoken will have been. */
  quietMs: number
  readonly #name: string
  readonly #line: LineDefinition
  readonly #clock: VirtualClock
  readonly #listener: Listener
  #toSpeak: ToSpeak[] = []
  #musicMs: number | undefined
  #piece = 0

  /** @param name under which its timers stand on the clock */
  constructor(name: string, line: LineDefinition, clock: VirtualClock, listener: Listener) {
    this.#name = name
    this.#line = line
    this.#clock = clock
    this.#listener = listener
    this.quietMs = clock.nowMs
  }

  /** Prompts that are still to begin, in order. */
  get toCome(): readonly Spoken[] {
    return this.#toSpeak.map(({ spoken }) => spoken)
  }

  /** When the music that plays, or is about to, began; undefined without any. */
  get musicMs(): number | undefined {
    return this.#musicMs
  }

  /** Speaks a prompt after those before it. */
  say(prompt: string, language: string, values: SpokenValues): void {
    const fromMs = Math.max(this.#clock.nowMs, this.quietMs)
    const { position, lowMinutes, highMinutes, openingMs, promisedMs } = values
    const text = renderPrompt(this.#line, prompt, language, { ...SOME_DAY, ...values, atMs: fromMs })
    const audio = this.#line.prompts[prompt]?.audio?.[language]
    this.quietMs = fromMs + Math.round(audio ? audio.seconds * SECOND_MS : spokenMs(text))
    const spoken = {
      prompt,
      language,
      text,
      ...(position !== undefined && { position }),
      ...(highMinutes !== undefined && { lowMinutes: lowMinutes ?? 0, highMinutes }),
      ...(openingMs !== undefined && { openingMs }),
      ...(promisedMs !== undefined && { promisedMs }),
    }
    if (fromMs > this.#clock.nowMs) this.#toSpeak.push({ fromMs, spoken })
    else this.#speak({ fromMs, spoken })
  }

  /** Plays music once all is spoken, unless it plays already. */
  playMusic(): void {
    this.#musicMs ??= Math.max(this.#clock.nowMs, this.quietMs)
  }

  /** What was to be spoken is not, and the music stops. */
  stop(): void {
    const nowMs = this.#clock.nowMs
    this.tellMusic()
    this.#toSpeak = []
    this.#musicMs = undefined
    this.quietMs = nowMs
    this.#clock.forget(this.#name)
  }

  /** Tells of the music that has played so far, so that it stands before what comes next. */
  tellMusic(): void {
    const nowMs = this.#clock.nowMs
    if (this.#musicMs === undefined || this.#musicMs >= nowMs) return
    this.#listener.happens(musicWaited(nowMs, nowMs - this.#musicMs))
    for (let atMs = this.#musicMs; atMs < nowMs; this.#piece++) atMs += this.#pieceMs(this.#piece)
    this.#musicMs = nowMs
  }

  /** Goes on with what is to be spoken. To be called once all directives of a step were carried out. */
  goesOn(): void {
    const next = this.#toSpeak[0]
    if (next) {
      this.#clock.set(this.#name, next.fromMs, () => {
        this.#toSpeak.shift()
        this.#speak(next)
        this.goesOn()
      })
    } else if (this.#musicMs === undefined) {
      this.#clock.set(this.#name, this.quietMs, () => this.#listener.fallsQuiet())
    } else this.#clock.forget(this.#name)
  }

  /** When what is due at a time happens: in music at the end of a piece, as everywhere in Holdline. */
  boundaryMs(dueMs: number): number {
    if (this.#musicMs === undefined) return dueMs
    let atMs = this.#musicMs
    for (let piece = this.#piece; atMs < dueMs; piece++) atMs += this.#pieceMs(piece)
    return atMs
  }

  #speak({ fromMs, spoken }: ToSpeak): void {
    this.#listener.happens({ atMs: fromMs, did: 'heard', what: spoken.prompt, spoken })
  }

  #pieceMs(piece: number): number {
    const { music } = this.#line
    return Math.round(music[piece % music.length]!.seconds * SECOND_MS)
  }
}
