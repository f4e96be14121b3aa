import { SECOND_MS } from '../base/units.ts'
import type { Listener } from './board-feed.ts'

export interface DeskFeedOptions {
  /** The last fact of the centre: while it stays, no view is news. */
  readonly seq: () => number
  /** The least time between two views, in ms of the real clock. */
  readonly everyMs?: number
  readonly beatMs?: number
  readonly onFault: (what: string, error: unknown) => void
}

/** A browser that listens to a view of its own. */
export interface DeskListening {
  readonly listener: Listener
  /** What it is sent; undefined for one that may not see it any more. */
  readonly view: () => Promise<{ readonly nowMs: number } | undefined>
}

interface Listening extends DeskListening {
  sent: string
  seenSeq: number
  isLooking: boolean
}

const EVERY_MS = 250
const BEAT_MS = 15 * SECOND_MS
const LISTENERS_MAX = 500

/**
 * Sends each browser the view of its own desk, whole, whenever it has changed, as server-sent events. Now and then it
 * looks although nothing has happened: whoever may not see the desk any more is let go, and a beat tells the others
 * that they are still heard.
 */
export class DeskFeed {
  readonly #options: DeskFeedOptions
  readonly #all = new Set<Listening>()
  #timers: NodeJS.Timeout[] = []

  constructor(options: DeskFeedOptions) {
    this.#options = options
  }

  /** Sends to this browser until it goes. False when too many listen already. */
  listen(listening: DeskListening): boolean {
    if (this.#all.size >= LISTENERS_MAX) return false
    const entry = { ...listening, sent: '', seenSeq: -1, isLooking: false }
    this.#all.add(entry)
    entry.listener.on('close', () => this.#leave(entry))
    void this.#look(entry, false)
    const { everyMs = EVERY_MS, beatMs = BEAT_MS } = this.#options
    if (this.#timers.length === 0)
      this.#timers = [
        setInterval(() => this.#lookAt(false), everyMs),
        setInterval(() => this.#lookAt(true), beatMs),
      ]
    return true
  }

  /** Ends every connection, so that a server can stop; the browsers will try again. */
  close(): void {
    for (const entry of [...this.#all]) this.#end(entry)
  }

  #end(entry: Listening): void {
    this.#leave(entry)
    entry.listener.end()
  }

  #leave(entry: Listening): void {
    this.#all.delete(entry)
    if (this.#all.size > 0) return
    for (const timer of this.#timers) clearInterval(timer)
    this.#timers = []
  }

  #lookAt(isBeat: boolean): void {
    const seq = this.#options.seq()
    for (const entry of this.#all) if (isBeat || entry.seenSeq !== seq) void this.#look(entry, isBeat)
  }

  async #look(entry: Listening, isBeat: boolean): Promise<void> {
    if (entry.isLooking || entry.listener.writableNeedDrain) return
    entry.isLooking = true
    const seq = this.#options.seq()
    try {
      const seen = await entry.view()
      if (!this.#all.has(entry)) return
      if (seen) this.#send(entry, seen, isBeat)
      else this.#end(entry)
      entry.seenSeq = seq
    } catch (error) {
      this.#options.onFault("a view of an agent's desk", error)
    } finally {
      entry.isLooking = false
    }
  }

  #send(entry: Listening, { nowMs, ...view }: { readonly nowMs: number }, isBeat: boolean): void {
    // The time alone is no news.
    const news = JSON.stringify(view)
    if (entry.sent !== news) entry.listener.write(`event: view\ndata: {"nowMs":${nowMs},${news.slice(1)}\n\n`)
    else if (isBeat) entry.listener.write(`event: beat\ndata: {"nowMs":${nowMs}}\n\n`)
    entry.sent = news
  }
}
