/** Locks within one process, one a name, given in the order in which they were asked for. */
export class CentreLocks {
  /** Of each lock that is held: what ends when the last of those who asked is done. */
  readonly #tails = new Map<string, Promise<void>>()

  /** Runs the work when all who asked before are done, whether or not they threw. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name)
    const { promise: mine, resolve: release } = Promise.withResolvers<void>()
    this.#tails.set(name, mine)
    if (before) await before
    try {
      return await work()
    } finally {
      // A name that nobody asks for any more must not stay in the map for ever.
      if (this.#tails.get(name) === mine) this.#tails.delete(name)
      release()
    }
  }

  /** Resolves when nobody holds a lock or waits for one. */
  async idle(): Promise<void> {
    while (this.#tails.size > 0) await Promise.all(this.#tails.values())
  }
}
