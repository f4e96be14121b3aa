import type { LineDefinition } from '../line/definition.ts'
import type { Flow } from './flow.ts'
import type { Line } from './line.ts'

/** What is known of lines in this process, by what they are made of: whoever copies a line need not find it out again. */
export class ByLine<T> {
  readonly #known = new WeakMap<Flow, WeakMap<LineDefinition, T>>()

  get({ flow, definition }: Line): T | undefined {
    return this.#known.get(flow)?.get(definition)
  }

  set({ flow, definition }: Line, value: T): void {
    const ofFlow = this.#known.get(flow) ?? new WeakMap<LineDefinition, T>()
    this.#known.set(flow, ofFlow.set(definition, value))
  }
}
