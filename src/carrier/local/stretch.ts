import type { Clock } from '../../base/clock.ts'
import { NEVER_MS } from '../../base/units.ts'

/**
 * Thrown out of whatever went on in a stretch of time that was cut short, and caught where the stretch began. No
 * error: it comes with every key that is pressed, and a trace of the stack would cost more than all else about it.
 */
class CutShort {
  readonly stretch: object
  readonly reason: unknown

  constructor(stretch: object, reason: unknown) {
    this.stretch = stretch
    this.reason = reason
  }
}

/** How a stretch ended: by itself, with a value, or cut short, for a reason. */
export type Ended<Value, Reason> =
  | { readonly isCut: false; readonly value: Value }
  | { readonly isCut: true; readonly reason: Reason }

/**
 * A stretch of time that a phone spends on something and that can be cut short: a prompt by a key, a wait by an
 * agent, all of it by a hang-up. Whatever waits within one waits no longer once it, or one around it, is cut.
 */
export class Stretch<Reason = never> {
  #cut: CutShort | undefined
  readonly #waiting = new Set<(cut: CutShort) => void>()
  #leave: () => void = () => {}

  /** Within another stretch, or the outermost. */
  constructor(around?: Stretch<unknown>) {
    if (!around) return
    if (around.#cut) this.#cut = around.#cut
    else this.#leave = around.#whenCut(cut => this.#end(cut))
  }

  get isCut(): boolean {
    return this.#cut !== undefined
  }

  /** Ends what goes on in this stretch. The first reason counts. */
  cut(reason: Reason): void {
    this.#end(new CutShort(this, reason))
  }

  /** Waits until `done` is called. `begin` gives what is to be undone when the wait is cut short. */
  wait<Value>(begin: (done: (value: Value) => void) => (() => void) | undefined): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.#cut) return reject(this.#cut)
      let undo: (() => void) | undefined
      const leave = this.#whenCut(cut => {
        undo?.()
        reject(cut)
      })
      undo = begin(value => {
        leave()
        resolve(value)
      })
    })
  }

  /** Lets so much time pass. */
  lasts(clock: Clock, ms: number): Promise<void> {
    if (ms === NEVER_MS) return this.wait(() => undefined)
    return this.wait(done => clock.at(clock.nowMs() + ms, () => done(undefined)))
  }

  /** Waits for something that goes on elsewhere, and goes on there when this is cut short. */
  async for<Value>(elsewhere: Promise<Value>): Promise<Value> {
    // What fails after we have turned away is nobody's business any more.
    elsewhere.catch(() => {})
    const outcome = await this.wait<{ value: Value } | { error: unknown }>(done => {
      elsewhere.then(
        value => done({ value }),
        (error: unknown) => done({ error }),
      )
      return undefined
    })
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  /** Is called when this is cut, unless it is over by then. Gives what ends that. */
  whenCut(callBack: () => void): () => void {
    return this.#whenCut(callBack)
  }

  /** Spends the stretch on some work. */
  async spend<Value>(work: (stretch: this) => Promise<Value>): Promise<Ended<Value, Reason>> {
    try {
      // One that was cut before it began, or that is within one, is not begun.
      if (this.#cut) throw this.#cut
      const value = await work(this)
      if (!this.#cut) return { isCut: false, value }
    } catch (error) {
      if (!this.#cut || error !== this.#cut) throw error
    } finally {
      this.#leave()
    }
    if (this.#cut.stretch !== this) throw this.#cut
    return { isCut: true, reason: this.#cut.reason as Reason }
  }

  #whenCut(callBack: (cut: CutShort) => void): () => void {
    this.#waiting.add(callBack)
    return () => void this.#waiting.delete(callBack)
  }

  #end(cut: CutShort): void {
    if (this.#cut) return
    this.#cut = cut
    this.#leave()
    for (const callBack of [...this.#waiting]) callBack(cut)
    this.#waiting.clear()
  }
}
