import type { AnyMachineSnapshot } from 'xstate'
import { stepOf } from './flow-step.ts'
import type { FlowTable } from './flow-table.ts'

/** A counter that grows without bound, and the events of a round that makes it grow. */
export interface Growth {
  readonly counter: string
  readonly round: readonly string[]
}

/** How a state was found: from which, by which event. */
interface Parent {
  readonly state: number
  readonly event: number
}

type Counts = Readonly<Record<string, number>>

/** A round of more events than this is not looked for; a flow that grows by it has too many states in the end. */
const ROUND_MAX = 200

/**
 * Finds counters that grow without bound, long before they have made too many states. A state that differs from one
 * on the way to it only in higher counts, all of them beyond what any guard asks for, can go that way again and again:
 * nothing in the flow can tell the rounds apart (the pumping argument of Karp and Miller's coverability trees, 1969).
 */
export class Growths {
  readonly #table: FlowTable
  readonly #parents: readonly Parent[]
  readonly #limits: ReadonlyMap<string, number> | undefined
  /** By state, all that it is but its counts. */
  readonly #places: string[] = []

  constructor(table: FlowTable, parents: readonly Parent[]) {
    this.#table = table
    this.#parents = parents
    this.#limits = limitsOf(table.line.flow.config)
  }

  /** The growth that a state which was just found shows. */
  at(state: number): Growth | undefined {
    const limits = this.#limits
    const counts = this.#counts(state)
    if (!limits || !Object.entries(counts).some(([counter, count]) => count > limitOf(counter, limits)))
      return undefined
    const round: string[] = []
    let later = counts
    for (let at = state; round.length < ROUND_MAX; ) {
      const { state: before, event } = this.#parents[at]!
      if (before < 0) return undefined
      const earlier = this.#counts(before)
      // What was set back on the way does not grow by going the way again.
      if (Object.entries(earlier).some(([counter, count]) => count > (later[counter] ?? 0))) return undefined
      round.unshift(this.#table.events[event]!)
      const counter = grown(earlier, counts, limits)
      if (counter !== undefined && this.#place(before) === this.#place(state) && this.#goesOn(state, round))
        return { counter, round }
      at = before
      later = earlier
    }
    return undefined
  }

  /** True when the same round again leads to the same place, with counts as much higher as the first time. */
  #goesOn(state: number, round: readonly string[]): boolean {
    const { flow } = this.#table.line
    let snapshot = this.#table.snapshot(state)
    for (const event of round) snapshot = stepOf(flow, snapshot, event).after
    let before = state
    for (const _ of round) before = this.#parents[before]!.state
    const [first, second, third] = [this.#counts(before), this.#counts(state), countsOf(snapshot)]
    const grew = (from: Counts, to: Counts) => (counter: string) => (to[counter] ?? 0) - (from[counter] ?? 0)
    return (
      JSON.stringify(snapshot.value) === JSON.stringify(this.#table.snapshot(state).value) &&
      Object.keys(third).every(counter => grew(second, third)(counter) === grew(first, second)(counter))
    )
  }

  #counts(state: number): Counts {
    return countsOf(this.#table.snapshot(state))
  }

  #place(state: number): string {
    let place = this.#places[state]
    if (place === undefined) {
      const [status, value, , history] = JSON.parse(this.#table.stateKey(state)) as unknown[]
      place = JSON.stringify([status, value, history])
      this.#places[state] = place
    }
    return place
  }
}

function countsOf({ context }: AnyMachineSnapshot): Counts {
  return context as Counts
}

/** A counter that is higher afterwards, if all that differ are, and were beyond what any guard asks for. */
function grown(before: Counts, after: Counts, limits: ReadonlyMap<string, number>): string | undefined {
  const higher = Object.keys(after).filter(counter => after[counter] !== (before[counter] ?? 0))
  const endless = higher.every(counter => {
    const count = before[counter] ?? 0
    return after[counter]! > count && count >= limitOf(counter, limits)
  })
  return endless ? higher[0] : undefined
}

function limitOf(counter: string, limits: ReadonlyMap<string, number>): number {
  return limits.get(counter) ?? 0
}

/** The highest count that a guard asks for, by counter; undefined for a flow with guards that ask for something else. */
function limitsOf(config: unknown): ReadonlyMap<string, number> | undefined {
  const limits = new Map<string, number>()
  for (const guard of guardsIn(config)) {
    const { type, params } = (guard ?? {}) as { type?: string; params?: { counter: string; limit: number } }
    if (type !== 'below' || !params) return undefined
    limits.set(params.counter, Math.max(limits.get(params.counter) ?? 0, params.limit))
  }
  return limits
}

function guardsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'guard' && member !== undefined ? [member] : guardsIn(member),
  )
}
