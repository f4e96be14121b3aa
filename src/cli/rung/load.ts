import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { LONGEST_DRAIN_MS } from '../../../sim/world/day.ts'
import type { Plan } from '../../../sim/world/plan.ts'
import { WrongInput } from '../../base/wrong-input.ts'
import type { Line } from '../../call/line.ts'
import { SteppedClock } from '../../carrier/local/stepped-clock.ts'
import { createLog } from '../../log.ts'
import { writeJournalFile } from '../../runtime/journal-file.ts'
import { StoredJournal } from '../../runtime/stored-journal.ts'
import type { Store } from '../../store/port.ts'
import { openSqliteStore } from '../../store/sqlite.ts'
import { CENTRE } from '../centre-name.ts'
import { staffOf } from '../demo/staff.ts'
import { SimulatedDay } from '../simulated-day.ts'
import type { Agreement } from './agreement.ts'
import { agreementOf } from './agreement.ts'
import type { CallOutcome } from './outcomes.ts'
import { outcomesOf } from './outcomes.ts'
import { RungDay } from './rung-day.ts'

export interface LoadOptions {
  readonly scenario: Scenario
  readonly line: Line
  /** Callers who ring: so many of the day's, the first that come. */
  readonly calls: number
  readonly programVersion: string
  /** Where the journal is written when all is over, as JSON lines; nowhere unless told. */
  readonly journalFile?: string | undefined
  /** Told how many calls are over. */
  readonly onProgress?: (over: number) => void
}

/** What came of calls that were rung by phone. */
export interface Load extends Agreement {
  readonly plan: Plan
  readonly seed: number
  readonly calls: number
  /** Webhooks that the line was sent, retries counted. */
  readonly webhooks: number
  /** Requests by REST that the line made. */
  readonly requests: number
  readonly facts: number
  /** Of each call, in the order of arrival. */
  readonly outcomes: readonly CallOutcome[]
  /** What the carrier or the line complained of. */
  readonly faults: readonly string[]
  /** Of virtual time, from the first moment of the day to the end of the last call. */
  readonly lastedMs: number
  /** Of real time, for the calls alone. */
  readonly elapsedSeconds: number
}

/**
 * Rings a line by phone as often as asked for: callers and agents of the scenario hold phones of a carrier on this
 * machine, and every word between it and the line goes over HTTP, in virtual time, as fast as it is answered. The same
 * callers ring in the simulator too, and each call is held against how it went there. The journal is in memory.
 * @throws WrongInput for a scenario that brings fewer callers on its day
 */
export async function ringByPhone(options: LoadOptions): Promise<Load> {
  const { scenario, line, calls, journalFile } = options
  const day = new SimulatedDay(scenario, line, { callsMax: calls })
  const { plan } = day
  const { seed } = scenario
  const roster = JSON.stringify(staffOf(plan))
  const simulated = await outcomesOf(day.entries(), plan.line, roster)
  if (simulated.length < calls)
    throw new WrongInput(
      `${calls} callers are asked for, and the day of the scenario brings ${simulated.length} with seed ${seed}; ` +
        'ask for fewer, or raise its arrivals',
    )
  const store = await openSqliteStore({ memory: true })
  const faults: string[] = []
  const clock = new SteppedClock(plan.startMs)
  const rung = await open(options, plan, { store, clock, faults })
  try {
    const sums = await play(rung, clock, options)
    const journal = new StoredJournal(store, CENTRE)
    const outcomes = await outcomesOf(journal.entries(), plan.line, roster)
    if (journalFile !== undefined) await writeJournalFile(journalFile, journal)
    return { ...sums, ...agreementOf(simulated, outcomes), outcomes, faults, plan, seed, calls }
  } finally {
    await rung.close()
  }
}

/** Opens the line and its carrier; whatever either complains of is a fault. */
async function open(
  { scenario, calls, programVersion }: LoadOptions,
  plan: Plan,
  { store, clock, faults }: { store: Store; clock: SteppedClock; faults: string[] },
): Promise<RungDay> {
  const destination = { write: (text: string) => void faults.push(text.trim()) }
  const log = createLog({ level: 'warn', pretty: false, destination, secrets: [] })
  const rung = await RungDay.open({
    ...{ plan, clock, store, log, programVersion, seed: scenario.seed, callsMax: calls },
    onFault: (what, error) => log.error({ err: error }, what),
  })
  rung.line.carrier.listen(happening => {
    if (happening.kind === 'alert') faults.push(happening.text)
  })
  return rung
}

type Sums = Pick<Load, 'webhooks' | 'requests' | 'facts' | 'lastedMs' | 'elapsedSeconds'>

/** Lets everybody ring, and waits until the last of them is served; one who is lost is waited for until the night. */
async function play(rung: RungDay, clock: SteppedClock, options: LoadOptions): Promise<Sums> {
  const { calls, onProgress = () => {} } = options
  const { plan } = rung.callers.world
  const seen = { webhook: 0, request: 0 }
  rung.line.carrier.listen(({ kind }) => {
    if (kind === 'webhook' || kind === 'request') seen[kind]++
  })
  const startedMs = performance.now()
  rung.callers.begin()
  await clock.runUntil(plan.startMs + plan.durationMs + LONGEST_DRAIN_MS, () => {
    onProgress(rung.callers.calls - rung.unfinished)
    return rung.callers.calls === calls && rung.unfinished === 0
  })
  return {
    webhooks: seen.webhook,
    requests: seen.request,
    facts: rung.line.live.runtime.seq,
    lastedMs: clock.nowMs() - plan.startMs,
    elapsedSeconds: (performance.now() - startedMs) / 1_000,
  }
}
