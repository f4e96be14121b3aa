import { statSync } from 'node:fs'
import { join } from 'node:path'
import { cardSupport } from '../../flows/card-support.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { writeCuts } from '../../src/cli/replay/cut-files.ts'
import { rerunCalls } from '../../src/cli/replay/rerun-calls.ts'
import { SimulatedDay } from '../../src/cli/simulated-day.ts'
import { JournalFile, writeJournalFile } from '../../src/runtime/journal-file.ts'
import { replay } from '../../src/runtime/replay.ts'
import type { Row } from './measured.ts'

const HOURS = 12
const HANDLE_SECONDS = 195
/** Agents for each that the load needs: enough that most callers wait a little, and some give up. */
const MARGIN = 1.03
const ALL = { first: 1, last: Number.MAX_SAFE_INTEGER }

/** A simulated day of so many calls, replayed as a whole journal, cut into single calls, and these run again. */
export async function replayDay(folder: string, calls: number): Promise<Row[]> {
  const journal = join(folder, 'day.jsonl')
  const cuts = join(folder, 'calls.jsonl')
  await writeJournalFile(journal, simulatedDay(calls))
  const goal = calls >= 100_000 ? { goal: 'under 10 s' } : {}
  const whole = await replay(new JournalFile(journal))
  if (whole.first) throw new Error(`fact ${whole.first.seq} of the simulated day leads to something else`)
  const cutStartMs = performance.now()
  const written = await writeCuts(new JournalFile(journal), cuts, ALL)
  const cutMs = performance.now() - cutStartMs
  const reran = rerunCalls([cuts], { lines: { 'card-support': cardSupport }, isUpdate: false })
  if (reran.first || written.passedOver.length > 0 || reran.calls !== whole.calls)
    throw new Error(`${reran.differing.length} of ${reran.calls} calls go another way alone`)
  const named = `${whole.calls.toLocaleString('en-US')} calls`
  return [
    { what: `replay a day of ${named}`, value: whole.elapsedMs / 1_000, unit: 's', ...goal },
    { what: '… of so many', value: Math.round((whole.calls * 1_000) / whole.elapsedMs), unit: 'calls/s' },
    { what: `cut ${named} out of it`, value: cutMs / 1_000, unit: 's' },
    { what: `run ${named} again that were cut out`, value: reran.elapsedMs / 1_000, unit: 's', ...goal },
    { what: '… of so many', value: Math.round((reran.calls * 1_000) / reran.elapsedMs), unit: 'calls/s' },
    { what: 'a call as text', value: Math.round(statSync(cuts).size / reran.calls), unit: 'bytes' },
  ]
}

function simulatedDay(calls: number): SimulatedDay {
  const scenario = {
    line: 'card-support',
    day: '2026-12-14',
    durationHours: HOURS,
    // A little more than is asked for, since days differ by chance.
    arrivals: { callsPerHour: (calls * 1.01) / HOURS },
    intents: { billing: 0.5, account: 0.3, rewards: 0.2 },
    tiers: { loyal: 0.2 },
    languages: { 'es-US': 0.15 },
    handleSeconds: { distribution: 'lognormal', mean: HANDLE_SECONDS, cv: 0.8 },
    patienceSeconds: { distribution: 'exponential', mean: 180 },
    wrapUpShare: 0.15,
    agents: Math.ceil(((calls * HANDLE_SECONDS) / (HOURS * 3_600)) * MARGIN),
  }
  return new SimulatedDay(parseScenario(JSON.stringify(scenario), 'replay.yaml'), cardSupport)
}
