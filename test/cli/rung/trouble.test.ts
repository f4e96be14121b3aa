import { expect, onTestFinished, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { parseScenario } from '../../../sim/scenario/read-scenario.ts'
import { planOf } from '../../../sim/world/plan.ts'
import { RandomStream } from '../../../src/base/random.ts'
import { HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts'
import type { Faults } from '../../../src/carrier/local/faults.ts'
import type { Undocumented } from '../../../src/carrier/local/house.ts'
import { SteppedClock } from '../../../src/carrier/local/stepped-clock.ts'
import { AWAY } from '../../../src/centre/agents.ts'
import { RungDay } from '../../../src/cli/rung/rung-day.ts'
import { createLog } from '../../../src/log.ts'
import { openSqliteStore } from '../../../src/store/sqlite.ts'

/** Callers who wait for few agents, some of whom ask to be called back. */
const SCENARIO = `
line: card-support
day: 2026-12-14
durationHours: 0.25
arrivals: { callsPerHour: 160 }
intents: { billing: 0.45, account: 0.25, rewards: 0.2, statements: 0.1 }
handleSeconds: { distribution: lognormal, mean: 120, cv: 0.8 }
patienceSeconds: { distribution: exponential, mean: 300 }
callbackAcceptance: 0.5
agents: 4
seed: 3
`
const SILENT_MS = 3 * MINUTE_MS
const LOOK_MS = MINUTE_MS

interface Lived {
  readonly day: RungDay
  readonly logged: string[]
  readonly alerts: string[]
  readonly said: string[]
}

/** A quarter of an hour of callers, and an hour to be served in. */
async function livesThrough(undocumented: Partial<Undocumented>, faults: Faults = {}): Promise<Lived> {
  const scenario = parseScenario(SCENARIO, 'the test')
  const plan = planOf(scenario, cardSupport)
  const logged: string[] = []
  const destination = { write: (text: string) => void logged.push(text) }
  const log = createLog({ level: 'error', pretty: false, destination, secrets: [] })
  const clock = new SteppedClock(plan.startMs)
  const store = await openSqliteStore({ memory: true })
  const day = await RungDay.open({
    ...{ plan, seed: scenario.seed, clock, store, log, carrier: { undocumented } },
    programVersion: 'test',
    onFault: what => void logged.push(what),
  })
  onTestFinished(() => day.close())
  Object.assign(day.line.carrier.faults, faults)
  const looks = () => {
    void day.line.live.carrier.sweep(SILENT_MS, 30).catch(() => {})
    clock.at(clock.nowMs() + LOOK_MS, looks)
  }
  looks()
  const [alerts, said]: [string[], string[]] = [[], []]
  day.line.carrier.listen(happening => {
    if (happening.kind === 'alert') alerts.push(happening.text)
    if (happening.kind === 'says') said.push(happening.text)
  })
  day.callers.begin()
  const endMs = plan.startMs + plan.durationMs
  await clock.runUntil(endMs)
  await clock.runUntil(endMs + HOUR_MS, () => day.unfinished === 0)
  // Whoever is still on the line hears the end of it.
  await clock.passes(MINUTE_MS)
  return { day, logged, alerts, said }
}

function expectNobodyLost({ day }: Lived): void {
  expect(day.callers.calls).toBeGreaterThan(30)
  expect(day.unfinished).toBe(0)
  const up = [...day.line.carrier.legs.values()].filter(leg => !leg.isOver)
  expect(up.map(({ options, status }) => `${options.from} to ${options.to} ${status}`)).toEqual([])
  const { agents } = day.line.live.runtime.centre.centre.state
  expect(agents.names.filter((_, agent) => agents.call[agent]! >= 0)).toEqual([])
  expect(agents.names.some((_, agent) => agents.state[agent] !== AWAY)).toBe(true)
}

test.each<[string, Partial<Undocumented>]>([
  [
    'a queue tells late that a caller was redirected, and conferences and cancelled rings end as completed',
    {
      enqueueActionOnRedirect: 'after',
      conferenceDialStatus: 'completed',
      completedWhileRinging: 'completed',
      enqueueMs: 200,
    },
  ],
  [
    'a queue never tells that a caller was redirected, words are heard to their end, and silence is not recorded',
    { enqueueActionOnRedirect: 'never', dequeueCutsWords: false, silentRecording: 'passed-over' },
  ],
])('where the documentation leaves it open, no caller is lost when %s', async (_what, undocumented) => {
  const found = await livesThrough(undocumented)
  expectNobodyLost(found)
  expect([found.alerts, found.logged]).toEqual([[], []])
})

test('webhooks that are lost, late or doubled and REST that fails lose no caller, and nobody hears an error of the carrier', async () => {
  const random = new RandomStream(7)
  const odds = (share: number) => random.next() < share
  const found = await livesThrough(
    {},
    {
      webhook({ fields }) {
        if (odds(0.02)) return { does: 'lose-request' }
        if (odds(0.02)) return { does: 'lose-answer' }
        if (odds(0.03)) return { does: 'double' }
        if (odds(0.03)) return { does: 'answer-late', ms: 2_000 }
        const isNotice = fields.CallbackSource !== undefined
        return isNotice && odds(0.2) ? { does: 'arrive-late', ms: 20_000 } : undefined
      },
      rest() {
        if (odds(0.03)) return { does: 'refuse', status: 503, code: 20503, message: 'Service unavailable' }
        if (odds(0.02)) return { does: 'lose-answer' }
        return odds(0.02) ? { does: 'lose-request' } : undefined
      },
    },
  )
  expectNobodyLost(found)
  expect(found.said.filter(text => text.includes('application error'))).toEqual([])
}, 60_000)
