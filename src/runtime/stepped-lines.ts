import type { FlowTable } from '../call/flow-table.ts'
import type { Line } from '../call/line.ts'
import type { Definitions } from '../centre/journaled-centre.ts'
import { exploredTable } from '../centre/journaled-centre.ts'

/** Is told of a step that a call takes, before what it leads to is carried out. */
export type Stepped = (table: FlowTable, before: number, event: number, program: number) => void

/** Lines whose every step is told: the same flows, with tables of their own, so that nobody else's are slowed. */
export class SteppedLines implements Definitions {
  readonly #definitions: Definitions
  readonly #stepped: Stepped
  readonly #lines = new Map<string, Line>()

  constructor(definitions: Definitions, stepped: Stepped) {
    this.#definitions = definitions
    this.#stepped = stepped
  }

  line(hash: string): Line {
    const known = this.#lines.get(hash)
    if (known) return known
    const line = { ...this.#definitions.line(hash) }
    this.#listenTo(exploredTable(line))
    this.#lines.set(hash, line)
    return line
  }

  roster(hash: string): string {
    return this.#definitions.roster(hash)
  }

  #listenTo(table: FlowTable): void {
    // What a table learns about waits, it learns by steps that no call takes; so it learns it now.
    for (let state = 0; state < table.states; state++) table.hearsWaitsAlike(state)
    const programAfter = table.programAfter.bind(table)
    table.programAfter = (state, event) => {
      const program = programAfter(state, event)
      this.#stepped(table, state, event, program)
      return program
    }
  }
}
