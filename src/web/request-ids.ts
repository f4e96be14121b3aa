/** Facts whose request is remembered; a directive by REST follows its fact within minutes. */
const REMEMBERED_MAX = 10_000

/** Which request led to which fact, so that one search through the log follows it to what was done by REST. */
export class RequestIds {
  readonly #bySeq = new Map<number, string>()

  remember(seq: number, request: string): void {
    this.#bySeq.set(seq, request)
    if (this.#bySeq.size > REMEMBERED_MAX)
      for (const oldest of this.#bySeq.keys().take(1)) this.#bySeq.delete(oldest)
  }

  /** The request that led to a fact; undefined for a timer's, and for one of long ago. */
  of(seq: number): string | undefined {
    return this.#bySeq.get(seq)
  }
}
