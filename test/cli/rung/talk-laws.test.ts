import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SECOND_MS } from '../../../src/base/units.ts'
import { MANNERS } from '../../../src/call/facts.ts'
import type { Fact } from '../../../src/call/journal.ts'
import { ON_CALL } from '../../../src/centre/agents.ts'
import { HELD, HELPED, TALKING } from '../../../src/centre/calls.ts'
import { replay } from '../../../src/runtime/replay.ts'
import { StoredJournal } from '../../../src/runtime/stored-journal.ts'
import type { Talking } from './talk-line.ts'
import { talking } from './talk-line.ts'

const RUNS = Number(process.env.LAWS_RUNS ?? 12)
const SEED = Number(process.env.LAWS_SEED ?? 3)

const AGENTS = ['ana', 'bob', 'sue'] as const
const PEOPLE = ['bea', ...AGENTS]

type Step =
  | { readonly fact: Exclude<Fact, { kind: 'arrived' }> }
  /** Somebody hangs up a phone. */
  | { readonly hangsUp: string }
  /** Whoever talks asks bob, and hangs up so long after bob has come. */
  | { readonly leavesAfterMs: number }
  /** The caller rings anew, where nobody is on the line. */
  | { readonly rings: true }

/** Mostly the one who talks, or helps. */
const agent = fc.constantFrom('ana', 'ana', 'ana', 'bob', 'bob', 'sue')
const other = fc.constantFrom('bob', 'bob', 'sue', 'ana')

const about = (
  ...kinds: ('held' | 'resumed' | 'uninvited' | 'handed-over' | 'unmonitored' | 'signed-in' | 'ready')[]
) => fc.record({ kind: fc.constantFrom(...kinds), data: fc.record({ agent }) })

const fact: fc.Arbitrary<Exclude<Fact, { kind: 'arrived' }>> = fc.oneof(
  { weight: 3, arbitrary: about('held', 'resumed') },
  { weight: 3, arbitrary: about('uninvited', 'handed-over') },
  { weight: 2, arbitrary: about('unmonitored', 'signed-in', 'ready') },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('invited'), data: fc.record({ agent, other }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('invited'),
      data: fc.record({ agent, queue: fc.constantFrom('billing', 'supervisors') }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('monitored'),
      data: fc.record({ agent, whom: agent, how: fc.constantFrom(...MANNERS) }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('transferred'),
      data: fc.record({ agent, queue: fc.constant('supervisors') }),
    }),
  },
) as fc.Arbitrary<Exclude<Fact, { kind: 'arrived' }>>

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ fact }) },
  { weight: 3, arbitrary: fc.record({ hangsUp: fc.constantFrom('ana', ...PEOPLE) }) },
  { weight: 2, arbitrary: fc.record({ leavesAfterMs: fc.constantFrom(0, 100, 1_000, 3_000) }) },
  { weight: 3, arbitrary: fc.constant({ rings: true } as const) },
)

/** Who must hear whom, by what the centre says of the talk that goes on. */
function mustHear({ line }: Talking): Record<string, string[]> {
  const { agents, calls } = line.live.runtime.centre.centre.state
  const silence = Object.fromEntries(PEOPLE.map(name => [name, [] as string[]]))
  const slot = calls.phase.indexOf(TALKING)
  if (slot < 0) return silence
  const marks = calls.marks[slot]!
  const helper = (marks & HELPED) !== 0 ? calls.helper[slot]! : -1
  const talkers = [calls.agent[slot]!, helper].filter(at => at >= 0 && agents.state[at] === ON_CALL)
  const isHeld = (marks & HELD) !== 0
  const hears = (listener: number) => [
    ...(isHeld || listener < 0 ? [] : ['bea']),
    ...talkers.filter(at => at !== listener).map(at => agents.names[at]!),
    ...AGENTS.filter((_, at) => {
      const whom = agents.watches[at]!
      const how = MANNERS[agents.manner[at]!]
      if (at === listener || !talkers.includes(whom)) return false
      return how === 'join' || (how === 'whisper' && whom === listener)
    }),
  ]
  const heard: [string, string[]][] = isHeld ? [] : [['bea', hears(-1)]]
  AGENTS.forEach((name, at) => {
    if (talkers.includes(at) || talkers.includes(agents.watches[at]!)) heard.push([name, hears(at)])
  })
  return { ...silence, ...Object.fromEntries(heard.map(([name, who]) => [name, who.sort()])) }
}

/** What a step does. */
async function takes(talk: Talking, step: Step): Promise<void> {
  const { phone, reports, line, ringsAgain } = talk
  if ('hangsUp' in step) phone(step.hangsUp)?.hangUp()
  else if ('fact' in step) await reports(step.fact)
  else if ('leavesAfterMs' in step) await leaves(talk, step.leavesAfterMs)
  else if (line.live.runtime.centre.centre.state.calls.live === 0) ringsAgain()
}

async function leaves({ phone, reports, line, clock }: Talking, ms: number): Promise<void> {
  const { agents, calls } = line.live.runtime.centre.centre.state
  const slot = calls.phase.indexOf(TALKING)
  const main = slot < 0 ? 'bob' : agents.names[calls.agent[slot]!]!
  if (main === 'bob') return
  await reports({ kind: 'invited', data: { agent: main, other: 'bob' } })
  const isThere = () => agents.state[AGENTS.indexOf('bob')] === ON_CALL
  await clock.runUntil(clock.nowMs() + 10 * SECOND_MS, isThere)
  await clock.passes(ms)
  const isLeftToBob = isThere() && !phone(main).isOver && !phone('bea').isOver
  phone(main).hangUp()
  await clock.passes(10 * SECOND_MS)
  if (isLeftToBob) expect([calls.phase[slot], agents.names[calls.agent[slot]!]]).toEqual([TALKING, 'bob'])
}

/** Who hears whom, at the carrier. */
function hearing(talk: Talking): Record<string, string[]> {
  return Object.fromEntries(PEOPLE.map(name => [name, talk.phone(name) ? talk.hears(name) : []]))
}

/** Everybody hangs up, and no leg and no fault is left behind. */
async function ends(talk: Talking): Promise<void> {
  talk.bea.hangUp()
  talk.phone('bea').hangUp()
  await talk.clock.passes(60 * SECOND_MS)
  const up = [...talk.line.carrier.legs.values()].filter(leg => !leg.isOver)
  expect(up.map(({ options }) => options.to)).toEqual([])
  expect(talk.wrong).toEqual([])
  expect(await replay(new StoredJournal(talk.store, 'main'))).toMatchObject({ differingFacts: 0 })
}

test('whatever agents and supervisors do in talks, and whoever hangs up, all hear whom they are to hear', async () => {
  let told = 0
  const holds = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async steps => {
    const talk = await talking()
    for (const [at, step] of steps.entries()) {
      await takes(talk, step)
      // Enough for phones to be rung, answered and brought where they belong.
      await talk.clock.passes(10 * SECOND_MS)
      expect(hearing(talk), JSON.stringify(steps.slice(0, at + 1))).toEqual(mustHear(talk))
      told += Object.values(hearing(talk)).flat().length
    }
    await ends(talk)
  })
  await fc.assert(holds, { numRuns: RUNS, seed: SEED })
  expect(told).toBeGreaterThan(100)
}, 120_000)

test('whatever comes in the midst of something else, while Twilio is slow, all comes to where it is to be', async () => {
  const soon = fc.record({ step, ms: fc.constantFrom(0, 1, 300, 1_000, 2_000, 2_500, 3_000, 4_000) })
  const lateMs = fc.array(fc.constantFrom(0, 0, 0, 300, 1_500, 4_000), { minLength: 7, maxLength: 7 })
  const holds = fc.asyncProperty(
    fc.array(soon, { minLength: 5, maxLength: 20 }),
    lateMs,
    async (steps, late) => {
      const talk = await talking()
      let asked = 0
      talk.line.carrier.faults.rest = () => {
        const ms = late[asked++ % late.length]!
        return ms === 0 ? undefined : { does: asked % 2 === 0 ? 'arrive-late' : 'answer-late', ms }
      }
      for (const { step, ms } of steps) {
        await takes(talk, step)
        await talk.clock.passes(ms)
      }
      await talk.clock.passes(60 * SECOND_MS)
      expect(hearing(talk), JSON.stringify({ steps, late })).toEqual(mustHear(talk))
      await ends(talk)
    },
  )
  await fc.assert(holds, { numRuns: RUNS, seed: SEED })
}, 120_000)
