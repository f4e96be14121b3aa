import { WrongInput } from '../base/wrong-input.ts'
import type { Entry } from '../call/journal.ts'
import { JournaledCentre } from '../centre/journaled-centre.ts'
import { LoadedDefinitions } from './definitions.ts'
import type { Journal } from './journal-file.ts'
import type { LiveWatch } from './live-watch.ts'
import { withoutQuarantined } from './rebuild.ts'

type Read = Awaited<ReturnType<ReturnType<typeof withoutQuarantined>['next']>>

/**
 * Steps a journal through a centre up to any of its moments, on or back, for whoever watches: to them it is as if they
 * had watched the live centre up to there. Going back begins with the journal again.
 */
export class Player {
  /** The first and the last moment of the journal. */
  readonly fromMs: number
  readonly untilMs: number
  readonly #journal: Journal
  readonly #definitions: LoadedDefinitions
  readonly #watch: LiveWatch
  #centre!: JournaledCentre
  #entries!: ReturnType<typeof withoutQuarantined>
  #next: Read | undefined
  #atMs: number

  private constructor(journal: Journal, watch: LiveWatch, fromMs: number, untilMs: number) {
    this.fromMs = fromMs
    this.untilMs = untilMs
    this.#journal = journal
    this.#definitions = new LoadedDefinitions(journal)
    this.#watch = watch
    this.#atMs = fromMs
    this.#begin()
  }

  /** Reads the journal once, to know where it ends. @throws WrongInput for one that cannot be read, or has no fact */
  static async open(journal: Journal, watch: LiveWatch): Promise<Player> {
    let fromMs: number | undefined
    let untilMs = 0
    for await (const { atMs } of journal.entries()) {
      fromMs ??= atMs
      untilMs = atMs
    }
    if (fromMs === undefined) throw new WrongInput('the journal has no whole fact')
    return new Player(journal, watch, fromMs, untilMs)
  }

  /** Up to when the centre has lived. */
  get atMs(): number {
    return this.#atMs
  }

  /** The zone of the first line, as far as there is one by now. */
  get timeZone(): string {
    return this.#centre.centre.state.lines[0]?.table.line.definition.timeZone ?? 'UTC'
  }

  /**
   * Brings the centre to a moment, all facts of that millisecond included. One call after the other.
   * @throws WrongInput for a fact that this program cannot step
   */
  async to(atMs: number): Promise<void> {
    if (atMs < this.#atMs) {
      await this.#entries.return(undefined)
      this.#begin()
    }
    for (;;) {
      this.#next ??= await this.#entries.next()
      if (this.#next.done || this.#next.value.entry.atMs > atMs) break
      const { entry, skipped } = this.#next.value
      this.#next = undefined
      await this.#step(entry, skipped)
      this.#atMs = entry.atMs
    }
    this.#atMs = atMs
  }

  /** Leaves the journal alone from here on. */
  async close(): Promise<void> {
    await this.#entries.return(undefined)
  }

  #begin(): void {
    this.#centre = new JournaledCentre(this.#definitions, this.#watch)
    this.#watch.follows?.(this.#centre, undefined)
    this.#entries = withoutQuarantined(this.#journal.entries())
    this.#next = undefined
  }

  async #step(entry: Entry, skipped: boolean): Promise<void> {
    const { seq, atMs, fact } = entry
    try {
      await this.#definitions.ready(fact)
      const directives = skipped ? [] : this.#centre.apply(fact, atMs).directives
      this.#watch.noted?.({ ...entry, directives })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new WrongInput(`the journal cannot be stepped at fact ${seq} ("${fact.kind}"): ${reason}`, {
        cause: error,
      })
    }
  }
}
