/** Wrong PINs in a row that are taken before an account waits. */
const FREE_GUESSES = 5
const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 3_600_000
const ACCOUNTS_MAX = 10_000

/**
 * Wrong PINs in a row, by account. A PIN is short, so after the fifth that is wrong the account waits a minute, then
 * two, and so on up to an hour: a few dozen guesses a day, whoever makes them and from wherever. Names that nobody has
 * wait as well, so that it cannot be told which there are.
 */
export class Guesses {
  readonly #nowMs: () => number
  readonly #accounts = new Map<string, { wrong: number; untilMs: number }>()

  /** @param nowMs milliseconds of a clock that only goes forward */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /**
   * Somebody is about to guess: counts as wrong until `wasRight`, so that guesses made at once count, too. False, and
   * not to be looked at, while the account waits.
   */
  begin(account: string): boolean {
    const nowMs = this.#nowMs()
    const { wrong, untilMs } = this.#accounts.get(account) ?? { wrong: 0, untilMs: 0 }
    if (untilMs > nowMs) return false
    const more = wrong + 1 - FREE_GUESSES
    const waitMs = more < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** more, LONGEST_WAIT_MS)
    this.#accounts.delete(account)
    this.#accounts.set(account, { wrong: wrong + 1, untilMs: nowMs + waitMs })
    if (this.#accounts.size > ACCOUNTS_MAX)
      for (const oldest of this.#accounts.keys().take(1)) this.#accounts.delete(oldest)
    return true
  }

  wasRight(account: string): void {
    this.#accounts.delete(account)
  }
}
