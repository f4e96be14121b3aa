import fc from 'fast-check'
import { MINUTE_MS, SECOND_MS } from '../../src/base/units.ts'
import type { CommonEvent } from '../../src/call/events.ts'
import { eventNumber } from '../../src/call/events.ts'
import { zoneNumber } from '../../src/centre/calling.ts'
import { care } from '../centre/care.ts'
import { CLOSING_MS, direct, LUNCH_MS, OPENING_MS, support } from '../centre/lines.ts'
import type { AgentState, CallPicture, Phase } from '../centre/picture.ts'
import type { WorldOptions } from '../centre/world.ts'
import { World } from '../centre/world.ts'
import type { Step } from './steps.ts'
import { PHASES_OF, STATES_OF, TALK_ENDS, type TALK_FACTS } from './steps.ts'

/** What a caller does at once: the keys of the menu, or nothing. */
const FIRST_KEYS: readonly CommonEvent[] = [
  ...(['key.1', 'key.1', 'key.1', 'key.1', 'key.2', 'key.2', 'key.2', 'key.3', 'key.3'] as const),
  ...(['key.4', 'key.5', 'key.6', 'silence'] as const),
]
const LATER_KEYS: readonly CommonEvent[] = [
  'key.1',
  'key.1',
  'key.0',
  'key.2',
  'key.2',
  'key.3',
  'key.5',
  'key.5',
  'key.9',
  'silence',
  'said.unclear',
  'entry.valid',
  'entry.valid',
  'entry.invalid',
  'recording.kept',
  'recording.empty',
]

/** What the person called back does at once. */
const BACK_KEYS: readonly CommonEvent[] = ['key.1', 'key.1', 'key.1', 'key.5', 'silence']

/** Where numbers are: mostly in the zone of the line. */
const WHERE = ['', '', '', '', 'America/Los_Angeles', 'Pacific/Honolulu', 'America/New_York Europe/London']

const nth = fc.nat(11)
const stale = fc.nat(11).map(n => n === 0)

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ passes: durations() }) },
  {
    weight: 9,
    arbitrary: fc.record({
      arrives: fc.constantFrom(0, 0, 1, 2, 2),
      caller: fc.nat(5),
      tier: fc.nat(2),
      key: fc.constantFrom(...FIRST_KEYS),
      known: fc.option(fc.nat(6), { nil: undefined }),
      matters: fc.nat(3),
      zone: fc.constantFrom(...WHERE),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      owes: fc.constantFrom(0, 0, 2),
      caller: fc.nat(5),
      agent: fc.option(fc.nat(6), { nil: undefined }),
      afterMs: fc.constantFrom(0, 0, 5 * MINUTE_MS, 600 * MINUTE_MS),
      zone: fc.constantFrom(...WHERE),
    }),
  },
  { weight: 4, arbitrary: fc.record({ hears: fc.constantFrom(...LATER_KEYS), nth }) },
  { weight: 3, arbitrary: fc.record({ asksLater: nth }) },
  { weight: 1, arbitrary: fc.record({ rates: fc.constantFrom('key.1', 'key.5') }) },
  { weight: 2, arbitrary: fc.record({ leavesMessage: fc.nat(5), tier: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ picksUp: nth, key: fc.constantFrom(...BACK_KEYS) }) },
  { weight: 3, arbitrary: callFacts('hangsUp') },
  { weight: 2, arbitrary: callFacts('answersCallback', 'missesCallback') },
  { weight: 1, arbitrary: callFacts('isDue', 'recovers', 'recovers', 'drops') },
  { weight: 5, arbitrary: agentFacts('signsIn') },
  { weight: 2, arbitrary: agentFacts('goesAway') },
  { weight: 6, arbitrary: agentFacts('accepts') },
  { weight: 1, arbitrary: agentFacts('codes') },
  { weight: 2, arbitrary: agentFacts('misses', 'failsToRing') },
  {
    weight: 6,
    arbitrary: agentFacts('leaves', 'leaves', 'leaves', 'isReady', 'isReady', 'loses', 'unmonitors'),
  },
  { weight: 4, arbitrary: fc.record({ transfers: nth, queue: fc.nat(2), stale }) },
  { weight: 4, arbitrary: talkFacts('holds', 'resumes', 'pausesRecording', 'pausesRecording') },
  { weight: 2, arbitrary: talkFacts('invites', 'asksQueue', 'uninvites', 'handsOver') },
  { weight: 4, arbitrary: fc.record({ consults: nth, other: nth, ends: fc.constantFrom(...TALK_ENDS) }) },
  { weight: 1, arbitrary: fc.record({ monitors: nth, whom: nth, manner: fc.nat(2), stale }) },
  {
    weight: 1,
    arbitrary: fc.oneof(fc.record({ lineIsDue: fc.nat(2) }), fc.constant({ agentsAreDue: true } as const)),
  },
)

function durations(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(0, 1, 250, 5_000) },
    { weight: 60, arbitrary: fc.integer({ min: 1, max: 60 }).map(s => s * SECOND_MS) },
    { weight: 15, arbitrary: fc.integer({ min: 1, max: 6 }).map(m => m * MINUTE_MS) },
    { weight: 1, arbitrary: fc.constantFrom(20, 45).map(m => m * MINUTE_MS) },
    { weight: 1, arbitrary: fc.constant(900 * MINUTE_MS) },
  )
}

function callFacts(...facts: (keyof typeof PHASES_OF)[]): fc.Arbitrary<Step> {
  return fc.record({ callFact: fc.constantFrom(...facts), nth, stale })
}

function agentFacts(...facts: (keyof typeof STATES_OF)[]): fc.Arbitrary<Step> {
  return fc.record({ agentFact: fc.constantFrom(...facts), nth, stale })
}

function talkFacts(...facts: (typeof TALK_FACTS)[number][]): fc.Arbitrary<Step> {
  return fc.record({ talkFact: fc.constantFrom(...facts), nth, other: nth, stale })
}

export interface History {
  readonly startMs: number
  readonly agents: readonly (readonly number[])[]
  readonly steps: readonly Step[]
}

/** Queues 0 to 2 are those of the support line, 3 is that of the direct line, 4 to 7 are those of the care line, the last of them for messages. */
const SKILLS: readonly (readonly number[])[] = [
  ...[[0], [0, 1], [1, 0], [2, 1], [3], [0, 1, 2, 3], [3, 0]],
  ...[[4], [4, 5], [5, 4], [6], [0, 4, 5, 6], [5, 3, 1], [4, 7], [7, 0, 5]],
]

/** Mornings, the rush before lunch and before closing, and what comes after. */
const STARTS_MS = [
  ...[10, 30, 60, 90, 120, -1].map(m => OPENING_MS + m * MINUTE_MS),
  ...[-5, 10].map(m => LUNCH_MS + m * MINUTE_MS),
  ...[-60, -25, -5, 10].map(m => CLOSING_MS + m * MINUTE_MS),
]

/** Days of callers and agents who do anything at any moment. */
export const histories: fc.Arbitrary<History> = fc.record({
  startMs: fc.constantFrom(...STARTS_MS),
  agents: fc.array(fc.constantFrom(...SKILLS), { minLength: 1, maxLength: 6 }),
  steps: fc.array(steps, { minLength: 20, maxLength: 140, size: 'max' }),
})

/** Some callbacks are given up within a history. */
const limits = { ...support().definition.limits, callbackExpiresSeconds: 2 * 3_600 }
const MENUS = support({ limits })
/** One queue of the care line wants to know how each call ended. */
const [BILLING, ...OTHERS] = care().definition.queues
const CODED = { ...BILLING, wrapUpCodes: ['done', 'again'], wrapUpEnds: 'by-code' } as const
const CARE = care({ limits, queues: [CODED, ...OTHERS] })
const LINES = [MENUS, direct({}, { limit: 3 }), CARE]
/** Lines on which a caller has to choose; also where a test gives them other settings. */
const WITH_MENUS: readonly string[] = [MENUS.definition.name, CARE.definition.name]

/** The world of a history before anything happens. */
export function worldOf({ startMs, agents }: Pick<History, 'startMs' | 'agents'>): WorldOptions {
  return { startMs, agents, lines: LINES }
}

/** Lives a history through. Callers of lines with menus press a key as they arrive. */
export function live(history: History, options: WorldOptions = worldOf(history)): World {
  const world = new World(options)
  for (const step of history.steps) take(world, step)
  return world
}

function take(world: World, step: Step): void {
  if ('passes' in step) world.passes(step.passes)
  else if ('arrives' in step) arrive(world, step)
  else if ('owes' in step) owe(world, step)
  else if ('hears' in step) hear(world, step)
  else if ('rates' in step) rate(world, step.rates)
  else if ('leavesMessage' in step) leaveMessage(world, step)
  else if ('asksLater' in step) askLater(world, step.asksLater)
  else if ('picksUp' in step) pickUp(world, step)
  else if ('callFact' in step) callFact(world, step)
  else if ('agentFact' in step) agentFact(world, step)
  else if ('transfers' in step) transfer(world, step)
  else if ('talkFact' in step) talkFact(world, step)
  else if ('consults' in step) consult(world, step)
  else if ('monitors' in step) monitor(world, step)
  else if ('lineIsDue' in step) world.happens('lineIsDue', step.lineIsDue)
  else world.happens('agentsAreDue')
}

function arrive(world: World, step: Extract<Step, { arrives: number }>): void {
  const { known: agent, matters } = step
  const lastAgent = agent !== undefined && agent < world.options.agents.length ? agent : -1
  const known = agent === undefined ? undefined : { hasCase: agent !== 0, agent: lastAgent, matters }
  const zone = zoneNumber(world.centre.state, step.zone)
  const { call } = world.arrives(step.arrives, step.caller, step.tier, known, zone)
  const slot = world.picture.calls.find(({ number }) => number === call)?.slot
  const line = world.options.lines[step.arrives]?.definition.name ?? ''
  if (slot !== undefined && WITH_MENUS.includes(line)) world.happens('hears', slot, eventNumber(step.key))
}

function owe(
  world: World,
  { owes, caller, agent = -1, afterMs, zone }: Extract<Step, { owes: number }>,
): void {
  world.owes(owes, 0, caller, {
    tier: 2,
    agent: agent < world.options.agents.length ? agent : -1,
    afterMs: world.nowMs + afterMs,
    zone: zoneNumber(world.centre.state, zone),
  })
}

function rate(world: World, key: CommonEvent): void {
  const asked = world.picture.calls.find(({ flowState }) => flowState === 'survey')
  if (asked) world.happens('hears', asked.slot, eventNumber(key))
}

function leaveMessage(
  world: World,
  { leavesMessage: caller, tier }: Extract<Step, { leavesMessage: number }>,
): void {
  const { call } = world.arrives(LINES.indexOf(CARE), caller, tier)
  const slot = world.picture.calls.find(({ number }) => number === call)?.slot
  if (slot === undefined) return
  for (const event of ['key.7', 'recording.kept'] as const) world.happens('hears', slot, eventNumber(event))
}

function hear(world: World, { hears, nth }: Extract<Step, { hears: CommonEvent }>): void {
  const { calls } = world.picture
  const slot = calls[nth % Math.max(1, calls.length)]?.slot
  if (slot !== undefined) world.happens('hears', slot, eventNumber(hears))
}

function askLater(world: World, nth: number): void {
  const can = ({ phase, absent }: CallPicture) => !absent && (phase === 'waiting' || phase === 'offered')
  const waiting = world.picture.calls.filter(can)
  const slot = waiting[nth % Math.max(1, waiting.length)]?.slot
  if (slot !== undefined) world.happens('hears', slot, eventNumber('key.2'))
}

function pickUp(world: World, { picksUp, key }: Extract<Step, { picksUp: number }>): void {
  const dialled = world.picture.calls.filter(({ phase }) => phase === 'dialling')
  const slot = dialled[picksUp % Math.max(1, dialled.length)]?.slot
  if (slot === undefined) return
  world.happens('answersCallback', slot)
  world.happens('hears', slot, eventNumber(key))
}

function callFact(
  world: World,
  { callFact, nth, stale }: Extract<Step, { callFact: keyof typeof PHASES_OF }>,
): void {
  const phases: readonly Phase[] = PHASES_OF[callFact]
  const can = (call: CallPicture) => phases.includes(call.phase) && (callFact !== 'hangsUp' || !call.legEnded)
  const slots = world.picture.calls.filter(can).map(({ slot }) => slot)
  // A stale fact is about any slot, mostly one that is in no use.
  const slot = stale ? nth : slots[nth % Math.max(1, slots.length)]
  if (slot !== undefined && slot < world.centre.state.calls.capacity) world.happens(callFact, slot)
}

function agentFact(
  world: World,
  { agentFact, nth, stale }: Extract<Step, { agentFact: keyof typeof STATES_OF }>,
): void {
  const states: readonly AgentState[] = STATES_OF[agentFact]
  const { agents } = world.picture
  const can = agents.flatMap(({ state }, agent) => (states.includes(state) ? [agent] : []))
  const agent = stale ? nth % agents.length : can[nth % Math.max(1, can.length)]
  if (agent === undefined) return
  // Of a stale fact the call is any.
  if (agentFact === 'codes')
    world.happens(agentFact, agent, stale ? nth : world.centre.state.agents.talkCall[agent]!)
  else world.happens(agentFact, agent)
}

function transfer(world: World, { transfers, queue, stale }: Extract<Step, { transfers: number }>): void {
  const agent = talker(world, transfers, stale)
  if (agent !== undefined) world.happens('transfers', agent, queue % queuesOf(world, agent))
}

function talkFact(
  world: World,
  { talkFact, nth, other, stale }: Extract<Step, { talkFact: (typeof TALK_FACTS)[number] }>,
): void {
  const agent = talker(world, nth, stale)
  if (agent === undefined) return
  if (talkFact === 'asksQueue') world.happens(talkFact, agent, other % queuesOf(world, agent))
  else if (talkFact === 'invites') world.happens(talkFact, agent, nthIn(world, ['available'], other, stale))
  else world.happens(talkFact, agent)
  if (talkFact !== 'pausesRecording' || other % 3 === 0) return
  world.passes(SECOND_MS)
  world.happens('resumesRecording', agent)
}

function consult(world: World, { consults, other, ends }: Extract<Step, { consults: number }>): void {
  const agent = talker(world, consults, false)
  const asked = nthIn(world, ['available'], other, false)
  if (agent === undefined || !world.happens('invites', agent, asked).changed) return
  world.passes(SECOND_MS)
  world.happens('accepts', asked)
  world.passes(SECOND_MS)
  if (ends === 'transfers') world.happens(ends, agent, other % queuesOf(world, agent))
  else world.happens(ends, ends === 'hangsUp' ? world.centre.state.agents.call[agent]! : agent)
}

function monitor(world: World, { monitors, whom, manner, stale }: Extract<Step, { monitors: number }>): void {
  const watched = talker(world, whom, stale)
  if (watched === undefined) return
  world.happens('monitors', nthIn(world, ['away', 'available'], monitors, stale), watched, manner)
}

/** The n-th of the agents who talk; of all, for a stale fact. */
function talker(world: World, nth: number, stale: boolean): number | undefined {
  const isAnyone = world.picture.agents.some(({ state }) => state === 'talking')
  return stale || isAnyone ? nthIn(world, ['talking'], nth, stale) : undefined
}

/** The n-th of the agents in one of these states; of all where there is none, and for a stale fact. */
function nthIn(
  { picture: { agents } }: World,
  states: readonly AgentState[],
  nth: number,
  stale: boolean,
): number {
  const all = agents.map((_, agent) => agent)
  const some = all.filter(agent => !stale && states.includes(agents[agent]!.state))
  const from = some.length > 0 ? some : all
  return from[nth % from.length]!
}

/** How many queues the line of an agent's caller has. */
function queuesOf({ picture: { agents, calls }, options: { lines } }: World, agent: number): number {
  const call = calls.find(({ number }) => number === agents[agent]!.call)
  return lines[call?.line ?? 0]!.definition.queues.length
}
