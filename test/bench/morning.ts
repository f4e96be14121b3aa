import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cardSupport } from '../../flows/card-support.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import { HOUR_MS } from '../../src/base/units.ts'
import type { Entry } from '../../src/call/journal.ts'
import { SteppedClock } from '../../src/carrier/local/stepped-clock.ts'
import { staffOf } from '../../src/cli/demo/staff.ts'
import { RungDay } from '../../src/cli/rung/rung-day.ts'
import { createLog } from '../../src/log.ts'
import type { Journal } from '../../src/runtime/journal-file.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { outcomesOf } from '../cli/rung/outcomes.ts'

// `npm run bench:morning [-- --quick]`: a holiday's morning of 1,000 calls (200 with --quick) over HTTP, in virtual
// time: simulated callers with phones, the carrier on this machine, signed webhooks, the line as it is served, and
// REST by Twilio's own client. The journal is kept in memory: how fast the disk is, other benchmarks tell. Ends with 1
// where a call is lost; its last line is the count.

const SCENARIO = join(import.meta.dirname, '../../sim/scenarios/holiday-peak.yaml')

process.exitCode = await main()

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
  return morning(values.quick ? 200 : 1_000)
}

async function morning(callsMax: number): Promise<number> {
  const scenario = parseScenario(readFileSync(SCENARIO, 'utf8'), SCENARIO)
  const plan = planOf(scenario, cardSupport)
  const clock = new SteppedClock(plan.startMs)
  const wrong: string[] = []
  const log = createLog({
    level: 'warn',
    pretty: false,
    destination: { write: text => void wrong.push(text) },
    secrets: [],
  })
  const store = await openSqliteStore({ memory: true })
  const day = await RungDay.open({
    ...{ plan, seed: scenario.seed, callsMax, clock, store, log },
    programVersion: 'bench',
    onFault: (what, error) => void wrong.push(`${what}: ${error}`),
  })
  const seen = new Map<string, number>()
  day.line.carrier.listen(happening => {
    seen.set(happening.kind, (seen.get(happening.kind) ?? 0) + 1)
    if (happening.kind === 'alert') wrong.push(happening.text)
  })
  const startedMs = performance.now()
  day.callers.begin()
  const endMs = plan.startMs + plan.durationMs + HOUR_MS
  await clock.runUntil(endMs, () => day.callers.calls === callsMax && day.unfinished === 0)
  const seconds = (performance.now() - startedMs) / 1_000
  const { calls } = day.callers
  const lost = day.unfinished
  const hours = (clock.nowMs() - plan.startMs) / HOUR_MS
  console.log(`${calls} calls in ${hours.toFixed(1)} hours of a ${plan.line.definition.name} morning`)
  console.log(
    `${seen.get('webhook')} webhooks, ${seen.get('request')} requests by REST, ${day.line.live.runtime.seq} facts`,
  )
  console.log(await outcomes(new StoredJournal(store, 'main'), plan))
  console.log(`${seconds.toFixed(1)} s; ${lost} calls lost; ${wrong.length} faults`)
  for (const text of wrong.slice(0, 5)) console.log(text)
  await day.close()
  console.log(calls - lost)
  return lost === 0 && wrong.length === 0 && calls === callsMax ? 0 : 1
}

/** How many calls ended in each way. */
async function outcomes(journal: Journal, plan: Plan): Promise<string> {
  const entries: Entry[] = []
  for await (const entry of journal.entries()) entries.push(entry)
  const counts = new Map<string, number>()
  for (const { outcome } of outcomesOf(entries, plan.line, JSON.stringify(staffOf(plan))))
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return [...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ')
}
