import type { LineDefinition } from '../line/definition.ts'
import type { Flow } from './flow.ts'

/** A line that can take calls: what is written down about it, and the flow that each of its calls runs. */
export interface Line {
  readonly definition: LineDefinition
  readonly flow: Flow
}

/** The names behind the numbers of one line. Prompts stand in alphabetical order, the rest as the line names them. */
export class LineNames {
  readonly prompts: readonly string[]
  readonly queues: readonly string[]
  readonly languages: readonly string[]
  readonly tiers: readonly string[]
  readonly matters: readonly string[]
  readonly line: string

  constructor(definition: LineDefinition) {
    this.line = definition.name
    this.prompts = Object.keys(definition.prompts).sort()
    this.queues = definition.queues.map(queue => queue.name)
    this.languages = definition.languages
    this.tiers = definition.tiers.map(tier => tier.name)
    this.matters = (definition.matters ?? []).map(matter => matter.name)
  }
}
