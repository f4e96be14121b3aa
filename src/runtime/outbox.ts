import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Leased, NewOutboxRow, Postponement, Settlement } from '../store/rows.ts'
import type { RuntimeOptions } from './work.ts'

/** Longer than a REST call with its time-out takes. */
export const LEASE_MS = 30_000
/** The pause after a first failure. */
const PAUSE_MS = 1_000
/** Effects in hand at once. */
const ROWS = 16
/** Within this what is in hand has been done when the centre stops; it is as long as a REST call may take. */
export const STOP_WITHIN_MS = 10_000
/** How often outstanding rows are looked for that are due for another try, here or after another node's end. */
const LOOK_EVERY_MS = 2_000

/**
 * Does what must reach other legs, until its outcome is known: an effect that failed is tried again after a pause that
 * doubles each time, and one whose node has died after its lease ends, by whichever node takes it then. The carrier must bear being asked twice, which `attempt` tells it. One slow effect
 * holds up no other.
 */
export class Outbox {
  readonly #options: RuntimeOptions
  readonly #node = randomUUID()
  readonly #inHand = new Set<Promise<void>>()
  #settled: Settlement[] = []
  #postponed: Postponement[] = []
  #busy: Promise<void> | undefined
  #again = false
  #isOpen = false
  /** Aborted once nothing more is to be begun. */
  readonly #held = new AbortController()
  #stopped = false
  #cancelLook: (() => void) | undefined

  constructor(options: RuntimeOptions) {
    this.#options = options
  }

  start(): void {
    this.#isOpen = true
    this.#look()
  }

  /** There may be something to do. */
  wake(): void {
    if (this.#stopped) return
    this.#again = true
    this.#busy ??= this.#run()
  }

  /** True while it writes down outcomes or looks for what is due; what is in hand is another matter. */
  get isLooking(): boolean {
    return this.#busy !== undefined
  }

  async looked(): Promise<void> {
    await this.#busy
  }

  /** Of rows that are about to be committed, leases as many to this node as it can act on at once. */
  claims(rows: readonly NewOutboxRow[]): NewOutboxRow[] {
    const nowMs = this.#options.clock.nowMs()
    const lease = { node: this.#node, untilMs: nowMs + LEASE_MS }
    let room = this.#isOpen ? ROWS - this.#inHand.size : 0
    return rows.map(row => (row.dueMs <= nowMs && room-- > 0 ? { ...row, lease } : row))
  }

  /** The rows are durable: acts on those that were leased to this node, and looks for others. */
  take(rows: readonly NewOutboxRow[]): void {
    if (this.#isHeld) return
    for (const { lease, ...row } of rows) {
      if (lease) this.#begin({ ...row, attempt: 1, untilMs: lease.untilMs })
    }
    if (rows.some(({ lease }) => !lease)) this.wake()
  }

  /** Begins nothing more: what has not begun stays outstanding, for the next start or another node. */
  hold(): void {
    this.#isOpen = false
    this.#cancelLook?.()
    this.#held.abort()
  }

  /** Waits for what is in hand, for a while, and writes down its outcome; what takes longer stays outstanding. */
  async stop(): Promise<void> {
    this.hold()
    const late = new AbortController()
    const waited = delay(STOP_WITHIN_MS, undefined, { signal: late.signal }).catch(() => {})
    await Promise.race([waited, Promise.all(this.#inHand)])
    late.abort()
    this.#stopped = true
    await this.#busy
    await this.#settle().catch(error => this.#options.onFault('the outbox', error))
  }

  get #isHeld(): boolean {
    return this.#held.signal.aborted
  }

  #look(): void {
    const { clock } = this.#options
    this.#cancelLook = clock.at(clock.nowMs() + LOOK_EVERY_MS, () => this.#look())
    this.wake()
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false
      await this.#pass().catch(error => this.#options.onFault('the outbox', error))
    }
    // In the same turn as the last look at `#again`: whoever wakes from here on starts anew.
    this.#busy = undefined
  }

  async #pass(): Promise<void> {
    // Outcomes first: a row whose outcome is not written down would be leased, and acted on, once more.
    await this.#settle()
    const { store, name, clock } = this.#options
    const limit = ROWS - this.#inHand.size
    if (limit <= 0 || this.#isHeld) return
    const request = { centre: name, node: this.#node, nowMs: clock.nowMs(), leaseMs: LEASE_MS, limit }
    const leased = await store.leaseOutbox(request)
    if (!this.#isHeld) for (const row of leased) this.#begin(row)
  }

  #begin(row: Leased): void {
    const act = this.#act(row).finally(() => {
      this.#inHand.delete(act)
      this.wake()
    })
    this.#inHand.add(act)
  }

  async #act(row: Leased): Promise<void> {
    const { carrier, clock, onFault } = this.#options
    try {
      await carrier.act(row, row.attempt, this.#held.signal)
      this.#settled.push({ id: row.id, outcome: 'done', atMs: clock.nowMs() })
    } catch (error) {
      // Put off until the next start, or not waited for any longer: neither is a fault.
      if (error === this.#held.signal.reason || this.#stopped) return
      this.#postponed.push({ id: row.id, untilMs: clock.nowMs() + pauseMs(row.attempt) })
      onFault(`attempt ${row.attempt} of ${row.id}`, error)
    }
  }

  async #settle(): Promise<void> {
    const settled = this.#settled
    const postponed = this.#postponed
    if (settled.length + postponed.length === 0) return
    this.#settled = []
    this.#postponed = []
    const { store, name } = this.#options
    try {
      await store.withCentre(name, hold => hold.commit({ facts: [], settled, postponed }))
    } catch (error) {
      this.#settled = [...settled, ...this.#settled]
      this.#postponed = [...postponed, ...this.#postponed]
      throw error
    }
  }
}

/** So long after a failure the next try begins, at the earliest: 1 s, 2 s, 4 s, … up to the length of a lease. */
function pauseMs(attempt: number): number {
  return Math.min(LEASE_MS, PAUSE_MS * 2 ** Math.min(attempt - 1, 10))
}
