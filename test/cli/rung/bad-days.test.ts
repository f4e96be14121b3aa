import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import type { Line } from '../../../src/call/line.ts'
import type { Faults } from '../../../src/carrier/local/faults.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import type { SteppedClock } from '../../../src/carrier/local/stepped-clock.ts'
import { AGENT_STATES } from '../../../src/centre/agents.ts'
import type { Rung } from './rung-lines.ts'
import { OPEN_MS, opensLines, presses } from './rung-lines.ts'

const SKILLS = ['card-support/account', 'card-support/supervisors']
const ANA = { name: 'ana', skills: SKILLS, address: '+12125550177', signedIn: true }
const BEN = { name: 'ben', skills: SKILLS, address: '+12125550188', signedIn: true }
/** Five minutes before a line closes at eight on a Monday evening; who waits then is served for half an hour more. */
const EVENING_MS = Date.UTC(2026, 11, 15, 0, 55)

interface BadDay {
  readonly agents?: readonly (typeof ANA)[]
  readonly atMs?: number
  readonly line?: Line
}

/** Agents who take what rings, unless a test says otherwise, and their legs. */
async function opens({ agents = [ANA], atMs = OPEN_MS, line: served = cardSupport }: BadDay = {}) {
  const rung = await opensLines({ lines: [served], roster: agents, atMs })
  const legs: Record<string, Phone[]> = {}
  for (const { name, address } of agents) {
    legs[name] = []
    rung.line.carrier.plug(address, phone => {
      legs[name]!.push(phone)
      answers({ clock: rung.clock, afterMs: SECOND_MS, presses: '1' })(phone)
    })
  }
  return { ...rung, legs }
}

/** A caller who wants an agent, and is in the queue or with one. */
async function wantsAnAgent({ line, clock }: Rung, from: string): Promise<Phone> {
  const phone = line.call(from)
  await clock.passes(SECOND_MS)
  await presses(phone, clock, '0')
  return phone
}

const isTalking = ({ diary }: Phone) =>
  diary.findLast(({ kind }) => kind === 'talks' || kind === 'leaves')?.kind === 'talks'

const stateOf = ({ line }: Rung, agent: string) => {
  const { centre } = line.live.runtime
  return AGENT_STATES[centre.centre.state.agents.state[centre.agentOf(agent)]!]
}

const report = ({ line, clock }: Rung, ...facts: Parameters<typeof reports>) => reports(...facts)(line, clock)
const reports =
  (kind: 'signed-in' | 'went-away' | 'transferred', data: { agent: string; queue?: string }) =>
  async (line: Rung['line'], clock: SteppedClock) => {
    await line.live.runtime.submit({ reports: () => [{ kind, data } as never] })
    await clock.passes(SECOND_MS)
  }

test.each<[string, Faults['rest']]>([
  ['refuses', () => ({ does: 'refuse', status: 503, code: 20503, message: 'Service unavailable' })],
  ['cannot be reached', () => ({ does: 'lose-request' })],
  ['wants us to come later', () => ({ does: 'refuse', status: 429, code: 20429, message: 'Too many' })],
])(
  'while REST %s callers hear music, no agent is blamed, and it goes on when it is back',
  async (_, rest) => {
    const rung = await opens()
    const { line, clock, legs, facts } = rung
    line.carrier.faults.rest = rest
    const bea = await wantsAnAgent(rung, '+14155550101')
    await clock.passes(3 * MINUTE_MS)
    expect([bea.isOver, isTalking(bea), legs.ana]).toEqual([false, false, []])
    expect(bea.diary.some(({ kind, atMs }) => kind === 'pauses' && atMs > clock.nowMs() - MINUTE_MS)).toBe(
      true,
    )
    expect(stateOf(rung, 'ana')).toBe('ringing')
    expect((await facts()).filter(fact => fact.startsWith('missed'))).toEqual([])
    expect((await facts()).filter(fact => fact === 'not-rung ana').length).toBeGreaterThan(3)
    line.carrier.faults.rest = undefined
    await clock.passes(MINUTE_MS)
    expect(isTalking(bea)).toBe(true)
    bea.hangUp()
    await clock.passes(3 * MINUTE_MS)
    expect(stateOf(rung, 'ana')).toBe('available')
  },
)

test('while REST is slow callers hear music, and whoever is joined late is joined all the same', async () => {
  const rung = await opens()
  const { line, clock } = rung
  line.carrier.faults.rest = () => ({ does: 'answer-late', ms: 8_000 })
  const bea = await wantsAnAgent(rung, '+14155550101')
  await clock.passes(MINUTE_MS)
  expect(isTalking(bea)).toBe(true)
  expect(rung.wrong).toEqual([])
})

test('of two agents who accept in the same moment one has the caller, and the other hears that it is over', async () => {
  // Ana's ringing ends after 20 s; she presses the key around that very moment, and Ben takes the next ring at once.
  for (const offsetMs of [-1_001, -1_000, -999, -1, 0, 1, 999, 1_000, 1_001]) {
    const rung = await opens({ agents: [ANA, BEN] })
    const { line, clock, legs } = rung
    line.carrier.plug(ANA.address, phone => {
      legs.ana!.push(phone)
      phone.answer()
      clock.at(clock.nowMs() + 20_000 + offsetMs, () => phone.press('1'))
    })
    const bea = await wantsAnAgent(rung, '+14155550101')
    await clock.passes(40 * SECOND_MS)
    const talking = [...legs.ana!, ...legs.ben!].filter(phone => !phone.isOver && isTalking(phone))
    expect([isTalking(bea), talking.length], `${offsetMs} ms`).toEqual([true, 1])
    talking[0]!.speak('Hello?')
    expect(bea.diary.at(-1), `${offsetMs} ms`).toMatchObject({ kind: 'voice', text: 'Hello?' })
    expect(rung.wrong, `${offsetMs} ms`).toEqual([])
  }
})

test('a caller who is handed on to a queue that is closed is told so and is offered a callback', async () => {
  const rung = await opens({ atMs: EVENING_MS })
  const { clock, wrong } = rung
  const bea = await wantsAnAgent(rung, '+14155550101')
  await clock.passes(40 * MINUTE_MS)
  expect(isTalking(bea)).toBe(true)
  await report(rung, 'went-away', { agent: 'ana' })
  await report(rung, 'transferred', { agent: 'ana', queue: 'supervisors' })
  await clock.passes(20 * SECOND_MS)
  expect(bea.said.slice(-3).join(' ')).toMatch(/open.*call you back/is)
  expect([bea.isOver, wrong]).toEqual([false, []])
})

test('a caller who finds the queue full is told so, and not left to music', async () => {
  const { definition } = cardSupport
  const [first, ...others] = definition.queues.map(queue => ({ ...queue, limit: 2 }))
  const line = { ...cardSupport, definition: { ...definition, queues: [first!, ...others] } as const }
  const rung = await opens({ agents: [], line })
  const callers: Phone[] = []
  for (const last of [1, 2, 3]) callers.push(await wantsAnAgent(rung, `+1415555010${last}`))
  await rung.clock.passes(MINUTE_MS)
  expect(callers.map(({ isOver }) => isOver)).toEqual([false, false, true])
  expect(callers[2]!.said.at(-1)).toMatch(/try again|call back|later/i)
  expect(rung.wrong).toEqual([])
})

test('when all agents leave, callers stay in the queue, are told the truth, and are served when somebody is back', async () => {
  const rung = await opens({ agents: [ANA, BEN] })
  const { line, clock } = rung
  const others = [await wantsAnAgent(rung, '+14155550101'), await wantsAnAgent(rung, '+14155550102')]
  const bea = await wantsAnAgent(rung, '+14155550103')
  await clock.passes(2 * MINUTE_MS)
  for (const agent of ['ana', 'ben']) await report(rung, 'went-away', { agent })
  for (const other of others) other.hangUp()
  const heard = bea.said.length
  await clock.passes(5 * MINUTE_MS)
  expect([bea.isOver, isTalking(bea)]).toEqual([false, false])
  const told = bea.said.slice(heard).join(' ')
  expect(told).toMatch(/next in line|number|still|place|busy/i)
  expect(told).not.toMatch(/\d+ minutes|one minute/)
  await report(rung, 'signed-in', { agent: 'ana' })
  await clock.passes(20 * SECOND_MS)
  expect(isTalking(bea)).toBe(true)
  expect(line.live.runtime.centre.centre.state.calls.live).toBe(1)
})

test('closing time tells everybody who still waits, offers each a callback, and keeps nobody on the line', async () => {
  const rung = await opens({ agents: [], atMs: EVENING_MS })
  const { clock, wrong } = rung
  const callers: Phone[] = []
  for (const last of [1, 2, 3]) callers.push(await wantsAnAgent(rung, `+1415555010${last}`))
  await clock.passes(37 * MINUTE_MS)
  for (const { said, isOver } of callers) {
    expect(said.join(' ')).toMatch(/call you back/)
    expect(isOver).toBe(true)
  }
  expect(wrong).toEqual([])
})

test('a night queue goes on over the hour that comes twice and the one that is left out, and the line opens by the clock', async () => {
  const nights: [string, number, number][] = [
    ['autumn', Date.UTC(2026, 10, 1, 5, 45), Date.UTC(2026, 10, 1, 15)],
    ['spring', Date.UTC(2027, 2, 14, 6, 45), Date.UTC(2027, 2, 14, 14)],
  ]
  const night = { ...ANA, skills: ['card-support/night'] }
  for (const [season, atMs, opensMs] of nights) {
    const rung = await opens({ agents: [{ ...night, signedIn: false }], atMs })
    const { line, clock, wrong } = rung
    const bea = line.call('+14155550101')
    await clock.passes(5 * SECOND_MS)
    await presses(bea, clock, '1')
    await clock.passes(30 * MINUTE_MS)
    expect([bea.isOver, isTalking(bea)], season).toEqual([false, false])
    await report(rung, 'signed-in', { agent: 'ana' })
    await clock.passes(20 * SECOND_MS)
    expect(isTalking(bea), season).toBe(true)
    bea.hangUp()
    await clock.runUntil(opensMs - SECOND_MS)
    const early = line.call('+14155550102')
    await clock.passes(SECOND_MS)
    const punctual = line.call('+14155550103')
    await clock.passes(20 * SECOND_MS)
    expect(early.said.join(' '), season).toMatch(/We open again today at/)
    expect(punctual.said.join(' '), season).not.toMatch(/We open/)
    expect(wrong, season).toEqual([])
  }
})

test('a thousand callers in a minute are all picked up within a second, and none is lost', async () => {
  const rung = await opens({ agents: [ANA, BEN] })
  const { line, clock, wrong } = rung
  const callers: Phone[] = []
  for (let nth = 0; nth < 1_000; nth++) {
    const phone = line.call(`+1415556${String(nth).padStart(4, '0')}`)
    callers.push(phone)
    clock.at(clock.nowMs() + 5_000 + nth, () => phone.press('0'))
    await clock.passes(60)
  }
  await clock.passes(20 * SECOND_MS)
  const late = callers.filter(({ diary }) => {
    const heard = diary.find(({ kind }) => kind === 'says')
    return !heard || heard.atMs - diary[0]!.atMs > SECOND_MS
  })
  expect(late).toEqual([])
  const { calls, queues } = line.live.runtime.centre.centre.state
  expect([calls.arrived, Math.max(...queues.waiting)]).toEqual([1_000, 200])
  // Whoever found the queue full was told so; all others wait or talk.
  const over = callers.filter(({ isOver }) => isOver)
  for (const { said } of over) expect(said.at(-1)).toMatch(/try again|later/i)
  for (const phone of callers) phone.hangUp()
  await clock.passes(5 * SECOND_MS)
  expect([calls.live, line.live.runtime.centre.centre.state.calls.live]).toEqual([0, 0])
  expect(wrong).toEqual([])
}, 120_000)
