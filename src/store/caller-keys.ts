/**
 * Keys of callers who are new, between being asked for and being committed. While a hold may still commit a number,
 * every other hold gets the same key for it; a key that was never committed may serve another number later.
 */
export class CallerKeys {
  #lastKey: number
  readonly #reserved = new Map<string, { key: number; holds: number }>()

  /** `lastKey`: the highest that was ever committed. */
  constructor(lastKey: number) {
    this.#lastKey = lastKey
  }

  /** Each is to be released once. */
  reserve(number: string): number {
    const reserved = this.#reserved.get(number)
    if (reserved) {
      reserved.holds++
      return reserved.key
    }
    this.#lastKey++
    this.#reserved.set(number, { key: this.#lastKey, holds: 1 })
    return this.#lastKey
  }

  release(number: string): void {
    const reserved = this.#reserved.get(number)
    if (reserved && --reserved.holds === 0) this.#reserved.delete(number)
  }
}
