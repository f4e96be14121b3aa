import { serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { measuredOf } from '../../sim/simulate/measured.ts'
import { Day } from '../../sim/world/day.ts'
import type { DayCentre } from '../../sim/world/day-centre.ts'
import { centreInNumbers } from '../../sim/world/day-centre.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { direct } from '../../src/call/direct.ts'
import type { Entry } from '../../src/call/journal.ts'
import type { Line } from '../../src/call/line.ts'
import { UNWATCHED } from '../../src/call/unwatched.ts'
import type { Centre } from '../../src/centre/centre.ts'
import { saveState } from '../../src/centre/saved-state.ts'
import { SimulatedDay } from '../../src/cli/simulated-day.ts'
import { VERSION } from '../../src/cli/version.ts'
import { Runtime } from '../../src/runtime/runtime.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { RecordingCarrier } from '../runtime/recording-carrier.ts'
import { clinic } from './clinic.ts'
import { scenarioOf } from './judge.ts'

const HANDLE = { distribution: 'lognormal', mean: 195, cv: 0.8 }
const PATIENCE = { distribution: 'exponential', mean: 180 }

const CARD = {
  line: 'card-support',
  day: '2026-12-14',
  durationHours: 2,
  arrivals: { intervalMinutes: 30, callsPerInterval: [60, 160, 90, 30], dayVariation: 0.1 },
  intents: { billing: 0.5, account: 0.3, rewards: 0.2 },
  tiers: { loyal: 0.2 },
  languages: { 'es-US': 0.15 },
  openCases: 0.2,
  handleSeconds: HANDLE,
  patienceSeconds: PATIENCE,
  callbackAcceptance: 0.3,
  voicemailAcceptance: 0.1,
  readingErrors: 0.05,
  silence: 0.02,
  wrapUpShare: 0.15,
  agents: {
    groups: [
      { name: 'billing', count: [8, 10, 9, 6], skills: ['billing', 'messages'] },
      { name: 'all', count: 6, skills: ['account', 'rewards', 'billing', 'night', 'messages'] },
    ],
  },
}

/** All at once that callers and agents can be like. */
const RICH = {
  ...CARD,
  arrivals: {
    ...CARD.arrivals,
    intervalVariation: 0.2,
    bursts: [{ at: '08:20', calls: 40, minutes: 20, intent: 'rewards' }],
  },
  callers: [
    { name: 'regulars', share: 0.7 },
    {
      name: 'in a hurry',
      share: 0.3,
      patienceSeconds: { distribution: 'weibull', mean: 90, shape: 0.8 },
      zeroPressers: 0.5,
    },
  ],
  announcements: { balking: 0.3, hangUps: 0.02, patienceUntilTold: 2, patienceAfterTold: 0.5 },
  menuHangUps: 0.02,
  selfService: 0.6,
  resolved: 0.8,
  redials: {
    afterAbandoning: { share: 0.7, delaySeconds: { distribution: 'exponential', mean: 400 } },
    afterUnresolved: { share: 0.7, delaySeconds: { distribution: 'exponential', mean: 900 } },
  },
  skillLevels: [{}, { handle: 1.3, resolved: 0.8 }],
  wrapUpShare: 0,
  wrapUpSeconds: { distribution: 'lognormal', mean: 25, cv: 0.5 },
  transfers: { account: { billing: 0.2 } },
  escalations: 0.05,
  channels: {
    chat: {
      itemsPerHour: 20,
      handleSeconds: { distribution: 'lognormal', mean: 240, cv: 0.5 },
      patienceSeconds: { distribution: 'exponential', mean: 240 },
      withinMinutes: 5,
      atOnce: 3,
      slowdown: 0.3,
      groups: ['new'],
    },
    email: {
      itemsPerHour: 10,
      backlog: 20,
      handleSeconds: { distribution: 'constant', mean: 200 },
      withinMinutes: 1_440,
    },
  },
  agents: {
    groups: [
      {
        name: 'shifts',
        shifts: [
          {
            start: '07:30',
            hours: 8,
            count: 12,
            breaks: [{ afterHours: 1, minutes: 10, spreadMinutes: 40 }],
            lunch: { afterHours: 2, minutes: 20, share: 0.5 },
          },
        ],
        skills: ['billing', { queue: 'rewards', level: 2 }, 'messages'],
        ringNoAnswer: 0.1,
        absence: 0.1,
        late: { share: 0.3, seconds: { distribution: 'exponential', mean: 300 } },
      },
      {
        name: 'new',
        count: [6, 8, 7, 5],
        skills: ['account', 'rewards', 'billing', 'supervisors', 'night', 'messages'],
        speed: { cv: 0.3 },
        learning: { firstCall: 1.6, perDoubling: 0.8 },
        tiredness: { aboveOccupancy: 0.7, overMinutes: 30, slower: 0.3 },
      },
    ],
  },
}

const DAYS: readonly (readonly [string, Line, Record<string, unknown>])[] = [
  ['everything at once', cardSupport, RICH],
  ['from before the line opens', cardSupport, { ...CARD, startHour: 7.5, warmupHours: 0.5 }],
  [
    'wrap-up that the line itself does not grant, and a queue that is longer than its own',
    direct,
    {
      line: 'direct',
      durationHours: 1,
      arrivals: { callsPerHour: 400 },
      handleSeconds: HANDLE,
      patienceSeconds: PATIENCE,
      queueLimit: 12,
      wrapUpShare: 0.2,
      agents: 20,
    },
  ],
  [
    'chat and e-mail beside the calls, one of them put aside for callers',
    cardSupport,
    {
      ...CARD,
      channels: {
        chat: {
          itemsPerHour: 20,
          handleSeconds: HANDLE,
          withinMinutes: 2,
          patienceSeconds: PATIENCE,
          atOnce: 3,
          slowdown: 0.3,
          urgentMinutes: 1,
        },
        email: {
          itemsPerHour: 30,
          handleSeconds: HANDLE,
          withinMinutes: 60,
          interruptible: true,
          keepAvailable: 1,
        },
      },
    },
  ],
  [
    'entries, surveys and a last agent',
    clinic(),
    {
      line: 'clinic',
      durationHours: 2,
      arrivals: { callsPerHour: 120 },
      openCases: 0.4,
      handleSeconds: HANDLE,
      patienceSeconds: PATIENCE,
      callbackAcceptance: 0.4,
      agents: 6,
    },
  ],
  [
    'kinds of callers, impatient at menus, who ring again',
    cardSupport,
    {
      ...CARD,
      callers: [
        { name: 'regulars', share: 0.7 },
        {
          name: 'hasty',
          share: 0.3,
          zeroPressers: 0.5,
          patienceSeconds: { distribution: 'constant', mean: 60 },
        },
      ],
      menuHangUps: 0.05,
      selfService: 0.5,
      resolved: 0.8,
      redials: {
        afterAbandoning: { share: 0.6, delaySeconds: { distribution: 'exponential', mean: 300 } },
        afterUnresolved: { share: 0.6, delaySeconds: { distribution: 'exponential', mean: 300 } },
      },
    },
  ],
]

async function entriesOf(day: SimulatedDay): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of day.entries()) entries.push(entry)
  return entries
}

test.each(DAYS)('the journal of a day comes to the numbers that were counted: %s', async (_, line, keys) => {
  const scenario = scenarioOf({ ...keys, seed: 5 })
  const replication = 3
  const traced = new SimulatedDay(scenario, line, { replication })
  const entries = await entriesOf(traced)
  const counted = new Day(traced.plan)
  counted.run(scenario.seed, replication)
  expect(measuredOf(traced.day, traced.plan)).toEqual(measuredOf(counted, traced.plan))
  expect(entries.filter(({ fact }) => fact.kind === 'arrived').length).toBeGreaterThan(100)
})

test.each(DAYS)(
  'a live centre told the journal of a day is the simulator’s, to the byte: %s',
  async (_, line, keys) => {
    const scenario = scenarioOf({ ...keys, seed: 2 })
    const day = new SimulatedDay(scenario, line)
    const entries = await entriesOf(day)
    const store = await openSqliteStore({ memory: true })
    try {
      const runtime = await liveCentre(day.plan, await rosterOf(day, entries), store, entries)
      expect(stateOf(runtime.centre.centre).equals(stateOf(simulated(day.plan, scenario)))).toBe(true)
      await runtime.stop()
      const kept: Entry[] = []
      for await (const entry of new StoredJournal(store, 'main').entries()) kept.push(entry)
      expect(kept).toEqual(entries)
    } finally {
      await store.close()
    }
  },
)

async function rosterOf(day: SimulatedDay, entries: readonly Entry[]): Promise<string> {
  for (const { fact } of entries)
    if (fact.kind === 'roster-defined') return (await day.definition(fact.data.hash))!.text
  throw new Error('the journal has no roster')
}

/** A live centre that is told all facts but those by which it begins, each at its time. */
async function liveCentre(
  plan: Plan,
  roster: string,
  store: Store,
  entries: readonly Entry[],
): Promise<Runtime> {
  let nowMs = plan.startMs
  const runtime = await Runtime.open({
    name: 'main',
    store,
    // What is due is in the journal.
    clock: { nowMs: () => nowMs, at: () => () => {} },
    carrier: new RecordingCarrier(),
    lines: [plan.line],
    roster,
    programVersion: VERSION,
    watch: UNWATCHED,
    onFault: (what, error) => {
      throw new Error(what, { cause: error })
    },
  })
  const facts = entries.slice(runtime.seq)
  for (const moment of Map.groupBy(facts, ({ atMs }) => atMs).values()) {
    nowMs = moment[0]!.atMs
    await runtime.submit({ reports: () => moment.map(({ fact }) => fact) })
  }
  return runtime
}

/** The centre in which the simulator lived through the day. */
function simulated(plan: Plan, { seed }: Scenario): DayCentre {
  let centre!: DayCentre
  const day = new Day(plan, undefined, (plan, options) => {
    centre = centreInNumbers(plan, { ...options, takesAlerts: true })
    const { open, state } = centre
    centre.open = world => {
      open(world)
      // For how long a phone may ring: it never does, but the centre notes when it would have been enough.
      state.lines[0] = { ...state.lines[0]!, ringMs: plan.line.definition.limits.ringSeconds * 1_000 }
    }
    return centre
  })
  day.run(seed, 0)
  return centre
}

function stateOf({ state }: Pick<Centre, 'state'>): Buffer {
  return serialize(saveState(state))
}
