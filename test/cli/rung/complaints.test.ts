import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { AGENT_STATES } from '../../../src/centre/agents.ts'
import { Board } from '../../../src/web/board.ts'
import type { Rung } from './rung-lines.ts'
import { OPEN_MS, opensLines, presses } from './rung-lines.ts'

// What users of other hold queues complain about, one test each.

const ANA = '+12125550177'
const ANN = { name: 'ana', skills: ['card-support/account'], address: ANA }
const [BEA, CARL, DAN] = ['+12125550101', '+12125550102', '+12125550103'] as const

interface Hall extends Rung {
  readonly legs: Phone[]
  joins(from: string): Promise<Phone>
  signsIn(): Promise<void>
}

/** A line with one agent, who is away until she signs in, and takes whatever rings after a second. */
async function hall(atMs = OPEN_MS): Promise<Hall> {
  const rung = await opensLines({ lines: [cardSupport], roster: [ANN], atMs })
  const { line, clock } = rung
  const legs: Phone[] = []
  line.carrier.plug(ANA, phone => {
    legs.push(phone)
    answers({ clock, afterMs: SECOND_MS, presses: '1', pressesAfterMs: 2 * SECOND_MS })(phone)
  })
  const joins = async (from: string) => {
    const phone = line.call(from)
    await clock.passes(SECOND_MS)
    await presses(phone, clock, '0')
    return phone
  }
  const signsIn = async () => {
    await line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'ana' } }] })
    await clock.passes(SECOND_MS)
  }
  return { ...rung, legs, joins, signsIn }
}

const isTalking = ({ diary }: Phone) =>
  diary.findLast(({ kind }) => kind === 'talks' || kind === 'leaves')?.kind === 'talks'

const stateOf = ({ line }: Rung) => AGENT_STATES[line.live.runtime.centre.centre.state.agents.state[0]!]

const WORDS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(' ')
const numberOf = (word: string) => (WORDS.includes(word) ? WORDS.indexOf(word) + 1 : Number(word))

/** The places in line that a caller was told. */
function placesTold({ said }: Phone): number[] {
  return said.flatMap(text => {
    const place = /number (\w+) in line/.exec(text)?.[1]
    return place === undefined ? [] : [numberOf(place)]
  })
}

/** By when a caller was told to be answered, at the latest, each time, and with which words. */
function toldByMs({ diary }: Phone): { byMs: number; text: string }[] {
  return diary.flatMap(happening => {
    if (happening.kind !== 'says') return []
    const minutes = /in (?:[\w-]+ to )?([\w-]+) minutes?/.exec(happening.text)?.[1]
    if (minutes === undefined) return []
    return { byMs: happening.atMs + numberOf(minutes) * MINUTE_MS, text: happening.text }
  })
}

test('an announcement does not delay the connection to an agent who is free', async () => {
  const rung = await hall()
  const bea = await rung.joins(BEA)
  const isLong = () => {
    const last = bea.diary.at(-1)!
    return last.kind === 'says' && last.lastsMs > 5 * SECOND_MS
  }
  await rung.clock.runUntil(rung.clock.nowMs() + MINUTE_MS, isLong)
  expect(isLong()).toBe(true)
  const beganMs = rung.clock.nowMs()
  await rung.signsIn()
  await rung.clock.passes(3 * SECOND_MS)
  expect([isTalking(bea), rung.clock.nowMs() - beganMs]).toEqual([true, 4 * SECOND_MS])
  expect(rung.wrong).toEqual([])
})

test('the place told never goes backwards, also when loyal callers are put before', async () => {
  const rung = await hall()
  for (const from of [BEA, CARL]) await rung.joins(from)
  const dan = await rung.joins(DAN)
  await rung.store.withCentre('main', async hold => {
    const key = await hold.callerKey({ number: '+12125550109', atMs: 1 })
    await hold.commit({ facts: [], callers: [{ key, tier: 'loyal' }] })
  })
  await rung.clock.passes(30 * SECOND_MS)
  await rung.joins('+12125550109')
  await rung.clock.passes(5 * MINUTE_MS)
  const places = placesTold(dan)
  expect(places.length).toBeGreaterThan(0)
  expect(places).toEqual([...places].sort((a, b) => b - a))
})

test('the estimate counts the time that was waited, and makes sense when the wait outlasts it', async () => {
  const rung = await hall()
  await rung.signsIn()
  const bea = await rung.joins(BEA)
  await rung.clock.passes(5 * SECOND_MS)
  const carl = await rung.joins(CARL)
  await rung.clock.passes(20 * MINUTE_MS)
  expect([isTalking(bea), isTalking(carl)]).toEqual([true, false])
  const told = toldByMs(carl)
  expect(told.length).toBeGreaterThan(3)
  // It counts down, to the minute; only when it is over, and in words for it, is more told.
  told.slice(1).forEach(({ byMs, text }, nth) => {
    const isMore = byMs > told[nth]!.byMs + MINUTE_MS
    expect(isMore && !/longer/.test(text), text).toBe(false)
  })
  expect(carl.said.join(' ')).not.toMatch(/NaN|undefined|-\d|zero minutes/)
})

test('a callback is not dialled before an agent is free for it, and keeps nobody on the line from being answered', async () => {
  const rung = await hall()
  const { line, clock, legs } = rung
  await rung.signsIn()
  const bea = await rung.joins(BEA)
  await clock.passes(5 * SECOND_MS)
  const carl = await rung.joins(CARL)
  await clock.passes(12 * SECOND_MS)
  await presses(carl, clock, '11')
  carl.hangUp()
  const dialled: number[] = []
  line.carrier.plug(CARL, () => void dialled.push(clock.nowMs()))
  const dan = await rung.joins(DAN)
  await clock.passes(2 * MINUTE_MS)
  expect([dialled.length, stateOf(rung)]).toEqual([0, 'talking'])
  bea.hangUp()
  await clock.passes(5 * MINUTE_MS)
  expect(dialled.length).toBe(1)
  // Carl does not answer; Dan, who holds on, is not kept waiting for the next attempt.
  expect(isTalking(dan)).toBe(true)
  expect(legs).toHaveLength(2)
})

test('loyal callers do not starve an ordinary one, who overtakes those who come later than the head start', async () => {
  const rung = await hall()
  const { clock, store } = rung
  const loyal = Array.from({ length: 8 }, (_, nth) => `+1212555020${nth}`)
  await store.withCentre('main', async hold => {
    const callers = []
    for (const number of loyal)
      callers.push({ key: await hold.callerKey({ number, atMs: 1 }), tier: 'loyal' })
    await hold.commit({ facts: [], callers })
  })
  const bea = await rung.joins(BEA)
  const others: Phone[] = []
  for (const from of loyal) {
    others.push(await rung.joins(from))
    await clock.passes(40 * SECOND_MS)
  }
  await rung.signsIn()
  for (let served = 0; served < 9 && !isTalking(bea); served++) {
    await clock.passes(5 * SECOND_MS)
    others.find(phone => isTalking(phone))?.hangUp()
    await clock.passes(3 * MINUTE_MS)
  }
  expect(isTalking(bea)).toBe(true)
  // Two minutes of head start: only those who came within them were before her.
  expect(others.filter(({ isOver }) => isOver).length).toBeLessThanOrEqual(4)
})

test('when the caller is gone the phone of the agent does not ring any more', async () => {
  const rung = await hall()
  rung.line.carrier.plug(ANA, phone => void rung.legs.push(phone))
  await rung.signsIn()
  const bea = await rung.joins(BEA)
  await rung.clock.passes(5 * SECOND_MS)
  expect([stateOf(rung), rung.legs.length]).toEqual(['ringing', 1])
  bea.hangUp()
  await rung.clock.passes(SECOND_MS)
  expect(rung.legs.every(({ isOver }) => isOver)).toBe(true)
  expect(stateOf(rung)).toBe('available')
})

test('no agent is stuck busy, however a call ends', async () => {
  const endings: [string, (rung: Hall, bea: Phone) => void][] = [
    ['the caller hangs up while it rings', (_, bea) => bea.hangUp()],
    ['the agent hangs up before the key', ({ legs }) => legs[0]?.hangUp()],
    [
      'both hang up in the same moment',
      ({ legs }, bea) => [bea, legs[0]].forEach(phone => void phone?.hangUp()),
    ],
  ]
  for (const [ending, end] of endings)
    for (const afterMs of [0, 900, 1_000, 1_100, 2_000, 10_000]) {
      const rung = await hall()
      await rung.signsIn()
      const bea = await rung.joins(BEA)
      await rung.clock.passes(afterMs)
      end(rung, bea)
      bea.hangUp()
      await rung.clock.passes(10 * MINUTE_MS)
      expect(['available', 'wrap-up', 'away'], `${ending}, ${afterMs} ms`).toContain(stateOf(rung))
      const { agents } = rung.line.live.runtime.centre.centre.state
      expect(agents.call[0], `${ending}, ${afterMs} ms`).toBe(-1)
    }
})

test('the agent is told who is calling, for what, and how long they waited', async () => {
  const rung = await hall()
  const bea = await rung.joins(BEA)
  await rung.clock.passes(4 * MINUTE_MS)
  await rung.signsIn()
  await rung.clock.passes(5 * SECOND_MS)
  expect(isTalking(bea)).toBe(true)
  expect(rung.legs[0]!.said[0]).toMatch(
    /^Call for account, card support, from .* 0 1 0 1\. Waited 4 minutes\./,
  )
})

test('music goes on where it stopped when an announcement is over', async () => {
  const rung = await hall()
  const bea = await rung.joins(BEA)
  await rung.clock.passes(4 * MINUTE_MS)
  // Without a recording each piece is a silence of its length; how far the music has come stands in the address.
  const pieces = bea.diary.flatMap(happening =>
    happening.kind === 'webhook' && happening.url.includes('/wait')
      ? [Number(new URL(happening.url).searchParams.get('m'))]
      : [],
  )
  expect(pieces.length).toBeGreaterThan(10)
  expect(pieces).toEqual([...pieces].sort((a, b) => a - b))
  expect(pieces.at(-1)).toBeGreaterThan(24)
})

test('statistics survive a restart', async () => {
  const rung = await hall()
  await rung.signsIn()
  const bea = await rung.joins(BEA)
  await rung.clock.passes(MINUTE_MS)
  bea.hangUp()
  await rung.joins(CARL)
  await rung.clock.passes(5 * SECOND_MS)
  const { runtime } = rung.line.live
  const { today } = (runtime.options.watch as Board).view(rung.clock.nowMs())
  expect(today).toMatchObject({ calls: 2, queued: 2, answered: 1 })
  const saved = (runtime.options.watch as Board).snapshot()
  const after = new Board()
  after.follows(runtime.centre, saved)
  expect(after.view(rung.clock.nowMs()).today).toEqual(today)
})

test('opening hours are right on the days on which the clock changes', async () => {
  // Sundays open at ten: at 14:00 UTC on the day that summer time begins, at 15:00 on the day that it ends.
  for (const opensMs of [Date.UTC(2027, 2, 14, 14), Date.UTC(2026, 10, 1, 15)]) {
    const rung = await hall(opensMs - SECOND_MS)
    const early = rung.line.call(BEA)
    await rung.clock.passes(SECOND_MS)
    const punctual = rung.line.call(CARL)
    await rung.clock.passes(10 * SECOND_MS)
    expect(early.said[0]).toMatch(/agents are off/)
    expect(punctual.said[0]).toMatch(/^Thank you for calling/)
  }
})
