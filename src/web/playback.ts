import type { Clock } from '../base/clock.ts'
import { RunningClock } from '../base/clock.ts'
import type { Player } from '../runtime/player.ts'
import type { Board } from './board.ts'
import type { BoardView } from './pages/board-view.ts'

export interface PlaybackOptions {
  readonly player: Player
  /** Watches what is played. */
  readonly board: Board
  /** How many times as fast as it was. */
  readonly speed: number
  /** A clock that shows `atMs` now and runs so fast. */
  readonly clockFrom?: (atMs: number, speed: number) => Clock
}

/** What somebody wants of a playback; what is absent stays as it is. */
export interface PlaybackWish {
  readonly isPlaying?: boolean
  readonly speed?: number
  /** A moment to go to; the nearest that the journal has. */
  readonly atMs?: number
}

/** Plays a journal before a wallboard: as fast as is wanted, halting, from any moment. It stands at first. */
export class Playback {
  readonly #player: Player
  readonly #board: Board
  readonly #clockFrom: (atMs: number, speed: number) => Clock
  /** Undefined while it stands. */
  #clock: Clock | undefined
  #speed: number
  #jumps = 0
  /** What is under way, one thing after the other. */
  #moving: Promise<void> = Promise.resolve()
  #isTicking = false
  /** What was seen before a jump, for as long as it takes. */
  #seen: BoardView | undefined

  constructor({ player, board, speed, clockFrom = runningClock }: PlaybackOptions) {
    this.#player = player
    this.#board = board
    this.#speed = speed
    this.#clockFrom = clockFrom
  }

  /** What the wallboard shows. */
  view(): BoardView {
    if (this.#seen) return this.#seen
    const { fromMs, untilMs, atMs } = this.#player
    const isPlaying = this.#clock !== undefined
    return {
      ...this.#board.view(atMs),
      speed: isPlaying ? this.#speed : 0,
      playback: { fromMs, untilMs, isPlaying, speed: this.#speed, jumps: this.#jumps },
    }
  }

  /** Steps what has become due; called again and again. At the journal's end it stands. */
  async tick(): Promise<void> {
    if (this.#isTicking || !this.#clock) return
    this.#isTicking = true
    try {
      await this.#inTurn(async () => {
        const player = this.#player
        const nowMs = this.#clock?.nowMs() ?? player.atMs
        await player.to(Math.max(player.atMs, Math.min(nowMs, player.untilMs)))
        if (player.atMs === player.untilMs) this.#clock = undefined
      })
    } finally {
      this.#isTicking = false
    }
  }

  /** Does what is wanted. Whoever wants a journal to go on that is at its end sees it from its beginning. */
  wish({ isPlaying, speed, atMs }: PlaybackWish): Promise<void> {
    return this.#inTurn(async () => {
      const player = this.#player
      const plays = isPlaying ?? this.#clock !== undefined
      const isAtEnd = isPlaying === true && player.atMs === player.untilMs
      const toMs = atMs ?? (isAtEnd ? player.fromMs : undefined)
      if (speed !== undefined) this.#speed = speed
      if (toMs !== undefined) await this.#jump(Math.max(player.fromMs, Math.min(toMs, player.untilMs)))
      this.#clock = plays ? this.#clockFrom(player.atMs, this.#speed) : undefined
    })
  }

  async #jump(atMs: number): Promise<void> {
    this.#seen = this.view()
    try {
      await this.#player.to(atMs)
      this.#jumps++
    } finally {
      this.#seen = undefined
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#moving.then(work)
    // What goes wrong is told to whoever asked for it; the next in turn may still be right.
    this.#moving = done.catch(() => {})
    return done
  }
}

function runningClock(atMs: number, speed: number): Clock {
  return new RunningClock(atMs, speed)
}
