import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUR_MS } from '../../src/base/units.ts'
import { COMMON_EVENTS } from '../../src/call/events.ts'
import { OpeningHours } from '../../src/line/hours.ts'
import { wallClock } from '../../src/line/zone.ts'
import { definition } from '../centre/lines.ts'
import type { FactName, Moment, World } from '../centre/world.ts'
import type { History } from '../laws/histories.ts'
import { histories, live } from '../laws/histories.ts'
import { KINDS } from '../laws/kinds.ts'
import { story } from '../laws/story.ts'
import { desk, EXPIRES_MS, LATER_MS, LONGEST_MS } from './desk.ts'
import type { PlainQueue } from './plain-room.ts'
import { PlainTalks } from './plain-talks.ts'

const RUNS = Number(process.env.LAWS_RUNS ?? 300)
const SEED = Number(process.env.LAWS_SEED ?? 4)

const LINES = [
  desk('by-day', 6, 15, definition().hours),
  desk('desk-2', 3, 0),
  desk('desk-3', 0, 40, 'always', ['done', 'again']),
]

const HEARD_ONLY = ['holds', 'resumes', 'pausesRecording', 'resumesRecording', 'unmonitors'] as const

const COMPARED = [
  'an agent says how a call ended',
  'a caller is handed on',
  'the phone of an agent fails in a talk',
  'an agent is rung for the caller who wants just that agent',
  'a caller rests until the promised time',
  'a caller is called back as promised',
  'a callback is owed',
  'a callback waits for hours in which it may be dialled',
  'a caller rings again before the callback, and has its place',
  'a caller rings again while a callback is dialled',
  'a callback expires',
  'an agent is rung for help',
  'an agent comes to help',
  'a helper is let go',
  'a call is handed over',
  'a caller hangs up on two agents',
]

test('the centre offers whom a model offers that searches and sorts lists', () => {
  const agree = fc.property(histories, history => {
    const world = livePlainly(history)
    const model = new PlainTalks(LINES.flatMap(plainQueues), world.options.agents)
    for (const [at, moment] of world.moments.entries()) {
      const [acts, expected] = [actsOf(moment), modelled(model, world.centre.state.zones, moment)]
      // The story is long: told only where they differ.
      if (acts.join() !== expected.join()) expect(acts, story(world, at)).toEqual(expected)
    }
  })
  fc.assert(agree, { numRuns: RUNS, seed: SEED })
})

test('the histories that are compared hold every kind of offer, and whatever comes of one', () => {
  const worlds = fc.sample(histories, { numRuns: 450, seed: SEED }).map(livePlainly)
  const acts = worlds.flatMap(({ moments }) => moments.flatMap(actsOf)).map(act => act.split(' ')[0])
  const counts = Map.groupBy(acts, act => act)
  for (const act of ['ring', 'dial', 'stop', 'connect'])
    expect(counts.get(act)?.length, act).toBeGreaterThan(40)
  for (const kind of COMPARED) {
    const count = worlds.reduce((sum, { moments }) => sum + moments.filter(KINDS[kind]!).length, 0)
    expect(count, kind).toBeGreaterThan(5)
  }
})

/** The history on three lines of two queues each, without menus. Nothing recovers: a line without a recover state only drops. */
function livePlainly(history: History): World {
  const steps = history.steps
    .filter(step => !('callFact' in step && step.callFact === 'recovers'))
    .map(step => ('arrives' in step ? { ...step, arrives: (step.arrives + step.caller) % 3 } : step))
  const agents = history.agents.map(queues => [...new Set(queues.map(queue => queue % 6))])
  return live({ ...history, steps }, { startMs: history.startMs, lines: LINES, agents })
}

function actsOf({ directed }: Moment): string[] {
  return directed.flatMap(act => {
    if (act.does === 'stopRinging') return [`stop ${act.agent}`]
    if (act.does === 'part') return [`part ${act.agent}`]
    const isOffer = ['ring', 'dial', 'connect', 'join'].includes(act.does)
    return isOffer && 'agent' in act && 'call' in act ? [`${act.does} ${act.agent} ${act.call}`] : []
  })
}

function modelled(
  model: PlainTalks,
  zones: readonly string[],
  { fact, args, known, owed, zone, call, atMs }: Moment,
): string[] {
  const [first = 0, second = 0, third = 0] = args
  model.acts = []
  const who = {
    number: call,
    line: first,
    caller: second,
    tier: third,
    zone: zones[zone ?? owed?.zone ?? 0]!,
  }
  if (fact === 'arrives') model.arrives(who, known?.hasCase ? known.agent : -1, atMs)
  else if (fact === 'owes') model.owes({ ...who, caller: third, tier: owed!.tier }, owed!, atMs)
  else if (fact === 'transfers' || fact === 'invites' || fact === 'asksQueue' || fact === 'codes')
    model[fact](first, second, atMs)
  else if (fact === 'monitors') model.monitors(first, second, atMs)
  else if (fact === 'hears') model.hears(call, COMMON_EVENTS[second]!, atMs)
  else if (fact === 'answersCallback') model.answersCallback(call)
  else if (fact === 'agentsAreDue') model.agentsAreDue(atMs)
  else if (fact === 'isDue' || fact === 'hangsUp' || fact === 'drops' || fact === 'missesCallback') {
    model[fact](call, atMs)
  } else if (
    fact !== 'recovers' &&
    fact !== 'rescues' &&
    fact !== 'texts' &&
    fact !== 'lineIsDue' &&
    fact !== 'alertsAreDue' &&
    !isHeardOnly(fact)
  )
    model[fact](first, atMs)
  return model.acts
}

/** The first instant from one on at which the clocks of all these zones show an hour in which people may be called. */
function nextCall(zone: string, atMs: number): number {
  const zones = (zone || definition().timeZone).split(' ')
  const isNight = (ms: number) =>
    zones.some(zone => wallClock(zone, ms).hour < 8 || wallClock(zone, ms).hour >= 21)
  let ms = atMs
  while (isNight(ms)) ms = ms - (ms % HOUR_MS) + HOUR_MS
  return ms
}

/** Facts that change what is heard, and nobody's place or state. */
function isHeardOnly(fact: FactName): fact is (typeof HEARD_ONLY)[number] {
  return HEARD_ONLY.some(heard => heard === fact)
}

function plainQueues({ definition }: (typeof LINES)[number]): PlainQueue[] {
  const { limits, thresholds, tiers } = definition
  const hours = new OpeningHours(definition)
  return definition.queues.map(queue => ({
    limit: queue.limit,
    wrapUpMs: queue.wrapUpSeconds * 1_000,
    isCodeWanted: queue.wrapUpEnds === 'by-code',
    headStartMs: tiers.map(tier => tier.headStartSeconds * 1_000),
    ringMs: limits.ringSeconds * 1_000,
    missedOffers: limits.missedOffers,
    redialMs: limits.redialSeconds * 1_000,
    callbackAttempts: limits.callbackAttempts,
    callbackGapMs: limits.callbackGapSeconds * 1_000,
    longestMs: LONGEST_MS,
    veryLongMs: thresholds.veryLongWaitSeconds * 1_000,
    laterMs: LATER_MS,
    expiresMs: EXPIRES_MS,
    nextOpening: atMs => hours.nextOpening(atMs)!,
    nextCall,
  }))
}
