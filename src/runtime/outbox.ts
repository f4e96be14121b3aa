import { randomUUID } from 'node:crypto'
import type { RuntimeOptions } from './runtime.ts'

/** Longer than a REST call with its time-out takes. */
const LEASE_MS = 30_000
/** Rows acted on at once. */
const ROWS = 16
/** How often outstanding rows are looked for that another try is due for, in real time. */
const LOOK_EVERY_MS = 2_000

/**
 * Does what must reach other legs, until its outcome is known: an effect is tried again after its lease ends, by
 * whichever node takes it then. The carrier must bear being asked twice, which `attempt` tells it.
 */
export class Outbox {
  readonly #options: RuntimeOptions
  readonly #node = randomUUID()
  #busy: Promise<void> | undefined
  #again = false
  #interval: NodeJS.Timeout | undefined

  constructor(options: RuntimeOptions) {
    this.#options = options
  }

  start(): void {
    this.#interval = setInterval(() => this.wake(), LOOK_EVERY_MS)
    this.#interval.unref()
    this.wake()
  }

  /** There may be something to do. */
  wake(): void {
    this.#again = true
    this.#busy ??= this.#run().finally(() => {
      this.#busy = undefined
    })
  }

  async stop(): Promise<void> {
    clearInterval(this.#interval)
    await this.#busy
  }

  async #run(): Promise<void> {
    const { onFault } = this.#options
    while (this.#again) {
      this.#again = false
      await this.#pass().catch(error => onFault('the outbox', error))
    }
  }

  async #pass(): Promise<void> {
    const { store, name, clock, carrier, onFault } = this.#options
    const request = { centre: name, node: this.#node, nowMs: clock.nowMs(), leaseMs: LEASE_MS, limit: ROWS }
    const rows = await store.leaseOutbox(request)
    if (rows.length === ROWS) this.#again = true
    const settled: { id: string; outcome: string; atMs: number }[] = []
    await Promise.all(
      rows.map(async row => {
        try {
          await carrier.act(row, row.attempt)
          settled.push({ id: row.id, outcome: 'done', atMs: clock.nowMs() })
        } catch (error) {
          onFault(`attempt ${row.attempt} of ${row.id}`, error)
        }
      }),
    )
    if (settled.length > 0) await store.withCentre(name, hold => hold.commit({ facts: [], settled }))
  }
}
