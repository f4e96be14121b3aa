import type { Growth } from './check-growth.ts'
import { Growths } from './check-growth.ts'
import type { Problem, ProblemList, Spot } from './check-problem.ts'
import { goesRound } from './flow-step.ts'
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
  /** False for a flow without a limit, which was not walked to its end: whatever else is said of it could be wrong. */
  isWhole = true
  readonly #width: number
  readonly #growths: Growths
  readonly #to: number[] = []
  readonly #parents: { state: number; event: number }[] = []

  /** Walks the whole flow, and reports steps that cannot be taken. */
  constructor(table: FlowTable, problems: ProblemList) {
    this.table = table
    this.#width = table.events.length
    this.#parents[table.initialState] = { state: -1, event: -1 }
    this.#growths = new Growths(table, this.#parents)
    for (let state = 0; this.isWhole && state < table.states; state++) {
      for (let event = 0; this.isWhole && event < this.#width; event++) this.#take(state, event, problems)
    }
    if (this.isWhole && !this.hasGaps) table.explore()
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

  #take(state: number, event: number, problems: ProblemList): void {
    const { table } = this
    try {
      const to = table.next(state, event)
      this.#to[state * this.#width + event] = to
      if (this.isHeard(state, event)) this.transitions++
      if (this.#parents[to] !== undefined) return
      this.#parents[to] = { state, event }
      const growth = this.#growths.at(to)
      if (growth) this.#growsWithoutBound(growth, this.spot(to), problems)
    } catch (error) {
      this.hasGaps = true
      const kind = kindOf(error)
      if (kind === 'too-many-states') this.isWhole = false
      const { place, path } = this.spot(state)
      problems.add(kind, messageOf(error, table), { place, path: [...path, table.events[event]!] })
    }
  }

  #growsWithoutBound({ counter, round }: Growth, spot: Spot, problems: ProblemList): void {
    this.isWhole = false
    problems.add(
      'unbounded-context',
      `the flow can never be finite: its counter \`${counter}\` grows with each round of ${round.join(', ')}, ` +
        'and no guard ever asks for so high a count',
      spot,
    )
  }
}

/** The kind of problem that keeps a step from being taken. */
export function kindOf(error: unknown): Problem['kind'] {
  if (error instanceof FlowError) return error.kind
  return goesRound(error) ? 'endless-loop' : 'cannot-step'
}

/** What keeps a step from being taken, as a sentence without its end. */
export function messageOf(error: unknown, table?: FlowTable): string {
  if (goesRound(error)) return 'states that wait for nothing lead to each other without end'
  const said = (error as Error).message.replace(/\.$/, '')
  if (!table || kindOf(error) !== 'too-many-states') return said
  const highest = highestCounts(table)
  return highest === '' ? `${said}; it counts nothing` : `${said}; its counters had reached ${highest}`
}

/** The counters of a flow with the highest counts found, the highest first: `slips` 4,812, `rounds` 3. */
function highestCounts(table: FlowTable): string {
  const highest = new Map<string, number>()
  for (let state = 0; state < table.states; state++) {
    for (const [counter, count] of Object.entries(table.snapshot(state).context as Record<string, number>))
      highest.set(counter, Math.max(highest.get(counter) ?? 0, count))
  }
  return [...highest]
    .sort(([, a], [, b]) => b - a)
    .map(([counter, count]) => `\`${counter}\` ${count.toLocaleString('en-US')}`)
    .join(', ')
}
