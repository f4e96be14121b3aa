import type { Entry } from '../../src/call/journal.ts'
import type { Line } from '../../src/call/line.ts'
import { UNWATCHED } from '../../src/call/unwatched.ts'
import type { JournaledCentre } from '../../src/centre/journaled-centre.ts'
import { saveState } from '../../src/centre/saved-state.ts'
import type { LiveWatch } from '../../src/runtime/live-watch.ts'
import { entryOf } from '../../src/runtime/rebuild.ts'
import type { Report } from '../../src/runtime/runtime.ts'
import { Runtime } from '../../src/runtime/runtime.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { desk, OPEN_MS } from './lines.ts'
import { ManualClock } from './manual-clock.ts'
import { RecordingCarrier } from './recording-carrier.ts'

export const NOBODY: LiveWatch = UNWATCHED

export const ROSTER = JSON.stringify([
  { name: 'ann', skills: ['desk/all', 'desk/other'] },
  { name: 'ben', skills: ['desk/all'] },
])

export interface Opening {
  readonly store?: Store
  readonly clock?: ManualClock
  readonly carrier?: RecordingCarrier
  readonly watch?: LiveWatch
  readonly lines?: readonly Line[]
  readonly roster?: string
  readonly programVersion?: string
}

/** A runtime with all that stands around it: what a test reports, and what it can look at. */
export class House {
  readonly faults: string[] = []
  readonly store: Store
  readonly clock: ManualClock
  readonly carrier: RecordingCarrier
  runtime!: Runtime

  private constructor(store: Store, clock: ManualClock, carrier: RecordingCarrier) {
    this.store = store
    this.clock = clock
    this.carrier = carrier
  }

  static async open(opening: Opening = {}): Promise<House> {
    const store = opening.store ?? (await openSqliteStore({ memory: true }))
    const clock = opening.clock ?? new ManualClock(OPEN_MS)
    const house = new House(store, clock, opening.carrier ?? new RecordingCarrier())
    house.runtime = await Runtime.open({
      name: 'main',
      store,
      clock,
      carrier: house.carrier,
      lines: opening.lines ?? [desk],
      roster: opening.roster ?? ROSTER,
      programVersion: opening.programVersion ?? '1',
      watch: opening.watch ?? NOBODY,
      onFault: (what, error) => void house.faults.push(`${what}: ${(error as Error).message}`),
    })
    return house
  }

  /** Opens the same centre again, as after its process ended without a word: for this house time stands still. */
  async again(opening: Opening = {}): Promise<House> {
    return House.open({ store: this.store, clock: new ManualClock(this.clock.nowMs()), ...opening })
  }

  /** Reports facts in one submission; resolves with what they led to once it is durable. */
  async reports(...reports: Report[]): Promise<readonly Entry[]> {
    let led: readonly Entry[] = []
    await this.runtime.submit({
      reports: () => reports,
      answer: entries => {
        led = entries
        return ''
      },
    })
    return led
  }

  /** A call arrives at a line; gives its number. */
  async arrives(caller = 0, line = 'desk'): Promise<number> {
    const [first] = await this.reports({ kind: 'arrived', data: { line, caller, tier: 'ordinary' } })
    return (first!.fact.data as { call: number }).call
  }

  async presses(call: number, key: string): Promise<readonly Entry[]> {
    return this.reports({ kind: 'heard', data: { call, event: `key.${key}` } })
  }

  /** Lets time pass, with all that timers lead to. */
  async passes(ms: number): Promise<void> {
    await this.clock.passes(ms, () => this.runtime.submit({ reports: () => [] }).catch(() => {}))
  }

  async journal(): Promise<Entry[]> {
    const entries: Entry[] = []
    for await (const row of this.store.factsSince('main', 0)) entries.push(entryOf('main', row))
    return entries
  }
}

/** All that a centre is, for comparison: its columns, its lines' hours, its groups of agents. */
export function wholeState({ centre }: JournaledCentre) {
  const { state } = centre
  return structuredClone({
    nowMs: state.nowMs,
    ...saveState(state),
    names: state.agents.names,
    groupQueues: state.agents.groupQueues,
    groups: state.queues.groups,
    settings: state.queues.settings,
    queuesOfLines: state.lines.map(({ queues }) => queues),
    tables: state.lines.map(({ table }) => [table.line.definition, table.states]),
  })
}
