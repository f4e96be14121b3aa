import type { Share } from '../base/wilson.ts'
import { DEVIATE_95, wilson } from '../base/wilson.ts'

/** A mean length of time, of how many it is one, and its 95 % interval; of one alone nobody knows the spread. */
export interface MeanTime {
  readonly count: number
  readonly meanMs: number
  readonly lowMs: number | null
  readonly highMs: number | null
}

/** What came of some contacts. */
export interface ResultsRow {
  readonly name: string
  readonly contacts: number
  /** Those that talked to an agent. */
  readonly answered: number
  /** The mean of the scores, where 1 counts as 0 % and 5 as 100 %: a score of 4 is 75 %. */
  readonly satisfaction: Share | null
  /** Of contacts that were served seven days ago or longer: those whose caller did not come again within seven days. */
  readonly resolution: Share | null
  /** Contacts that were served less than seven days ago, and how many of those callers have come again so far. */
  readonly soFar: { readonly count: number; readonly returned: number }
  /** Contacts that were served, and of whose callers nobody can know whether they came again. */
  readonly withheld: number
  /** Of waits on the line, given up or not; callbacks are left out. */
  readonly wait: MeanTime | null
  readonly talk: MeanTime | null
}

/** What is known about whether a caller who was served came again. */
export type Return = 'resolved' | 'returned' | 'young' | 'young-returned' | 'withheld'

/** A row in the making. */
export class RowTally {
  contacts = 0
  answered = 0
  readonly #scores = { count: 0, sum: 0 }
  readonly #returns: Record<Return, number> = {
    resolved: 0,
    returned: 0,
    young: 0,
    'young-returned': 0,
    withheld: 0,
  }
  readonly #waits = new TimeTally()
  readonly #talks = new TimeTally()

  rated(score: number): void {
    this.#scores.count++
    this.#scores.sum += (score - 1) / 4
  }

  served(how: Return): void {
    this.#returns[how]++
  }

  waited(ms: number): void {
    this.#waits.add(ms)
  }

  talked(ms: number): void {
    this.#talks.add(ms)
  }

  row(name: string): ResultsRow {
    const { contacts, answered } = this
    const { resolved, returned, young, withheld } = this.#returns
    const early = this.#returns['young-returned']
    return {
      ...{ name, contacts, answered, withheld },
      satisfaction: wilson(this.#scores.sum, this.#scores.count),
      resolution: wilson(resolved, resolved + returned),
      soFar: { count: young + early, returned: early },
      wait: this.#waits.mean(),
      talk: this.#talks.mean(),
    }
  }
}

/** Mean and spread of lengths of time, by Welford's method. */
class TimeTally {
  #count = 0
  #meanMs = 0
  #squares = 0

  add(ms: number): void {
    this.#count++
    const step = ms - this.#meanMs
    this.#meanMs += step / this.#count
    this.#squares += step * (ms - this.#meanMs)
  }

  mean(): MeanTime | null {
    const [count, meanMs] = [this.#count, this.#meanMs]
    if (count === 0) return null
    if (count === 1) return { count, meanMs, lowMs: null, highMs: null }
    const half = DEVIATE_95 * Math.sqrt(this.#squares / (count - 1) / count)
    return { count, meanMs, lowMs: Math.max(0, meanMs - half), highMs: meanMs + half }
  }
}
