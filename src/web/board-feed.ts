import { SECOND_MS } from '../base/units.ts'
import type { BoardView } from './pages/board-view.ts'

/** A browser that listens: the response of its request for events. */
export interface Listener {
  write(text: string): boolean
  /** True while the browser has not taken what it was given. */
  readonly writableNeedDrain: boolean
  end(): void
  on(event: 'close', then: () => void): unknown
}

export interface FeedOptions {
  readonly view: () => BoardView
  /** The least time between two views, in ms of the real clock. */
  readonly everyMs?: number
  readonly beatMs?: number
  /** Told of a view that could not be made: a wall must never stop a line. */
  readonly onFault: (what: string, error: unknown) => void
}

/** Twice a second is as fast as people read a wall. */
const EVERY_MS = 500

/** Shorter than the time after which proxies drop a silent connection. */
const BEAT_MS = 15 * SECOND_MS

/** Browsers that may listen at once. */
const LISTENERS_MAX = 200

/**
 * Sends the wallboard's view to every browser that listens, first whole, then again whenever something has changed,
 * as server-sent events; now and then a beat, by which a browser knows that it is still heard and what time it is.
 * One view is made for all; a browser that is slow to take one misses those in between, never the last. While nobody
 * listens nothing is done.
 */
export class BoardFeed {
  readonly #view: () => BoardView
  readonly #everyMs: number
  readonly #beatMs: number
  readonly #onFault: FeedOptions['onFault']
  /** What each was sent last. */
  readonly #listeners = new Map<Listener, string>()
  #timers: NodeJS.Timeout[] = []

  constructor({ view, everyMs = EVERY_MS, beatMs = BEAT_MS, onFault }: FeedOptions) {
    this.#view = view
    this.#everyMs = everyMs
    this.#beatMs = beatMs
    this.#onFault = onFault
  }

  /** Sends to this browser until it goes. False when too many listen already. */
  listen(listener: Listener): boolean {
    if (this.#listeners.size >= LISTENERS_MAX) return false
    this.#listeners.set(listener, '')
    listener.on('close', () => this.#leave(listener))
    this.#send()
    if (this.#timers.length === 0)
      this.#timers = [
        setInterval(() => this.#send(), this.#everyMs),
        setInterval(() => this.#beat(), this.#beatMs),
      ]
    return true
  }

  /** Ends every connection, so that a server can stop; the browsers will try again. */
  close(): void {
    for (const listener of [...this.#listeners.keys()]) {
      this.#leave(listener)
      listener.end()
    }
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener)
    if (this.#listeners.size > 0) return
    for (const timer of this.#timers) clearInterval(timer)
    this.#timers = []
  }

  #send(): void {
    const seen = this.#look()
    if (!seen) return
    const { nowMs, ...view } = seen
    // The time alone is no news.
    const news = JSON.stringify(view)
    for (const [listener, sent] of this.#listeners) {
      if (sent === news || listener.writableNeedDrain) continue
      this.#listeners.set(listener, news)
      listener.write(`event: view\ndata: {"nowMs":${nowMs},${news.slice(1)}\n\n`)
    }
  }

  #beat(): void {
    const seen = this.#look()
    if (!seen) return
    const { nowMs } = seen
    for (const listener of this.#listeners.keys()) {
      if (!listener.writableNeedDrain) listener.write(`event: beat\ndata: {"nowMs":${nowMs}}\n\n`)
    }
  }

  #look(): BoardView | undefined {
    try {
      return this.#view()
    } catch (error) {
      this.#onFault('a view of the wallboard', error)
      return undefined
    }
  }
}
