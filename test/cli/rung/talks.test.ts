import { expect, test } from 'vitest'
import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { talking } from './talk-line.ts'

const ANA = { agent: 'ana' }
const happened = (phone: { diary: readonly { kind: string }[] }, kind: string) =>
  phone.diary.filter(happening => happening.kind === kind).length

test('a caller on hold hears music and nobody, and is brought back', async () => {
  const { bea, phone, does, hears, clock, wrong } = await talking()
  expect([hears('bea'), hears('ana')]).toEqual([['ana'], ['bea']])
  await does({ kind: 'held', data: ANA })
  expect([hears('bea'), hears('ana')]).toEqual([[], []])
  const pauses = happened(bea, 'pauses')
  phone('ana').speak('where is that form')
  await clock.passes(MINUTE_MS)
  expect(happened(bea, 'pauses')).toBeGreaterThan(pauses + 3)
  expect(happened(bea, 'voice')).toBe(0)
  await does({ kind: 'resumed', data: ANA })
  expect([hears('bea'), hears('ana')]).toEqual([['ana'], ['bea']])
  expect(wrong).toEqual([])
})

test('an agent asks another in private, the three talk, and the helper goes on with the caller: a warm transfer', async () => {
  const { bea, phone, does, hears, clock, facts, wrong, line } = await talking()
  await does({ kind: 'invited', data: { agent: 'ana', queue: 'supervisors' } })
  expect(phone('bob').said[0]).toMatch(
    /^ana asks for your help with a caller\. Call for billing, talk, from a number/,
  )
  expect([hears('bea'), hears('ana'), hears('bob')]).toEqual([[], ['bob'], ['ana']])
  await does({ kind: 'resumed', data: ANA })
  expect([hears('bea'), hears('ana'), hears('bob')]).toEqual([
    ['ana', 'bob'],
    ['bea', 'bob'],
    ['ana', 'bea'],
  ])
  await does({ kind: 'handed-over', data: ANA })
  expect([phone('ana').isOver, bea.isOver, phone('bob').isOver]).toEqual([true, false, false])
  expect([hears('bea'), hears('bob')]).toEqual([['bob'], ['bea']])
  await clock.passes(20 * SECOND_MS)
  phone('bob').hangUp()
  await clock.passes(3 * SECOND_MS)
  expect(bea.said.at(-1)).toBe('survey-thanks')
  expect(await facts()).toEqual([
    ...['signed-in ana', 'signed-in bob', 'arrived 1', 'accepted ana', 'invited ana', 'accepted bob'],
    ...['resumed ana', 'handed-over ana', 'lost bob'],
  ])
  expect(line.live.runtime.centre.centre.state.calls.live).toBe(0)
  expect(wrong).toEqual([])
})

test('an agent who hangs up on caller and helper leaves the two to one another, however late Twilio learns of the helper', async () => {
  for (const lateMs of [0, 20 * SECOND_MS]) {
    const { bea, phone, does, hears, clock, wrong, line } = await talking()
    line.carrier.faults.rest = ({ form }) =>
      form.get('EndConferenceOnExit') === 'false' ? { does: 'arrive-late', ms: lateMs } : undefined
    await does({ kind: 'invited', data: { agent: 'ana', other: 'bob' } })
    phone('ana').hangUp()
    await clock.passes(30 * SECOND_MS)
    const over = [phone('ana'), phone('bob'), bea].map(({ isOver }) => isOver)
    expect(over, String(lateMs)).toEqual([true, false, false])
    expect([hears('bea'), hears('bob')], String(lateMs)).toEqual([['bob'], ['bea']])
    bea.hangUp()
    await clock.passes(3 * SECOND_MS)
    expect(phone('bob').isOver).toBe(true)
    expect(wrong).toEqual([])
  }
})

test('a helper who is let go, or hangs up, leaves caller and agent as they were', async () => {
  const { bea, phone, does, hears, clock, wrong } = await talking()
  await does({ kind: 'invited', data: { agent: 'ana', other: 'bob' } })
  await does({ kind: 'uninvited', data: ANA })
  expect([phone('bob').isOver, hears('bea'), hears('ana')]).toEqual([true, ['ana'], ['bea']])
  await does({ kind: 'invited', data: { agent: 'ana', other: 'bob' } })
  phone('bob').hangUp()
  await clock.passes(5 * SECOND_MS)
  expect([hears('bea'), hears('ana')]).toEqual([['ana'], ['bea']])
  phone('ana').hangUp()
  await clock.passes(3 * SECOND_MS)
  expect(bea.said.at(-1)).toBe('survey-thanks')
  expect(wrong).toEqual([])
})

test('a caller who hangs up on hold, and while a helper rings or talks, frees everybody at once', async () => {
  for (const [after, ms] of [
    ['while the helper rings', 500],
    ['while the helper hears who asks', 1_500],
    ['while the helper talks', 9_000],
  ] as const) {
    const { bea, line, clock, wrong, does } = await talking()
    const asked = does({ kind: 'invited', data: { agent: 'ana', other: 'bob' } })
    clock.at(clock.nowMs() + ms, () => bea.hangUp())
    await asked
    await clock.passes(40 * SECOND_MS)
    const { agents, calls } = line.live.runtime.centre.centre.state
    expect([...agents.state.slice(0, 2)], after).toEqual([1, 1])
    expect(calls.live, after).toBe(0)
    expect(
      [...line.carrier.legs.values()].filter(leg => !leg.isOver),
      after,
    ).toEqual([])
    expect(wrong, after).toEqual([])
  }
})

test('a helper who accepts in the moment in which the caller hangs up is told so, and is free', async () => {
  const { bea, phone, line, clock, wrong, does } = await talking()
  const asked = does({ kind: 'invited', data: { agent: 'ana', other: 'bob' } })
  const stop = line.carrier.listen(happening => {
    if (happening.kind !== 'pressed' || happening.callSid !== phone('bob')?.callSid) return
    stop()
    bea.hangUp()
  })
  await asked
  await clock.passes(40 * SECOND_MS)
  const { agents } = line.live.runtime.centre.centre.state
  expect([...agents.state.slice(0, 2)]).toEqual([1, 1])
  expect([...line.carrier.legs.values()].filter(leg => !leg.isOver)).toEqual([])
  expect(wrong).toEqual([])
})

test('an agent whose leg fails while the caller is on hold does not leave the caller there', async () => {
  const { bea, phone, does, clock, wrong } = await talking()
  await does({ kind: 'held', data: ANA })
  phone('ana').hangUp()
  await clock.passes(5 * SECOND_MS)
  expect(bea.said.at(-1)).toBe('survey-thanks')
  expect(wrong).toEqual([])
})

test('a talk that two agents have is handed on to a queue: the helper is let go, and the caller waits', async () => {
  const { bea, phone, does, clock, wrong, facts } = await talking()
  await does({ kind: 'invited', data: { agent: 'ana', other: 'bob' } })
  await does({ kind: 'transferred', data: { agent: 'ana', queue: 'supervisors' } })
  expect(phone('ana').isOver).toBe(true)
  await clock.passes(10 * SECOND_MS)
  expect((await facts()).slice(-2)).toEqual(['transferred ana', 'accepted bob'])
  expect(bea.isOver).toBe(false)
  expect(wrong).toEqual([])
})

test('a supervisor listens, whispers to the agent alone, joins, and goes with the talk', async () => {
  const { phone, does, hears, bea, clock, wrong } = await talking()
  const sue = (how: 'listen' | 'whisper' | 'join') =>
    does({ kind: 'monitored', data: { agent: 'sue', whom: 'ana', how } })
  await sue('listen')
  expect(phone('sue').said).toEqual(['This is the talk of ana. Press 1 to come in.'])
  expect([hears('bea'), hears('ana'), hears('sue')]).toEqual([['ana'], ['bea'], ['ana', 'bea']])
  await sue('whisper')
  expect([hears('bea'), hears('ana'), hears('sue')]).toEqual([['ana'], ['bea', 'sue'], ['ana', 'bea']])
  phone('sue').speak('offer the refund')
  expect(happened(bea, 'voice')).toBe(0)
  await sue('join')
  expect([hears('bea'), hears('ana')]).toEqual([
    ['ana', 'sue'],
    ['bea', 'sue'],
  ])
  phone('ana').hangUp()
  await clock.passes(5 * SECOND_MS)
  expect([phone('sue').isOver, bea.said.at(-1)]).toEqual([true, 'survey-thanks'])
  expect(wrong).toEqual([])
})

test('a supervisor who comes in whispering is never heard by the caller, and goes when the agent hands over', async () => {
  const { phone, does, hears, clock, facts, wrong } = await talking()
  await does({ kind: 'monitored', data: { agent: 'sue', whom: 'ana', how: 'whisper' } })
  expect([hears('bea'), hears('ana'), hears('sue')]).toEqual([['ana'], ['bea', 'sue'], ['ana', 'bea']])
  await does({ kind: 'invited', data: { agent: 'ana', other: 'bob' } })
  await does({ kind: 'handed-over', data: ANA })
  expect([phone('sue').isOver, hears('bea')]).toEqual([true, ['bob']])
  await does({ kind: 'monitored', data: { agent: 'sue', whom: 'bob', how: 'listen' } })
  expect(hears('sue')).toEqual(['bea', 'bob'])
  phone('sue').hangUp()
  await clock.passes(SECOND_MS)
  expect([(await facts()).at(-1), hears('bea')]).toEqual(['unmonitored sue', ['bob']])
  expect(wrong).toEqual([])
})

test('a talk is recorded with consent, has a gap where an agent stopped that, and ends with the talk', async () => {
  const { bea, phone, does, clock, line, store, wrong } = await talking()
  const says = async (who: string, words: string) => {
    phone(who).speak(words)
    await clock.passes(5 * SECOND_MS)
  }
  await says('bea', 'I want to pay')
  await does({ kind: 'recording-paused', data: ANA })
  await says('bea', 'four one one one')
  await does({ kind: 'held', data: ANA })
  await does({ kind: 'resumed', data: ANA })
  await says('bea', 'and the code is nine')
  await does({ kind: 'recording-resumed', data: ANA })
  await says('ana', 'thank you')
  phone('ana').hangUp()
  await bea.until(told => told.kind === 'says' && told.text === 'survey-thanks')
  await clock.passes(100)
  bea.speak('that went well')
  await clock.passes(5 * SECOND_MS)
  const [tape, ...others] = line.carrier.recordings.all
  expect(others).toEqual([])
  expect(tape).toMatchObject({ callSid: bea.callSid, channels: 2, status: 'completed' })
  // The tape stops within a request of ours, as the caller hears what comes after the talk.
  expect(tape!.text).toMatch(/^I want to pay thank you( survey-thanks)?$/)
  expect(await store.recordingsOf('main', 1)).toMatchObject([{ sid: tape!.sid, state: 'ready' }])
  expect(wrong).toEqual([])
})

test('two agents accept at once: one talks to the caller, the other is told that the caller is gone', async () => {
  const { line, clock, phone, rings, facts, wrong, bea, does } = await talking()
  bea.hangUp()
  await does({ kind: 'signed-in', data: { agent: 'sue' } })
  await does({ kind: 'ready', data: ANA })
  // The key of the first agent comes in when the offer has gone on to the second, who has pressed it as well.
  const isLate = ({ url, fields }: { url: string; fields: Readonly<Record<string, string>> }) =>
    url.endsWith('/key') && fields.To === 'client:sue'
  line.carrier.faults.webhook = sent =>
    isLate(sent) ? { does: 'arrive-late', ms: 22 * SECOND_MS } : undefined
  const cem = rings('+14155550102')
  await clock.passes(60 * SECOND_MS)
  expect((await facts()).slice(-2)).toEqual(['arrived 2', 'accepted ana'])
  expect([phone('ana').hears, phone('sue').isOver]).toEqual([[cem.callSid], true])
  expect(wrong).toEqual([])
})

test('a recording is stopped at once though Twilio fails twice; a hold that fails is tried again', async () => {
  const { bea, does, hears, clock, line } = await talking()
  let refused = 0
  line.carrier.faults.rest = ({ form }) => {
    const isMeant = form.get('Status') === 'paused' || form.get('Hold') === 'true'
    if (!isMeant || ++refused % 3 === 0) return undefined
    return { does: 'refuse', status: 500, code: 20500, message: 'An internal server error has occurred' }
  }
  await does({ kind: 'recording-paused', data: ANA })
  bea.speak('four one one one')
  expect([refused, line.carrier.recordings.all[0]]).toMatchObject([3, { status: 'paused', text: '' }])
  await does({ kind: 'held', data: ANA })
  await clock.passes(MINUTE_MS)
  expect([refused, hears('bea')]).toEqual([6, []])
})

test('what a carrier remembers of talks outlives its process', async () => {
  const { line, phone, does, hears, clock, wrong } = await talking()
  const { carrier } = line.live
  await does({ kind: 'monitored', data: { agent: 'sue', whom: 'ana', how: 'listen' } })
  await does({ kind: 'invited', data: { agent: 'ana', other: 'bob' } })
  carrier.restore(structuredClone(carrier.snapshot()))
  await does({ kind: 'monitored', data: { agent: 'sue', whom: 'ana', how: 'whisper' } })
  expect([hears('ana'), hears('bob')]).toEqual([['bob', 'sue'], ['ana']])
  await does({ kind: 'handed-over', data: ANA })
  expect([hears('bea'), hears('bob'), phone('sue').isOver]).toEqual([['bob'], ['bea'], true])
  phone('bob').hangUp()
  await clock.passes(10 * SECOND_MS)
  expect(phone('bea').said.at(-1)).toBe('survey-thanks')
  expect(wrong).toEqual([])
})
