import { cardSupport } from '../../flows/card-support.ts'
import type { Clock } from '../../src/base/clock.ts'
import { SECOND_MS } from '../../src/base/units.ts'
import type { Line } from '../../src/call/line.ts'
import type { Carrier } from '../../src/carrier/port.ts'
import type { Report } from '../../src/runtime/runtime.ts'
import { Runtime } from '../../src/runtime/runtime.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { Board } from '../../src/web/board.ts'

/** Monday 14 December 2026, ten in the morning in New York: card support is open until eight. */
export const MONDAY_MS = Date.UTC(2026, 11, 14, 15)

/** Nobody is at the other end: calls go only by the facts that a test reports. */
const NOBODY: Carrier = {
  note: () => [],
  committed: () => {},
  act: async () => {},
  asksByItself: () => false,
  snapshot: () => undefined,
  restore: () => {},
}

export interface CentreOptions {
  readonly agents?: readonly string[]
  readonly board?: Board
  readonly lines?: readonly Line[]
  readonly store?: Store
  readonly startMs?: number
}

/** A real centre of card support on a store in memory, whose time passes when the test says so. */
export class BoardCentre {
  readonly board: Board
  readonly store: Store
  readonly faults: string[] = []
  nowMs: number
  #runtime: Runtime | undefined

  private constructor(store: Store, { board = new Board(), startMs = MONDAY_MS }: CentreOptions) {
    this.board = board
    this.store = store
    this.nowMs = startMs
  }

  /** Opens the centre. All agents serve billing and account, in this order of skill. */
  static async open(options: CentreOptions = {}): Promise<BoardCentre> {
    const centre = new BoardCentre(options.store ?? (await openSqliteStore({ memory: true })), options)
    const { agents = [], lines = [cardSupport] } = options
    // Timers never fire: what is due in a test is reported by it.
    const clock: Clock = { nowMs: () => centre.nowMs, at: () => () => {} }
    const skills = ['card-support/billing', 'card-support/account']
    centre.#runtime = await Runtime.open({
      name: 'main',
      store: centre.store,
      clock,
      carrier: NOBODY,
      lines,
      roster: JSON.stringify(agents.map(name => ({ name, skills }))),
      programVersion: 'test',
      watch: centre.board,
      onFault: what => centre.faults.push(what),
    })
    return centre
  }

  get runtime(): Runtime {
    return this.#runtime!
  }

  /** Lets time pass. */
  passes(seconds: number): this {
    this.nowMs += seconds * SECOND_MS
    return this
  }

  async reports(...reports: readonly Report[]): Promise<void> {
    await this.runtime.submit({ reports: () => reports })
  }

  /** A call that arrives and presses these keys. Gives its number. */
  async calls(keys = '', { caller = 0, tier = 'ordinary' } = {}): Promise<number> {
    const call = this.runtime.centre.nextCall
    await this.reports({ kind: 'arrived', data: { line: 'card-support', caller, tier } })
    for (const key of keys) await this.hears(call, `key.${key}`)
    return call
  }

  hears(call: number, event: string): Promise<void> {
    return this.reports({ kind: 'heard', data: { call, event } })
  }

  hangsUp(call: number): Promise<void> {
    return this.reports({ kind: 'hung-up', data: { call } })
  }

  agent(agent: string, kind: 'signed-in' | 'went-away' | 'accepted' | 'missed' | 'left' | 'ready') {
    return this.reports({ kind, data: { agent } })
  }

  get view() {
    return this.board.view(this.nowMs)
  }
}
