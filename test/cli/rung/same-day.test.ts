import { expect, onTestFinished, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { parseScenario } from '../../../sim/scenario/read-scenario.ts'
import { planOf } from '../../../sim/world/plan.ts'
import { HOUR_MS } from '../../../src/base/units.ts'
import type { Entry } from '../../../src/call/journal.ts'
import { SteppedClock } from '../../../src/carrier/local/stepped-clock.ts'
import { staffOf } from '../../../src/cli/demo/staff.ts'
import { RungDay } from '../../../src/cli/rung/rung-day.ts'
import { SimulatedDay } from '../../../src/cli/simulated-day.ts'
import { createLog } from '../../../src/log.ts'
import { StoredJournal } from '../../../src/runtime/stored-journal.ts'
import { openSqliteStore } from '../../../src/store/sqlite.ts'
import { outcomesOf } from './outcomes.ts'

/**
 * Too few agents for the callers, so that many wait, are told how long, and some give up. Nobody takes up a callback:
 * whether one is offered depends on the moment of an announcement, and that may be a segment late.
 */
const SCENARIO = `
line: card-support
day: 2026-12-14
durationHours: 0.5
arrivals: { callsPerHour: 150 }
intents: { billing: 0.45, account: 0.25, rewards: 0.2, statements: 0.1 }
tiers: { loyal: 0.2 }
languages: { es-US: 0.15 }
handleSeconds: { distribution: lognormal, mean: 195, cv: 0.8 }
wrapUpShare: 0.15
patienceSeconds: { distribution: exponential, mean: 180 }
readingErrors: 0.05
silence: 0.03
agents: 6
seed: 5
`
/** Music is cut into segments of at most so long; a caller on hold is at most one of them late. */
const SEGMENT_MS = 15_000

test('the same callers on the same day: over HTTP each call goes as it does in the simulator', async () => {
  const scenario = parseScenario(SCENARIO, 'the test')
  const plan = planOf(scenario, cardSupport)
  const simulated: Entry[] = []
  for await (const entry of new SimulatedDay(scenario, cardSupport).entries()) simulated.push(entry)
  const logged: string[] = []
  const log = createLog({
    level: 'warn',
    pretty: false,
    destination: { write: text => void logged.push(text) },
    secrets: [],
  })
  const clock = new SteppedClock(plan.startMs)
  const store = await openSqliteStore({ memory: true })
  const day = await RungDay.open({
    plan,
    seed: scenario.seed,
    clock,
    store,
    log,
    programVersion: 'test',
    onFault: what => void logged.push(what),
  })
  onTestFinished(() => day.close())
  const alerts: string[] = []
  day.line.carrier.listen(happening => {
    if (happening.kind === 'alert') alerts.push(happening.text)
  })
  day.callers.begin()
  await clock.runUntil(plan.startMs + plan.durationMs + HOUR_MS)
  const rung: Entry[] = []
  for await (const entry of new StoredJournal(store, 'main').entries()) rung.push(entry)

  const roster = JSON.stringify(staffOf(plan))
  const [expected, found] = [simulated, rung].map(entries => outcomesOf(entries, cardSupport, roster)) as [
    ReturnType<typeof outcomesOf>,
    ReturnType<typeof outcomesOf>,
  ]
  const short = ({ call, outcome, queue, agent }: (typeof expected)[number]) =>
    `${call} ${outcome} ${queue} ${agent}`
  expect(found.map(short)).toEqual(expected.map(short))
  found.forEach(({ arrivedMs, answeredMs }, index) => {
    const other = expected[index]!
    expect(arrivedMs).toBe(other.arrivedMs)
    if (!Number.isNaN(answeredMs))
      expect(Math.abs(answeredMs - other.answeredMs)).toBeLessThanOrEqual(SEGMENT_MS)
  })
  expect([alerts, logged]).toEqual([[], []])
  // What the test is about has happened.
  const outcomes = new Set(found.map(({ outcome }) => outcome))
  expect([...outcomes]).toEqual(expect.arrayContaining(['answered', 'abandoned', 'contained']))
  expect(rung.some(({ fact }) => fact.kind === 'due')).toBe(true)
}, 60_000)
