import type { Plan } from '../../../sim/world/plan.ts'
import type { Clock } from '../../base/clock.ts'
import { SteppedClock } from '../../carrier/local/stepped-clock.ts'
import type { RosterAgent } from '../../centre/roster.ts'
import type { Store } from '../../store/port.ts'
import { CENTRE } from '../centre-name.ts'
import { staffOf } from '../demo/staff.ts'
import type { LocalLineOptions } from './local-line.ts'
import { LocalLine } from './local-line.ts'
import type { KnownCaller } from './ringing-callers.ts'
import { RingingCallers } from './ringing-callers.ts'

export interface RungDayOptions extends Omit<LocalLineOptions, 'lines' | 'roster'> {
  readonly plan: Plan
  readonly seed: number
  /** Agents who are no simulated ones. */
  readonly people?: readonly RosterAgent[]
  /** After so many calls nobody rings any more. */
  readonly callsMax?: number
  readonly onFault: (what: string, error: unknown) => void
}

/** What a case is called that a caller has. */
const CASE = '104711'

/** A day of a line behind a carrier on this machine: simulated callers ring it and simulated agents answer, all by phone. */
export class RungDay {
  readonly line: LocalLine
  readonly callers: RingingCallers

  private constructor(line: LocalLine, callers: RingingCallers) {
    this.line = line
    this.callers = callers
  }

  static async open(options: RungDayOptions): Promise<RungDay> {
    const { plan, seed, clock, store, callsMax, onFault, people = [] } = options
    const agents = staffOf(plan).map((agent, index) => ({ ...agent, address: `client:agent-${index + 1}` }))
    let callers: RingingCallers | undefined
    const line = await LocalLine.open({
      ...options,
      // Nobody who simulates a day wants an account's limit in it.
      carrier: { callsPerSecond: Number.POSITIVE_INFINITY, ...options.carrier },
      lines: [plan.line],
      roster: [...agents, ...people],
      onCommitted(entries) {
        callers?.committed(entries)
        options.onCommitted?.(entries)
      },
    })
    const { live, carrier } = line
    callers = new RingingCallers({
      ...{ plan, seed, clock, carrier, agents, onFault, runtime: live.runtime },
      ...(callsMax !== undefined && { callsMax }),
      number: line.numbers.get(plan.line.definition.name)!,
      introduces: caller => introduce(store, clock, caller),
      asked: call => live.carrier.phones.get(call)?.asks,
    })
    if (clock instanceof SteppedClock) clock.shares(callers)
    return new RungDay(line, callers)
  }

  /** Calls that were begun and are not over for the line: at the end of a day, those that it lost. */
  get unfinished(): number {
    const { arrived, live } = this.line.live.runtime.centre.centre.state.calls
    return this.callers.calls - (arrived - live)
  }

  async close(): Promise<void> {
    this.callers.stop()
    await this.line.close()
  }
}

/** Makes a caller known before the first call. */
function introduce(store: Store, clock: Clock, { number, tier, record }: KnownCaller): Promise<void> {
  return store.withCentre(CENTRE, async hold => {
    const atMs = clock.nowMs()
    const key = await hold.callerKey({ number, atMs })
    const known = record && {
      atMs,
      ...(record.openCase && { openCase: CASE }),
      ...(record.agent !== undefined && { lastAgent: record.agent }),
      ...(record.matters && { matters: record.matters }),
    }
    const row = { key, ...(tier !== undefined && { tier }), ...(known && { record: known }) }
    await hold.commit({ facts: [], callers: [row] })
  })
}
