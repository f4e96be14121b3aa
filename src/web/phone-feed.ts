import type { Response } from 'express'

/** What ends the wait for a page that is gone. */
interface Watched {
  /** Pages that are gone for as long were closed, not loaded again. */
  readonly goneMs: number
  readonly onGone: () => void
}

/** What happens to one phone, as events for the pages that hold it; one that was away is sent what it has missed. */
export class PhoneFeed {
  readonly #watched: Watched
  readonly #pages = new Set<Response>()
  #events: string[] = []
  /** Events that were told before these. */
  #before = 0

  constructor(watched: Watched) {
    this.#watched = watched
  }

  tell(event: object): void {
    const text = JSON.stringify(event)
    this.#events.push(text)
    const id = this.#before + this.#events.length
    for (const page of this.#pages) page.write(`id: ${id}\ndata: ${text}\n\n`)
  }

  /** What was told so far is of no interest to pages that come from here on. */
  restart(): void {
    this.#before += this.#events.length
    this.#events = []
  }

  /** Sends all that happened after the event with this number, `now`, and what happens from now on. */
  follow(page: Response, lastId: number): void {
    page.set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    page.flushHeaders()
    const after = Number.isInteger(lastId) ? Math.max(0, lastId - this.#before) : 0
    this.#events.slice(after).forEach((event, index) => {
      page.write(`id: ${this.#before + after + index + 1}\ndata: ${event}\n\n`)
    })
    page.write('event: now\ndata: \n\n')
    this.#pages.add(page)
    page.on('close', () => {
      this.#pages.delete(page)
      if (this.#pages.size > 0) return
      setTimeout(() => {
        if (this.#pages.size === 0) this.#watched.onGone()
      }, this.#watched.goneMs).unref()
    })
  }

  /** Nobody can look at this phone any more. */
  letGo(): void {
    for (const page of this.#pages) page.end()
    this.#pages.clear()
  }
}
