import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { Day } from '../../sim/world/day.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import * as tally from '../../sim/world/tally/tally.ts'
import { HOUR_MS, MINUTE_MS } from '../../src/base/units.ts'
import { direct } from '../../src/call/direct.ts'
import { OUTCOMES } from '../../src/call/directives.ts'
import { AWAY } from '../../src/centre/agents.ts'
import { FREE, RESTING } from '../../src/centre/calls.ts'
import { endOf, planFor } from '../../src/cli/demo/days.ts'
import { CENTRE, Rehearsal } from '../../src/cli/demo/rehearsal.ts'
import { RehearsalClock } from '../../src/cli/demo/rehearsal-clock.ts'
import { RehearsalStore } from '../../src/cli/demo/rehearsal-store.ts'
import { replay } from '../../src/runtime/replay.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import type { JournalRow } from '../../src/store/rows.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

const SCENARIOS = join(import.meta.dirname, '..', '..', 'sim', 'scenarios')
const HOLIDAY_PEAK = join(SCENARIOS, 'holiday-peak.yaml')
const DIRECT = join(SCENARIOS, 'direct.yaml')
const PEOPLE = join(SCENARIOS, 'people.yaml')
const CHANNELS = join(SCENARIOS, 'channels.yaml')
/** An hour of the holiday peak with too few agents, so that callers wait and give up. */
const BUSY_HOUR = { durationHours: '1', 'arrivals.callsPerInterval': '[305, 344]', agents: '[33, 36]' }

function scenarioWith(overrides: Readonly<Record<string, string>>, file: string = HOLIDAY_PEAK) {
  return parseScenario(readFileSync(file, 'utf8'), file, overrides)
}

/** A watch that counts what `Tally` counts of a simulated day. */
class Counts {
  readonly totals = { queued: 0, answered: 0, answeredInTime: 0, abandoned: 0, contained: 0, waitMs: 0 }
  kept = 0
  readonly #inTimeMs: number

  constructor({ serviceLevelMs }: Plan) {
    this.#inTimeMs = serviceLevelMs
  }

  queued(): void {
    this.totals.queued++
  }

  answered(_call: number, _queue: number, _agent: number, waitMs: number): void {
    this.totals.answered++
    this.totals.waitMs += waitMs
    if (waitMs <= this.#inTimeMs) this.totals.answeredInTime++
  }

  abandoned(_call: number, _queue: number, waitMs: number): void {
    this.totals.abandoned++
    this.totals.waitMs += waitMs
  }

  keptPlace(): void {
    this.kept++
  }

  ended(_call: number, outcome: number): void {
    if (OUTCOMES[outcome] === 'contained') this.totals.contained++
  }

  filed(): void {}

  heardMessage(): void {}

  rated(): void {}

  agentChanged(): void {}
}

/** A demo in virtual time, whose journal lies in memory. */
async function rehearse(plan: Plan, given?: RehearsalStore) {
  const store = given ?? new RehearsalStore(await openSqliteStore({ memory: true }))
  const journalMs = await store.withCentre(CENTRE, async hold => hold.lastAtMs)
  const clock = new RehearsalClock(journalMs || plan.startMs)
  const watch = new Counts(plan)
  const faults: unknown[] = []
  const rehearsal = await Rehearsal.open({
    store,
    clock,
    plan,
    seed: 7,
    programVersion: 'test',
    watch,
    onFault: (what, error) => faults.push(what, error),
  })
  return { rehearsal, store, clock, watch, faults, state: rehearsal.runtime.centre.centre.state }
}

/** What the simulator says of the same day. */
function simulated(plan: Plan) {
  const day = new Day(plan)
  day.run(7, 0)
  const sum = (column: number) => {
    let total = 0
    for (let interval = 0; interval < plan.intervals; interval++)
      total += day.tally.cells[interval * tally.WIDTH + column]!
    return total
  }
  return {
    calls: sum(tally.CALLS),
    totals: {
      queued: sum(tally.QUEUED),
      answered: sum(tally.ANSWERED),
      answeredInTime: sum(tally.ANSWERED_IN_TIME),
      abandoned: sum(tally.ABANDONED),
      contained: sum(tally.CONTAINED),
      waitMs: sum(tally.WAIT_MS),
    },
  }
}

async function rows(store: RehearsalStore, afterSeq: number): Promise<JournalRow[]> {
  const found: JournalRow[] = []
  for await (const row of store.factsSince(CENTRE, afterSeq)) found.push(row)
  return found
}

test('agents who rest, come late, let phones ring and hand callers on do so in the live runtime as in the simulator', async () => {
  const hours = { durationHours: '2.5', 'arrivals.callsPerInterval': '[56, 67, 84, 106, 127]' }
  const unruly = { 'everyAgent.ringNoAnswer': '0.1', escalations: '0.1', 'everyAgent.absence': '0.2' }
  const plan = planOf(scenarioWith({ ...hours, ...unruly }, PEOPLE), cardSupport)
  const { rehearsal, store, watch, faults, state } = await rehearse(plan)
  void rehearsal.begin(plan, plan.startMs)
  await rehearsal.hurry(endOf(plan) + 2 * HOUR_MS)
  const { calls, totals } = simulated(plan)
  expect({ calls: state.calls.arrived, totals: watch.totals, faults }).toEqual({ calls, totals, faults: [] })

  const told: Record<string, number> = {}
  for await (const { fact } of new StoredJournal(store, CENTRE).entries()) {
    const reason = fact.kind === 'went-away' ? ` ${fact.data.reason}` : ''
    told[fact.kind + reason] = (told[fact.kind + reason] ?? 0) + 1
  }
  for (const kind of ['transferred', 'went-away break', 'agents-due'])
    expect([kind, told[kind]! > 2]).toEqual([kind, true])
  await rehearsal.stop()
  await store.close()
})

test('agents who do chat and e-mail beside the phone do so in the live runtime as in the simulator', async () => {
  const plan = planOf(
    scenarioWith(
      { durationHours: '1.5', 'arrivals.callsPerInterval': '[56, 67, 84]', agents: '[10, 12, 14]' },
      CHANNELS,
    ),
    cardSupport,
  )
  const { rehearsal, store, watch, faults, state } = await rehearse(plan)
  void rehearsal.begin(plan, plan.startMs)
  await rehearsal.hurry(endOf(plan) + 2 * HOUR_MS)
  const { calls, totals } = simulated(plan)
  expect({ calls: state.calls.arrived, totals: watch.totals, faults }).toEqual({ calls, totals, faults: [] })
  let left = 0
  for await (const { fact } of new StoredJournal(store, CENTRE).entries())
    if (fact.kind === 'went-away' && fact.data.reason === 'other') left++
  expect(left).toBeGreaterThan(50)
  await rehearsal.stop()
  await store.close()
})

test('callers ring again from the same number in the live runtime, as often as in the simulator, and get their places back', async () => {
  const delaySeconds = '{ distribution: exponential, mean: 120 }'
  const redials = `{ afterAbandoning: { share: 0.8, delaySeconds: ${delaySeconds} } }`
  const plan = planOf(scenarioWith({ ...BUSY_HOUR, agents: '[26, 28]', redials }), cardSupport)
  const { rehearsal, store, watch, faults, state } = await rehearse(plan)
  void rehearsal.begin(plan, plan.startMs)
  await rehearsal.hurry(endOf(plan) + 2 * HOUR_MS)
  const { calls, totals } = simulated(plan)
  expect({ calls: state.calls.arrived, totals: watch.totals, faults }).toEqual({ calls, totals, faults: [] })

  const callers = new Set<number>()
  for await (const { fact } of new StoredJournal(store, CENTRE).entries())
    if (fact.kind === 'arrived') callers.add(fact.data.caller)
  expect(calls - callers.size).toBeGreaterThan(20)
  await rehearsal.stop()
  await store.close()
})

test('callers react to the waits that they are told in the live runtime as in the simulator', async () => {
  const announcements = '{ balking: 0.6, hangUps: 0.05, patienceUntilTold: 2, patienceAfterTold: 0.4 }'
  const plan = planOf(scenarioWith({ ...BUSY_HOUR, agents: '[22, 24]', announcements }), cardSupport)
  const { rehearsal, store, watch, faults, state } = await rehearse(plan)
  void rehearsal.begin(plan, plan.startMs)
  await rehearsal.hurry(endOf(plan) + 2 * HOUR_MS)
  const { calls, totals } = simulated(plan)
  expect({ calls: state.calls.arrived, totals: watch.totals, faults }).toEqual({ calls, totals, faults: [] })
  expect(totals.abandoned).toBeGreaterThan(10)
  await rehearsal.stop()
  await store.close()
})

test('the live runtime serves simulated callers as the simulator says, to the millisecond of waiting', async () => {
  const plan = planOf(scenarioWith(BUSY_HOUR), cardSupport)
  const { rehearsal, store, watch, faults, state } = await rehearse(plan)
  let isOver = false
  rehearsal.begin(plan, plan.startMs).then(() => {
    isOver = true
  })
  await rehearsal.hurry(endOf(plan) + 2 * HOUR_MS)
  const { calls, totals } = simulated(plan)
  expect(totals.abandoned).toBeGreaterThan(0)
  expect({ calls: state.calls.arrived, totals: watch.totals }).toEqual({ calls, totals })

  expect({ isOver, live: state.calls.live, faults }).toEqual({ isOver: true, live: 0, faults: [] })
  expect(new Set(state.agents.state.subarray(0, state.agents.count))).toEqual(new Set([AWAY]))
  const connects = new Map<number, number>()
  for await (const { directives = [] } of new StoredJournal(store, CENTRE).entries()) {
    for (const directive of directives)
      if (directive.do === 'connect') connects.set(directive.call, (connects.get(directive.call) ?? 0) + 1)
  }
  expect(connects.size).toBe(totals.answered)
  expect(new Set(connects.values())).toEqual(new Set([1]))
  await rehearsal.stop()
})

test('a demo that is started again in the middle of its day ends the calls of before, goes on, and its journal replays', async () => {
  const plan = planOf(scenarioWith(BUSY_HOUR), cardSupport)
  const first = await rehearse(plan)
  void first.rehearsal.begin(plan, plan.startMs)
  await first.rehearsal.hurry(plan.startMs + 30 * MINUTE_MS)
  const { live, arrived } = first.state.calls
  expect(live).toBeGreaterThan(20)
  await first.rehearsal.stop()

  const second = await rehearse(plan, first.store)
  expect(second.state.calls).toMatchObject({ arrived, live: 0 })
  expect(new Set(second.state.agents.state.subarray(0, second.state.agents.count))).toEqual(new Set([AWAY]))
  void second.rehearsal.begin(plan, second.clock.nowMs())
  await second.rehearsal.hurry(endOf(plan) + 2 * HOUR_MS)
  expect(second.state.calls.arrived).toBeGreaterThan(arrived + 200)
  expect(second.state.calls.live).toBe(0)
  expect(second.faults).toEqual([])
  const replayed = await replay(new StoredJournal(first.store, CENTRE))
  expect(replayed).toMatchObject({ differingFacts: 0, skipped: 0, calls: second.state.calls.arrived })
  await second.rehearsal.stop()
})

test('callers who would rather be called back keep their place, and are; after a restart nobody picks up', async () => {
  const plan = planOf(
    scenarioWith({ ...BUSY_HOUR, agents: '[18, 18]', callbackAcceptance: '0.5', patienceSeconds: 'never' }),
    cardSupport,
  )
  const first = await rehearse(plan)
  void first.rehearsal.begin(plan, plan.startMs)
  await first.rehearsal.hurry(plan.startMs + 50 * MINUTE_MS)
  const dialled = new Set<number>()
  const connected = new Set<number>()
  for await (const { directives = [] } of new StoredJournal(first.store, CENTRE).entries()) {
    for (const directive of directives) {
      if (directive.do === 'dial') dialled.add(directive.call)
      if (directive.do === 'connect' && dialled.has(directive.call)) connected.add(directive.call)
    }
  }
  expect(dialled.size).toBeGreaterThan(20)
  expect(connected.size).toBeGreaterThan(20)
  await first.rehearsal.stop()

  const second = await rehearse(plan, first.store)
  expect(second.state.calls.live).toBeGreaterThan(0)
  void second.rehearsal.begin(plan, second.clock.nowMs())
  await second.rehearsal.hurry(endOf(plan) + 3 * HOUR_MS)
  // Nobody is left but those who asked for another time, which is still to come.
  const { calls } = second.state
  const left = [...calls.phase.keys()].filter(slot => calls.phase[slot] !== FREE)
  expect(left.map(slot => calls.phase[slot])).toEqual(left.map(() => RESTING))
  expect(left.filter(slot => calls.promisedMs[slot]! <= second.clock.nowMs())).toEqual([])
  expect({ live: left.length, faults: second.faults }).toEqual({ live: calls.live, faults: [] })
  await second.rehearsal.stop()
})

test('after a day comes the next one on which the line is open as long: Saturday after Friday, Monday after Saturday', () => {
  const scenario = scenarioWith({})
  const dates = (atMs: number) => {
    const plan = planFor(scenario, cardSupport, atMs)
    return { plan, date: new Date(plan.startMs).toISOString() }
  }
  const friday = dates(Date.parse('2026-12-18T15:00Z'))
  const saturday = dates(endOf(friday.plan))
  const monday = dates(endOf(saturday.plan))
  expect([friday.date, saturday.date, monday.date]).toEqual([
    '2026-12-18T13:00:00.000Z',
    '2026-12-19T13:00:00.000Z',
    '2026-12-21T13:00:00.000Z',
  ])
})

test('a line that never closes is played day and night', () => {
  const scenario = parseScenario(readFileSync(DIRECT, 'utf8'), DIRECT)
  const first = planFor(scenario, direct, Date.parse('2026-12-14T22:00Z'))
  const second = planFor(scenario, direct, endOf(first))
  expect(second.startMs).toBeGreaterThan(first.startMs)
  expect(second.startMs).toBeLessThanOrEqual(endOf(first))
})

test('a scenario that fits no day to come is refused with what to do', () => {
  const scenario = { ...scenarioWith({}), durationHours: 500 }
  expect(() => planFor(scenario, cardSupport, Date.parse('2026-12-14T15:00Z'))).toThrow(
    'line "card-support" is open as long as the scenario says on no day of the two weeks after 2026-12-14',
  )
})

test('a hurried stretch is one commit: all of it, or nothing', async () => {
  const store = new RehearsalStore(await openSqliteStore({ memory: true }))
  const fact = (seq: number) => ({ seq, atMs: seq, kind: 'agents-due', data: '{}', directives: '[]' })
  const append = (seq: number) => store.withCentre(CENTRE, hold => hold.commit({ facts: [fact(seq)] }))
  await append(1)
  await expect(
    store.inOneCommit(CENTRE, async () => {
      await append(2)
      expect(await store.lastSeq(CENTRE)).toBe(2)
      throw new Error('stopped')
    }),
  ).rejects.toThrow('stopped')
  expect(await store.lastSeq(CENTRE)).toBe(1)
  await store.inOneCommit(CENTRE, async () => {
    await append(2)
    await append(3)
    expect(await rows(store, 1)).toEqual([fact(2), fact(3)])
  })
  expect(await rows(store, 0)).toEqual([fact(1), fact(2), fact(3)])
})
