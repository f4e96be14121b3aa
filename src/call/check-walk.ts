import type { Problem, ProblemList, Spot } from './check-problem.ts'
import type { FlowTable } from './flow-table.ts'
import { FlowError } from './program.ts'

/** Where a step leads that cannot be taken at all. */
export const BROKEN = -1

/**
 * All states of a flow and all steps between them, whether or not a centre would ever send the event. Numbers are
 * given in the order of discovery, which is breadth first, so that the way by which a state was found is a shortest.
 */
export class Walk {
  readonly table: FlowTable
  /** Pairs of state and event that change the state or direct something. */
  transitions = 0
  /** True when some steps cannot be taken, so that what lies behind them is unknown. */
  hasGaps = false
  readonly #width: number
  readonly #to: number[] = []
  readonly #parents: { state: number; event: number }[] = []

  /** Walks the whole flow, and reports steps that cannot be taken. */
  constructor(table: FlowTable, problems: ProblemList) {
    this.table = table
    this.#width = table.events.length
    this.#parents[table.initialState] = { state: -1, event: -1 }
    for (let state = 0; state < table.states; state++) {
      for (let event = 0; event < this.#width; event++) {
        const kind = this.#take(state, event, problems)
        if (kind === 'too-many-states') return
      }
    }
  }

  /** The state after an event, or `BROKEN`. */
  to(state: number, event: number): number {
    return this.#to[state * this.#width + event] ?? BROKEN
  }

  program(state: number, event: number): number {
    return this.to(state, event) === BROKEN ? 0 : this.table.programAfter(state, event)
  }

  /** True when the event is more than ignored. */
  isHeard(state: number, event: number): boolean {
    return this.to(state, event) !== state || this.program(state, event) !== 0
  }

  spot(state: number): Spot {
    const path: string[] = []
    for (let at = this.#parents[state]!; at.state >= 0; at = this.#parents[at.state]!) {
      path.unshift(this.table.events[at.event]!)
    }
    return { place: this.table.stateName(state), path }
  }

  #take(state: number, event: number, problems: ProblemList): Problem['kind'] | undefined {
    const { table } = this
    const before = table.states
    try {
      const to = table.next(state, event)
      if (table.states > before) this.#parents[to] = { state, event }
      this.#to[state * this.#width + event] = to
      if (this.isHeard(state, event)) this.transitions++
      return undefined
    } catch (error) {
      this.hasGaps = true
      const kind = error instanceof FlowError ? error.kind : 'cannot-step'
      const said = (error as Error).message.replace(/\.$/, '')
      const { place, path } = this.spot(state)
      problems.add(kind, said, { place, path: [...path, table.events[event]!] })
      return kind
    }
  }
}
