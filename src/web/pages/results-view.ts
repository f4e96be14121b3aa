/** What `/results` shows, as the JSON of `GET /api/results`. */
export interface ResultsView {
  /** Days `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly to: string
  /** The lines that may be asked about. */
  readonly known: readonly string[]
  readonly total: ResultsRowView
  readonly channels: readonly ResultsRowView[]
  readonly queues: readonly ResultsRowView[]
  readonly agents: readonly ResultsRowView[]
}

export interface ResultsRowView {
  readonly name: string
  readonly contacts: number
  readonly answered: number
  readonly satisfaction: ShareOfView | null
  readonly resolution: ShareOfView | null
  readonly soFar: { readonly count: number; readonly returned: number }
  readonly withheld: number
  readonly wait: MeanTimeView | null
  readonly talk: MeanTimeView | null
}

/** From 0 to 1, with the interval that holds the true share. */
export interface ShareOfView {
  readonly count: number
  readonly share: number
  readonly low: number
  readonly high: number
}

export interface MeanTimeView {
  readonly count: number
  readonly meanMs: number
  /** Null where one alone is known. */
  readonly lowMs: number | null
  readonly highMs: number | null
}
