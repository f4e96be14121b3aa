import { Controls, controlledInterval } from '../statistics/controlled.ts'
import type { Interval } from '../statistics/interval.ts'
import { meanInterval } from '../statistics/interval.ts'
import { pairMeans } from '../statistics/pairs.ts'
import type { Plan } from '../world/plan.ts'
import { controlsOf } from './controls.ts'
import type { Design } from './design.ts'
import { besideAt, measuredWidth } from './measured.ts'
import { MEASURES } from './measures.ts'

/** The measures of simulated days, as many as have come so far, and what they say of the mean of all such days. */
export class Sample {
  readonly plan: Plan
  readonly design: Design
  readonly #measures: Float64Array[] = []
  readonly #excess: Float64Array[] = []
  readonly #controls = new Map<number, Controls>()

  constructor(plan: Plan, design: Design) {
    this.plan = plan
    this.design = design
  }

  /** Days so far. */
  get days(): number {
    return this.#measures.length
  }

  /** Takes the next day: its measures, and behind them its excess where controls are wanted. */
  take(measured: Float64Array): void {
    const width = measuredWidth(this.plan)
    this.#measures.push(measured.subarray(0, width))
    if (this.design.isControlled) this.#excess.push(measured.subarray(width))
    this.#controls.clear()
  }

  /** By day, the values of a measure of a cell, both as in `measuredOf`. */
  column(index: number): Float64Array {
    return Float64Array.from(this.#measures, measured => measured[index]!)
  }

  /** The mean of a measure over days and its confidence interval. */
  interval(index: number): Interval | null {
    return this.intervalOf(this.column(index), this.cellAt(index))
  }

  /** The cell that a measure belongs to; what there is beside calls goes with the whole day. */
  cellAt(index: number): number {
    return index < besideAt(this.plan) ? Math.floor(index / MEASURES.length) : 0
  }

  /** The same for any values by day that belong to a cell. */
  intervalOf(values: Float64Array, cell: number): Interval | null {
    const { isAntithetic, isControlled } = this.design
    const independent = isAntithetic ? pairMeans(values) : values
    if (!isControlled) return meanInterval(independent)
    return controlledInterval(independent, this.#controlsOf(cell))
  }

  /** Worked out once for all measures of a cell; cells of the whole day share theirs. */
  #controlsOf(cell: number): Controls {
    const key = cell <= this.plan.handle.length ? 0 : cell
    const known = this.#controls.get(key)
    if (known) return known
    const columns = controlsOf(this.plan, key, this.#excess)
    const controls = new Controls(this.design.isAntithetic ? columns.map(pairMeans) : columns)
    this.#controls.set(key, controls)
    return controls
  }
}
