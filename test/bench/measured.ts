/** What a benchmark found. */
export interface Measured {
  readonly name: string
  readonly rows: readonly Row[]
}

export interface Row {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** What the value is to reach. */
  readonly goal?: string
}

/** The middle value; of an even number of them the upper one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
